"""`waymark population`, `need` and `boundaries`: all of a file, or nothing with every problem."""

import json
from pathlib import Path

import pytest

from directory.geo.paths import boundaries_file
from directory.infrastructure.settings import Settings
from tests.cli.conftest import Run
from tests.exchange.statistics.builders import (
    CITY,
    CITY_LSOAS,
    NEWCASTLE,
    city,
    lsoa,
    points,
    table,
)
from tests.exchange.statistics.test_boundaries import feature, geojson

pytestmark = pytest.mark.database

OWN = ["authority", "year", "measure", "category", "number"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "children_mid2020.csv"
    path.write_bytes(city())
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    rows = [[NEWCASTLE, 2025, "referrals", "all", 5], [NEWCASTLE, 2024, "referrals", "all", "c"]]
    path.write_bytes(table(OWN, *rows))
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lads.geojson"
    path.write_bytes(geojson(feature()))
    return path


@pytest.fixture
def kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where boundaries are kept beside no postcodes at all."""
    monkeypatch.setenv("WAYMARK_PLACES", str(tmp_path / "places.bin"))
    return boundaries_file(tmp_path / "places.bin")


def test_children_are_taken_in_and_shown(run: Run, file: Path) -> None:
    done = run("population", "import", file)
    shown = run("population", "show")

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Done: 216 children in 6 LSOAs of 2011: Small area population")
    assert done.stderr.startswith("London: 1 of 33 authorities are there")
    assert "  Of       2020-06-30\n" in shown.stdout
    assert "  Licence  Source: Office for National Statistics" in shown.stdout
    assert f"    {CITY} City of London: 216\n" in shown.stdout


def test_the_same_children_again_are_there_already(run: Run, file: Path) -> None:
    run("population", "import", file)

    assert run("population", "import", file).stdout.startswith("There already: 216 children")


def test_a_dry_run_writes_nothing(run: Run, file: Path) -> None:
    assert run("population", "import", file, "--dry-run").stdout.startswith("Would be: 216")

    shown = run("population", "show")

    assert (shown.exit_code, shown.stderr) == (
        1,
        "there are no figures of population: waymark population import FILE\n",
    )


def test_a_machine_may_read_what_was_taken(run: Run, file: Path) -> None:
    done = json.loads(run("population", "import", file, "--format", "json").stdout)
    shown = json.loads(run("population", "show", "--format", "json").stdout)

    assert (done["rows"], done["children"], done["changed"]) == (6, 216, True)
    assert (shown["children"], shown["is_sample"]) == ({CITY: 216}, False)


def test_points_may_be_in_a_second_file(run: Run, tmp_path: Path) -> None:
    ages = [f"F{age}" for age in range(18)] + [f"M{age}" for age in range(18)]
    bare = table(["LSOA 2011 Code", *ages], *([code, *[1] * 36] for code in CITY_LSOAS))
    (tmp_path / "bare.csv").write_bytes(bare)
    (tmp_path / "points.csv").write_bytes(points())
    words = ("population", "import", tmp_path / "bare.csv", "--date", "2022-06-30")

    without = run(*words)
    placed = run(*words, "--points", tmp_path / "points.csv")

    assert (without.exit_code, placed.exit_code) == (1, 0), placed.output
    assert "--points" in without.stderr


def test_a_wrong_file_leaves_what_was_there(run: Run, file: Path, tmp_path: Path) -> None:
    run("population", "import", file)
    wrong = tmp_path / "wrong-mid2020.csv"
    wrong.write_bytes(city(lsoa(CITY_LSOAS[0], age_3="-1"), leave=CITY_LSOAS[:1]))

    refused = run("population", "import", wrong)

    assert refused.exit_code == 1
    assert refused.stderr == (
        f"{wrong}: line 7, age_3: “-1” is less than 0: write how many children there are\n"
    )
    assert f"{CITY} City of London: 216" in run("population", "show").stdout


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    for command in ("population", "need", "boundaries"):
        done = run(command, "import", tmp_path / "none.csv")

        assert done.exit_code == 1
        assert "none.csv: cannot be read: No such file" in done.stderr


def test_need_is_taken_in_and_shown(run: Run, own: Path) -> None:
    done = run("need", "import", own, "--title", "Ours", "--licence", "OGL")
    shown = run("need", "show")

    assert done.stdout == "Done: 2 figures, of which 1 are withheld: Ours, 2024 to 2025\n"
    assert "  Figures  2, of which 1 are withheld\n    referrals in the year: 2\n" in shown.stdout


def test_need_for_a_machine(run: Run, own: Path) -> None:
    done = run("need", "import", own, "--title", "Ours", "--licence", "O", "--format", "json")
    shown = json.loads(run("need", "show", "--format", "json").stdout)

    assert json.loads(done.stdout)["figures"] == {"referrals": 2}
    assert (shown["withheld"], shown["dated"]) == (1, "2024 to 2025")


def test_a_title_reads_alike_when_taken_in_and_when_shown(run: Run, own: Path) -> None:
    words = ("--title", "Children’s figures", "--licence", "O", "--format", "json")

    taken = run("need", "import", own, *words).stdout
    shown = run("need", "show", "--format", "json").stdout

    assert '"title": "Children’s figures"' in taken
    assert '"title": "Children’s figures"' in shown


@pytest.mark.parametrize("statistic", ["population", "need", "travel"])
def test_every_statistic_takes_the_same_options(run: Run, statistic: str) -> None:
    told = run(statistic, "import", "--help").stdout

    for option in ("--title", "--date", "--licence", "--dry-run", "--actor", "--format"):
        assert f"  {option} " in told


def test_need_that_stands_in_two_files_is_refused(run: Run, own: Path) -> None:
    done = run("need", "import", own, own, "--title", "T", "--licence", "L")

    assert done.exit_code == 1
    assert "referrals in the year of E08000021 in 2025 stand in two of the files" in done.stderr


def test_need_without_a_file_is_wrong_use(run: Run) -> None:
    assert run("need", "import").exit_code == 2


def test_boundaries_are_kept_beside_the_postcodes(run: Run, lines: Path, kept: Path) -> None:
    done = run("boundaries", "import", lines)

    assert done.exit_code == 0, done.output
    assert done.stdout == f"Done: 1 districts, 5 points in {kept}\n"
    read = json.loads(kept.read_text(encoding="utf-8"))
    assert read["source"] == "Boundaries of districts, 2025 (Office for National Statistics)"
    assert "database right 2025" in read["licence"]


def test_boundaries_of_nobody_known_need_a_title_and_a_licence(
    run: Run, tmp_path: Path, kept: Path
) -> None:
    ours = tmp_path / "ours.geojson"
    ours.write_bytes(geojson(feature(properties={"code": NEWCASTLE})))

    refused = run("boundaries", "import", ours)
    done = run("boundaries", "import", ours, "--title", "Ours", "--licence", "L")

    assert (refused.exit_code, done.exit_code) == (1, 0)
    assert "say so with --title and --licence" in refused.stderr


def test_a_dry_run_keeps_no_boundaries(run: Run, lines: Path, kept: Path) -> None:
    done = run("boundaries", "import", lines, "--dry-run", "--format", "json")

    assert json.loads(done.stdout) == {
        **{"kind": "districts", "areas": 1, "points": 5},
        **{"drawn": 0, "changed": False},
    }
    assert not kept.exists()


def test_the_place_of_boundaries_is_that_of_the_postcodes(settings: Settings) -> None:
    assert boundaries_file(settings.places).parent == settings.places.parent
