"""The ONS code of an area by its name, as councils and feeds write it."""

import re
from collections.abc import Iterable, Mapping

_AROUND = re.compile(
    r"\b(?:city of|county of|royal borough of|london borough of|metropolitan borough of"
    r"|borough of|city council|county council|borough council|district council|city and borough"
    r"|metropolitan district council|metropolitan borough council|council|local authority"
    r"|london borough|unitary authority)\b"
)
"""What stands before or behind the name of an authority, and is no part of it."""


def codes_by_name(*named: Mapping[str, str]) -> dict[str, str]:
    """Return the code of each area by its plain name, of names by their codes.

    A name that two areas have is left out: which is meant cannot be told.
    """
    exact = _once((_letters(name), code) for names in named for code, name in names.items())
    plain = _once((plain_area(name), code) for names in named for code, name in names.items())
    return plain | exact


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, code in pairs:
        if found.setdefault(name, code) != code:
            twice.add(name)
    return {name: code for name, code in found.items() if name not in twice}


def plain_area(name: str) -> str:
    """Return a name without what stands around it: "Bristol, City of" is "bristol"."""
    return " ".join(_AROUND.sub(" ", _letters(name)).split())


def code_of_name(name: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of an area by its exact name; None where no area, or two, are called so."""
    return codes.get(_letters(name)) or codes.get(plain_area(name))


def _letters(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("'", "").replace("&", " and "))
    return " ".join(words.split())
