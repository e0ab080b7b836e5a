"""Problems of a file by kind: a thousand rows with one slip are one thing to mend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from directory.model.problems import FileProblem

_HINT = re.compile(r"; did you mean .*$", re.DOTALL)
_ONE_OF_SEVERAL = re.compile(r"^\S+ (?=is not |should be |begins with |is required )")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """Problems that are mended alike: the first stands for them."""

    column: str | None
    count: int
    example: FileProblem

    @property
    def mend(self) -> str:
        """Return what is wrong and what to write instead, as of the first."""
        return self.example.problem


def grouped(problems: Iterable[FileProblem]) -> list[ProblemGroup]:
    """Return the problems by column and kind, those that occur most first."""
    found: dict[tuple[str | None, str], list[FileProblem]] = {}
    for problem in problems:
        found.setdefault((problem.column, _kind(problem.problem)), []).append(problem)
    groups = [
        ProblemGroup(column=column, count=len(each), example=each[0])
        for (column, _), each in found.items()
    ]
    return sorted(groups, key=lambda group: -group.count)


def _kind(text: str) -> str:
    """Return a problem without what only this cell has: figures, hints, one word of several."""
    return _FIGURES.sub("0", _ONE_OF_SEVERAL.sub("", _HINT.sub("", text)))
