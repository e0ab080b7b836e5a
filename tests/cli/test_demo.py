"""`waymark demo load`: the sample directory and its figures, never beside real ones."""

from pathlib import Path

import pytest

from directory.geo.paths import packed_file
from directory.infrastructure import paths
from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry
from tests.exchange.statistics.builders import city

pytestmark = pytest.mark.database

POSTCODES = packed_file()
"""The real ones, which the sample uses; without the file the shipped table does."""


@pytest.fixture
def loading(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("WAYMARK_PLACES", str(POSTCODES))
    return run


def test_the_sample_is_loaded_once_however_often_it_is_asked_for(
    loading: Run, directory: Directory
) -> None:
    first, second = loading("demo", "load"), loading("demo", "load")

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert first.stdout.startswith("Sample directory: 125 added, 0 changed")
    assert second.stdout == "Sample directory: 0 added, 0 changed, 125 unchanged, 0 retired\n"
    assert directory.export() == (paths.data() / "services.csv").read_bytes()


def test_the_sample_is_not_put_over_real_services(loading: Run, directory: Directory) -> None:
    directory.take(entry("real"))

    done = loading("demo", "load")

    assert done.exit_code == 0
    assert "holds real services: the sample is not mixed with them" in done.stdout
    assert set(directory.stored()) == {"real"}


def test_a_real_file_takes_the_place_of_the_sample(loading: Run, directory: Directory) -> None:
    loading("demo", "load")

    plan = directory.take(entry("real"))

    assert len(plan.retired) == 125
    assert directory.export().count(b"\n") == 2
    assert "holds real services" in loading("demo", "load").stdout


def test_the_sample_brings_published_figures_for_its_authorities(loading: Run) -> None:
    done = loading("demo", "load")
    shown = loading("population", "show")

    assert done.stdout.endswith(
        "Published figures: 386,140 children in 7 authorities, and 21 figures of need\n"
    )
    assert "(the sample’s figures: real and published" in shown.stdout
    assert "    E08000021 Newcastle upon Tyne: 58,922\n" in shown.stdout


def test_real_figures_stay_when_the_sample_is_loaded(loading: Run, tmp_path: Path) -> None:
    real = tmp_path / "mid2020.csv"
    real.write_bytes(city())
    loading("population", "import", real)

    done = loading("demo", "load")

    assert done.stdout.endswith("Published figures: 21 figures of need\n")
    assert "216 under 18" in loading("population", "show").stdout
