"""Whole numbers in addresses and forms: as many digits as a database column takes, and no more."""

import re

from werkzeug.datastructures import MultiDict
from werkzeug.routing import BaseConverter

MOST_DIGITS = 18
"""Every number of so many fits 64 bits, as databases take them; versions of entries have ten."""
_WHOLE = re.compile(f"[0-9]{{1,{MOST_DIGITS}}}")


class NumberConverter(BaseConverter):
    """A whole number in a path; a longer one is no address of ours."""

    regex = _WHOLE.pattern
    part_isolating = True

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)


def whole_number(values: "MultiDict[str, str]", name: str) -> int | None:
    """Return the first value of a name as a number; None where it is absent or no such number."""
    text = values.get(name, "").strip()
    return int(text) if _WHOLE.fullmatch(text) else None
