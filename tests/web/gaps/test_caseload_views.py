"""A caseload is matched in the browser: the counts out, nothing of the file kept anywhere."""

import gzip
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from directory.web.gaps import caseload_views
from tests.directory_builders import (
    CASE,
    GATESHEAD,
    NEWCASTLE,
    PROGRAMME,
    Directory,
    entry,
    statements,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.exchange.caseload_file.sheets import sheet, workbook
from tests.web.page import Page, words
from tests.web.page_check import check_page
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PATH = "/gaps/caseload"
APPLIES = [str(value) for value in CASE.values()]
MULTIPART = "multipart/form-data; boundary=cut"
SILENT = ["", "", "", "30"]
CASELOAD = sheet(list(CASE), APPLIES, APPLIES, SILENT)
Send = Callable[..., Page]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def send(page_client: PageClient) -> Send:
    """Return what sends a caseload, and gives the page that answers."""

    def sent(content: bytes, status: int = 200, name: str = "caseload.csv", **more: str) -> Page:
        form = Page(page_client.raw.get(PATH))
        token = str(form.all("[name=csrf_token]")[0]["value"])
        body = multipart(content, name, csrf_token=token, **more)
        page = Page(page_client.raw.post(PATH, data=body, content_type=MULTIPART))
        assert page.status == status
        check_page(page, PATH)
        return page

    return sent


def multipart(content: bytes, name: str, **values: str) -> bytes:
    """Return what a browser sends; the test client would put a large file on the disk."""
    parts = [f'--cut\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
             for key, value in values.items()]  # fmt: skip
    file = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return "".join([*parts, file]).encode() + content + b"\r\n--cut--\r\n"


def row_of(page: Page, reference: str) -> dict[str, str]:
    """Return the cells of a recommendation by their labels."""
    [row] = [each for each in page.all(".waymark-caseload tbody tr")
             if words(each.select("a")[0]).endswith(reference)]  # fmt: skip
    return {str(cell["data-label"]): words(cell) for cell in row.select("td")}


def test_each_recommendation_is_told_with_its_numbers(send: Send, directory: Directory) -> None:
    directory.take(
        entry("a", programme=PROGRAMME, places_per_year=28, areas_served=(NEWCASTLE,)),
        entry("b", programme=PROGRAMME, places_per_year=20, areas_served=(NEWCASTLE,), position=1),
        entry("c", programme=PROGRAMME, areas_served=(NEWCASTLE,), position=2),
        entry("d", programme=PROGRAMME, places_per_year=99, areas_served=(GATESHEAD,), position=3),
    )

    page = send(CASELOAD, authority=NEWCASTLE)

    assert page.heading == "3 children matched"
    assert row_of(page, "1.7.4") == {
        "Applies": "2", "Needs information": "1", "Does not apply": "0",
        "Places here": "48 places a year stated by 2 services, 1 does not say how many places",
    }  # fmt: skip
    assert "against the services for Newcastle upon Tyne" in page.text
    assert "matched in memory and not kept" in page.text


def test_the_answer_says_which_missing_fact_matters_most(send: Send, directory: Directory) -> None:
    page = send(CASELOAD)

    first = words(page.all("ol li")[0])
    assert "children" in first or "child" in first
    assert "Column" in first


def test_what_was_not_used_or_not_counted_is_said(send: Send, directory: Directory) -> None:
    header = ["child.age_months", "AssessmentFactors", "Ward"]
    page = send(sheet(header, [30, "16A", "Byker"], [216, "", ""]))

    assert page.heading == "1 child matched"
    assert "Columns not used: Ward" in page.text
    assert "1 row: aged 18 or over" in page.text
    assert "16A Neglect, 1 row: it is also for a risk of it" in page.text


def test_an_assumption_is_made_only_where_it_is_ticked(send: Send, directory: Directory) -> None:
    file = sheet(["child.age_months", "CategoryOfAbuse", "carer.maltreating_parent"],
                 [30, "NEG", "yes"])  # fmt: skip

    plain = send(file)
    assumed = send(file, assume="plan-means-happened")

    assert row_of(plain, "1.7.4")["Applies"] == "0"
    assert row_of(assumed, "1.7.4")["Applies"] == "1"
    assert "You told Waymark to assume" in assumed.text
    assert "You told Waymark to assume" not in plain.text


def test_numbers_are_exact_unless_they_are_to_be_rounded(send: Send, directory: Directory) -> None:
    file = sheet(list(CASE), *[APPLIES] * 13, *[SILENT] * 3)

    exact, rounded = send(file), send(file, rounded="yes")

    assert row_of(exact, "1.7.4")["Applies"] == "13"
    assert rounded.heading == "15 children matched"
    cells = row_of(rounded, "1.7.4")
    assert (cells["Applies"], cells["Needs information"], cells["Does not apply"]) == (
        "15", "fewer than 5", "0"
    )  # fmt: skip


def test_the_table_can_be_had_as_csv_with_the_same_numbers(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", programme=PROGRAMME, places_per_year=28))
    form = Page(page_client.raw.get(PATH)).form_values("form")
    values = {**form, "file": (io.BytesIO(CASELOAD), "c.csv"), "as": "csv"}

    reply = page_client.raw.post(PATH, data=values)

    assert reply.mimetype == "text/csv"
    assert reply.headers["Content-Disposition"] == (
        'attachment; filename="waymark-caseload-answer.csv"'
    )
    assert reply.headers["Cache-Control"] == "no-store"
    [line] = [each for each in reply.text.splitlines() if each.startswith("ng76:1.7.4,")]
    assert line.endswith(",offer,2,1,0,28,1,0,0")


def test_a_workbook_is_taken_too(send: Send, directory: Directory) -> None:
    page = send(workbook(list(CASE), ["both", True, True, 30]), name="c.xlsx")

    assert row_of(page, "1.7.4")["Applies"] == "1"


def test_ages_are_worked_out_for_the_day_that_is_asked(send: Send, directory: Directory) -> None:
    file = sheet(["child.born_on", *list(CASE)[:3]], ["2024-05-14", *APPLIES[:3]])

    assert row_of(send(file), "1.7.4")["Applies"] == "1"
    assert row_of(send(file, on="14/05/2029"), "1.7.4")["Applies"] == "0"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Surname", "The column Surname may tell who a child or a worker is, by its heading"),
        ("LAchildID", "The column LAchildID may tell who a child or a worker is"),
        ("Where", "The column Where holds what looks like postcodes: take this column out"),
    ],
)
def test_a_file_that_tells_who_a_child_is_is_refused_naming_the_column(
    header: str, says: str, send: Send, directory: Directory
) -> None:
    page = send(sheet([*CASE, header], [*APPLIES, "NE1 4ST"]), 422)

    [error] = page.errors
    assert error.startswith(says)
    assert "NE1 4ST" not in page.response.text


