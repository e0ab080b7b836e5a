"""Made-up directories for tests: entries, rows of the file, postcodes, and a database to hold them.

A builder fills only what a service must have and what matters to no test.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, event
from sqlalchemy.orm import Session

from directory.application.commands.geocoding import locator
from directory.application.commands.services import Origin, take_entries
from directory.domain.eligibility import (
    EligibilityQuery,
    FoundServices,
    ListedService,
    nearby_services,
)
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_entries
from directory.geo import Place, Places
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources.detect_format import build_table
from directory.infrastructure import paths
from directory.infrastructure.settings import Settings
from directory.model.cell_types import Vocabulary
from directory.model.columns import NAMES, OF_SERVICE
from directory.model.import_plan import ImportPlan, ImportWish
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry, VenueEntry, VenueRow
from directory.storage import (
    AuditEvent,
    Criterion,
    DifferentServices,
    Service,
    ServiceArea,
    ServiceChange,
    ServiceVersion,
    ServiceWords,
    Venue,
    reference_data,
)
from directory.storage.engine import engine_for
from directory.storage.entry_repository import gone_ids, stored_entries
from matcher import Knowledge
from tests.geo.builders import ENGLAND, SCOTLAND, WALES, code_point_line, code_point_zip

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NEWCASTLE, GATESHEAD, DURHAM, ST_ALBANS = "E08000021", "E08000037", "E06000047", "E07000240"
HERTFORDSHIRE, ALL_ENGLAND = "E10000015", "E92000001"
HOME = "NE1 4ST"
ROUGH = "NE8 9ZZ"
"""Known by its outcode alone, most of which is Gateshead."""
# Postcode, metres east and north of home, country, county, district.
SPOTS = (
    (HOME, 0, 0, ENGLAND, "", NEWCASTLE),
    ("NE1 4SU", 400, 300, ENGLAND, "", NEWCASTLE),
    ("NE1 4SX", 0, 1609, ENGLAND, "", NEWCASTLE),
    ("NE3 1AA", -3000, 4000, ENGLAND, "", NEWCASTLE),
    ("NE8 1AA", 1000, -1200, ENGLAND, "", GATESHEAD),
    ("NE8 2AA", 1100, -900, ENGLAND, "", NEWCASTLE),
    ("NE8 4AA", 2000, -4000, ENGLAND, "", GATESHEAD),
    ("DH1 1AA", 3000, -22000, ENGLAND, "", DURHAM),
    ("AL1 1AA", 90_727, -357_577, ENGLAND, HERTFORDSHIRE, ST_ALBANS),
    ("TD15 1AA", -25_000, 88_000, ENGLAND, "", "E06000057"),
    ("TD15 1AB", -29_000, 91_000, SCOTLAND, "", "S12000026"),
    ("EH1 1AA", -99_000, 109_000, SCOTLAND, "", "S12000036"),
    ("CF10 1AA", -106_000, -388_000, WALES, "", "W06000015"),
)
ORIGIN = (424_273, 564_577)
PROGRAMME = "abc"
"""One that NG76 1.7.4 names."""
RECOMMENDATION = "ng76:1.7.4"
CASE = {
    "stage": "after_abuse",
    "carer.maltreating_parent": True,
    "abuse.neglect": True,
    "child.age_months": 30,
}
"""To this child RECOMMENDATION applies."""


def knowledge() -> Knowledge:
    return reference_data.loaded(paths.data())


def postcode_table(folder: Path) -> PostcodeTable:
    """Return the table of the made-up postcodes."""
    east, north = ORIGIN
    lines = [
        code_point_line((f"{code:<7}", 10, east + x, north + y, country, county, district))
        for code, x, y, country, county, district in SPOTS
    ]
    return build_table(code_point_zip(folder / "codepo_gb.zip", lines), {})


@cache
def known_facts() -> frozenset[str]:
    return frozenset(fact.id for fact in knowledge().facts.facts if fact.type == "boolean")


def vocabulary(places: Places, today: date = TODAY) -> Vocabulary:
    return reference_data.vocabulary(knowledge(), places, today)


def venue(postcode: str | None = None, **rest: Any) -> VenueEntry:
    return VenueEntry(postcode=postcode, **rest)


def hidden(postcode: str | None = None, **rest: Any) -> VenueEntry:
    return VenueEntry(postcode=postcode, hide_address=True, **rest)


def entry(id: str, *venues: VenueEntry, position: int = 0, **values: Any) -> ServiceEntry:
    """Return a service that states what is given and nothing else."""
    stated: dict[str, Any] = {c.name: () if c.is_list else None for c in OF_SERVICE}
    del stated["id"]
    stated |= {"name": id, "organisation": "Made up", "kind": "other", "status": "active"}
    rows = tuple(
        VenueRow(position=position + i, venue=v) for i, v in enumerate(venues or [venue()])
    )
    return ServiceEntry(id=id, values=stated | values, rows=rows)


def row(**cells: str) -> dict[str, str]:
    """Return a row of the file that can be read, with these cells."""
    return {
        "id": "a",
        "name": "A",
        "organisation": "O",
        "kind": "other",
        "status": "active",
    } | cells


def sheet(
    *rows: dict[str, str], header: Iterable[str] = NAMES, delimiter: str = ",", end: str = "\n"
) -> bytes:
    """Return the bytes of a file with these rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    names = list(header)
    writer.writerow(names)
    writer.writerows([cells.get(name, "") for name in names] for cells in rows)
    return out.getvalue().encode()


