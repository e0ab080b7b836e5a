"""A record as plain text, to be pasted into a case file: lines of at most 100 letters."""

import textwrap
from collections.abc import Iterator

from directory.choose.keep.record import TITLE, FamilyRecord
from directory.choose.keep.record_lines import Line, Part

WIDTH = 100
INDENT = "  "
UNDERLINES = {1: "=", 2: "-"}
"""Titles down to this level are underlined; below it, indented."""


def record_text(record: FamilyRecord) -> str:
    """Return the whole record as text."""
    lines = [TITLE.upper(), "=" * len(TITLE), ""]
    for line in record.lines:
        lines += _line(line, "")
    for part in record.parts:
        lines += _part(part, 1)
    return "\n".join(lines) + "\n"


def _part(part: Part, level: int) -> Iterator[str]:
    indent = INDENT * max(0, level - 3)
    title = f"{part.title} [{part.aside}]" if part.aside else part.title
    yield ""
    titles = _wrapped(title.upper() if level == 1 else title, indent, indent)
    yield from titles
    if mark := UNDERLINES.get(level):
        yield mark * max(map(len, titles))
    below = indent + INDENT if level > 2 else indent
    for line in part.lines:
        yield from _line(line, below)
    for item in part.items:
        yield from _line(item, below, "- ")
    for each in part.parts:
        yield from _part(each, level + 1)


def _line(line: Line, indent: str, mark: str = "") -> Iterator[str]:
    said = ": ".join(words for words in (line.label, line.says) if words)
    cited = "; ".join(words for words, _ in line.cited)
    yield from _wrapped(f"{said} [{cited}]" if cited else said, indent + mark, indent + INDENT)
    for words in line.more:
        yield from _wrapped(words, indent + INDENT, indent + INDENT * 2)


def _wrapped(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
