"""The columns of a change on paper: how each is read, and what must be stated together.

They are those of the directory file, so that what can stand there is written once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from directory.model import columns
from directory.model.cell_types import Reader, Vocabulary, WholeNumber, meant, service_id
from directory.model.cell_types import written as as_cell

Wrong = tuple[str | None, str | None, str]
"""A column, None where there is no such, what stands in it or its name, and what is wrong."""
MOST_EAST, MOST_NORTH = 700_000, 1_300_000
"""Where the British National Grid ends, metres."""

_READERS: Mapping[str, Reader] = {column.name: column.read for column in columns.COLUMNS} | {
    "service": service_id,
    "easting": WholeNumber(0, MOST_EAST),
    "northing": WholeNumber(0, MOST_NORTH),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "close": ("service",),
    "shorten": ("service", "waiting_weeks"),
    "open": (
        "programme",
        "kind",
        "postcode",
        "easting",
        "northing",
        "age_from_months",
        "age_under_months",
        "delivery",
        "areas_served",
    ),
}
"""For each kind of change, its columns."""
_REQUIRED = frozenset({"service", "waiting_weeks", "delivery"})


def cells_of(
    kind: str, given: Mapping[str, Any], words: Vocabulary
) -> tuple[dict[str, Any], list[Wrong]]:
    """Return the value of each column that is stated, and what is wrong with the others."""
    cells: dict[str, Any] = {}
    wrong = list(_unknown(kind, given))
    for name in COLUMNS[kind]:
        text = _text(given.get(name))
        if text is None:
            wrong.append((name, None, "should be text, a whole number or a list of words"))
        elif not text and name in _REQUIRED:
            wrong.append((name, None, "is missing"))
        elif text:
            try:
                cells[name] = _READERS[name](text, words)
            except ValueError as error:
                wrong.append((name, text, str(error)))
    return cells, wrong


def rules_broken(kind: str, cells: Mapping[str, Any]) -> list[Wrong]:
    """Return what is wrong with the columns of one change together."""
    return list(_open_rules(cells)) if kind == "open" else []


def _open_rules(cells: Mapping[str, Any]) -> Iterator[Wrong]:
    if ("programme" in cells) == ("kind" in cells):
        yield "programme", None, "name a programme, or a kind of general help, and not both"
    yield from _place_rules(cells)
    low, under = cells.get("age_from_months"), cells.get("age_under_months")
    if low is not None and under is not None and low >= under:
        yield "age_under_months", str(under), f"should be more than the youngest age, {low}"


def _place_rules(cells: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with where it is, and where it takes families from."""
    has_postcode, ways = "postcode" in cells, cells["delivery"]
    if ("easting" in cells) != ("northing" in cells):
        yield "easting", None, "a point needs an easting and a northing"
    elif has_postcode and "easting" in cells:
        yield "postcode", cells["postcode"], "name a postcode or a point, not both"
    elif not has_postcode and "easting" not in cells and not {"venue", "group"}.isdisjoint(ways):
        yield "postcode", None, "what people come to needs a postcode or a point"
    if "home" in ways and "areas_served" not in cells:
        yield "areas_served", None, "a team that visits homes needs the areas that it serves"


def _unknown(kind: str, given: Mapping[str, Any]) -> Iterator[Wrong]:
    for name in given:
        if name != "change" and name not in COLUMNS[kind]:
            hint = meant(name, frozenset(COLUMNS[kind]))
            yield None, name, f"is no column of a change that says {kind}{hint}"


def _text(value: Any) -> str | None:
    """Return what was given as the text of a cell; None where no cell can hold it."""
    if isinstance(value, list):
        return as_cell(value) if all(isinstance(word, str) for word in value) else None
    is_plain = value is None or (isinstance(value, str | int) and not isinstance(value, bool))
    return as_cell(value).strip() if is_plain else None
