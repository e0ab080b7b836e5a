"""`waymark feed report`: every kind of source, and the exit status that a build can use."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli.feed_report import report
from directory.exchange.data_quality.feed_files import UnreadableError
from directory.exchange.openreferral.feed_documents import FeedDocuments
from tests.cli.conftest import Run
from tests.directory_builders import row, sheet
from tests.exchange.data_quality.feeds import DETAILS, feed, item, page, record
from tests.exchange.directory_file.workbooks import workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "api_details.json").write_text(json.dumps(DETAILS))
    (tmp_path / "service_list.json").write_text(json.dumps(page(item())))
    (tmp_path / "service_full.json").write_text(json.dumps(record()))
    return tmp_path


def test_a_feed_that_conforms_ends_with_0(run: Run, folder: Path) -> None:
    done = run("feed", "report", folder)

    assert (done.exit_code, done.stderr) == (0, "")
    assert "It conforms to Open Referral UK 3.0 at Level 1." in done.stdout


def test_a_feed_that_does_not_conform_ends_with_1(run: Run, folder: Path) -> None:
    (folder / "api_details.json").write_text("{}")

    done = run("feed", "report", folder)

    assert done.exit_code == 1
    assert "/ profile is missing" in done.stdout


def test_a_feed_of_which_a_part_is_not_given_ends_with_1(run: Run, folder: Path) -> None:
    (folder / "service_full.json").unlink()

    done = run("feed", "report", folder)

    assert (done.exit_code, "cannot be told" in done.stdout) == (1, True)


def test_the_report_as_json_holds_the_verdict(run: Run, folder: Path) -> None:
    data = json.loads(run("feed", "report", folder, "--format", "json").stdout)

    assert (data["conforms"], data["on"][:2], data["usable"]["count"]) == (True, "20", 1)


def test_a_feed_is_read_from_standard_input(run: Run) -> None:
    done = run("feed", "report", "-", input=json.dumps(page(item())))

    assert "1 service, 0 of them given in full" in done.stdout


def test_a_directory_file_is_reported(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_bytes(sheet(row(id="a", name="Harbour")))

    done = run("feed", "report", file)

    assert done.exit_code == 0
    assert "The file can be taken in." in done.stdout


def test_a_workbook_is_reported_as_the_file_is(run: Run, tmp_path: Path) -> None:
    cells = row(id="a", name="Harbour")
    file = tmp_path / "services.xlsx"
    file.write_bytes(workbook(cells))

    for done in (run("feed", "report", file), run("feed", "report", "-", input=file.read_bytes())):
        assert (done.exit_code, "1 service, 1 of them" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheet(row(id="a"), delimiter=";"), id="semicolons"),
        pytest.param(sheet(row(id="a"), delimiter="\t").decode().encode("utf-16"), id="UTF-16"),
        pytest.param(gzip.compress(sheet(row(id="a"))), id="packed"),
    ],
)
def test_a_directory_file_without_a_name_is_told_by_its_columns(run: Run, content: bytes) -> None:
    done = run("feed", "report", "-", input=content)

    assert done.exit_code == 0
    assert "The file can be taken in." in done.stdout


def test_a_directory_file_with_a_problem_ends_with_1(run: Run) -> None:
    done = run("feed", "report", "-", input=sheet(row(status="open")))

    assert done.exit_code == 1
    assert "The directory file status should be one of active" in done.stdout


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("absent.json", "absent.json: cannot be read: No such file or directory"),
        ("council", "council: is no file here, no address and no feed that was added"),
    ],
)
def test_a_source_that_is_not_there_is_said_plainly(run: Run, source: str, says: str) -> None:
    done = run("feed", "report", source)

    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr


def test_what_fetches_a_feed_is_given_its_name() -> None:
    def fetch(source: str) -> FeedDocuments:
        assert source == "council"
        return feed(record())

    assert CliRunner().invoke(report, ["council"], obj=fetch).exit_code == 0


def test_a_feed_that_cannot_be_fetched_ends_with_1() -> None:
    def fetch(source: str) -> FeedDocuments:
        raise UnreadableError(f"{source}: did not answer")

    done = CliRunner().invoke(report, ["council"], obj=fetch)

    assert (done.exit_code, done.stderr) == (1, "council: did not answer\n")


def test_wrong_use_ends_with_2(run: Run) -> None:
    assert run("feed", "report").exit_code == 2
