"""The safety case: hazards, the tests that hold their controls, and the report made of them.

The words for severity and likelihood, and the table that joins them to a risk of 1 to 5, are
those of DCB0129 and DCB0160 and of their guidance for the NHS in England.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FEWEST = 40
LIKELIHOODS = ("very low", "low", "medium", "high", "very high")
RISKS = {
    "catastrophic": (3, 4, 4, 5, 5),
    "major": (2, 3, 3, 4, 5),
    "considerable": (2, 2, 3, 3, 4),
    "significant": (1, 2, 2, 3, 4),
    "minor": (1, 1, 2, 2, 3),
}
"""A risk for each likelihood, from very low to very high."""
HIGHEST_WITHOUT_REASON = 3
MARKS_THAT_SKIP = {"skip", "skipif", "xfail", "real_data"}
NAMED_TEST = re.compile(r"tests/[\w/]+\.py::test_\w+")
NAMED_HAZARD = re.compile(r"\bH\d{2}\b")

Sentence = Annotated[str, Field(min_length=10)]


class Chance(BaseModel):
    """How bad the effect is and how likely, in the words of the standard."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Literal["catastrophic", "major", "considerable", "significant", "minor"]
    likelihood: Literal["very high", "high", "medium", "low", "very low"]

    @property
    def risk(self) -> int:
        """Return the risk: 1 is the lowest, 5 the highest."""
        return RISKS[self.severity][LIKELIHOODS.index(self.likelihood)]


class Hazard(BaseModel):
    """What may hurt somebody, what is done against it, and what shows that it is done."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^H\d{2}$")]
    title: Sentence
    cause: Sentence
    effect: Sentence
    before: Chance
    after: Chance
    control: Sentence
    where: Annotated[list[str], Field(min_length=1)]
    tests: list[str]
    open: Sentence | None = None
    """What is not held, and why; always there where no test holds the control."""

    @property
    def standing(self) -> str:
        """Say whether tests hold the control: “no test”, “in part” or “held”."""
        return "no test" if not self.tests else "in part" if self.open else "held"


class UnsoundSafetyCaseError(Exception):
    """The file of hazards cannot be read; the message names each place."""


def read_hazards(path: Path) -> list[Hazard]:
    """Read the hazards; raises UnsoundSafetyCaseError."""
    try:
        return TypeAdapter(list[Hazard]).validate_python(YAML(typ="safe").load(path))
    except YAMLError as error:
        raise UnsoundSafetyCaseError(f"{path.name}: {error}") from error
    except ValidationError as error:
        places = (
            f"{path.name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()
        )
        raise UnsoundSafetyCaseError("\n".join(places)) from error


def problems(hazards: Sequence[Hazard], root: Path) -> list[str]:
    """Return a line for everything that is wrong; `root` is the folder of the project."""
    return [
        *([] if len(hazards) >= FEWEST else [f"{len(hazards)} hazards: at least {FEWEST}"]),
        *(f"{id_} stands {n} times" for id_, n in Counter(h.id for h in hazards).items() if n > 1),
        *(f"{hazard.id}: {line}" for hazard in hazards for line in _faults(hazard, root)),
    ]


def _faults(hazard: Hazard, root: Path) -> Iterator[str]:
    if not hazard.tests and hazard.open is None:
        yield "no test holds the control, and “open” does not say why"
    if hazard.after.risk > HIGHEST_WITHOUT_REASON and hazard.open is None:
        yield f"a risk of {hazard.after.risk} remains, and “open” does not say why"
    if hazard.after.risk > hazard.before.risk:
        yield "the risk after the control is higher than before"
    if len(set(hazard.tests)) < len(hazard.tests):
        yield "a test is named twice"
    yield from (f"{path} is not there" for path in hazard.where if not (root / path).exists())
    yield from test_faults(hazard.tests, root)


def test_faults(named: Iterable[str], root: Path) -> Iterator[str]:
    """Say of each `path::test_name` that is not there, or that need not run, that it is so."""
    for name in named:
        path, _, function = name.partition("::")
        marks = _tests_of(root / path).get(function) if (root / path).is_file() else None
        if marks is None:
            yield f"there is no test {name}"
        elif skipped := marks & MARKS_THAT_SKIP:
            yield f"{name} does not always run: {', '.join(sorted(skipped))}"


test_faults.__test__ = False  # type: ignore[attr-defined]


@cache
def _tests_of(path: Path) -> dict[str, frozenset[str]]:
    """Return the tests of a file by name, each with the marks that it carries."""
    tree = ast.parse(path.read_text("utf-8"))
    of_all = [node.value for node in tree.body if isinstance(node, ast.Assign) and _is_marks(node)]
    return {
        node.name: frozenset(_marks([*node.decorator_list, *of_all]))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def _is_marks(node: ast.Assign) -> bool:
    return any(isinstance(name, ast.Name) and name.id == "pytestmark" for name in node.targets)


def _marks(expressions: Iterable[ast.expr]) -> Iterator[str]:
    for expression in expressions:
        for part in ast.walk(expression):
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Attribute):
                yield part.attr


def report(hazards: Sequence[Hazard]) -> str:
    """Return the report as Markdown: first what no test holds, then what is held in part."""
    by_standing = Counter(hazard.standing for hazard in hazards)
    return "\n".join(
        [
            "# Hazards",
            "",
            "Made from [hazards.yaml](hazards.yaml) by `python scripts/safety_report.py`: "
            "do not edit it.",
            "[How to read it](README.md).",
            "",
            f"{len(hazards)} hazards: {by_standing['held']} held by tests, "
            f"{by_standing['in part']} held in part, {by_standing['no test']} that no test holds.",
            "",
            *_risk_table(hazards),
            *_section("No test holds the control", "no test", hazards),
            *_section("Held in part", "in part", hazards),
            *_section("Held by tests", "held", hazards),
        ]
    )


def _risk_table(hazards: Sequence[Hazard]) -> Iterator[str]:
    before = Counter(hazard.before.risk for hazard in hazards)
    after = Counter(hazard.after.risk for hazard in hazards)
    yield from ("| Risk | Before controls | After controls |", "|---|---|---|")
    yield from (f"| {risk} | {before[risk]} | {after[risk]} |" for risk in range(5, 0, -1))
    yield ""


def _section(title: str, standing: str, hazards: Sequence[Hazard]) -> Iterator[str]:
    found = [hazard for hazard in hazards if hazard.standing == standing]
    yield from (f"## {title}", "")
    if not found:
        yield from ("None.", "")
    for hazard in sorted(found, key=lambda hazard: (-hazard.after.risk, hazard.id)):
        yield from _entry(hazard)


def _entry(hazard: Hazard) -> Iterator[str]:
    yield from (f"### {hazard.id}: {hazard.title}", "")
    yield f"* **Cause**: {hazard.cause}"
    yield f"* **Effect**: {hazard.effect}"
    yield f"* **Before**: {_chance(hazard.before)}. **After**: {_chance(hazard.after)}."
    yield f"* **Control**: {hazard.control}"
    yield f"* **Where**: {', '.join(f'`{path}`' for path in hazard.where)}"
    if hazard.open:
        yield f"* **Open**: {hazard.open}"
    yield from (f"* `{name}`" for name in hazard.tests)
    yield ""


def _chance(chance: Chance) -> str:
    return f"{chance.severity}, {chance.likelihood}: risk {chance.risk}"
