"""Which kind of help a term of another taxonomy stands for: data/taxonomy_map.csv."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.model.columns import KINDS
from directory.model.problems import FileError, FileProblem

FILE = "taxonomy_map.csv"
HEADER = ("scheme", "term", "name", "kind", "programme", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMeaning:
    """What one term stands for; a programme only where the term itself names it."""

    kind: str | None
    programme: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMap:
    """What terms stand for, by id or URI, and by name for schemes without ids."""

    by_id: dict[str, TermMeaning]
    by_name: dict[str, TermMeaning]
    of_feed: Mapping[str, TermMeaning] = field(default_factory=dict)
    """What was said of the terms of one feed, by id or by name, which counts before the others."""

    def of(self, *ids: str, name: str = "") -> TermMeaning | None:
        """Return what a term stands for: by its ids first, then by its name."""
        for key in (*ids, name):
            if found := self.of_feed.get(rule_key(key)):
                return found
        for id in ids:
            if found := self.by_id.get(rule_key(id)):
                return found
        return self.by_name.get(rule_key(name))


def read_mapping(file: Path, programmes: Collection[str]) -> TermMap:
    """Return the table of terms.

    Raises FileError with every unknown kind or programme, by line and column.
    """
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != HEADER:
        raise FileError([_problem(1, None, None, f"the header should be {','.join(HEADER)}")])
    problems: list[FileProblem] = []
    by_id: dict[str, TermMeaning] = {}
    by_name: dict[str, TermMeaning] = {}
    for row in rows:
        found = [*_problems(row, rows.line_num, programmes)]
        column = "term" if row["term"] else "name"
        key, table = row[column] or "", by_id if column == "term" else by_name
        if not found and rule_key(key) in table:
            found = [_problem(rows.line_num, column, key, "stands twice")]
        problems += found
        meaning = TermMeaning(kind=row["kind"] or None, programme=row["programme"] or None)
        table.setdefault(rule_key(key), meaning)
    if problems:
        raise FileError(problems)
    return TermMap(by_id=by_id, by_name=by_name)


def _problems(row: dict[str, str], line: int, programmes: Collection[str]) -> Iterator[FileProblem]:
    if None in row or None in row.values():
        yield _problem(line, None, None, f"should have {len(HEADER)} cells")
        return
    for column in ("scheme", "name"):
        if not row[column].strip():
            yield _problem(line, column, "", "is empty: every row needs it")
    if row["kind"] and row["kind"] not in KINDS:
        text = f"is not a kind: write one of {', '.join(KINDS)}"
        yield _problem(line, "kind", row["kind"], text)
    if row["programme"] and row["programme"] not in programmes:
        text = "is not a programme of data/programmes.yaml"
        yield _problem(line, "programme", row["programme"], text)


def _problem(line: int, column: str | None, value: str | None, text: str) -> FileProblem:
    return FileProblem(line=line, column=column, value=value, problem=text)


def rule_key(text: str) -> str:
    """Return a term or name without capitals, doubled spaces and a slash at its end."""
    return " ".join(text.casefold().split()).rstrip("/")
