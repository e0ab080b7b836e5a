"""Programmes that the words of a service name: suggested to the directory team, never stated.

The names are in data/programme_names.csv, which anyone can edit.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.model.problems import FileError, FileProblem
from directory.model.service_entry import ServiceEntry

FILE = "programme_names.csv"
HEADER = ("programme", "called", "exact", "needs", "note")
AROUND = 40
"""Characters shown on each side of a name."""
_READ = ("name", "description", "eligibility_note", "referral_note", "accreditation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeName:
    """One name of a programme, and when words that look like it are it."""

    programme: str | None
    """None for one that the knowledge does not describe."""
    called: str
    exact: bool
    """Only as it is written: “ABC”, not “abc”."""
    needs: tuple[str, ...]
    """Words of which one stands in the entry too; none where the name is enough."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the name as whole words, its hyphens and spaces either way."""
        parts = [re.escape(part) for part in re.split(r"[\s-]+", self.called)]
        flags = re.NOFLAG if self.exact else re.IGNORECASE
        return re.compile(r"(?<!\w)" + r"[\s\u2010\u2013-]+".join(parts) + r"(?!\w)", flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A service whose words name a programme: which, and the words it was found in."""

    service_id: str
    programme: str | None
    """None for one that the knowledge does not describe."""
    called: str
    column: str
    words: str


def read_names(file: Path, programmes: Collection[str]) -> tuple[ProgrammeName, ...]:
    """Return the names of programmes.

    Raises FileError naming each unknown programme and empty name by line and column.
    """
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != HEADER:
        text = f"the header should be {','.join(HEADER)}"
        raise FileError([FileProblem(line=1, column=None, value=None, problem=text)])
    names, problems = [], []
    for row in rows:
        found = [*_problems(row, rows.line_num, programmes)]
        problems += found
        if not found:
            names.append(_name(row))
    if problems:
        raise FileError(problems)
    return tuple(names)


def _problems(row: dict[str, str], line: int, programmes: Collection[str]) -> Iterator[FileProblem]:
    if None in row or None in row.values():
        text = f"should have {len(HEADER)} cells"
        yield FileProblem(line=line, column=None, value=None, problem=text)
        return
    if row["programme"] and row["programme"] not in programmes:
        text = "is not a programme of data/programmes.yaml"
        yield FileProblem(line=line, column="programme", value=row["programme"], problem=text)
    if not row["called"].strip():
        text = "is empty: every row needs it"
        yield FileProblem(line=line, column="called", value=None, problem=text)
    if row["exact"] not in ("", "yes"):
        text = "should be yes, or empty"
        yield FileProblem(line=line, column="exact", value=row["exact"], problem=text)


def _name(row: dict[str, str]) -> ProgrammeName:
    return ProgrammeName(
        programme=row["programme"] or None,
        called=row["called"].strip(),
        exact=row["exact"] == "yes",
        needs=tuple(word.strip().casefold() for word in row["needs"].split(";") if word.strip()),
    )


def suggestions(entry: ServiceEntry, names: Sequence[ProgrammeName]) -> tuple[Suggestion, ...]:
    """Return the programmes that an entry names in its words and does not state, each once.

    A longer name counts before one that is part of it: “Pathways Triple P” is not “Triple P” too.
    """
    texts = {column: entry.values[column] or "" for column in _READ}
    everything = " ".join(texts.values()).casefold()
    asked = [n for n in names if not n.needs or any(word in everything for word in n.needs)]
    found: dict[str, Suggestion] = {}
    for column, text in texts.items():
        taken: list[tuple[int, int]] = []
        for name in sorted(asked, key=lambda name: -len(name.called)):
            for at in name.pattern.finditer(text):
                if any(start < at.end() and at.start() < end for start, end in taken):
                    continue
                taken.append(at.span())
                made = _suggestion(entry, name, column, text, at)
                if name.programme is None or name.programme != entry.values["programme"]:
                    found.setdefault(name.programme or name.called, made)
    return tuple(found.values())


def _suggestion(
    entry: ServiceEntry, name: ProgrammeName, column: str, text: str, at: re.Match[str]
) -> Suggestion:
    start, end = max(at.start() - AROUND, 0), at.end() + AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    words = f"{before}{' '.join(text[start:end].split())}{after}"
    return Suggestion(
        service_id=entry.id,
        programme=name.programme,
        called=name.called,
        column=column,
        words=words,
    )
