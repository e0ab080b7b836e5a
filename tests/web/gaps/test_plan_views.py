"""The page of what to buy answers first, keeps what was typed, and says what the command says."""

import json

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.directory_builders import GATESHEAD, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
ASKED = f"miles=3&area={GATESHEAD}"


@pytest.fixture
def client(page_client: PageClient, worked: Directory) -> PageClient:  # noqa: F811
    return page_client


def test_the_first_sentence_says_what_to_buy_and_the_bound(client: PageClient) -> None:
    page = client.get(f"/gaps/plan?{ASKED}&budget=5000&place_cost=2500")

    assert words(page.one(".waymark-gaps__headline")) == (
        "For £5,000 a year: 2 more places at quayside reach 2 more children"
        " (at most 2 with these options)."
    )
    [row] = page.all("[aria-label='What to buy'] tbody tr")
    assert words(row) == "2 more places at quayside £5,000 2 The figure that you gave"
    assert "Need is not published by tenth of deprivation" in page.text
    assert "What could not be costed" in page.text


def test_nothing_is_worked_out_before_it_is_asked(client: PageClient) -> None:
    page = client.get(f"/gaps/plan?{ASKED}")

    assert not page.all(".waymark-gaps__headline")
    assert page.errors == []
    assert page.form_values("#plan")["area"] == [GATESHEAD]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("budget=5000", "Choose one authority"),
        (f"{ASKED}&budget=x", "Budget, in pounds a year: give whole pounds a year, such as 40,000"),
        (f"{ASKED}&budget=1&target=2", "Give a budget or children to reach, not both"),
        (f"{ASKED}&target=9000&place_cost=1", "No plan with these options reaches that"),
    ],
)
def test_what_cannot_be_answered_is_said_beside_its_field(
    client: PageClient, query: str, says: str
) -> None:
    page = client.get(f"/gaps/plan?{query}")

    assert page.errors == [says]
    assert not page.all(".waymark-gaps__headline")


def test_changing_what_is_counted_keeps_the_question(client: PageClient) -> None:
    page = client.get(f"/gaps/plan?{ASKED}&budget=5000&place_cost=2500")

    assert page.form_values("#terms")["budget"] == ["5000"]
    assert page.form_values("#plan")["miles"] == ["3"]
    assert page.form_values("#plan")["place_cost"] == ["2500"]


def test_the_command_says_what_the_page_says(
    client: PageClient,
    worked: Directory,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", worked.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(worked.settings.places))
    monkeypatch.setenv("WAYMARK_DATA", str(worked.settings.data))
    given = ["gaps", "plan", "--area", GATESHEAD, "--miles", "3", "--place-cost", "2500"]

    text = CliRunner().invoke(main, [*given, "--budget", "5,000"])
    data = json.loads(CliRunner().invoke(main, [*given, "--target", "3", "--format=json"]).stdout)
    wrong = CliRunner().invoke(main, given)

    page = client.get(f"/gaps/plan?{ASKED}&budget=5000&place_cost=2500")
    assert words(page.one(".waymark-gaps__headline")) in text.stdout
    assert "£5,000 a year (the figure that you gave), 2 children" in text.stdout
    assert (data["children"], data["cost"], data["bound"]) == (3, 7500, 7500)
    assert data["purchases"][0]["service"] == "quayside"
    assert wrong.exit_code == 2
