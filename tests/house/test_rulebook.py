"""Tests of pages run on the small rulebook, which reads well and holds a thing of every kind.

So an entry more in `data/` breaks no literal of a page; what must hold of the shipped knowledge on
its pages is in the few files that are named here.
"""

import csv
import re
from dataclasses import fields
from typing import Any, get_args

import pytest

from directory.domain.search.synonyms import lexicon_in
from directory.exchange.caseload_file.census import census_in
from directory.exchange.directory_file.file_reader import read_entries
from directory.model.service_status import STATUSES
from directory.storage import reference_data
from matcher.knowledge import Knowledge, NoteKind, Strength
from matcher.loader import documents
from matcher.typography import typography_problems
from tests.directory_builders import TODAY
from tests.house.project_files import ROOT
from tests.web.rulebook import RULEBOOK, SERVICES, knowledge

SHIPPED = re.compile(
    r"paths\.data\(\)|\bshipped_\w+"
    r"|directory_builders import (?:\([^)]*|[^(\n]*)\b(?:knowledge|vocabulary)\b"
)
ON_SHIPPED = {
    "tests/browser/test_first_screen.py": "eight kinds of case, as a duty worker meets them",
    "tests/browser/test_gaps.py": "the published figures of the sample’s seven authorities",
    "tests/web/api/test_dated_and_local.py": "a copy of it, in which something ends",
    "tests/web/api/test_docs.py": "docs/api.md shows an answer of the shipped knowledge",
    "tests/web/api/test_matcher_alone.py": "python -m matcher reads nothing else",
    "tests/web/choose/conftest.py": "hands the app on",
    "tests/web/choose/sample.py": "makes the app",
    "tests/web/choose/test_case_note.py": "how long a note of the shipped knowledge is",
    "tests/web/choose/test_shipped.py": "eight people, every fact and every sign; sizes of pages",
    "tests/web/openreferral_api/conftest.py": "the whole sample is of the standard",
    "tests/web/openreferral_api/test_valid.py": "the whole sample is of the standard",
    "tests/web/signpost/conftest.py": "hands the app on",
    "tests/web/signpost/test_never_says.py": "no sheet of any service says why",
}


def test_only_the_named_tests_of_pages_read_the_shipped_knowledge() -> None:
    files = [*(ROOT / "tests/web").rglob("*.py"), *(ROOT / "tests/browser").rglob("*.py")]

    found = {
        path.relative_to(ROOT).as_posix() for path in files if SHIPPED.search(path.read_text())
    }
    assert found == set(ON_SHIPPED)


def test_the_rulebook_reads_well() -> None:
    known = knowledge()
    places = reference_data.places_in(
        RULEBOOK / "none.bin"
    )  # so by the first half of each postcode
    words = reference_data.vocabulary(known, places, TODAY)

    assert typography_problems(documents(RULEBOOK), RULEBOOK) == []
    assert census_in(RULEBOOK, known.facts).columns
    assert lexicon_in(RULEBOOK, known).of_phrase
    assert read_entries(SERVICES.read_bytes(), words)


def test_every_strength_and_kind_of_note_is_there() -> None:
    known = knowledge()

    assert {item.strength for item in known.recommendations} == {*get_args(Strength)}
    assert {note.about for note in known.practice_notes} == {*get_args(NoteKind)}
    assert len({source.id for source in known.sources}) > 3


@pytest.mark.parametrize(
    ("within", "part"),
    [
        ("recommendations", "programmes"),
        ("recommendations", "kinds"),
        ("recommendations", "near_matches"),
        ("recommendations", "cautions"),
        ("recommendations", "asks"),
        ("recommendations", "also"),
        ("programmes", "classes"),
        ("programmes", "ages"),
        ("programmes", "dose"),
        ("programmes", "ratings"),
        ("programmes", "uk_delivery"),
        ("signs", "kinds"),
    ],
)
def test_there_is_one_with_and_one_without(within: str, part: str) -> None:
    entries: tuple[Any, ...] = getattr(knowledge(), within)

    assert {bool(getattr(entry, part)) for entry in entries} == {True, False}


OF_ALL = {"in_force", "editions", "left_out"}
"""What is said of the knowledge as a whole."""


@pytest.mark.parametrize("part", [f.name for f in fields(Knowledge) if f.name not in OF_ALL])
def test_no_part_of_what_may_be_known_is_empty(part: str) -> None:
    assert getattr(knowledge(), part)


def test_services_of_every_status_and_a_hidden_address_are_there() -> None:
    with SERVICES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["status"] for row in rows} == {*STATUSES}
    assert "yes" in {row["hide_address"] for row in rows}
