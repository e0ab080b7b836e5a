"""A file may not give away in one row the address that it hides in another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.model.columns import OF_SERVICE
from directory.model.problems import FileProblem
from directory.model.service_entry import VenueEntry

Told = tuple[int, VenueEntry, Mapping[str, Any]]
"""The line of a row, its venue, and what its service states."""
SHORTEST_LINE = 6
"""Letters and digits from which the first line of an address tells one place."""
_POSTCODE = re.compile(r"(?=([A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}))", re.IGNORECASE)


def given_away(rows: Iterable[Told]) -> Iterator[FileProblem]:
    """Yield each row that shows an address which another row hides, or names it in words."""
    kept = list(rows)
    hidden: dict[str, list[Told]] = {}
    secrets: set[str] = set()
    for told in kept:
        if told[1].hide_address:
            for key in _keys(told[1]):
                hidden.setdefault(key, []).append(told)
            secrets.update(_postcodes_of(told[1]))
    for told in kept if hidden else ():
        yield from _shown(told, hidden)
        for column in _named_in(told, secrets):
            text = "names the postcode of a hidden address: take it out"
            yield _withheld(told[0], column, text)
        for column in _streets_in(told):
            text = "names the address that this row hides: take it out"
            yield _withheld(told[0], column, text)


def told_of_hidden(venues: Iterable[VenueEntry]) -> frozenset[str]:
    """Return what tells where hidden venues are: their postcodes, houses, streets and names."""
    return frozenset(key for venue in venues for key in _telling(venue))


def may_be_hidden(venue: VenueEntry, told: frozenset[str]) -> bool:
    """Say whether a venue that is shown may be one of those that are hidden, on the safe side."""
    parts = {_letters(part) for part in (venue.address or "").split(",")}
    return not told.isdisjoint({*parts, _letters(venue.name), *_postcodes_of(venue)})


def names_hidden(words: str, told: frozenset[str]) -> bool:
    """Say whether words tell where one of those that are hidden is, on the safe side."""
    plain = _letters(words)
    return any(_letters(each) in plain for each in told)


class HiddenPlaces:
    """Places that are hidden, by which the same place is known where somebody else shows it."""

    def __init__(self, venues: Iterable[VenueEntry]) -> None:
        """Keep the hidden venues by their postcodes and first lines."""
        self._by_key: dict[str, list[VenueEntry]] = {}
        for venue in venues:
            for key in _keys(venue):
                self._by_key.setdefault(key, []).append(venue)

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._by_key)

    def hide(self, venue: VenueEntry) -> bool:
        """Say whether a venue is one of them, and is shown."""
        if venue.hide_address:
            return False
        return any(
            _same_place(venue, secret)
            for key in _keys(venue)
            for secret in self._by_key.get(key, ())
        )


def _telling(venue: VenueEntry) -> Iterator[str]:
    yield from _postcodes_of(venue)
    first, *others = (venue.address or "").split(",")
    for part in (venue.name, first, *(each for each in others if re.search(r"\d", each))):
        if len(letters := _letters(part)) >= SHORTEST_LINE:
            yield letters


def _shown(told: Told, hidden: Mapping[str, list[Told]]) -> Iterator[FileProblem]:
    """Yield a problem for each row that hides what this one shows."""
    line, venue, _ = told
    found = (
        {} if venue.hide_address else {t[0]: t for key in _keys(venue) for t in hidden.get(key, [])}
    )
    for secret_line, secret, _ in found.values():
        if _same_place(venue, secret):
            text = f"is hidden on line {secret_line} and shown here: write yes in both, or neither"
            yield _withheld(line, "hide_address", text)


def _keys(venue: VenueEntry) -> Iterator[str]:
    """Yield what two rows of one place have in common: a postcode, or the first line."""
    yield from _postcodes_of(venue)
    if first := _first_line(venue):
        yield _letters(first)


def _postcodes_of(venue: VenueEntry) -> set[str]:
    return {*_postcodes_in(venue.postcode or ""), *_postcodes_in(venue.address or "")}


def _first_line(venue: VenueEntry) -> str | None:
    """Return the first line of an address if it tells a house: “1 Rose Street”."""
    first = (venue.address or "").partition(",")[0].strip()
    return first if re.search(r"\d", first) and len(_letters(first)) >= SHORTEST_LINE else None


def _withheld(line: int, column: str, text: str) -> FileProblem:
    return FileProblem(line=line, column=column, value=None, problem=text)


def _same_place(one: VenueEntry, other: VenueEntry) -> bool:
    """Say whether two venues may be one: by name, or an address in the other.

    They have a postcode in common, or the first line of their addresses.
    """
    ours, theirs = _letters(one.address), _letters(other.address)
    codes, others = _postcodes_of(one), _postcodes_of(other)
    if codes and others and not codes & others:
        return False
    same_name = bool(one.name) and _letters(one.name) == _letters(other.name)
    return same_name or ours in theirs or theirs in ours


def _named_in(told: Told, secrets: set[str]) -> Iterator[str]:
    """Yield the columns of words that name a hidden postcode; of a hidden venue nothing leaves."""
    _, venue, values = told
    for column in OF_SERVICE:
        if not secrets.isdisjoint(_postcodes_in(_words(values.get(column.name)))):
            yield column.name
    if not venue.hide_address:
        others = secrets.difference(_postcodes_in(venue.postcode or ""))  # a neighbour may show it
        for name, words in (("venue_name", venue.name), ("address", venue.address)):
            if not others.isdisjoint(_postcodes_in(words or "")):
                yield name


def _streets_in(told: Told) -> Iterator[str]:
    """Yield the columns of words in which a service names the address that it hides."""
    _, venue, values = told
    first = _first_line(venue) if venue.hide_address else None
    if first:
        pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", first)))
        for column in OF_SERVICE:
            words = _words(values.get(column.name))
            if re.search(rf"\b{pattern}\b", words, re.IGNORECASE):
                yield column.name


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return " ; ".join(map(str, value))
    return value if isinstance(value, str) else ""


def _postcodes_in(text: str) -> Iterator[str]:
    return ("".join(found.split()).upper() for found in _POSTCODE.findall(text))


def _letters(text: str | None) -> str:
    return "".join(c for c in (text or "").casefold() if c.isalnum())
