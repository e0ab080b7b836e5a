"""Templates import what they use, and only that."""

import re
from pathlib import Path

import pytest

from directory import paths

TEMPLATES = sorted(paths.templates().rglob("*.html"))
IMPORT = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)(?:\s+with context)?\s*-?%}")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_template_uses_every_macro_it_imports(path: Path) -> None:
    source = COMMENT.sub("", path.read_text())
    imported = [name.strip() for names in IMPORT.findall(source) for name in names.split(",")]
    rest = IMPORT.sub("", source)

    unused = [name for name in imported if not re.search(rf"\b{name}\b", rest)]
    assert not unused


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_template_marks_nothing_safe_by_itself(path: Path) -> None:
    assert "| safe" not in path.read_text(), "build Markup in Python, where its parts are known"
