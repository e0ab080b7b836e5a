"""`waymark feed add`: a feed by its address, or a file of records, under a short name."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from directory.storage import Feed
from tests.application.feeds.served import BASE, Server, record
from tests.cli.conftest import Run
from tests.directory_builders import Directory

pytestmark = pytest.mark.database


def feeds(directory: Directory) -> dict[str, str]:
    with directory.session() as session:
        return {each.id: each.source for each in session.scalars(select(Feed))}


@pytest.mark.parametrize(
    ("words", "name", "source"),
    [
        ((BASE,), "feed-example", BASE),
        ((f"{BASE}/services",), "feed-example", BASE),
        (
            ("https://www.council.example/api/",),
            "council-example",
            "https://www.council.example/api",
        ),
        ((BASE, "--name", "north"), "north", BASE),
    ],
)
def test_a_feed_is_added_under_a_short_name(
    words: tuple[str, ...], name: str, source: str, run: Run, directory: Directory, server: Server
) -> None:
    done = run("feed", "add", *words)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"Added {name}. To take it in: waymark feed pull {name}\n"
    assert feeds(directory) == {name: source}
    assert server.asked == []


def test_a_file_is_added_by_its_whole_path(
    run: Run, directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "North East.json").write_text(json.dumps([record("a")]))
    monkeypatch.chdir(tmp_path)

    run("feed", "add", "North East.json")

    assert feeds(directory) == {"north-east": str(tmp_path / "North East.json")}
    assert run("feed", "pull").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ftp://feed.example",), "begins with https://"),
        (("https://me:secret@feed.example",), "is not kept"),
        (("no-such-file.json",), "is no file here"),
        ((BASE, "--name", "Not~good"), "a name is lower case letters"),
    ],
)
def test_what_cannot_be_added_is_one_plain_line(
    words: tuple[str, ...], said: str, run: Run, directory: Directory
) -> None:
    done = run("feed", "add", *words)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert said in done.stderr
    assert feeds(directory) == {}


def test_a_name_is_used_once(run: Run, server: Server) -> None:
    run("feed", "add", BASE)

    done = run("feed", "add", BASE.replace("/oruk", "/other"))

    assert (done.exit_code, done.stderr) == (
        1,
        "there is a feed feed-example already: choose another name\n",
    )


@pytest.mark.parametrize(
    "again", [BASE, f"{BASE}/services", BASE.replace("https", "http"), BASE.replace("feed", "FEED")]
)
def test_one_address_is_added_once(
    again: str, run: Run, server: Server, directory: Directory
) -> None:
    run("feed", "add", BASE, "--name", "north")

    done = run("feed", "add", again, "--name", "south")

    assert (done.exit_code, done.stderr) == (1, f"{again}: already added as north\n")
    assert feeds(directory) == {"north": BASE}


def test_one_file_is_added_once_wherever_it_is_named_from(
    run: Run, directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "north.json").write_text(json.dumps([record("a")]))
    run("feed", "add", tmp_path / "north.json")
    monkeypatch.chdir(tmp_path)

    done = run("feed", "add", "north.json", "--name", "south")

    assert (done.exit_code, done.stderr) == (1, "north.json: already added as north\n")
