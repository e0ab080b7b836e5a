"""`waymark services told` and `settle`: the directory team deals with what is wrong."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.application.commands.corrections import report_wrong_entry
from directory.application.commands.geocoding import locator
from directory.storage import AuditEvent, Correction, DirectoryVersion, Service
from tests.cli.conftest import Run
from tests.directory_builders import NOW, Directory, entry

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def told(directory: Directory) -> None:
    directory.take(entry("a", name="Harbour"), entry("b", name="Haven", position=1))
    with directory.session() as session:
        tellings = [
            ("a", "wait", "12 weeks\nsince May", "health visitor"),
            ("b", "closed", None, None),
            ("b", "hide_address", None, None),
        ]
        for days, (id, what, text, role) in enumerate(tellings):
            service = session.get_one(Service, id)
            now = NOW + timedelta(days=days)
            report_wrong_entry(
                session, service, what, text=text, role=role, visitor=str(days), now=now,
                locate=locator(directory.places),
            )  # fmt: skip


def test_what_waits_is_listed_the_urgent_first_then_the_oldest(run: Run) -> None:
    done = run("services", "told")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "3: URGENT: The address should be hidden",
        "  b: Haven",
        "  told on 2026-11-24, by: not stated",
        "1: The wait",
        "  a: Harbour",
        "  told on 2026-11-22, by: health visitor",
        "  | 12 weeks",
        "  | since May",
        "2: It has closed",
        "  b: Haven",
        "  told on 2026-11-23, by: not stated",
    ]


def test_a_program_reads_the_same(run: Run) -> None:
    found = json.loads(run("services", "told", "--format", "json").stdout)

    assert [(each["number"], each["urgent"]) for each in found] == [
        (3, True),
        (1, False),
        (2, False),
    ]
    assert found[1] == {
        "number": 1,
        "urgent": False,
        "service": "a",
        "name": "Harbour",
        "what": "wait",
        "text": "12 weeks\nsince May",
        "role": "health visitor",
        "told_on": "2026-11-22",
    }


def test_what_is_settled_is_listed_no_more_and_its_words_are_gone(
    run: Run, directory: Directory
) -> None:
    done = run("services", "settle", 1, "--actor", "directory officer", "--outcome", "mended")

    assert (done.exit_code, done.stdout) == (0, "Settled: 1, the entry was mended\n")
    assert "Harbour" not in run("services", "told").stdout
    with directory.session() as session:
        kept = session.get_one(Correction, 1)
        assert (kept.text, kept.role) == (None, None)
        assert (kept.outcome, kept.settled_by) == ("mended", "directory officer")


def test_settling_leaves_an_audit_event_of_ids_and_changes_no_answer(
    run: Run, directory: Directory
) -> None:
    with directory.session() as session:
        before = session.scalar(select(DirectoryVersion.number))

    run("services", "settle", 2, "--actor", "directory officer", "--outcome", "not-true")

    with directory.session() as session:
        assert session.scalar(select(DirectoryVersion.number)) == before
        settled = select(AuditEvent).where(AuditEvent.action == "correction.settle")
        [event] = session.scalars(settled)
        assert event.actor == "directory officer"
        assert event.detail == '{"correction": 2, "outcome": "not-true", "service": "b"}'


@pytest.mark.parametrize("number", [4, 1])
def test_what_does_not_wait_is_one_plain_line(number: int, run: Run) -> None:
    run("services", "settle", 1, "--actor", "x", "--outcome", "left")

    done = run("services", "settle", number, "--actor", "x", "--outcome", "left")

    assert (done.exit_code, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"{number}: nothing of this number waits; “waymark services told” lists them\n"
    )


def test_when_all_is_settled_nothing_waits(run: Run) -> None:
    for number in (1, 2, 3):
        run("services", "settle", number, "--actor", "x", "--outcome", "left")

    assert run("services", "told").stdout == "Nothing waits.\n"
    assert json.loads(run("services", "told", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "words",
    [
        ["settle", "1", "--outcome", "left"],
        ["settle", "1", "--actor", "x"],
        ["settle", "1", "--actor", "x", "--outcome", "ignored"],
        ["settle", "one", "--actor", "x", "--outcome", "left"],
    ],
)
def test_wrong_use_is_told_from_wrong_data(words: list[str], run: Run) -> None:
    assert run("services", *words).exit_code == 2
