"""The mutants of a module: an operator, a comparison, a boolean, a constant or a return changed.

Words are left as they are: a changed letter is no fault of a rule. So are
annotations and decorators, and `strict=` of a zip, which state what holds anyway.
"""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NOT_MUTATED = ("annotation", "returns", "decorator_list", "type_params")


@dataclass(frozen=True)
class Mutant:
    """One change of one place of a module."""

    module: str  # the path from the top of the project, with /
    line: int  # counted from 1
    before: str  # the line as it stands, without its indent
    after: str
    text: str  # the whole module with the change in it

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when lines above are added or taken away."""
        return self.module, self.before, self.after

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  ->  {self.after}"


def mutants_of(module: str, text: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of the code."""
    for node, changed in _changes(ast.parse(text)):
        yield _mutant(module, text, node, changed)


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each expression that can be changed, with what it becomes."""
    if isinstance(node, ast.expr):
        yield from ((node, changed) for changed in _changed(node))
    if isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield node.value, ast.Constant(None)
    for child in _children(node):
        yield from _changes(child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr):  # places within it are known from Python 3.12 on
        return
    for name, value in ast.iter_fields(node):
        if name in NOT_MUTATED:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and getattr(child, "arg", None) != "strict":
                yield child


def _changed(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in OPERATORS and not _of_types(node):
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            yield ast.Constant(value + 1)


def _comparisons(node: ast.Compare) -> Iterator[ast.expr]:
    for place, op in enumerate(node.ops):
        changed = copy(node)
        changed.ops = [*node.ops[:place], COMPARISONS[type(op)](), *node.ops[place + 1 :]]
        yield changed


def _of_types(node: ast.BinOp) -> bool:
    """Whether this is a union of types, as in `int | None` of an alias or an isinstance."""
    builtin = ("str", "int", "float", "bool", "list", "dict", "tuple", "set")
    sides = (node.left, node.right)
    named = any(isinstance(side, ast.Name) and side.id in builtin for side in sides)
    return isinstance(node.op, ast.BitOr) and (named or any(map(_is_none, sides)))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _mutant(module: str, text: str, node: ast.expr, changed: ast.expr) -> Mutant:
    """The module with one expression replaced; brackets keep what binds more tightly as it was."""
    lines = text.encode().splitlines(keepends=True)  # the places of ast count bytes
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    begin, end = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    unparsed = ast.unparse(changed)
    words = unparsed if isinstance(changed, ast.Constant | ast.Name) else f"({unparsed})"
    middle = begin + words.encode() + end
    before = b" ".join(line.strip() for line in lines[first : last + 1]).decode()
    whole = b"".join([*lines[:first], middle, *lines[last + 1 :]]).decode()
    return Mutant(module, node.lineno, before, middle.decode().strip(), whole)
