"""CONTRIBUTING.md keeps its promises: what it names is there, and its commands run."""

import re

import pytest

from tests.house.project_files import ROOT, python_files

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|py|yaml)|translations)`")
ASKED = (
    "a paused service takes nobody", "words for an age range", "parsing of a gaps question",
    "CSV dialects", "query of Find", "act-first notices", "distance shown on a card",
    "a recommendation", "a fact", "a programme", "a sign", "a column of services",
    "a filter of Find", "an endpoint of the API", "a page", "a command", "a setting",
    "a migration", "sentences of the family’s sheet",
)  # fmt: skip


def section(title: str) -> str:
    """Return what stands under a heading."""
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its first two lines."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("path", sorted(set(PATH.findall(PAGE))))
def test_every_path_of_the_page_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("question", ASKED)
def test_a_question_that_newcomers_ask_has_an_answer(question: str) -> None:
    answers = [row for row in rows("Where would I change …?") if question in row[0]]

    assert answers
    assert all(PATH.search(row[1]) for row in answers)


def test_every_folder_of_tests_has_its_command() -> None:
    told = section("Tests")
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in python_files(("tests",))}
    of_parts = {"geo", "infrastructure"}  # run with the rest

    for folder in {name for name in folders if "." not in name} - of_parts:
        assert f"`tests/{folder}`" in told, folder


def test_every_make_command_of_the_page_is_there() -> None:
    for command in re.findall(r"(?:^|`)make (\w+)", PAGE, re.MULTILINE):
        assert f"\n{command}:" in MAKEFILE


def test_what_pytest_is_asked_to_run_is_there() -> None:
    for command in re.findall(r"`pytest ([^`]+)`", PAGE):
        named = [word for word in command.split() if word.startswith("tests/")]
        assert all((ROOT / name).exists() for name in named), command


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "GLOSSARY.md", "docs/developing.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text("utf-8"))

    assert [link for link in links if not (here / link).exists()] == []
