"""docs/ng76.md: every number of NG76 and each headline of the other seeds, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from matcher.references import Reference, references
from tests.matcher.shipped import knowledge

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ng76.md").read_text("utf-8")
LAST = {"1.1": 13, "1.2": 7, "1.3": 47, "1.4": 8, "1.5": 16, "1.6": 4, "1.7": 19, "1.8": 5}
"""How many numbers each section of NG76 has."""
NUMBERS = [f"{section}.{n}" for section, last in LAST.items() for n in range(1, last + 1)]
SOURCES = {
    "Safeguarding Children Across Services": 17,
    "CYP Now conference 2014": 4,
    "Research in Practice 2020": 21,
    "C4EO directors’ summary 2010": 13,
}
"""The headings of the other seeds, and how many headlines each has."""
ID = re.compile(r"`([a-z0-9]+[:.\w-]*)`")
KINDS = ("option", "act first", "note", "sign", "step", "left out", "gap", "name", "fact")


def rows(text: str) -> dict[str, str]:
    """Return the second cell of each row of the tables by the first."""
    cells = re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)
    return {first: second for first, second in cells if second != "Stands in"}


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def stands(ref: str) -> str:
    """Return what the row of a number has to say, by the data."""
    by_kind = defaultdict(list)
    for each in references(knowledge()):
        if (each.source, each.ref) == ("NICE NG76", ref):
            by_kind[each.kind].append(f"`{each.id}`")
    return "; ".join(f"{kind} {', '.join(by_kind[kind])}" for kind in KINDS if kind in by_kind)


def ids() -> dict[str, set[str]]:
    """Return every id that there is, by what the page calls it."""
    known = knowledge()
    return {
        "option": {item.id for item in known.recommendations},
        "act first": {item.id for item in known.act_first},
        "note": {item.id for item in known.practice_notes},
        "sign": {item.id for item in known.signs},
        "gap": {item.id for item in known.nothing_named},
        "name": {item.id for item in known.names},
        "fact": {item.id for item in known.facts.facts},
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_each_number_of_ng76_says_where_it_stands_or_why_not(number: str) -> None:
    row = rows(PAGE)[number]
    wanted = stands(number)

    if wanted:
        assert row == wanted, f"docs/ng76.md: | {number} | {wanted} |"
    else:
        assert row.startswith("Not held: ")
        assert row.endswith(".")


def test_the_page_has_no_other_numbers() -> None:
    assert [first for first in rows(PAGE) if re.match(r"\d", first)] == NUMBERS


@pytest.mark.parametrize("title", SOURCES)
def test_each_headline_of_the_others_has_a_row(title: str) -> None:
    found = rows(section(title))

    assert len(found) == SOURCES[title]
    for headline, row in found.items():
        assert ID.search(row) or row.startswith("Not held: "), headline


@pytest.mark.parametrize("title", SOURCES)
def test_every_id_of_the_others_is_there(title: str) -> None:
    known = ids()
    for row in rows(section(title)).values():
        for part in row.partition(" Not held")[0].split("; "):
            kind = next((kind for kind in known if part.startswith(f"{kind} ")), None)
            assert kind is None or set(ID.findall(part)) <= known[kind], part
            assert kind or part.startswith("Not held: "), part


def test_a_range_is_read_as_each_of_its_numbers() -> None:
    found = {each.ref for each in references(knowledge()) if each.id == "safety.disclosure"}

    assert found == {"1.3.4", "1.3.5", "1.3.6", "1.3.7"}


def test_a_heading_stays_one_place() -> None:
    wanted = Reference(
        "CYP Now conference report 2014",
        "Information sharing: multi-agency hubs",
        "note",
        "mash",
    )

    assert wanted in references(knowledge())
