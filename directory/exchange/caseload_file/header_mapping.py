"""What each heading of a caseload is: a fact of ours, a column of the census, or neither."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.exchange.caseload_file.census import (
    Census,
    CensusCode,
    CensusColumn,
    RefusedHeadings,
)
from directory.model.problems import FileError, FileProblem, refused
from matcher.facts import Fact, FactBook

LONGEST_SHOWN = 60
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
NONE_OF_OURS = (
    "none of the names in the first row is one that Waymark reads: use our fact ids, as in the "
    "template, or the column names of the children in need census"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column: what it is read as; none of these where it is not used."""

    at: int
    name: str
    fact: Fact | None = None
    census: CensusColumn | None = None
    code: CensusCode | None = None
    """It is ticked where this code holds."""
    is_known: bool = True
    """It is one of ours or of the census, so that its name tells of nobody."""

    @property
    def is_used(self) -> bool:
        """Say whether anything of the column is read."""
        return bool(self.fact or self.census or self.code)

    @property
    def place(self) -> str:
        """Return the column as a message names it."""
        return self.name[:LONGEST_SHOWN]


def squeezed(text: str) -> str:
    """Return the letters and digits of a name alone: `Person_Birth Date` is `personbirthdate`."""
    return "".join(each for each in text.casefold() if each.isalnum())


def words_of(text: str) -> list[str]:
    """Return the words of a name as people and as programs write it: LAchildID has three."""
    return [word.casefold() for word in _WORDS.findall(text)]


def looks_refused(name: str, refused: RefusedHeadings) -> bool:
    """Say whether a heading is that of what may tell who somebody is."""
    whole = squeezed(name)
    return bool(refused.words.intersection(words_of(name))) or any(
        part in whole for part in refused.within
    )


def read_headings(row: Sequence[str], facts: FactBook, census: Census) -> tuple[Heading, ...]:
    """Return the columns in their order.

    Raises FileError naming what is there twice, or that there is nothing of ours.
    """
    names = [name.strip() for name in row]
    found = tuple(_headings(names, facts, census))
    if not any(heading.is_used for heading in found):
        raise refused(NONE_OF_OURS)
    if problems := [*_problems(found)]:
        raise FileError(problems)
    return found


def _headings(names: Sequence[str], facts: FactBook, census: Census) -> Iterator[Heading]:
    columns = {squeezed(name): each for each in census.columns for name in each.names}
    codes = {
        squeezed(written): code
        for column in census.columns
        if column.as_columns
        for code in column.codes
        for written in code.written
    }
    ignored = {squeezed(name) for name in census.not_used}
    for at, name in enumerate(names):
        whole = squeezed(name)
        code = codes.get(whole.removeprefix("factor")) if whole else None
        fact, column = facts.by_id.get(name.casefold()), columns.get(whole)
        known = bool(fact or column or code or whole in ignored)
        yield Heading(
            at=at,
            name=name,
            fact=fact,
            census=None if fact else column,
            code=None if fact or column else code,
            is_known=known,
        )


def _problems(headings: Iterable[Heading]) -> Iterator[FileProblem]:
    seen: set[str] = set()
    for heading in headings:
        if heading.is_used and heading.name.casefold() in seen:
            text = "is there twice: delete one of them"
            yield FileProblem(line=1, column=heading.place, value=None, problem=text)
        seen.add(heading.name.casefold())
