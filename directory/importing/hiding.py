"""A file may not give away in one row the address that it hides in another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.importing.columns import OF_SERVICE
from directory.importing.entries import VenueEntry
from directory.importing.problems import FileProblem

Told = tuple[int, VenueEntry, Mapping[str, Any]]
"""The line of a row, its venue, and what its service states."""
_POSTCODE = re.compile(r"(?=([A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}))", re.IGNORECASE)


def given_away(rows: Iterable[Told]) -> Iterator[FileProblem]:
    """Yield each row that shows an address which another row hides, or names its postcode."""
    kept = list(rows)
    hidden: dict[str, list[Told]] = {}
    for told in kept:
        if told[1].hide_address and told[1].postcode:
            hidden.setdefault(told[1].postcode, []).append(told)
    secrets = {code.replace(" ", "") for code in hidden}
    for line, venue, values in kept if hidden else ():
        for secret_line, secret, _ in hidden.get(venue.postcode or "", []):
            if not venue.hide_address and _same_place(venue, secret):
                text = (
                    f"is hidden on line {secret_line} and shown here: write yes in both, or neither"
                )
                yield _withheld(line, "hide_address", text)
        for column in _named_in(values, secrets):
            text = "names the postcode of a hidden address: take it out"
            yield _withheld(line, column, text)


def _withheld(line: int, column: str, text: str) -> FileProblem:
    return FileProblem(line=line, column=column, value=None, problem=text)


def _same_place(one: VenueEntry, other: VenueEntry) -> bool:
    """Say whether two venues with one postcode may be one: by name, or an address in the other."""
    ours, theirs = _letters(one.address), _letters(other.address)
    same_name = bool(one.name) and _letters(one.name) == _letters(other.name)
    return same_name or ours in theirs or theirs in ours


def _named_in(values: Mapping[str, Any], secrets: set[str]) -> Iterator[str]:
    """Yield the columns of words, those of the venue aside, that name a hidden postcode."""
    for column in OF_SERVICE:
        value = values.get(column.name)
        if isinstance(value, str) and not secrets.isdisjoint(_postcodes_in(value)):
            yield column.name


def _postcodes_in(text: str) -> Iterator[str]:
    return ("".join(found.split()).upper() for found in _POSTCODE.findall(text))


def _letters(text: str | None) -> str:
    return "".join(c for c in (text or "").casefold() if c.isalnum())
