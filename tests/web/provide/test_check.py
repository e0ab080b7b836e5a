"""A file is checked in the browser: what to mend, what is not stated, what would change."""

import gzip
from datetime import date

import pytest
from flask import Flask

from directory.model.columns import NAMES
from directory.web.provide import views
from tests.directory_builders import Directory, entry, row, sheet, statements, venue
from tests.exchange.directory_file.workbooks import moment, workbook
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.provide.conftest import Check

pytestmark = pytest.mark.database
FULL = {
    "age_from_months": "6", "areas_served": "E08000021", "referral_routes": "self",
    "waiting_weeks": "0", "accepts_carers": "carer.foster", "assured_on": "2026-10-12",
}  # fmt: skip


def problems(page: Page) -> dict[str, list[str]]:
    """Return what is said of each row, by its heading."""
    return {
        words(part.select("h3")[0]): [words(each) for each in part.select("dl > div")]
        for part in page.all(".waymark-row")
    }


def lacking(page: Page) -> dict[str, list[str]]:
    """Return whom each thing that is not stated concerns, by its sentence."""
    return {
        words(part.select("summary")[0]): [words(each) for each in part.select("li")]
        for part in page.all("details")
    }


def changes(page: Page) -> dict[str, str]:
    rows = page.all(".govuk-summary-list__row")
    return {words(each.select("dt")[0]): words(each.select("dd")[0]) for each in rows}


def test_what_to_mend_is_told_row_by_row(check: Check) -> None:
    page = check(
        sheet(row(id="a"), row(id="b", kind="x", starts_on="soon"), row(id="c", weeks="ten"))
    )

    assert page.heading == "3 things to mend"
    assert page.errors == []
    found = problems(page)
    assert list(found) == ["Line 3", "Line 4"]
    assert found["Line 3"][0].startswith("kind x should be one of parenting, home_visiting")
    assert found["Line 3"][1] == (
        "starts_on soon should be a date as year-month-day or day/month/year, as in 2026-11-22 or "
        "22/11/2026"
    )
    assert found["Line 4"] == ["weeks ten should be a whole number from 0 to 520"]
    assert [words(each)[:20] for each in page.all("main .govuk-list li")] == [
        "1 × kind : should be", "1 × starts_on : shou", "1 × weeks : should b"
    ]  # fmt: skip


def test_a_row_of_a_workbook_is_called_by_its_number(check: Check) -> None:
    page = check(workbook(row(id="a"), {}, row(id="b", eligibility_note=moment())))

    assert page.heading == "1 thing to mend"
    [said] = problems(page)["Row 4"]
    assert said.startswith("eligibility_note 2026-11-05 is kept as a date or time")


def test_a_problem_of_the_whole_row_is_told_too(check: Check) -> None:
    page = check(sheet(row(id="a")) + b"a,b,c\n")

    assert problems(page) == {
        "Line 3": [
            f"The whole line has 3 cells where the header has {len(NAMES)}:"
            " add the commas that are missing"
        ]
    }


