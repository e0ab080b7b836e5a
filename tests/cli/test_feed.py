"""`waymark feed`: pulled, decided, reported on, in plain words and with an exit status."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from directory.cli.feed import with_bar
from directory.storage import Feed
from tests.application.feeds.served import BASE, Server, record
from tests.cli.conftest import Run
from tests.directory_builders import NOW, Directory, entry, venue

pytestmark = pytest.mark.database


def test_without_any_feed_the_commands_say_how_to_add_one(run: Run) -> None:
    for command in ("pull", "list"):
        done = run("feed", command)
        said = "No feeds have been added: waymark feed add ADDRESS\n"
        assert (done.exit_code, done.output) == (0, said)


@pytest.mark.parametrize("command", ["add", "pull"])
def test_the_help_states_the_exit_statuses(command: str, run: Run) -> None:
    assert "Exit status: 0 " in run("feed", command, "--help").stdout


def test_a_pull_says_what_it_did_and_the_list_keeps_it(run: Run, server: Server) -> None:
    run("feed", "add", BASE, "--name", "north")

    done = run("feed", "pull")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "north: 5 added, 0 changed, 0 unchanged, 0 no longer in the feed (kept, and marked)\n"
    )
    listed = run("feed", "list").stdout
    assert listed.startswith(f"north: {BASE}\n")
    assert listed.endswith(": taken in: 5 added, 0 changed, 0 unchanged, 0 retired\n")


def test_a_dry_run_shows_the_plan(run: Run, server: Server, directory: Directory) -> None:
    run("feed", "add", BASE, "--name", "north")

    done = run("feed", "pull", "north", "--dry-run")

    assert done.stdout.splitlines()[0].startswith("north: would be 5 added")
    assert "    north~a: Service a" in done.stdout.splitlines()
    with directory.session() as session:
        assert session.get_one(Feed, "north").pulled_at is None


def test_a_dry_run_names_what_the_feed_no_longer_holds(run: Run, server: Server) -> None:
    run("feed", "add", BASE, "--name", "north")
    run("feed", "pull")
    server.records = server.records[:4]

    done = run("feed", "pull", "--dry-run")

    assert done.stdout.splitlines()[-2:] == ["  no longer in the feed:", "    north~e: Service e"]


def test_progress_is_drawn_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for kind, drawn in ((Terminal, True), (io.StringIO, False)):
        out = kind()
        monkeypatch.setattr(sys, "stderr", out)
        assert [*with_bar(range(3), "north: services", 3)] == [0, 1, 2]
        assert ("north: services" in out.getvalue()) is drawn


def test_a_pull_that_is_stopped_says_that_it_goes_on(
    run: Run, server: Server, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ctrl_c(*_: object) -> None:
        raise KeyboardInterrupt

    run("feed", "add", BASE, "--name", "north")
    with monkeypatch.context() as patched:
        patched.setattr("directory.cli.feed.with_bar", ctrl_c)
        done = run("feed", "pull")

    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == (
        "north: stopped: nothing is half taken in, and the next pull goes on from there\n"
    )
    assert directory.stored() == {}
    assert run("feed", "pull").stdout.startswith("north: 5 added")


def test_one_feed_that_fails_does_not_keep_the_others_from_being_taken(
    run: Run, server: Server, directory: Directory, tmp_path: Path
) -> None:
    file = tmp_path / "south.json"
    file.write_text(json.dumps([record("a")]))
    run("feed", "add", BASE, "--name", "north")
    run("feed", "add", file)
    server.wrong = lambda _: httpx.Response(503)

    done = run("feed", "pull")

    assert done.exit_code == 1
    assert done.stdout.startswith("south: 1 added")
    assert done.stderr == f"north: {BASE}/services answered with status 503\n"
    assert "not taken in: " in run("feed", "list").stdout


def test_a_feed_that_shrank_is_refused_and_says_how_to_take_it(run: Run, server: Server) -> None:
    run("feed", "add", BASE, "--name", "north")
    run("feed", "pull")
    server.records = server.records[:1]

    refused = run("feed", "pull")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "lists 1 of the 5 services that were there" in refused.stderr
    assert "4 no longer in the feed" in run("feed", "pull", "--allow-shrink").stdout


def test_a_feed_that_was_not_added_is_a_plain_problem(run: Run) -> None:
    for words in (("pull", "none"), ("problems", "none")):
        done = run("feed", *words)
        assert done.exit_code == 1
        assert "there is no feed none" in done.stderr


def test_the_problems_are_shown_record_by_record(run: Run, server: Server) -> None:
    server.records = [record("a", minimum_age=-1, status="draft")]
    run("feed", "add", BASE, "--name", "north")

    assert "1 record repaired, 0 set aside" in run("feed", "pull").stdout
    assert run("feed", "problems", "north").stdout == (
        "a:\n"
        "  minimum_age: “-1”: is no age: not stated\n"
        "  status: “draft”: does not say that it runs: paused\n"
    )


def test_a_feed_without_problems_says_so(run: Run, server: Server) -> None:
    run("feed", "add", BASE, "--name", "north")
    run("feed", "pull")

    assert run("feed", "problems", "north").stdout == "Nothing was repaired or set aside\n"


@pytest.fixture
def twins(directory: Directory) -> Directory:
    same: dict[str, Any] = {"name": "Harbour", "organisation": "O", "organisation_number": "77"}
    directory.take(entry("a", venue("NE1 4ST"), **same))
    with directory.session() as session:
        session.add(Feed(id="north", source=BASE, added_at=NOW))
    directory.take(entry("north~1", venue("NE1 4ST"), **same), feed="north")
    return directory


def test_matches_are_proposed_decided_and_taken_back(run: Run, twins: Directory) -> None:
    proposed = run("feed", "matches").stdout
    assert "100: north~1 “Harbour”\n    and a “Harbour”\n" in proposed
    assert proposed.endswith("1 to decide\n")

    said = run("feed", "decide", "north~1", "a", "--actor", "Directory officer")
    assert said.stdout == "a stands for north~1, which is no longer shown\n"
    assert run("feed", "matches").stdout == "Nothing to decide\n"

    said = run("feed", "decide", "north~1", "different", "--actor", "Directory officer")
    assert said.stdout == "north~1 is another service than a\n"
    assert run("feed", "matches").stdout == "Nothing to decide\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("north~1", "none", "--actor", "Officer"), 1, "there is no service none"),
        (("north~1", "a"), 2, "--actor"),
        (("north~1", "a", "--actor", "me@council.example"), 2, "is a role"),
        (("north~1", "a", "--from", "b", "--actor", "Officer"), 2, "goes with"),
    ],
)
def test_a_decision_that_cannot_be_is_a_plain_problem(
    words: tuple[str, ...], status: int, said: str, run: Run, twins: Directory
) -> None:
    done = run("feed", "decide", *words)

    assert done.exit_code == status
    assert said in done.stderr


def test_there_is_nothing_to_take_back_where_nothing_was_proposed(
    run: Run, directory: Directory
) -> None:
    directory.take(entry("a"))

    done = run("feed", "decide", "a", "different", "--actor", "Officer")

    assert done.exit_code == 1
    assert "name the other with --from" in done.stderr


def test_programmes_that_words_name_are_suggested_and_not_stated(
    run: Run, directory: Directory
) -> None:
    directory.take(entry("a", name="Triple P at the hub"), entry("b", position=1))

    assert run("feed", "suggestions").stdout == "a: triple-p? name: “Triple P at the hub”\n"
    assert directory.stored()["a"].values["programme"] is None


def test_a_feed_that_was_added_can_be_reported_on_by_its_name(run: Run, server: Server) -> None:
    run("feed", "add", BASE, "--name", "north")

    said = run("feed", "report", "north", "--format", "json")

    assert said.exit_code in (0, 1)
    assert json.loads(said.stdout)
    assert "no feed that was added" in run("feed", "report", "none").stderr


def unreachable(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(unreachable, id="no connection"),
        pytest.param(lambda _: httpx.Response(404), id="another server"),
        pytest.param(lambda _: httpx.Response(200, text="<p>Hello"), id="a web page"),
    ],
)
def test_of_a_feed_that_cannot_be_reached_nothing_is_told(
    wrong: Callable[[httpx.Request], httpx.Response], run: Run, server: Server
) -> None:
    server.wrong = wrong

    done = run("feed", "report", BASE)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{BASE}: no feed can be reached, so nothing can be told: ")
