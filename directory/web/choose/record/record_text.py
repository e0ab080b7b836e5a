"""A record as plain text, to be pasted into a case file: lines of at most 100 characters."""

import textwrap
from collections.abc import Iterator

from directory.web.record_model import Record, RecordLine, RecordPart

WIDTH = 100
UNWRAPPED = 10_000
"""Wider than any line: a case system wraps what is pasted by itself."""
INDENT = "  "
UNDERLINES = {1: "=", 2: "-"}
"""Titles down to this level are underlined; below it, indented."""


def record_text(record: Record, width: int = WIDTH) -> str:
    """Return the whole record as text, in lines of at most `width` letters."""
    lines = [record.title.upper(), "=" * len(record.title), ""]
    for line in record.lines:
        lines += _line(line, "", width)
    for part in record.parts:
        lines += _part(part, 1, width)
    return "\n".join(lines) + "\n"


def _part(part: RecordPart, level: int, width: int) -> Iterator[str]:
    indent = INDENT * max(0, level - 3)
    title = f"{part.title} [{part.aside}]" if part.aside else part.title
    yield ""
    titles = _wrapped(title.upper() if level == 1 else title, indent, indent, width)
    yield from titles
    if mark := UNDERLINES.get(level):
        yield mark * max(map(len, titles))
    below = indent + INDENT if level > 2 else indent
    for line in part.lines:
        yield from _line(line, below, width)
    for item in part.items:
        yield from _line(item, below, width, "- ")
    for each in part.parts:
        yield from _part(each, level + 1, width)


def _line(line: RecordLine, indent: str, width: int, mark: str = "") -> Iterator[str]:
    said = ": ".join(words for words in (line.label, line.says) if words)
    cited = "; ".join(words for words, _ in line.cited)
    whole = f"{said} [{cited}]" if cited else said
    yield from _wrapped(whole, indent + mark, indent + INDENT, width)
    for words in line.more:
        yield from _wrapped(words, indent + INDENT, indent + INDENT * 2, width)


def _wrapped(words: str, first: str, rest: str, width: int) -> list[str]:
    return textwrap.wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
