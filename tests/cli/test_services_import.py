"""`waymark services import` with the files of councils: questions, conflicts, many problems."""

from pathlib import Path

import pytest

from directory.exchange.tables import Layout, read_tables
from tests.cli.conftest import Run
from tests.directory_builders import Directory, row, sheet

pytestmark = pytest.mark.database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "services.csv"
    path.write_bytes(sheet(row(id="a", age_from_months="0", age_under_months="18")))
    return path


@pytest.mark.parametrize("dry_run", [["--dry-run"], []])
def test_ages_that_may_be_years_are_asked_about_before_anything_is_taken(
    dry_run: list[str], run: Run, file: Path, directory: Directory
) -> None:
    done = run("services", "import", file, *dry_run)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "ages that look like years (“0 to 18”)" in done.stderr
    assert "--ages-in years or --ages-in months" in done.stderr
    assert directory.stored() == {}


def test_ages_that_were_answered_for_are_not_asked_about_again(
    run: Run, file: Path, directory: Directory
) -> None:
    done = run("services", "import", file, "--ages-in", "months")
    again = run("services", "import", file)

    assert (done.exit_code, again.exit_code) == (0, 0)
    assert directory.stored()["a"].ages.under_months == 18


def test_years_are_taken_as_years(run: Run, file: Path, directory: Directory) -> None:
    said = run("services", "import", file, "--ages-in", "years").stdout

    assert "a: A (ages under 18 years)" in said
    assert directory.stored()["a"].ages.under_months == 216


def test_an_edit_of_another_since_the_export_is_shown_and_ends_with_status_1(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    file, mine = tmp_path / "out.csv", tmp_path / "mine.csv"
    file.write_bytes(sheet(row(id="a", name="First")))
    run("services", "import", file)
    run("services", "export", mine)
    file.write_bytes(sheet(row(id="a", name="Theirs")))
    run("services", "import", file)
    mine.write_bytes(mine.read_bytes().replace(b"First", b"Mine"))

    done = run("services", "import", mine)

    assert done.exit_code == 1
    assert "name: “Theirs” in the directory, “Mine” in your file" in done.stdout
    assert run("services", "import", mine, "--take-mine").exit_code == 0
    assert directory.stored()["a"].values["name"] == "Mine"


def test_many_problems_are_told_by_kind_and_all_are_in_the_workbook(
    run: Run, tmp_path: Path
) -> None:
    file, workbook = tmp_path / "wrong.csv", tmp_path / "problems.xlsx"
    file.write_bytes(sheet(*(row(id=f"s{n}", kind="x", weeks="ten") for n in range(600))))

    done = run("services", "import", file, "--problems", workbook)

    lines = done.stderr.splitlines()
    assert (done.exit_code, len(lines)) == (1, 4)
    assert lines[0].endswith("1,200 problems, by kind:")
    assert lines[1].startswith("   600 × line 2, kind: “x” should be one of")
    _, each = read_tables(workbook.read_bytes(), Layout(), [])
    assert len([*each.rows]) == 1200


def test_the_plan_says_which_venues_are_roughly_placed_and_which_are_not_in_england(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(
        sheet(
            row(id="a", postcode="EH1 1AA"),
            row(id="b", postcode="NE1 4ZZ"),
            row(id="c", postcode="NE8 1ZZ", hide_address="yes"),
            row(id="d", postcode="NE1 4ST"),
        )
    )

    said = run("services", "import", file).stdout

    assert "a: EH1 1AA: in Scotland" in said
    assert "b: NE1 4ZZ: put at the middle of its sector, which may be" in said
    assert "c: a hidden venue: put at the middle of its sector" in said
    assert "NE8 1ZZ" not in said
    assert "d: NE1 4ST" not in said
    with directory.session() as session:
        point = session.connection().exec_driver_sql(
            "select easting from venue where service_id = 'a'"
        )
        assert point.scalar() is not None