def problems_in(content: bytes, words: Vocabulary) -> list[str]:
    """Return each problem of a file as the person reads it; none where it can be taken."""
    try:
        read_entries(content, words)
    except FileError as error:
        return list(map(str, error.problems))
    return []


@dataclass(frozen=True)
class Directory:
    """A database with its migrations run, and short ways to fill it and to ask it."""

    settings: Settings

    @cached_property
    def engine(self) -> Engine:
        engine = engine_for(self.settings.database_url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _never_wait_for_the_disk)
        return engine

    @property
    def knowledge(self) -> Knowledge:
        return reference_data.knowledge_in(self.settings)

    @property
    def vocabulary(self) -> Vocabulary:
        return reference_data.vocabulary(self.knowledge, self.places, TODAY)

    @property
    def places(self) -> Places:
        return reference_data.places_in(self.settings.places)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with Session(self.engine) as session, session.begin():
            yield session

    def take(
        self,
        *entries: ServiceEntry,
        sample: bool = False,
        feed: str | None = None,
        now: datetime = NOW,
    ) -> ImportPlan:
        origin = Origin(feed=feed, sample=sample)
        with self.session() as session:
            locate = locator(self.places)
            return take_entries(
                session,
                entries,
                locate,
                actor="test",
                now=now,
                origin=origin,
                wish=ImportWish(allow_shrink=True),
            )

    def take_alone(self, *entries: ServiceEntry) -> None:
        """Take entries as if there had been none before: what is hidden is then not kept."""
        with self.session() as session:
            parts = (ServiceVersion, ServiceWords, Venue, ServiceArea, Criterion)
            # Without its events the database has no versions that somebody may have kept.
            for table in (
                ServiceVersion,
                AuditEvent,
                DifferentServices,
                ServiceChange,
                *parts,
                Service,
            ):
                session.execute(delete(table))
        self.take(*entries)

    def import_(self, content: bytes) -> ImportPlan:
        return self.take(*read_entries(content, self.vocabulary))

    def stored(self) -> dict[str, ServiceEntry]:
        with self.session() as session:
            return stored_entries(session)

    def export(self) -> bytes:
        with self.session() as session:
            gone = gone_ids(session)
            return write_entries(e for id, e in stored_entries(session).items() if id not in gone)

    def gone(self) -> set[str]:
        with self.session() as session:
            return gone_ids(session)

    def find(
        self,
        case: dict[str, Any] | None = None,
        postcode: str | None = HOME,
        recommendation: str = RECOMMENDATION,
        **search: Any,
    ) -> FoundServices:
        """Return what is found for one recommendation."""
        asked = asking(self.places.find(postcode) if postcode else None, case, **search)
        wanted = [self.knowledge.recommendation[recommendation]]
        with self.session() as session:
            return nearby_services(session, self.knowledge, wanted, asked)[recommendation]

    def listed(self, id: str, *args: Any, **kwargs: Any) -> ListedService | None:
        found = self.find(*args, **kwargs)
        return next((each for each in found.listed if each.service.id == id), None)


def asking(
    place: Place | None, case: dict[str, Any] | None = None, **rest: Any
) -> EligibilityQuery:
    usual: dict[str, Any] = {"within_miles": 10.0, "on": TODAY, "limit": 100}
    return EligibilityQuery(cases=(CASE if case is None else case,), place=place, **(usual | rest))


def _never_wait_for_the_disk(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Note every SQL statement that is sent meanwhile."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