def test_what_stands_in_a_cell_is_shown_as_it_is_and_runs_nowhere(check: Check) -> None:
    page = check(sheet(row(kind="<script>alert(1)</script>")))

    [value] = page.all(".waymark-row__value")
    assert value.get_text() == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(sheet(row(name="Café"), delimiter=";"), id="with semicolons"),
        pytest.param(sheet(row(name="Café")).decode().encode("cp1252"), id="Windows"),
        pytest.param(gzip.compress(sheet(row(name="Café"))), id="packed"),
        pytest.param(gzip.compress(workbook(row(name="Café"))), id="a packed workbook"),
    ],
)
def test_a_file_may_be_written_in_any_way(content: bytes, check: Check) -> None:
    assert "1 service" in words(check(content).one("main"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "The file is an old Excel file", id="xls"),
        pytest.param(b"PK\x03\x04" + bytes(600), "The file is damaged", id="half a workbook"),
        pytest.param(sheet(), "The file holds no services", id="a header alone"),
        pytest.param(b"  \n", "The file is empty", id="empty"),
        pytest.param(b"", "The file is empty", id="nothing"),
    ],
)
def test_a_file_that_cannot_be_checked_is_told_beside_the_form(
    content: bytes, said: str, check: Check
) -> None:
    page = check(content, 422)

    [error] = page.errors
    assert error.startswith(said)
    assert page.one("#file")["type"] == "file"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(sheet(row(name="Café")) + b"\xe9",
                     "The whole line holds letters that are not UTF-8", id="a broken letter"),
        pytest.param(b"Our services,,\n",
                     "The whole line the first row should hold the column names", id="a title"),
        pytest.param(b"%PDF-1.7 and more\n", "The whole line the first row should", id="a PDF"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_in_its_line(
    content: bytes, said: str, check: Check
) -> None:
    [[told]] = problems(check(content)).values()

    assert told.startswith(said)


def test_a_form_without_a_file_asks_for_one(page_client: PageClient) -> None:
    page = page_client.post("/provide/check", status=422, form_at="/provide/")

    assert page.errors == ["Choose a file first"]


def test_a_file_that_is_too_large_is_told_beside_the_form(page_client: PageClient) -> None:
    kind = "multipart/form-data; boundary=cut"

    reply = page_client.raw.post("/provide/check", data=b" " * 1_100_000, content_type=kind)

    assert reply.status_code == 413
    assert Page(reply).errors == [views.LARGE]


def test_a_file_of_too_many_rows_is_told_beside_the_form(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 2)

    check(sheet(row(id="a"), row(id="b")))
    page = check(sheet(row(id="a"), row(id="b"), row(id="c")), 422)

    assert page.errors == ["The file holds more than 2 rows, and no more are read: leave some out"]


def test_more_problems_than_are_listed_are_said_to_be_more(check: Check) -> None:
    page = check(sheet(*(row(id=f"s{n}", kind="x") for n in range(502))))

    assert "These are the first." in page.text
    assert len(page.all(".waymark-row__problems dt")) == 500


def test_a_sound_file_says_what_the_directory_would_not_tell(check: Check) -> None:
    page = check(sheet(row(id="a", name="Harbour", **FULL), row(id="b", name="Quay")))

    assert page.heading == "Nothing to mend"
    assert "2 services" in page.text
    found = lacking(page)
    assert len(found) == 6
    assert all(names == ["Quay"] for names in found.values())
    assert all(said.endswith(": not stated for 1 of 2") for said in found)


def test_no_wait_is_a_fact_and_not_silence(check: Check) -> None:
    page = check(sheet(row(**FULL | {"waiting_weeks": "0"})))

    assert lacking(page) == {}
    assert "Every service states its ages" in page.text


def test_what_would_change_is_counted_and_named(check: Check, directory: Directory) -> None:
    directory.take(
        entry("same", organisation="O"),
        entry("other", organisation="O", position=1, name="Before", assured_on=date(2026, 1, 1)),
        entry("else", position=2),
    )

    page = check(sheet(row(id="new", name="Harbour"), row(id="same", name="same"),
                       row(id="other", name="After")))  # fmt: skip

    found = changes(page)
    assert (found["New"], found["Different from now"], found["As it is now"]) == ("1 service",) * 3
    assert found["In the directory, not in your file"].startswith("1 service: they stay if")
    assert "After (ages not stated): name , assured_on" in page.text
    assert "Before" not in page.text


def test_what_ages_come_to_is_said_of_new_and_changed_services(
    check: Check, directory: Directory
) -> None:
    directory.take(entry("old", organisation="O", age_from_months=60))

    page = check(
        sheet(
            row(id="new", name="Harbour", age_from_months="5", age_under_months="11"),
            row(id="old", name="Quay", age_from_months="60", age_under_months="132"),
        )
    )

    assert "Harbour (ages from 5 months to under 11 months: did you mean years?)" in page.text
    assert "Quay (ages 5 to 10):" in page.text


def test_a_long_list_of_new_services_is_cut_and_counted(check: Check) -> None:
    page = check(sheet(*(row(id=f"s{n}", name="Quay") for n in range(25))))

    assert page.text.count("Quay (ages not stated)") == 20
    assert "and 5 more" in page.text


def test_a_check_writes_nothing(check: Check, directory: Directory, app: Flask) -> None:
    directory.take(entry("a"), entry("b", position=1))
    before = directory.export(), directory.gone()

    with statements(app.extensions["engine"]) as sent:
        check(sheet(row(id="a", name="Other")))
        check(sheet(row(id="a", kind="x")))

    assert (directory.export(), directory.gone()) == before
    assert [
        each for each in sent if not each.lstrip().upper().startswith(("SELECT", "PRAGMA"))
    ] == []


def test_a_check_asks_no_more_of_the_database_for_more_services(check: Check, app: Flask) -> None:
    counts = []
    for count in (1, 40):
        with statements(app.extensions["engine"]) as sent:
            check(sheet(*(row(id=f"s{n}") for n in range(count))))
        counts.append(len([each for each in sent if "PRAGMA" not in each]))

    assert counts[0] == counts[1]


def test_a_service_that_is_gone_is_new_again(check: Check, directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4ST")), entry("b", position=1))
    directory.take(entry("b"))

    assert changes(check(sheet(row(id="a"))))["New"] == "1 service"


def test_a_page_that_was_left_asks_for_the_file_again(page_client: PageClient) -> None:
    assert page_client.get("/provide/check").heading == "Check your services before you send them"


def test_nothing_of_a_file_is_logged(
    check: Check, capsys: pytest.CaptureFixture[str], app: Flask
) -> None:
    check(sheet(row(name="Kingfisher", kind="Heron")), name="Bittern.csv")

    logged = "".join(capsys.readouterr())
    assert "provide.check" in logged
    assert not any(word in logged for word in ("Kingfisher", "Heron", "Bittern"))
