"""The page docs/spec/conditions.md, written from the tables that the tests run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.matcher.spec.tables import AGREEMENT, AND, NOT, OR, TABLES, Table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "spec" / "conditions.md"

HEAD = """\
# What conditions mean

Written by `python -m tests.matcher.spec` from the tables that the tests run; a test fails where
this page differs from them. How conditions are written in the files: `docs/knowledge.md`.

The facts `a`, `b` and `c` are yes-or-no facts, `colour` is red, green or blue, and the age is in
completed months. *Missing* are the unknown facts whose value can still change the answer.
"""


def page() -> str:
    """Return the page as it should stand."""
    return "\n".join([HEAD, *_truths(), *(line for table in TABLES for line in _table(table))])


def _truths() -> Iterator[str]:
    yield "## Yes, no and not known\n"
    yield from _lines(["one", "other", "and", "or"], _both())
    yield from _lines(["one", "not"], NOT)
    yield "Several outcomes together: what they all say, or not known where they differ.\n"
    yield from _lines(["outcomes", "together"], [(", ".join(seen), all) for seen, all in AGREEMENT])


def _both() -> list[tuple[str, ...]]:
    return [(*row, either[2]) for row, either in zip(AND, OR, strict=True)]


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}\n"
    yield f"{table.text}\n"
    yield f"```yaml\n{table.written}\n```\n"
    rows = [(_known(row.known), row.truth, ", ".join(row.missing), row.note) for row in table.rows]
    yield from _lines(["known", "comes to", "missing", ""], rows)


def _known(known: Mapping[str, Any]) -> str:
    said = {True: "yes", False: "no"}
    return (
        ", ".join(
            f"{id}: {said[value] if isinstance(value, bool) else value}"
            for id, value in known.items()
        )
        or "nothing"
    )


def _lines(heads: list[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
