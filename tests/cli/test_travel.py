"""`waymark travel`: a table of travel times is taken in whole, once, or not at all."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from directory.storage import AuditEvent, TravelTime
from tests.cli.conftest import Run
from tests.directory_builders import HOME, Directory, entry, hidden, venue
from tests.exchange.statistics.builders import CITY_LSOAS, city, table

pytestmark = pytest.mark.database

HEADS = ["lsoa11cd", "postcode", "minutes"]
ABOUT = ("--title", "Drive times", "--date", "2026-03-01", "--licence", "Ours")
SUMMARY = "2 times from 2 areas to 1 postcodes: Drive times, 2026-03-01\n"


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """Return a table of two times, to children who are known."""
    children, times = tmp_path / "children_mid2020.csv", tmp_path / "times.csv"
    children.write_bytes(city())
    run("population", "import", children)
    times.write_bytes(table(HEADS, *([code, HOME, 17.5] for code in CITY_LSOAS[:2])))
    return times


def test_times_are_taken_in_and_shown(run: Run, file: Path, directory: Directory) -> None:
    directory.take(
        entry("a", venue(HOME), venue("NE8 1AA")), entry("refuge", hidden("NE1 4SU"))
    )  # fmt: skip
    done = run("travel", "import", file, *ABOUT)
    shown = run("travel", "show")

    assert (done.exit_code, done.stdout) == (0, f"Done: {SUMMARY}")
    assert "Drive times\n  Of       2026-03-01\n  Licence  Ours\n" in shown.stdout
    assert "  Times    2, from 2 areas\n" in shown.stdout
    assert "  Venues   1 of 2 postcodes of venues that may be told are in it\n" in shown.stdout


def test_the_same_times_again_are_there_already(run: Run, file: Path, directory: Directory) -> None:
    run("travel", "import", file, *ABOUT)

    assert run("travel", "import", file, *ABOUT).stdout == f"There already: {SUMMARY}"
    with directory.session() as session:
        wanted = select(AuditEvent.detail).where(AuditEvent.action == "travel.import")
        [detail] = session.scalars(wanted)
    assert json.loads(detail) == {"areas": 2, "postcodes": 1, "sample": False, "times": 2}


def test_another_time_takes_the_place_of_all(run: Run, file: Path, directory: Directory) -> None:
    run("travel", "import", file, *ABOUT)
    file.write_bytes(table(HEADS, [CITY_LSOAS[0], HOME, 30]))

    assert run("travel", "import", file, *ABOUT).stdout.startswith("Done: 1 times")
    with directory.session() as session:
        [only] = session.execute(select(TravelTime.area, TravelTime.minutes)).all()
    assert tuple(only) == (CITY_LSOAS[0], 30)


def test_a_dry_run_writes_nothing(run: Run, file: Path) -> None:
    assert run("travel", "import", file, *ABOUT, "--dry-run").stdout == f"Would be: {SUMMARY}"

    shown = run("travel", "show")
    assert (shown.exit_code, shown.stderr) == (
        1,
        "there are no figures of travel: waymark travel import FILE\n",
    )


def test_a_machine_may_read_what_was_taken(run: Run, file: Path) -> None:
    done = json.loads(run("travel", "import", file, *ABOUT, "--format", "json").stdout)
    shown = json.loads(run("travel", "show", "--format", "json").stdout)

    assert (done["times"], done["areas"], done["postcodes"], done["changed"]) == (2, 2, 1, True)
    assert (shown["times"], shown["venues"], shown["areas"]) == (2, 0, 2)


def test_a_wrong_file_leaves_what_was_there(run: Run, file: Path) -> None:
    run("travel", "import", file, *ABOUT)
    file.write_bytes(table(HEADS, [CITY_LSOAS[0], HOME, -1], [CITY_LSOAS[1], HOME, 5]))

    refused = run("travel", "import", file, *ABOUT)

    assert refused.exit_code == 1
    assert refused.stderr == (
        f"{file}: line 2, minutes: “-1” is less than 0: write the time, or leave the row out "
        "where it is not known\n"
    )
    assert "  Times    2, from 2 areas" in run("travel", "show").stdout


def test_without_children_nothing_says_what_an_area_is(run: Run, tmp_path: Path) -> None:
    done = run("travel", "import", tmp_path / "times.csv", *ABOUT)

    assert done.exit_code == 1
    assert done.stderr == "there are no figures of population: waymark population import FILE\n"
