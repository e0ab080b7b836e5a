"""What may be typed: programmes, kinds of help and areas that the directory holds.

They are written into the page, so that nothing typed leaves it before somebody searches.
"""

from collections.abc import Iterator

from directory.domain.search.filter_columns import FilterColumns
from directory.storage.reference_data import area_name
from directory.web.filter_labels import value_label
from matcher import Knowledge

MOST_AREAS = 60
"""A directory of all England would fill the page with areas: then none are suggested."""


def suggestions(arrays: FilterColumns, knowledge: Knowledge) -> list[str]:
    """Return what may be suggested, each once, sorted."""
    return sorted({*_named(arrays, knowledge), *_areas(arrays)}, key=str.casefold)


def _named(arrays: FilterColumns, knowledge: Knowledge) -> Iterator[str]:
    for filter in ("programme", "kind"):
        for value in arrays.stated[filter].used:
            if value != "other":
                yield value_label(filter, value, knowledge)


def _areas(arrays: FilterColumns) -> list[str]:
    codes = arrays.snapshot.areas.used
    return [area_name(code) for code in codes] if len(codes) <= MOST_AREAS else []
