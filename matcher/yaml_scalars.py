"""What a single value in a knowledge file may be, said to the person who edits it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

__all__ = ["exactly", "fact_value", "one_of"]

_WANTED = {str: "text (put it in quotes)", int: "a whole number", bool: "true or false"}


def exactly(value: object, kind: type) -> object:
    """Return a value of exactly this type; YAML has already told text from numbers.

    Raises ValueError in words for the person who edits the file.
    """
    fits = isinstance(value, kind) and not isinstance(value, datetime)
    if not fits or (kind is int and isinstance(value, bool)):
        wanted = _WANTED.get(kind, "a date, as in 2026-11-22")
        raise ValueError(f"should be {wanted}, not {value!r}")
    return value


def fact_value(value: object, _: object) -> object:
    """Return a value that some fact may have, or raise ValueError; which fact is checked later."""
    if not isinstance(value, bool | int | str):
        raise ValueError(f"should be true, false, a number or one of the choices, not {value!r}")
    return value


def one_of(value: Any, kind: Any) -> Any:
    """Return a value that is one of the words of a Literal type, or raise ValueError."""
    *words, last = get_args(kind)
    if value not in (*words, last):
        raise ValueError(f"should be {', '.join(words)} or {last}, not {value!r}")
    return value
