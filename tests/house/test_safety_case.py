"""The safety case is whole: each control names tests that are there, and the report is current."""

import re
from pathlib import Path

import pytest

from scripts.safety_case import (
    FEWEST,
    NAMED_HAZARD,
    NAMED_TEST,
    problems,
    read_hazards,
    report,
    test_faults,
)
from tests.house.project_files import ROOT

FOLDER = ROOT / "docs/safety"
HAZARDS = read_hazards(FOLDER / "hazards.yaml")
PAGES = [*sorted(FOLDER.glob("*.md")), ROOT / "docs/security.md", ROOT / "docs/assurance.md"]
THREAT = re.compile(r"^\| (T\d{2}) \|(.*)$", re.MULTILINE)
FEWEST_THREATS, CHAPTERS = 20, 17


def test_every_hazard_is_whole() -> None:
    assert problems(HAZARDS, ROOT) == []
    assert len(HAZARDS) >= FEWEST


def test_the_report_is_current() -> None:
    assert (FOLDER / "report.md").read_text("utf-8") == report(HAZARDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_tests_and_hazards_that_are_there(page: Path) -> None:
    text = page.read_text("utf-8")

    assert list(test_faults(set(NAMED_TEST.findall(text)), ROOT)) == []
    assert set(NAMED_HAZARD.findall(text)) <= {hazard.id for hazard in HAZARDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_threat_has_an_id_of_its_own_and_its_hazards() -> None:
    rows = THREAT.findall((FOLDER / "threats.md").read_text("utf-8"))

    assert len({name for name, _ in rows}) == len(rows) >= FEWEST_THREATS
    assert [name for name, rest in rows if not NAMED_HAZARD.search(rest)] == []


def test_the_page_of_security_has_every_chapter_in_order() -> None:
    sections = re.findall(r"^\| V(\d+)\.(\d+) ", (ROOT / "docs/security.md").read_text(), re.M)
    numbers = [(int(chapter), int(section)) for chapter, section in sections]

    assert numbers == sorted(set(numbers))
    assert {chapter for chapter, _ in numbers} == set(range(1, CHAPTERS + 1))
