"""The gaps page, its downloads, the API and the command say the same numbers."""

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from directory.cli import main
from tests.directory_builders import HOME, PROGRAMME, TODAY, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip
ASKED = "miles=3"


@pytest.fixture
def client(page_client: PageClient) -> PageClient:
    return page_client


@pytest.fixture
def filled(directory: Directory) -> Directory:
    people(
        directory,
        area("E01-town", HOME, ward="E05000001", ward_name="Riverside"),
        area("E01-quay", "NE8 1AA"),
        area("E01-moor", "DH1 1AA"),
    )
    directory.take(
        entry("near", venue(HOME), **WHOLE, name="Near by", waiting_weeks=4),
        entry("silent", venue("DH1 1AA"), programme=PROGRAMME, delivery=("venue",), name="Silent"),
    )
    return directory


def in_csv(client: PageClient, query: str = ASKED) -> list[dict[str, str]]:
    content = client.raw.get(f"/gaps/matrix.csv?{query}").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def numbers(rows: list[dict[str, str]], id: str = "ng76:1.7.4") -> dict[str, list[int]]:
    names = ("children", "reached", "maybe", "nobody")
    return {row["column"]: [int(row[n]) for n in names] for row in rows if row["id"] == id}


def test_the_sentence_comes_first(client: PageClient, filled: Directory) -> None:
    page = client.get(f"/gaps/recommendation/ng76:1.7.4?{ASKED}")

    assert page.text.index("120 of the 180 children under 5 years") < page.text.index(
        "By authority"
    )
    assert "Of 60 we cannot tell." in page.text


def test_page_csv_workbook_and_api_agree(client: PageClient, filled: Directory) -> None:
    rows = in_csv(client)
    wanted = numbers(rows)
    assert wanted == {
        "all": [180, 120, 60, 0],
        "E06000047": [60, 0, 60, 0],
        "E08000021": [60, 60, 0, 0],
        "E08000037": [60, 60, 0, 0],
    }

    book = load_workbook(io.BytesIO(client.raw.get(f"/gaps/matrix.xlsx?{ASKED}").get_data()))
    header, *cells = [[cell.value for cell in row] for row in book["Gaps"].iter_rows()]
    as_text = [
        {name: "" if v is None else str(v) for name, v in zip(header, row, strict=True)}
        for row in cells
    ]
    assert numbers(as_text) == wanted
    assert "Made up, 2025-06-30" in str([c.value for c in book["What it rests on"]["B"]])

    answer = client.raw.get(f"/api/v1/gaps?{ASKED}").get_json()
    (row,) = [each for each in answer["rows"] if each["id"] == "ng76:1.7.4"]
    named = dict(zip(["all", *(c["code"] for c in answer["columns"])],
                     [row["total"], *row["cells"]], strict=True))  # fmt: skip
    assert {
        code: [cell[n] for n in ("children", "reached", "maybe", "nobody")]
        for code, cell in named.items()
    } == wanted

    page = client.get(f"/gaps/matrix?{ASKED}")
    assert answer["headline"] in page.text
    line = next(tr for tr in page.all("tbody tr") if "1.7.4" in tr.get_text())
    assert [cell.get_text(" ", strip=True) for cell in line.find_all("td")] == [
        "67% of 60 we cannot tell", "0% of 60 we cannot tell", "100%", "100%",
    ]  # fmt: skip


def test_the_command_says_what_the_api_says(
    client: PageClient, filled: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", filled.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(filled.settings.places))
    said = CliRunner().invoke(main, ["gaps", "show", "--miles", "3", "--format", "json"])

    assert json.loads(said.stdout) == client.raw.get(f"/api/v1/gaps?{ASKED}").get_json()


def test_the_pdf_is_one(client: PageClient, filled: Directory) -> None:
    reply = client.raw.get(f"/gaps/matrix.pdf?{ASKED}")
    assert reply.status_code in (200, 501)
    assert reply.status_code == 501 or reply.get_data().startswith(b"%PDF")


def test_wards_are_columns_where_they_are_known(client: PageClient, filled: Directory) -> None:
    columns = numbers(in_csv(client, f"{ASKED}&columns=ward"))
    assert columns["E05000001"] == [60, 60, 0, 0]
    assert columns[""] == [120, 60, 60, 0]
    assert "ward not known" in client.get(f"/gaps/matrix?{ASKED}&columns=ward").text


def test_ages_are_columns(client: PageClient, filled: Directory) -> None:
    columns = numbers(in_csv(client, f"{ASKED}&columns=band"), "ng76:1.7.10")
    assert [columns[band][0] for band in ("under-5", "primary", "secondary", "over-16")] == [
        180, 216, 36, 0,
    ]  # fmt: skip


def test_filters_are_kept_in_the_links(client: PageClient, filled: Directory) -> None:
    page = client.get(
        "/gaps/matrix?miles=3&assured=12&wait=8&trained=1&abuse=abuse.neglect&from_years=2"
    )
    link = next(str(a["href"]) for a in page.all("tbody a"))
    for part in ("miles=3", "assured=12", "wait=8", "trained=1", "abuse=abuse.neglect",
                 "from_years=2"):  # fmt: skip
        assert part in link


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from_years=x", "Years of the youngest age should be a whole number from 0 to 18"),
        ("from_years=5&under_years=5", "The youngest age must be below the oldest"),
        ("under_years=30", "Years of the oldest age should be a whole number from 0 to 18"),
        ("under_years=18&under_months=1", "The ages must be from birth to under 18"),
        ("area=E09000001", "There are no figures of children for E09000001"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_shown(
    client: PageClient, filled: Directory, query: str, says: str
) -> None:
    page = client.get(f"/gaps/matrix?{query}")
    assert page.title.startswith("Error: ")
    assert says in page.text
    assert page.all("tbody tr")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("miles=0", "miles"),
        ("rows=x", "rows"),
        ("abuse=x", "abuse"),
        ("area=E09000001", "area"),
        ("from_years=9&under_years=4", "from_years"),
    ],
)
def test_the_api_names_what_it_cannot_read(
    client: PageClient, filled: Directory, query: str, field: str
) -> None:
    reply = client.raw.get(f"/api/v1/gaps?{query}")
    assert reply.status_code == 422
    assert [each["field"] for each in reply.get_json()["problems"]] == [field]


