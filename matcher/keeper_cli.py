"""The commands of whoever keeps the knowledge: check, explain, new, diff and coverage."""

from __future__ import annotations

import argparse
import difflib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from matcher.case import is_iso_date
from matcher.case_files import cases_of, tried
from matcher.diagnostics import KnowledgeError, KnowledgeProblem
from matcher.explained_rule import explained
from matcher.knowledge import Knowledge, Recommendation
from matcher.knowledge_diff import changes
from matcher.loader import CASES, documents, load
from matcher.skeleton import SkeletonError, written
from matcher.typography import typography_problems

__all__ = ["add_commands", "checked"]

ANSWERED, BAD_DATA, WRONG_USE, UNSOUND = 0, 1, 2, 3
Complain = Callable[[Any], None]


def add_commands(commands: Any, complain: Complain) -> None:
    """Add the commands to those of the matcher; `complain` prints problems, one a line."""

    def add(name: str, does: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=does)
        command.set_defaults(command=lambda options, knowledge: run(options, knowledge, complain))
        return command

    explain = add("explain", "one recommendation in words", _explain)
    explain.add_argument("id", metavar="ID")
    explain.add_argument("--cases", type=Path, default=CASES, help="the folder of the cases")
    new = add("new", "write a recommendation and its cases to fill in", _new)
    new.add_argument("source", metavar="SOURCE", help="as ng76, or a name of your own")
    new.add_argument("ref", metavar="REF", help="its number or short name in the source")
    new.add_argument("--cases", type=Path, default=CASES, help="the folder of the cases")
    new.add_argument(
        "--shipped", action="store_true", help="a new source for everybody, not of this council"
    )
    diff = add("diff", "which children are answered differently", _diff)
    for name in ("before", "after"):
        diff.add_argument(name, metavar=name.upper(), help="a folder of knowledge, or a date")
    covers = add("coverage", "for whom a source names nothing", _coverage)
    covers.add_argument("--source", default="ng76")
    covers.add_argument("--on", type=_date, default=None)
    for command in (diff, covers):
        command.add_argument("--format", choices=["json", "text"], default="text")


def _date(text: str) -> date:
    if not is_iso_date(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date, as in 2026-11-22")
    return date.fromisoformat(text)


def _today() -> date:
    # The clock is read at the edge only: the matcher itself is told the date.
    return date.today()  # noqa: DTZ011, TID251


def checked(options: argparse.Namespace, knowledge: Knowledge) -> Iterator[KnowledgeProblem]:
    """Yield what is wrong with texts as they are typed, and with a council's own layer."""
    yield from typography_problems(documents(options.data), options.data)
    yield from knowledge.left_out
    if options.local.is_dir():
        yield from typography_problems(documents(options.local), options.local)
        own = [item for item in knowledge.recommendations if item.local]
        for item in own:
            yield from tried(item, options.local / "cases", knowledge)


def _explain(options: argparse.Namespace, knowledge: Knowledge, complain: Complain) -> int:
    knowledge = knowledge.on(_today())
    item = knowledge.recommendation.get(options.id)
    if item is None:
        near = difflib.get_close_matches(options.id, knowledge.recommendation, n=1)
        hint = f"; did you mean {near[0]}?" if near else ": `rules` lists them"
        complain([f"{options.id} is no recommendation in force{hint}"])
        return WRONG_USE
    print("\n".join(explained(item, knowledge, cases_of(item.id, _cases(options, item)))))
    return ANSWERED


def _cases(options: argparse.Namespace, item: Recommendation) -> Path:
    folder: Path = options.local / "cases" if item.local else options.cases
    return folder


def _new(options: argparse.Namespace, knowledge: Knowledge, complain: Complain) -> int:
    shipped = {source.id for source in knowledge.sources if not source.local}
    ours = options.shipped or options.source in shipped
    rules = (options.data if ours else options.local) / "rules"
    cases = options.cases if ours else options.local / "cases"
    try:
        files = written(options.source, options.ref, rules, cases, _today())
    except SkeletonError as error:
        complain([error])
        return WRONG_USE
    print(f"Written: {files[0]}\n         {files[1]}")
    print("Fill in what begins with “Write here”, and the condition; then its cases.")
    print("`python -m matcher check` says what is still missing.")
    return ANSWERED


def _diff(options: argparse.Namespace, knowledge: Knowledge, complain: Complain) -> int:
    try:
        before, after = (_version(name, knowledge) for name in (options.before, options.after))
    except KnowledgeError as error:
        complain(error.problems)
        return UNSOUND
    except ValueError as error:
        complain([error])
        return WRONG_USE
    found = changes(before, after)
    if options.format == "json":
        rows = [{"id": c.id, "says": c.says, "examples": list(c.examples)} for c in found]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return ANSWERED
    for change in found:
        print(f"{change.id}: {change.says}")
        print("".join(f"    for example: {example}\n" for example in change.examples), end="")
    print(f"{len(found)} differences" if found else "Every child is answered alike.")
    return ANSWERED


def _version(name: str, knowledge: Knowledge) -> Knowledge:
    if is_iso_date(name):
        return knowledge.on(date.fromisoformat(name))
    if not Path(name).is_dir():
        raise ValueError(f"{name}: is neither a date, as in 2026-11-22, nor a folder of knowledge")
    return load(Path(name)).on(_today())


def _coverage(options: argparse.Namespace, knowledge: Knowledge, complain: Complain) -> int:
    # It alone needs numpy.
    from matcher.guidance_coverage import uncovered

    if options.source not in {source.id for source in knowledge.sources}:
        complain([f"{options.source} is no source: {_sources(knowledge)}"])
        return WRONG_USE
    found = uncovered(knowledge, options.on or _today(), options.source)
    if options.format == "json":
        print(json.dumps([row.as_data() for row in found], indent=2, ensure_ascii=False))
        return ANSWERED
    for named in dict.fromkeys(row.named for row in found):
        print(f"\nNames only {named[0]}" if named else "Names nothing")
        for row in (row for row in found if row.named == named):
            print(f"  - {row.in_words()}")
            others = ", ".join(row.named_by_others)
            print(f"      others name: {others}\n" if others else "", end="")
            if not named:
                print(
                    f"      said in: {', '.join(row.said_in) or 'no entry of nothing_named.yaml'}"
                )
    return ANSWERED


def _sources(knowledge: Knowledge) -> str:
    return ", ".join(sorted(source.id for source in knowledge.sources))
