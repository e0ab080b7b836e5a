"""`waymark demo load`: the sample directory, never beside a real one."""

import pytest

from directory import paths
from directory.places.paths import packed_file
from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry

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
    assert first.stdout.startswith("Sample directory: 118 added, 0 changed")
    assert second.stdout == "Sample directory: 0 added, 0 changed, 118 unchanged, 0 retired\n"
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

    assert len(plan.retired) == 118
    assert directory.export().count(b"\n") == 2
    assert "holds real services" in loading("demo", "load").stdout