def test_what_to_mend_is_told_row_by_row_and_nothing_is_repeated(
    send: Send, directory: Directory
) -> None:
    page = send(sheet(list(CASE), ["Kingfisher", "yes", "Heron", "30"]), 422)

    assert page.heading == "2 things to mend"
    assert [words(each).replace(" ,", ",").replace(" :", ":") for each in page.all("main li")] == [
        "Row 2, stage: should be one of at_risk, after_abuse, both, suspected, or empty where it is"
        " not known",
        "Row 2, abuse.neglect: should be yes or no, or empty where it is not known",
    ]
    assert "Kingfisher" not in page.response.text
    assert "Heron" not in page.response.text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"authority": "E99999999"}, "Choose a council from the list"),
        ({"on": "soon"}, "Day of the count must be a date that exists, such as 14/5/2026"),
    ],
)
def test_a_form_that_cannot_be_asked_is_told(
    more: dict[str, str], says: str, send: Send, directory: Directory
) -> None:
    assert send(CASELOAD, 422, **more).errors == [says]


def test_a_form_without_a_file_asks_for_one(page_client: PageClient) -> None:
    assert page_client.post(PATH, status=422).errors == ["Choose a file first"]


def test_ten_thousand_children_of_the_census_are_taken(send: Send, directory: Directory) -> None:
    header = ["PersonBirthDate", "Sex", "Ethnicity", "PrimaryNeedCode", "AssessmentFactors",
              "InitialCategoryOfAbuse", "Disabilities", "CINreferralDate", "Ward"]  # fmt: skip
    row = ["2015-05-14", "1", "WBRI", "N1", "1B,2B,3B,4B,16A,17A", "NEG", "NONE", "2026-01-02",
           "A ward with a rather long name, so that the file is large enough"]  # fmt: skip
    file = sheet(header, *[row] * 10_000)
    assert len(file) > 1_100_000

    page = send(file)

    assert page.heading == "10,000 children matched"


def test_a_file_of_nearly_ten_megabytes_is_taken_and_a_larger_one_is_not(
    send: Send, page_client: PageClient, directory: Directory
) -> None:
    file = sheet([*CASE, "Ward"], *[[*APPLIES, "x" * 100_000]] * 104)
    assert 10_400_000 < len(file) < caseload_views.LARGEST_FILE

    assert send(file).heading == "104 children matched"
    reply = page_client.raw.post(PATH, data=b" " * 10_700_000, content_type=MULTIPART)
    assert reply.status_code == 413
    assert Page(reply).errors == [caseload_views.LARGE]


def test_a_small_file_that_unpacks_to_very_much_is_told_beside_the_form(send: Send) -> None:
    [error] = send(gzip.compress(b"stage,Ward\n" + b"both,x\n" * 25_000_000), 422).errors

    assert error.startswith("The file unpacks to more than 32 megabytes")


@pytest.mark.parametrize("path", ["/provide/check", "/find/where", "/gaps/unmet"])
def test_no_other_page_takes_more_than_a_megabyte(path: str, page_client: PageClient) -> None:
    reply = page_client.raw.post(path, data=b" " * 1_100_000, content_type=MULTIPART)

    assert reply.status_code == 413


def test_the_template_is_a_first_row_that_is_read(page_client: PageClient) -> None:
    reply = page_client.raw.get("/gaps/caseload/template.csv")

    assert reply.text.startswith("child.age_months,child.born_on,child.sex,")
    assert reply.text.count("\n") == 1


def test_a_sample_directory_is_said_to_be_made_up(send: Send, directory: Directory) -> None:
    directory.take(entry("a", programme=PROGRAMME), sample=True)

    assert "Sample directory." in send(CASELOAD).text


def test_nothing_of_a_file_is_stored_logged_or_written_to_disk(
    send: Send,
    directory: Directory,
    app: Flask,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    opened: list[str] = []
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: opened.append("a file"))
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda *_, **__: opened.append("a file"))
    file = sheet([*CASE, "Ward"], *[[*APPLIES, "Bittern"]] * 20_000)

    with statements(app.extensions["engine"]) as sent:
        send(file, name="Kingfisher.csv")
        send(sheet(list(CASE), ["Heron", "yes", "yes", "30"]), 422)

    assert opened == list(scratch.iterdir()) == []
    assert all(each.lstrip().upper().startswith(("SELECT", "PRAGMA")) for each in sent)
    logged = "".join(capsys.readouterr())
    assert "gaps.counted_caseload" in logged
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    for word in ("Bittern", "Kingfisher", "Heron"):
        assert word not in logged
        assert word.encode() not in kept
        assert not any(word in each for each in sent)
