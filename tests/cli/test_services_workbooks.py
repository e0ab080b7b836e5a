"""`waymark services` with workbooks: in, out, and empty to fill in."""

import io
from pathlib import Path

import openpyxl
import pytest

from directory.exchange.directory_file.guide import EXAMPLE
from directory.exchange.directory_file.xlsx_writer import LONGEST_CELL
from directory.model.columns import NAMES
from tests.cli.conftest import Run
from tests.directory_builders import Directory, entry, hidden, row, venue
from tests.exchange.directory_file.workbooks import workbook

pytestmark = pytest.mark.database
NEWS = workbook(row(id="a", name="Harbour"), row(id="b", postcode="NE1 4ST"))


def first_column(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Services"]
    return [line[0].value for line in sheet.iter_rows()]


@pytest.mark.parametrize("name", ["services.xlsx", "services.csv", "services"])
def test_a_workbook_is_taken_whatever_it_is_called(
    name: str, run: Run, tmp_path: Path, directory: Directory
) -> None:
    (tmp_path / name).write_bytes(NEWS)

    done = run("services", "import", tmp_path / name)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Done: 2 added")
    assert set(directory.stored()) == {"a", "b"}


def test_a_problem_of_a_workbook_names_its_row(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wrong.xlsx"
    file.write_bytes(workbook(row(id="a"), {}, row(id="b", phone=1914980101)))

    done = run("services", "import", file)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"{file}: line 4, phone: “1914980101” has lost its first 0")


@pytest.mark.parametrize(
    ("name", "options", "is_workbook"),
    [
        ("out.xlsx", [], True),
        ("OUT.XLSX", [], True),
        ("out.csv", [], False),
        ("out.csv", ["--format", "xlsx"], True),
        ("out.xlsx", ["--format", "csv"], False),
    ],
)
@pytest.mark.parametrize("command", ["export", "template"])
def test_the_name_says_what_is_written_or_the_option_does(
    command: str,
    name: str,
    options: list[str],
    is_workbook: bool,
    run: Run,
    tmp_path: Path,
    directory: Directory,
) -> None:
    directory.take(entry("a"))

    done = run("services", command, tmp_path / name, *options)

    assert (done.exit_code, done.output) == (0, "")
    content = (tmp_path / name).read_bytes()
    assert content.startswith(b"PK") == is_workbook
    assert content.startswith(b"id,name") != is_workbook


def test_a_workbook_goes_to_standard_output_too(run: Run, directory: Directory) -> None:
    directory.take(entry("a"), entry("b", position=1))
    directory.take(entry("a"))

    content = run("services", "export", "-", "--format", "xlsx").stdout_bytes

    assert first_column(content) == ["id", "a"], "what is gone is left out"


def test_an_exported_workbook_changes_nothing_when_it_is_taken_in_again(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(
        entry("a", venue("NE1 4ST"), phone="0191 498 0101", weeks=10),
        entry("refuge", hidden("NE8 1AA", name="Rose"), position=1),
    )
    before = directory.stored()

    run("services", "export", tmp_path / "out.xlsx")
    done = run("services", "import", tmp_path / "out.xlsx")

    assert done.stdout == "Done: 0 added, 0 changed, 2 unchanged, 0 retired\n"
    assert directory.stored() == before


def test_a_text_too_long_for_a_workbook_is_one_plain_line(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    directory.take(entry("a", description="x" * (LONGEST_CELL + 1)))

    done = run("services", "export", tmp_path / "out.xlsx")

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "export as CSV" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()


def test_a_template_holds_the_columns_and_an_example(run: Run, tmp_path: Path) -> None:
    run("services", "template", tmp_path / "new.xlsx")
    text = run("services", "template", "-").stdout

    assert first_column((tmp_path / "new.xlsx").read_bytes()) == ["id", EXAMPLE["id"]]
    assert text.splitlines()[0] == ",".join(NAMES)


def test_a_template_as_it_is_given_out_is_not_taken_in(
    run: Run, tmp_path: Path, directory: Directory
) -> None:
    run("services", "template", tmp_path / "new.xlsx")

    done = run("services", "import", tmp_path / "new.xlsx")

    assert done.exit_code == 1
    assert "is the example of the template: delete its row" in done.stderr
    assert directory.stored() == {}
