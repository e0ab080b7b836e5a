"""`waymark services geocode`: a plan first, then one answer after another, each kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.application.geocoding.fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.application.geocoding.served import AGENT, Served, failing, place
from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry, hidden, venue

pytestmark = pytest.mark.database
SOURCE = "Nominatim (nominatim.openstreetmap.org)"


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a geocoder in the settings."""
    monkeypatch.setenv("WAYMARK_GEOCODER", "nominatim")
    monkeypatch.setenv("WAYMARK_GEOCODER_OPTIONS", f"user_agent={AGENT}")


@pytest.fixture
def quays(directory: Directory) -> Directory:
    directory.take(
        *(entry(f"s{n}", venue(address=f"{n} Quay, Newcastle"), position=n) for n in range(1, 4)),
        entry("refuge", hidden(address="7 Quiet Lane, Newcastle"), position=4),
        entry("office", venue(address="Annexe, 7 Quiet Lane, Newcastle"), position=5),
    )
    return directory


@pytest.mark.usefixtures("named", "quays")
def test_without_yes_the_plan_is_shown_and_nothing_is_sent(run: Run, served: Served) -> None:
    shown = run("services", "geocode")

    assert shown.exit_code == 0
    assert shown.output.splitlines() == [
        f"3 addresses would be sent to {SOURCE}, one a second at most",
        "would be sent:",
        "  1 Quay, Newcastle (s1)",
        "  2 Quay, Newcastle (s2)",
        "  3 Quay, Newcastle (s3)",
        "Left out, since they may be hidden: 1. Found before: 0.",
        "Nothing was sent. To send them: waymark services geocode --yes",
    ]
    assert served.asked == []


@pytest.mark.usefixtures("named", "quays")
def test_a_program_reads_the_plan_whole(run: Run, served: Served) -> None:
    shown = json.loads(run("services", "geocode", "--format", "json").output)

    assert shown["geocoder"] == SOURCE
    assert shown["to_send"][0] == {"address": "1 Quay, Newcastle", "services": ["s1"]}
    assert (len(shown["to_send"]), shown["kept_back"], shown["found"]) == (3, 1, 0)
    assert served.asked == []


@pytest.mark.usefixtures("named", "quays")
def test_with_yes_they_are_sent_and_what_became_of_them_is_said(run: Run, served: Served) -> None:
    served.answers = {"2 Quay, Newcastle": [place()]}

    shown = run("services", "geocode", "--yes", "--actor", "directory team")
    later = run("services", "geocode")

    assert shown.exit_code == 0
    assert shown.output.splitlines() == [
        "Found: 1. Not found: 2. Still to ask about: 0.",
        "not found:",
        "  1 Quay, Newcastle: the geocoder knows no such address",
        "  3 Quay, Newcastle: the geocoder knows no such address",
    ]
    assert "0 addresses would be sent" in later.output
    assert "  3 Quay, Newcastle: the geocoder knows no such address" in later.output
    assert "Found before: 1." in later.output
    assert not any("Quiet" in url for url in served.urls)


@pytest.mark.usefixtures("named", "quays")
def test_no_more_are_sent_than_the_limit(run: Run, served: Served) -> None:
    planned = run("services", "geocode", "--limit", "1")
    first = run("services", "geocode", "--yes", "--limit", "1")
    rest = run("services", "geocode", "--yes")

    assert f"1 address would be sent to {SOURCE}" in planned.output
    assert "and 2 by later runs" in planned.output
    assert "Still to ask about: 2." in first.output
    assert "Still to ask about: 0." in rest.output
    assert len(served.asked) == 3


@pytest.mark.usefixtures("named", "quays")
@pytest.mark.parametrize(
    ("stopped_by", "status", "words"),
    [
        (KeyboardInterrupt(), 130, "stopped; what was found is kept"),
        (failing(429), 1, f"{SOURCE}: it says that it was asked enough for now"),
    ],
)
def test_whatever_stops_it_loses_nothing(
    stopped_by: BaseException, status: int, words: str, run: Run, served: Served
) -> None:
    served.answers = {"1 Quay, Newcastle": [place()], "2 Quay, Newcastle": stopped_by}

    stopped = run("services", "geocode", "--yes")
    served.answers = {}
    run("services", "geocode", "--yes")

    assert stopped.exit_code == status
    assert "Found: 1. Not found: 0. Still to ask about: 2." in stopped.output
    assert words in stopped.output
    assert "the next run goes on from there" in stopped.output
    assert served.asked == [f"{n} Quay, Newcastle" for n in (1, 2, 2, 3)]


@pytest.mark.usefixtures("quays")
def test_where_no_geocoder_is_named_nothing_can_be_sent(run: Run, served: Served) -> None:
    shown = run("services", "geocode", "--yes")

    assert shown.exit_code == 2
    assert "no geocoder is named: set WAYMARK_GEOCODER" in shown.output
    assert served.asked == []


@pytest.mark.usefixtures("named", "quays")
def test_without_postcodes_nothing_could_be_checked(
    run: Run, served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAYMARK_PLACES", str(tmp_path / "none.bin"))

    shown = run("services", "geocode", "--yes")

    assert shown.exit_code == 1
    assert "run “waymark places build” first" in shown.output
    assert served.asked == []


def test_a_wrong_setting_is_said_at_the_start_of_any_command(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_GEOCODER", "somewhere")

    shown: Any = run("services", "told")

    assert shown.exit_code == 2
    assert "WAYMARK_GEOCODER is “somewhere”: write one of nominatim" in shown.output