@pytest.mark.parametrize("path", ["", "matrix"])
def test_without_figures_the_page_says_how_to_bring_them(client: PageClient, path: str) -> None:
    page = client.get(f"/gaps/{path}")
    assert "waymark population import FILE" in page.text
    assert "No numbers of children are known" in page.text


def test_an_unknown_target_is_not_found(client: PageClient, filled: Directory) -> None:
    for path in ("recommendation/none", "programme/none", "kind/none"):
        client.get(f"/gaps/{path}", status=404)


@pytest.mark.parametrize("what", ["programme/abc", "kind/parenting", "recommendation/ng76:1.7.19"])
def test_every_sort_of_row_has_a_page(client: PageClient, filled: Directory, what: str) -> None:
    assert "What kind of gap" in client.get(f"/gaps/{what}?{ASKED}").text


def test_services_are_listed_with_what_keeps_them_out(
    client: PageClient, filled: Directory
) -> None:
    page = client.get(f"/gaps/recommendation/ng76:1.7.4?{ASKED}")
    assert "120 children reached; without it 120 of them have no other" in page.text
    assert "does not say which ages it takes" in page.text


def test_the_map_draws_each_square_and_venue(client: PageClient, filled: Directory) -> None:
    page = client.get(f"/gaps/recommendation/ng76:1.7.4?{ASKED}")
    assert len(page.all(".waymark-gaps__picture .waymark-gaps__reached")) == 2  # town and quay
    assert len(page.all(".waymark-gaps__picture .waymark-gaps__venue")) == 2


def test_the_kinds_page_has_every_kind_and_recommendation(
    client: PageClient, filled: Directory
) -> None:
    page = client.get(f"/gaps/kinds?{ASKED}")
    assert "Only one provider" in page.text
    line = next(tr for tr in page.all("tbody tr") if "child under 5" in tr.get_text())
    assert "120" in line.get_text()


def test_the_kinds_come_as_csv_with_the_numbers_of_the_page(
    client: PageClient, filled: Directory
) -> None:
    content = client.raw.get(f"/gaps/kinds.csv?{ASKED}").get_data().decode("utf-8-sig")
    rows = [r for r in csv.DictReader(io.StringIO(content)) if r["id"] == "ng76:1.7.4"]

    found = {row["kind"]: (row["children"], row["not_known"]) for row in rows}
    assert found["one-provider"] == ("120", "0")
    assert found["ends-soon"] == ("0", "120")
    page = client.get(f"/gaps/recommendation/ng76:1.7.4?{ASKED}")
    assert "nobody is left if it stops 120 0" in page.text


def test_gaps_are_counted_on_the_day(client: PageClient, filled: Directory) -> None:
    assert in_csv(client)[0]["counted_on"] >= TODAY.isoformat()


def test_children_of_an_authority_without_postcodes_are_left_out_and_said(
    client: PageClient, directory: Directory
) -> None:
    nowhere = {"authority": "E06000053", "easting": None, "northing": None}
    people(directory, area("E06000053", HOME, **nowhere), area("E01-town", HOME))
    directory.take(entry("near", venue(HOME), **WHOLE))

    page = client.get("/gaps/recommendation/ng76:1.7.4?area=E06000053")
    assert "No children under 5 years in Isles of Scilly are counted for this" in page.text
    assert "216 children are left out: no postcode of their authority is known here" in page.text
    for path in ("", "kinds", "need", "siting", "scenarios", "matrix.xlsx", "ending/near"):
        assert client.raw.get(f"/gaps/{path}?area=E06000053").status_code == 200


@pytest.mark.parametrize(("wards", "is_shown"), [(12, True), (13, False)])
def test_a_sheet_of_paper_holds_few_columns(
    client: PageClient,
    directory: Directory,
    monkeypatch: pytest.MonkeyPatch,
    wards: int,
    is_shown: bool,
) -> None:
    monkeypatch.setattr("directory.web.gaps.downloads.make_pdf", str.encode)
    people(
        directory,
        *(area(f"E{n}", HOME, ward=f"W{n}", ward_name=f"Ward {n}") for n in range(wards)),
    )

    laid = " ".join(client.raw.get("/gaps/matrix.pdf?columns=ward").text.split())

    assert ("Ward 11" in laid) is is_shown
    assert ("All 13 columns together are shown" in laid) is not is_shown


def test_a_service_that_may_reach_children_is_not_called_kept_out(
    client: PageClient, filled: Directory
) -> None:
    page = client.get(f"/gaps/recommendation/ng76:1.7.4?{ASKED}").text

    assert "60 children whom it may take Not sure: does not say which ages it takes" in page
    assert "Kept out" not in page
    assert page.index("Services that may reach them") < page.index("Silent")
