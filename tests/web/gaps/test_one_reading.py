"""Whatever is asked, the page, the API and the command read it alike: all honour it, or none."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from click.testing import CliRunner, Result

from directory.cli import main
from directory.domain.coverage.gap_params import PARAMS
from tests.directory_builders import DURHAM, GATESHEAD, HOME, PROGRAMME, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
HONOURED = (
    "",
    "area=E08000021",
    f"area={DURHAM}&area={GATESHEAD}",
    "area=",
    "rows=programme",
    "rows=kind&columns=authority",
    "columns=ward",
    "columns=band",
    "miles=5",
    "miles=7",
    "miles=0.25",
    "miles=50",
    "miles=1e1",
    "miles=",
    "miles=&miles=7",
    "miles=7&miles=7",
    "from_years=2",
    "from_years=2&from_months=6",
    "from_months=30",
    "under_years=4&under_months=11",
    "under_months=216",
    "from_years=17&under_years=18",
    "abuse=abuse.neglect",
    "abuse=abuse.neglect&abuse=abuse.physical&carer=carer.foster",
    "assured=9",
    "assured=12",
    "assured=1200",
    "trained=1",
    "wait=0",
    "wait=9",
    "wait=520",
    "miles=7&assured=9&wait=9&trained=1&rows=programme",
)
REFUSED = {
    "area=E09000001": "There are no figures of children for E09000001",
    f"area={DURHAM}&area=x&area=y": "There are no figures of children for x, y",
    "rows=x": "Rows should be one of recommendation, programme, kind",
    "rows=Programme": "Rows should be one of recommendation, programme, kind",
    "columns=x": "Columns should be one of authority, ward, band",
    "miles=0": "Miles should be a number above 0, up to 50",
    "miles=-1": "Miles should be a number above 0, up to 50",
    "miles=50.1": "Miles should be a number above 0, up to 50",
    "miles=seven": "Miles should be a number above 0, up to 50",
    "miles=nan": "Miles should be a number above 0, up to 50",
    "miles=inf": "Miles should be a number above 0, up to 50",
    "miles=3&miles=7": "Miles should be given once, not as 3, 7",
    "minutes=0": "Minutes should be a whole number from 1 to 240",
    "minutes=20.5": "Minutes should be a whole number from 1 to 240",
    "minutes=20": "There is no table of travel times: ask in miles, or bring one with waymark"
    " travel import",
    "from_years=x": "Years of the youngest age should be a whole number from 0 to 18",
    "from_months=-3": "Months of the youngest age should be a whole number from 0 to 216",
    "under_years=19": "Years of the oldest age should be a whole number from 0 to 18",
    "under_years=\u0667": "Years of the oldest age should be a whole number from 0 to 18",
    "under_years=18&under_months=1": "The ages must be from birth to under 18",
    "from_years=9&under_years=4": "The youngest age must be below the oldest",
    "under_months=0": "The youngest age must be below the oldest",
    "abuse=x": "Kind of abuse should be a fact that can be asked about: x",
    "abuse=carer.foster": "Kind of abuse should be a fact that can be asked about: carer.foster",
    "carer=carer.permanence": "Who would take part should be a fact that can be asked about:"
    " carer.permanence",
    "assured=0": "Months since the check should be a whole number from 1 to 1200",
    "assured=99999999999": "Months since the check should be a whole number from 1 to 1200",
    "wait=-1": "Weeks of the wait should be a whole number from 0 to 520",
    "wait=soon": "Weeks of the wait should be a whole number from 0 to 520",
}
EVERY_PAGE = (
    "", "kinds", "recommendation/ng76:1.7.4", "programme/abc", "ending/near", "need", "siting",
    "scenarios",
)  # fmt: skip
DOWNLOADS = ("matrix.csv", "matrix.xlsx", "matrix.pdf", "kinds.csv")
Command = Callable[[str], Result]


@pytest.fixture(autouse=True)
def laid(directory: Directory) -> Directory:
    people(directory, area("town", HOME), area("quay", "NE8 1AA"), area("moor", "DH1 1AA"))
    directory.take(
        entry(
            "near", venue(HOME), programme=PROGRAMME, delivery=("venue",),
            age_from_months=0, age_under_months=60, waiting_weeks=4, trained_staff=2,
        )
    )  # fmt: skip
    return directory


@pytest.fixture
def command(laid: Directory, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return what asks by options that which the page asks in its address."""
    monkeypatch.setenv("DATABASE_URL", laid.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(laid.settings.places))

    def run(query: str) -> Result:
        options = [part for name, value in pairs(query) for part in option(name, value)]
        return CliRunner().invoke(
            main, ["gaps", "show", "--format", "json", *options], catch_exceptions=False
        )

    return run


def pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def option(name: str, value: str) -> list[str]:
    called = "--authority" if name == "area" else f"--{name.replace('_', '-')}"
    return [called] if name == "trained" else [f"{called}={value}"]


@pytest.mark.parametrize("query", HONOURED)
def test_what_one_honours_all_honour(page_client: PageClient, command: Command, query: str) -> None:
    answer = page_client.raw.get(f"/api/v1/gaps?{query}").get_json()
    page = page_client.get(f"/gaps/matrix?{query}")

    assert json.loads(command(query).stdout) == answer
    assert page.errors == []
    assert answer["headline"] in page.text
    assert answer["terms"] in page.text
    heads = [words(cell) for cell in page.all(".waymark-matrix thead th")]
    columns = [each["name"] for each in answer["columns"]]
    assert heads[2:] == (columns if len(columns) > 1 else [])


@pytest.mark.parametrize(("query", "says"), REFUSED.items())
def test_what_one_refuses_all_refuse_in_the_same_words(
    page_client: PageClient, command: Command, query: str, says: str
) -> None:
    reply = page_client.raw.get(f"/api/v1/gaps?{query}")
    page = page_client.get(f"/gaps/matrix?{query}")
    done = command(query)

    assert reply.status_code == 422
    [problem] = reply.get_json()["problems"]
    field = problem["field"]
    assert (problem["problem"], field in dict(pairs(query))) == (says, True)
    assert page.errors == [says]
    assert done.exit_code == 2
    assert done.stderr == f"{option(field, '')[0].rstrip('=')}: {says}\n"


@pytest.mark.parametrize("value", ["true", "yes", "ON", "0", "false"])
def test_a_flag_may_be_written_in_several_ways(page_client: PageClient, value: str) -> None:
    answer = page_client.raw.get(f"/api/v1/gaps?trained={value}").get_json()
    page = page_client.get(f"/gaps/matrix?trained={value}")

    assert ("trained staff" in answer["terms"]) is (value in ("true", "yes", "ON"))
    assert answer["terms"] in page.text
    assert page.one("#trained").has_attr("checked") is (value in ("true", "yes", "ON"))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("trained=perhaps", "Trained staff should be 1 for yes, or 0"),
        ("mile=7", "mile is nothing that can be asked; did you mean miles?"),
        ("utm_source=x", "utm_source is nothing that can be asked"),
    ],
)
def test_what_no_option_can_hold_the_page_and_the_api_refuse_alike(
    page_client: PageClient, query: str, says: str
) -> None:
    reply = page_client.raw.get(f"/api/v1/gaps?{query}")

    assert [each["problem"] for each in reply.get_json()["problems"]] == [says]
    assert page_client.get(f"/gaps/matrix?{query}").errors == [says]


