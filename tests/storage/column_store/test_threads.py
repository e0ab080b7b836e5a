"""Eight threads ask at once while services are edited: each answer is that of one version."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import current_analysis_data
from directory.domain.coverage.coverage import coverage
from directory.domain.coverage.gap_query import ReachLimit, SuitabilityTerms
from directory.domain.eligibility import nearby_services
from directory.domain.search.search import search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure import paths
from directory.storage import DirectoryVersion
from directory.storage.column_store import KEPT, STORES
from directory.web.openreferral_api.feed_index import FeedIndex
from tests.directory_builders import (
    HOME,
    NOW,
    PROGRAMME,
    RECOMMENDATION,
    TODAY,
    Directory,
    asking,
    entry,
    hidden,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, people

EDITS, THREADS = 40, 8
WORDS = ("depends", "settling", "families", "agreed")


def match(session: Session, directory: Directory) -> Any:
    wanted = [knowledge().recommendation[RECOMMENDATION]]
    asked = asking(directory.places.find(HOME))
    found = nearby_services(session, knowledge(), wanted, asked)[RECOMMENDATION]
    return [(each.service.id, each.distance_miles) for each in found.listed]


def find(session: Session, directory: Directory) -> Any:
    lexicon, found = lexicon_in(paths.data(), knowledge()), []
    for words in WORDS:
        asked = SearchQuery(words=words, on=TODAY)
        results = search(session, knowledge(), lexicon, asked)
        assert results.words is not None
        ids = [results.arrays.snapshot.ids[at] for at in results.places.tolist()]
        having = [flags.tolist() for flags in results.words.having]
        found.append((ids, having, results.facets))
    return found


def gaps(session: Session, directory: Directory) -> Any:
    ground = current_analysis_data(session, directory.places)
    terms = SuitabilityTerms(on=TODAY, within=ReachLimit(miles=3.0))
    found = coverage(ground, knowledge(), TARGET, terms, tuple(ground.people.districts))
    return found.reached.tolist(), found.maybe.tolist()


def feed(session: Session, directory: Directory) -> Any:
    index = STORES.current(session, FeedIndex)
    ids = [index.uuid(at) for at in range(len(index.own))]
    return [index.service(id) for id in ids], index.venues.service.tolist(), ids


ASKED: tuple[Callable[[Session, Directory], Any], ...] = (match, find, gaps, feed)


def services(number: int) -> list[Any]:
    """Return the directory after so many edits."""
    where = (venue(HOME), hidden(HOME), venue("NE8 1AA"))
    return [
        entry(
            f"s{at:02}",
            where[(number + at) % 3] if at == number % 12 else venue(HOME),
            position=at,
            name=f"{WORDS[(at + number) % 4]} {at}",
            programme=PROGRAMME,
            delivery=("venue",),
            age_from_months=0,
            age_under_months=60 + number % 5,
        )
        for at in range(12 + number % 3)
    ]


def version(session: Session) -> int:
    return session.scalar(select(DirectoryVersion.number)) or 0


def now_in(directory: Directory) -> int:
    with Session(directory.engine) as session:
        return version(session)


@pytest.mark.slow
def test_each_answer_among_edits_is_the_one_given_alone(directory: Directory) -> None:
    people(directory, area("town", HOME))
    directory.take(*services(0))
    seen: list[tuple[int, str, Any]] = []
    over, numbers = Event(), {now_in(directory): 0}

    def keep_asking(number: int) -> None:
        ask = ASKED[number % len(ASKED)]
        while not over.is_set():
            with Session(directory.engine) as session:
                before = version(session)
                found = ask(session, directory)
                session.rollback()
                if version(session) == before:
                    seen.append((before, ask.__name__, found))

    alone: dict[tuple[int, str], Any] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        asking_ = [pool.submit(keep_asking, number) for number in range(THREADS)]
        try:
            for number in range(1, EDITS):
                directory.take(*services(number), now=NOW + timedelta(minutes=number))
                numbers[now_in(directory)] = number
        finally:
            over.set()
        for each in asking_:
            each.result()

    other = Directory(directory.settings)
    for number in range(EDITS):
        other.take(*services(number), now=NOW + timedelta(days=1, minutes=number))
        KEPT.clear()
        with other.session() as session:
            for ask in ASKED:
                alone[number, ask.__name__] = ask(session, other)
    other.engine.dispose()
    versions = sorted({at for at, _, _ in seen})
    assert len(versions) > 1
    for at, name, found in seen:
        number = numbers[at]
        assert found == alone[number, name], (number, name)
