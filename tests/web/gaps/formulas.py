"""What the formulas of a workbook come to: as much of a spreadsheet as the figures use."""

import re
from itertools import pairwise
from math import trunc
from typing import Any

from openpyxl import Workbook

_CELL = re.compile(r"(?:(?P<sheet>\w+)!)?(?P<cell>[A-Z]{1,2}\d+)(?![\w(])")
_TEXT = re.compile(r'"[^"]*"')


def half_up(number: float, decimals: int) -> float:
    """Return a number rounded as a spreadsheet rounds it: a half goes up."""
    times = 10**decimals
    return trunc(number * times + 0.5) / times


class Sheets:
    """The values of a workbook, each formula worked out when it is asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def value(self, sheet: str, cell: str) -> Any:
        """Return what a cell shows."""
        held = self._book[sheet][cell].value
        if not (isinstance(held, str) and held.startswith("=")):
            return held
        functions = {
            "IF_": lambda test, yes, no: yes() if test else no(), "AND": lambda *all_: all(all_),
            "ISNUMBER": lambda each: isinstance(each, int | float), "MAX": max, "MIN": min,
            "ABS": abs, "TRUNC": trunc, "ROUND": half_up,
        }  # fmt: skip
        return eval(self._python(held[1:], sheet), {"at": self.value, **functions})

    def _python(self, formula: str, sheet: str) -> str:
        def cell(found: re.Match[str]) -> str:
            return f"at({found['sheet'] or sheet!r}, {found['cell']!r})"

        told = _CELL.sub(lambda found: cell(found), formula)
        told = re.sub(r"(?<![<>=])=(?!=)", "==", told)
        return _lazy(told)


def _lazy(formula: str) -> str:
    """Return a formula in which IF works out only the branch that it takes."""
    while (start := formula.find("IF(")) >= 0:
        depth, cuts, end = 0, [start + 2], len(formula)
        for at in range(start + 2, len(formula)):
            depth += {"(": 1, ")": -1}.get(formula[at], 0)
            if formula[at] == "," and depth == 1:
                cuts.append(at)
            if depth == 0:
                end = at
                break
        cuts.append(end)
        test, yes, no = (formula[a + 1 : b] for a, b in pairwise(cuts))
        said = f"IF_({test}, lambda: {yes}, lambda: {no})"
        formula = f"{formula[:start]}{said}{formula[end + 1 :]}"
    return formula
