"""What every journey and command opens once: the knowledge, the postcodes, the vocabulary."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from directory.geo import PlaceError, Places
from directory.geo.area_names import code_of_name, codes_by_name
from directory.geo.areas import LARGER_AREAS, codes_of
from directory.geo.counties import COUNTIES
from directory.geo.outcodes import district_names
from directory.geo.paths import fallback_file
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings
from directory.model.cell_types import Vocabulary
from matcher import Knowledge, load


def knowledge_in(settings: Settings) -> Knowledge:
    """Return the knowledge of a running copy that is in force today; its files are read once.

    Raises KnowledgeError with every problem of the files.
    """
    return loaded(settings.data, settings.local_knowledge).on(today())


@lru_cache(maxsize=4)
def loaded(data: Path, local: Path | None = None) -> Knowledge:
    """Return the knowledge of a folder, with a council's own layer, read once.

    Raises KnowledgeError with every problem of the files.
    """
    return load(data, local)


@lru_cache(maxsize=4)
def places_in(packed: Path) -> Places:
    """Return the postcodes of the packed file, or the rough table that is shipped, read once."""
    return Places.load(packed, fallback_file())


@lru_cache(maxsize=1)
def _district_names() -> dict[str, str]:
    return district_names(fallback_file())


def area_name(code: str) -> str:
    """Return what an area is called, by its code of any vintage; the code where no name is."""
    known = (LARGER_AREAS, COUNTIES, _district_names())
    names = (names[each] for each in sorted(codes_of(code)) for names in known if each in names)
    return next(names, code)


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    districts = _district_names()
    return codes_by_name({c: n for c, n in districts.items() if c[0] == "E"}, COUNTIES,
                         LARGER_AREAS)  # fmt: skip


def area_code(name: str) -> str | None:
    """Return the code of an area of England by its exact name; None where it is not known."""
    return code_of_name(name, _codes_by_name())


def vocabulary(knowledge: Knowledge, places: Places, today: date) -> Vocabulary:
    """Return the ids and postcodes that a directory file may use."""

    def standard(postcode: str) -> str:
        try:
            return places.find_anywhere(postcode).postcode
        except PlaceError as error:
            raise ValueError(_after_value(str(error))) from None

    return Vocabulary(
        programmes=frozenset(knowledge.programme),
        facts=frozenset(f.id for f in knowledge.facts.facts if f.type == "boolean"),
        today=today,
        postcode=standard,
        area=area_code,
    )


def _after_value(problem: str) -> str:
    """Return what a problem says of a postcode without repeating it: it may be a hidden one."""
    return re.sub(r"^(?:“.*”|[A-Z0-9]+ [A-Z0-9]+) (?=is )", "", problem, flags=re.DOTALL)
