"""Reading the cell of the areas that a service serves: codes, or names that are known exactly."""

import re

from directory.model.cell_types import Vocabulary, listed


def areas(value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """ONS codes or names of areas, separated by semicolons."""
    named = [_area_code(word.strip(), vocabulary) or word for word in _areas_in(value, vocabulary)]
    return listed(";".join(dict.fromkeys(named)), vocabulary, _area)


def _areas_in(value: str, vocabulary: Vocabulary) -> list[str]:
    """Return the areas of a cell; commas separate them where every part is an area."""
    found: list[str] = []
    for part in value.split(";"):
        parts = part.split(",")
        is_one = _area_code(part.strip(), vocabulary) is not None
        are_all = not is_one and all(_area_code(each.strip(), vocabulary) for each in parts)
        found += parts if are_all else [part]
    return found


def _area_code(word: str, vocabulary: Vocabulary) -> str | None:
    return word if _AREA.fullmatch(word) else vocabulary.area(word)


_AREA = re.compile(r"E(06|07|08|09|10|12|92)[0-9]{6}")


def _area(word: str, _: Vocabulary) -> None:
    if not _AREA.fullmatch(word):
        text = "is not the ONS code of an area of England, as in E08000021, nor the name of one"
        raise ValueError(text)
