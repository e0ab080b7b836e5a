"""One word for one thing: what text names is there, and no two things have one name."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.project_files import (
    ROOT,
    SOURCE,
    is_there,
    name_of,
    public_classes,
    python_files,
    text_files,
)

NAMED = re.compile(
    r"(?<![\w/.-])(?:(?:directory|matcher)(?:[./]\w+)+"
    r"|(?:bench|data|docs|migrations|scripts|templates|tests)(?:/[\w.-]*\w)+)"
)
"""A module, a file or something in a module of ours, as text names it."""
NOT_OURS = re.compile(r"(?:directory|matcher)\.(?:md|csv|xlsx|yaml|json)$|data/objects$")
HISTORY = {"CHANGELOG.md"}
"""Tells what was, in the words of its time."""
NOUNS = {
    "counting", "drawing", "geocoding", "mapping", "matching", "packing", "paging", "ranking",
    "screening", "staging", "timing",
}  # fmt: skip
"""Last words of modules that end in -ing and name a thing, as engineers call it."""
API_SHAPES = tuple(name_of(path) for path in (ROOT / "directory/web/api").glob("*schemas.py"))
SHARED = {
    "ActFirst", "Ask", "Citation", "ContactEntry", "ContactPoint", "FamilyAnswer", "FamilyAsk",
    "NearMatch", "NothingNamed", "Option", "OtherAges", "Problem", "ReadAs", "Reason",
    "Serves", "Service", "SetAsideHere", "SideBySide", "Window",
}  # fmt: skip
"""Shapes of the API: the names are in its description, so they are those of what they show."""


def named_in(path: Path) -> set[str]:
    """Return what a file names of ours; in tests only by path: there `directory` is a fixture."""
    found = {each.rstrip(".") for each in NAMED.findall(path.read_text("utf-8"))}
    in_tests = name_of(path).startswith("tests/")
    return {each for each in found if not NOT_OURS.match(each) and ("/" in each or not in_tests)}


def files_of_text() -> Iterator[Path]:
    return (path for path in text_files() if path.is_file() and path.name not in HISTORY)


def test_every_module_and_file_that_a_text_names_is_there() -> None:
    gone = {
        f"{name_of(path)}: {name}"
        for path in files_of_text()
        for name in named_in(path)
        if not is_there(name)
    }

    assert gone == set()


@pytest.mark.parametrize("name", ["directory.web.find", "matcher.ages", "directory/web/app.py"])
def test_what_is_there_is_found(name: str) -> None:
    assert is_there(name)


@pytest.mark.parametrize("name", [f"directory{mark}gone" for mark in "./"] + ["matcher.ages.gone"])
def test_what_is_gone_is_not_found(name: str) -> None:
    assert not is_there(name)


def test_a_module_is_named_by_what_it_holds() -> None:
    doing = [path for path in python_files(SOURCE) if path.stem.endswith("ing")]

    assert [name_of(path) for path in doing if path.stem.rpartition("_")[2] not in NOUNS] == []


def test_no_two_public_classes_have_one_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in python_files(SOURCE):
        for each in public_classes(path):
            homes[each.name].append(name_of(path))
    twice = {name: found for name, found in homes.items() if len(found) > 1}

    assert twice.keys() == SHARED
    for name, found in twice.items():
        assert len(found) == 2, name
        assert set(found) & set(API_SHAPES), f"{name} is no shape of the API"


def test_a_shape_that_shares_its_name_says_of_what_it_is() -> None:
    shapes = {e.name: e for each in API_SHAPES for e in public_classes(ROOT / each)}

    for name in SHARED:
        says = ast.get_docstring(shapes[name]) or ""
        [shown] = re.findall(r"(?:directory|matcher)[\w.]+(?= as JSON)", says)
        assert shown.endswith(f".{name}"), name