def test_every_problem_is_told_at_once_and_the_rest_counts(page_client: PageClient) -> None:
    query = "miles=x&wait=y&assured=9&rows=z&abuse=w&trained=1"
    problems = page_client.raw.get(f"/api/v1/gaps?{query}").get_json()["problems"]
    page = page_client.get(f"/gaps/matrix?{query}")

    assert [each["field"] for each in problems] == ["rows", "miles", "abuse", "wait"]
    assert sorted(page.errors) == sorted(each["problem"] for each in problems)
    assert "its entry was checked within 9 months, and it has trained staff" in page.text
    left_out = [words(each) for each in page.all(".govuk-inset-text li")]
    assert left_out == ["rows: z", "miles: x", "abuse: w", "wait: y"]


@pytest.mark.parametrize(
    ("query", "field", "shown"),
    [
        ("miles=7", "miles", "7 miles"),
        ("miles=7.5", "miles", "7.5 miles"),
        ("assured=9", "assured", "Within 9 months"),
        ("wait=0", "wait", "At most 0 weeks"),
        ("wait=9", "wait", "At most 9 weeks"),
        ("miles=x", "miles", "5 miles"),
    ],
)
def test_the_form_shows_what_counts_as_chosen(
    page_client: PageClient, query: str, field: str, shown: str
) -> None:
    page = page_client.get(f"/gaps/matrix?{query}")

    assert [words(each) for each in page.all(f"#{field} option[selected]")] == [shown]
    again = page_client.get(f"/gaps/matrix?{query}").form_values("#terms")
    assert again[field] == [shown.split()[-2] if "miles" not in field else shown.split()[0]]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_reads_the_same_question(page_client: PageClient, path: str) -> None:
    page = page_client.get(f"/gaps/{path}?miles=7&wait=9&columns=band&rows=programme")

    assert page.errors == []
    # A list of scenarios counts nothing: it hands the terms on to each of them.
    said = "within 7 miles, and its wait is at most 9 weeks" in page.text
    assert said is (path != "scenarios")
    values = page.form_values("#terms")
    assert [values[name] for name in ("miles", "wait", "columns", "rows")] == [
        ["7"], ["9"], ["band"], ["programme"],
    ]  # fmt: skip


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_says_every_problem_beside_its_field(page_client: PageClient, path: str) -> None:
    query = "&".join(f"{param.name}=%C2%BF" for param in PARAMS) + "&nothing=x"

    page = page_client.get(f"/gaps/{path}?{query}")

    fields = {str(link["href"])[1:] for link in page.all(".govuk-error-summary__list a")}
    assert fields == {param.name for param in PARAMS} | {"terms"}
    assert len(page.errors) == len(PARAMS) + 1
    assert [words(each) for each in page.all(".govuk-inset-text li")][-1] == "nothing: x"


@pytest.mark.parametrize("path", DOWNLOADS)
def test_a_download_is_not_made_of_half_a_question(page_client: PageClient, path: str) -> None:
    page = page_client.get(f"/gaps/{path}?miles=x&assured=9", status=422)

    assert page.errors == ["Miles should be a number above 0, up to 50"]
    for link in page.all("a[href*='matrix.']"):
        assert "miles" not in str(link["href"])
        assert "assured=9" in str(link["href"])


def test_the_age_that_was_typed_is_kept_where_it_cannot_be_read(page_client: PageClient) -> None:
    values = page_client.get("/gaps/matrix?from_years=two&under_years=9").form_values("#terms")

    assert (values["from_years"], values["under_years"]) == (["two"], ["9"])


def test_the_description_of_the_api_has_every_parameter_with_its_bounds(
    page_client: PageClient,
) -> None:
    api: Any = page_client.raw.get("/api/v1/openapi.json").get_json()
    described = {each["name"]: each for each in api["paths"]["/api/v1/gaps"]["get"]["parameters"]}

    assert list(described) == [param.name for param in PARAMS]
    for param in PARAMS:
        assert param.help in str(described[param.name])
        for bound in getattr(param.kind, "words", ()):
            assert f"'{bound}'" in str(described[param.name]["schema"])
    for name, bounds in {"miles": ("50",), "minutes": ("1", "240"), "wait": ("0", "520")}.items():
        assert all(bound in str(described[name]["schema"]) for bound in bounds)
