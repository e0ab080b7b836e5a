"""What every journey and command opens once: the knowledge, the postcodes, the vocabulary."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from directory.importing.values import Vocabulary
from directory.places import PlaceError, Places
from directory.places.areas import LARGER_AREAS, codes_of
from directory.places.counties import COUNTIES
from directory.places.outcodes import district_names
from directory.places.paths import fallback_file
from matcher import Knowledge, load


@lru_cache(maxsize=4)
def knowledge_in(data: Path) -> Knowledge:
    """Return the knowledge of a folder, read once.

    Raises KnowledgeError with every problem of the files.
    """
    return load(data)


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


def vocabulary(knowledge: Knowledge, places: Places, today: date) -> Vocabulary:
    """Return the ids and postcodes that a directory file may use."""

    def standard(postcode: str) -> str:
        try:
            return places.find(postcode).postcode
        except PlaceError as error:
            raise ValueError(_after_value(str(error))) from None

    return Vocabulary(
        programmes=frozenset(knowledge.programme),
        facts=frozenset(f.id for f in knowledge.facts.facts if f.type == "boolean"),
        today=today,
        postcode=standard,
    )


def _after_value(problem: str) -> str:
    """Return what a problem says of a postcode without repeating it: it may be a hidden one."""
    return re.sub(r"^(?:“.*”|[A-Z0-9]+ [A-Z0-9]+) (?=is )", "", problem, flags=re.DOTALL)
