"""Shares that a council sets for steps of a need chain: a table with a row for each.

Columns: `authority`, `step`, `low`, `likely`, `high`, `source`, `dated`. A share is a part of one
(0.4) or a percentage (40%). `likely` may be left empty; the other cells may not.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from directory.exchange.statistics.authorities import district_of, upper_names
from directory.exchange.statistics.header_patterns import words_of
from directory.exchange.statistics.publication_registry import (
    FileStatement,
    Publication,
    published,
)
from directory.exchange.statistics.tables import read_published
from directory.exchange.tables import Row
from directory.geo.areas import codes_of
from directory.model.problems import FileProblem, demand_none, refused

COLUMNS = ("authority", "step", "low", "likely", "high", "source", "dated")
TITLE, LICENCE = "Shares set by the council", "The council’s own"
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(%?)")
_PERCENT = 100
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedShareRow:
    """One share, from 0 to 1, of the children counted before the step."""

    authority: str
    step: str
    low: float
    likely: float | None
    high: float
    source: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedShares:
    """The shares of one table."""

    published: Publication
    rows: tuple[NeedShareRow, ...]
    notes: tuple[str, ...] = ()


def read_need_shares(
    content: bytes, steps: Collection[str], *, said: FileStatement | None = None
) -> NeedShares:
    """Return the shares of a table; `steps` are the ids that there are.

    Raises FileError with every problem.
    """
    problems: list[FileProblem] = []
    table = read_published(content, _is_headings, f"the columns {', '.join(COLUMNS)}", problems)
    at = {words_of(heading): place for place, heading in enumerate(table.headings)}
    rows, seen = list[NeedShareRow](), dict[tuple[str, str], int]()
    for line, row in table.rows:
        cells = {name: row[at[name]].strip() for name in COLUMNS}
        wrong = [FileProblem(line=line, column=c, value=v, problem=p)
                 for c, v, p in _problems(cells, steps)]  # fmt: skip
        key = cells["authority"].upper(), cells["step"]
        if key in seen:
            text = f"stands twice (first on line {seen[key]}): leave one row"
            wrong.append(FileProblem(line=line, column="step", value=cells["step"], problem=text))
        seen.setdefault(key, line)
        problems += wrong
        if not wrong:
            rows.append(_row(cells))
    demand_none(problems)
    if not rows:
        raise refused("holds no share")
    said = said or FileStatement()
    stated = FileStatement(
        title=said.title or TITLE, dated=said.dated, licence=said.licence or LICENCE
    )
    about = published(stated, None, max(row.dated for row in rows), problems)
    demand_none(problems)
    return NeedShares(published=about, rows=tuple(rows))


def _is_headings(row: Row) -> bool:
    return set(COLUMNS) <= {words_of(cell) for cell in row}


def _row(cells: dict[str, str]) -> NeedShareRow:
    likely = _share(cells["likely"])
    return NeedShareRow(
        authority=cells["authority"].upper(),
        step=cells["step"],
        low=_share(cells["low"]) or 0.0,
        likely=likely,
        high=_share(cells["high"]) or 0.0,
        source=cells["source"],
        dated=cells["dated"],
    )


def _problems(cells: dict[str, str], steps: Collection[str]) -> Iterator[tuple[str, str, str]]:
    code = cells["authority"].upper()
    if district_of(code) is None and codes_of(code).isdisjoint(upper_names()):
        yield "authority", code, "is not the code of an authority of England (such as E08000021)"
    if cells["step"] not in steps:
        yield "step", cells["step"], f"is no step: it may be {', '.join(sorted(steps))}"
    if not cells["source"]:
        yield "source", "", "is empty: say where the share comes from"
    if not _YEAR.search(cells["dated"]):
        yield "dated", cells["dated"], "names no year: write the day or year it is of"
    parts = [cells["low"], *([cells["likely"]] if cells["likely"] else []), cells["high"]]
    shares = [_share(cell) for cell in parts]
    if None in shares:
        yield "low", "; ".join(parts), "should be shares such as 0.4 or 40%, from 0 to 1"
    elif sorted(shares, key=lambda each: each or 0.0) != shares:
        yield "low", "; ".join(parts), "are not in order: low, likely, high"


def _share(cell: str) -> float | None:
    found = _NUMBER.fullmatch(cell)
    if not found:
        return None
    share = float(found[1]) / (_PERCENT if found[2] else 1)
    return share if share <= 1 else None
