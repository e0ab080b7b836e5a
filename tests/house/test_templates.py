"""Rules of the house for templates: what they import and define, and how they are written."""

import re
from pathlib import Path

import pytest

from directory.infrastructure import paths

FOLDER = paths.templates()
TEMPLATES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
LONGEST_LINE = 120
IMPORT = re.compile(r"{%-?\s*from\s+\"([^\"]+)\"\s+import\s+([^%]+?)(?:\s+with context)?\s*-?%}")
WHOLE = re.compile(r"{%-?\s*import\s+\"([^\"]+)\"\s+as\s+(\w+)")
DEFINED = re.compile(r"{%-?\s*macro\s+(\w+)\(")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
BY_HAND = re.compile(r"<(?:input|select|textarea|details)\b|waymark-sample")
SHARED = ("forms.html", "grouped_select.html", "parts.html")
"""The templates of which the others take their fields, folds and warnings."""


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def source_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def imported(source: str) -> list[tuple[str, str]]:
    """Return each macro that a template imports by name, with the template that it is of."""
    return [(of, name.strip()) for of, names in IMPORT.findall(source) for name in names.split(",")]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_uses_every_macro_it_imports(path: Path) -> None:
    source = source_of(path)
    rest = IMPORT.sub("", source)

    unused = [name for _, name in imported(source) if not re.search(rf"\b{name}\b", rest)]
    assert not unused


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_macro_is_called_by_some_template(path: Path) -> None:
    source, name = source_of(path), name_of(path)
    called = {macro for macro in DEFINED.findall(source)
              if re.search(rf"(?<!macro )\b{macro}\(", source)}  # fmt: skip
    for other in map(source_of, PAGES):
        called |= {macro for of, macro in imported(other) if of == name}
        for of, alias in WHOLE.findall(other):
            called |= set(re.findall(rf"\b{alias}\.(\w+)\(", other)) if of == name else set()

    assert set(DEFINED.findall(source)) - called == set()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_marks_nothing_safe_by_itself(path: Path) -> None:
    assert "| safe" not in path.read_text("utf-8"), "build Markup in Python, of parts known there"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_line_of_a_template_stays_short(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)

    assert [number for number, line in lines if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize(
    "path", [path for path in PAGES if name_of(path) not in SHARED], ids=name_of
)
def test_fields_folds_and_warnings_are_those_of_the_shared_templates(path: Path) -> None:
    assert BY_HAND.findall(source_of(path)) == []
