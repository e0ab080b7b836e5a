"""The command line of the matcher, with the standard library alone.

Exit status: 0 answered, 1 a problem in the data given, 2 wrong use, 3 unsound knowledge files.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from matcher.case import CaseError, is_iso_date
from matcher.diagnostics import KnowledgeError
from matcher.exports import FORMATS
from matcher.json_input import read_json
from matcher.keeper_cli import add_commands, checked
from matcher.knowledge import Knowledge
from matcher.links import cited_links
from matcher.loader import DATA, LOCAL, load
from matcher.matching import match
from matcher.references import references
from matcher.text_output import as_text

__all__ = ["main"]

ANSWERED, BAD_DATA, WRONG_USE, UNSOUND = 0, 1, 2, 3


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(argv)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal without our typographic quotes still gets the text.
        sys.stdout.reconfigure(errors="replace")
    try:
        knowledge = load(options.data, options.local)
    except KnowledgeError as error:
        _complain(error.problems)
        return UNSOUND
    try:
        command: Callable[[argparse.Namespace, Knowledge], int] = options.command
        if knowledge.left_out and command is not _check:
            _complain([f"{options.local}: left out; `python -m matcher check` says why"])
        status = command(options, knowledge)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader of our output has gone, for example `| head`; nothing is left to say.
        # Python flushes once more at exit, and that must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="matcher", description="Match a case to the guidance.")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of knowledge files")
    parser.add_argument(
        "--local",
        type=Path,
        default=Path(os.environ.get("WAYMARK_LOCAL_KNOWLEDGE") or LOCAL),
        help="the folder of a council's own layer, if there is one",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    matching = commands.add_parser("match", help="every recommendation as it stands for a case")
    matching.add_argument("case", metavar="CASE.json", help="a file; - reads standard input")
    matching.add_argument("--on", type=_day, default=None, help="the date of the match")
    matching.add_argument("--format", choices=["json", "text"], default="json")
    matching.add_argument("--jsonl", action="store_true", help="one case a line, one result a line")
    matching.set_defaults(command=_match)
    rules = commands.add_parser("rules", help="every recommendation with its citation")
    rules.add_argument("--format", choices=["json", "text"], default="text")
    rules.set_defaults(command=_rules)
    links = commands.add_parser("links", help="every address that is cited, by date and state")
    links.add_argument("--format", choices=["json", "text"], default="text")
    links.set_defaults(command=_links)
    add_commands(commands, _complain)
    cited = commands.add_parser("references", help="what stands for each number of a source")
    cited.add_argument("--format", choices=["json", "text"], default="text")
    cited.set_defaults(command=_references)
    exporting = commands.add_parser("export", help="the rule base for other systems to run")
    exporting.add_argument("format", choices=sorted(FORMATS))
    exporting.add_argument("--out", type=Path, help="a file to write; otherwise it is printed")
    exporting.set_defaults(command=_export)
    commands.add_parser("check", help="the knowledge files are sound").set_defaults(command=_check)
    return parser


def _day(text: str) -> date:
    if not is_iso_date(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date, as in 2026-11-22")
    return date.fromisoformat(text)


def _match(options: argparse.Namespace, knowledge: Knowledge) -> int:
    # The clock is read at the edge only: the matcher itself is told the date.
    on = options.on or date.today()  # noqa: DTZ011, TID251
    if options.jsonl and options.format == "text":
        return _wrong_use("--jsonl gives one JSON result a line; leave out --format text")
    with _opened(options.case) as lines:
        if lines is None:
            return BAD_DATA
        answer = _match_lines if options.jsonl else _match_one
        return answer(lines, knowledge, on, options.format)


def _match_one(lines: IO[bytes], knowledge: Knowledge, on: date, form: str) -> int:
    try:
        result = match(read_json(lines.read()), knowledge, on)
    except CaseError as error:
        _complain(error.problems)
        return BAD_DATA
    print(as_text(result) if form == "text" else json.dumps(result.as_data(), indent=2))
    return ANSWERED


def _match_lines(lines: IO[bytes], knowledge: Knowledge, on: date, _: str) -> int:
    """Answer line by line; a line with problems has them in place of its result."""
    status = ANSWERED
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = match(read_json(line), knowledge, on).as_data()
        except CaseError as error:
            status = BAD_DATA
            _complain([f"line {number}: {problem}" for problem in error.problems])
            answer = {
                "problems": [{"field": p.field, "problem": p.problem} for p in error.problems]
            }
        print(json.dumps(answer, separators=(",", ":")))
    return status


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes] | None]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        _complain([f"{name}: cannot be read: {error.strerror}"])
        yield None
        return
    with file:
        yield file


def _rules(options: argparse.Namespace, knowledge: Knowledge) -> int:
    rows = [
        {
            "recommendation": item.id,
            "strength": item.strength,
            "title": item.title,
            "citation": {
                "source": item.citation.source,
                "ref": item.citation.ref,
                "url": item.citation.url,
            },
        }
        for item in knowledge.recommendations
    ]
    if options.format == "json":
        print(json.dumps(rows, indent=2))
        return ANSWERED
    for item in knowledge.recommendations:
        cited = f"{item.citation.source} {item.citation.ref} <{item.citation.url}>"
        print(f"{item.id}\t{item.strength}\t{item.title}\t{cited}")
    return ANSWERED


def _links(options: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print every address that is cited, by date and state."""
    rows = cited_links(knowledge)
    if options.format == "json":
        data = [
            {
                "url": row.url,
                "state": row.state,
                "on": row.on.isoformat(),
                "was": row.was,
                "cited_by": list(row.cited_by),
            }
            for row in rows
        ]
        print(json.dumps(data, indent=2))
        return ANSWERED
    for row in rows:
        cited = ", ".join(row.cited_by)
        print("\t".join([row.on.isoformat(), row.state, row.url, cited, row.was or ""]).rstrip())
    return ANSWERED


def _references(options: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print every place in a source that is cited, with what cites it."""
    rows = references(knowledge)
    if options.format == "json":
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return ANSWERED
    for row in rows:
        print("\t".join([row.source, row.ref, row.kind, row.id]))
    return ANSWERED


def _export(options: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print the rule base in the form asked for, or write it to a file."""
    text = FORMATS[options.format](knowledge)
    if options.out is None:
        print(text, end="")
        return ANSWERED
    try:
        options.out.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        _complain([f"{options.out}: cannot be written: {error.strerror}"])
        return BAD_DATA
    return ANSWERED


def _check(options: argparse.Namespace, knowledge: Knowledge) -> int:
    """Say that the files are sound, those of a council too, or what is to be mended."""
    if problems := list(checked(options, knowledge)):
        _complain(problems)
        if knowledge.left_out:
            _complain([f"{options.local}: left out; the shipped knowledge stands without it"])
        return UNSOUND
    counts = {
        "facts": len(knowledge.facts.facts),
        "sources": len(knowledge.sources),
        "recommendations": len(knowledge.recommendations),
        "programmes": len(knowledge.programmes),
    }
    print(", ".join(f"{count} {noun}" for noun, count in counts.items()) + ": sound")
    if own := [item.id for item in knowledge.recommendations if item.local]:
        print(f"of these from {options.local}: {', '.join(own)}")
    return ANSWERED


def _complain(problems: Iterable[object]) -> None:
    """Print one line a problem, which nothing that came with the data can break or colour."""
    for problem in problems:
        line = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(problem))
        print(line, file=sys.stderr)


def _wrong_use(text: str) -> int:
    print(text, file=sys.stderr)
    return WRONG_USE
