"""Rules of the house that a machine can check over every file of the project."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.project_files import CODE, ROOT, SOURCE, name_of, python_files, text_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
GRAB_BAGS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
# Written in parts, so that this file does not break its own rule.
MACHINE_PATHS = re.compile("(?<![a-z.])/(?:wo" + "rk|ro" + "ot|tm" + "p)/")
REGISTRIES = re.compile("py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js\.org")
WRITES = re.compile(
    r"from sqlalchemy[\w.]* import [^\n]*\b(?:insert|update|delete)\b"
    r"|(?<![.\w])(?:insert|update|delete)\([A-Z]"
    r"|session\.(?:add|add_all|delete|merge|bulk_\w+)\("
)
UNDONE = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|X" + r"XX)\b")


def matches(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in text_files()
        if path.is_file()
        for found in pattern.finditer(path.read_text())
    ]


@pytest.mark.parametrize("path", python_files(CODE), ids=name_of)
def test_a_file_stays_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", python_files(SOURCE), ids=name_of)
def test_a_function_stays_short(path: Path) -> None:
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}

    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_no_module_is_a_grab_bag() -> None:
    assert [name_of(path) for path in python_files(CODE) if path.stem in GRAB_BAGS] == []


def test_nothing_names_a_path_of_somebodys_machine() -> None:
    assert matches(MACHINE_PATHS) == []


def test_nothing_names_the_host_of_a_registry() -> None:
    assert matches(REGISTRIES) == []


def test_nothing_is_left_undone() -> None:
    assert matches(UNDONE) == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=name_of)
def test_every_locked_package_has_its_version_and_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())

    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_lock_of_node_records_no_addresses() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_make_command_of_the_readme_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text()

    for command in re.findall(r"^make (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE):
        assert f"\n{command}:" in makefile


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"(?<!!)\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())

    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("journey", ["find", "map", "provide", "signpost"])
def test_a_class_that_a_journey_styles_is_styled_by_no_other(journey: str) -> None:
    """Two journeys that name a class alike would change each other's pages."""
    sheets = {sheet.stem: classes_styled(sheet) for sheet in (ROOT / "static/src").glob("_*.scss")}
    own = sheets.pop(f"_{journey}")

    assert own
    assert {name: own & others for name, others in sheets.items() if own & others} == {}


def classes_styled(sheet: Path) -> set[str]:
    return set(re.findall(r"^\.(waymark-[\w-]+) \{", sheet.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", python_files(("directory",)), ids=name_of)
def test_nothing_but_the_commands_writes_to_the_database(path: Path) -> None:
    writes = WRITES.findall(path.read_text("utf-8"))

    assert not writes or path.is_relative_to(ROOT / "directory/application/commands")
