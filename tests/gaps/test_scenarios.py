"""Scenarios on paper: kept, compared and dropped, in the browser and by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from directory.actions.scenarios import keep_scenario
from directory.cli.gaps_scenario import scenario
from directory.db import AuditEvent, Scenario
from tests.covering.laid_out import area, people
from tests.directory_builders import (
    DURHAM,
    HOME,
    NOW,
    PROGRAMME,
    Directory,
    entry,
    venue,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.pages.page import Page, words
from tests.pages.page_client import PageClient

pytestmark = pytest.mark.database
PATH = "/gaps/scenarios"
FORM = "form[method=post]"
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip
OPENING = {
    "open-1-what": f"programme:{PROGRAMME}",
    "open-1-delivery": ["home"],
    "open-1-area": DURHAM,
    "open-1-from_years": "0",
    "open-1-under_years": "5",
}
Run = Callable[..., Result]


@pytest.fixture
def laid(directory: Directory) -> Directory:
    """Harbour reaches the 60 children under 5 of Town; nobody those of Moor."""
    people(directory, area("town", HOME), area("moor", "DH1 1AA"))
    directory.take(
        entry("harbour", venue(HOME), **WHOLE, name="Harbour", waiting_weeks=30),
        entry("twin-1", name="Twins", position=1),
        entry("twin-2", name="Twins", position=2),
    )
    return directory


@pytest.fixture
def run(laid: Directory, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", laid.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", str(laid.settings.places))

    def said(*given: object) -> Result:
        return CliRunner().invoke(scenario, list(map(str, given)), catch_exceptions=False)

    return said


def put(client: PageClient, status: int = 200, **typed: Any) -> Page:
    given = {"name": "Less", **{name.replace("__", "-"): value for name, value in typed.items()}}
    return client.submit(client.get(f"{PATH}?miles=3"), given, FORM, status)


def kept(directory: Directory) -> list[str]:
    with directory.session() as session:
        return list(session.scalars(select(Scenario.name)))


def rows(page: Page) -> dict[str, list[str]]:
    table = page.one("[aria-label='Before and after']")
    return {
        words(row.select("th a")[0]): [words(cell) for cell in row.select("td")]
        for row in table.select("tbody tr")
    }


def test_closing_is_kept_and_compared(page_client: PageClient, laid: Directory) -> None:
    page = put(page_client, **{"close-1-service": "harbour"})

    assert page.heading == "On paper: Less"
    assert page.text.index("60 fewer of 120 children under 5 years") < page.text.index(
        "What changes on paper"
    )
    assert "Close Harbour (harbour)" in page.text
    found = rows(page)
    [first] = [row for title, row in found.items() if "who harmed a child under 5" in title]
    assert first == ["120", "60 50%", "0 0%", "−60", "0"]
    assert "Newcastle upon Tyne: −60" in page.text
    assert "Durham:" not in page.text
    assert "Less 1 change" in page_client.get(PATH).text


def test_opening_is_compared_in_words_and_numbers(page_client: PageClient, laid: Directory) -> None:
    page = put(page_client, **OPENING)

    assert "60 more of 120 children under 5 years" in page.text
    assert (
        "at home, for ages from birth to under 5 years, for families in County Durham" in page.text
    )
    assert "County Durham: +60" in page.text


def test_a_service_is_found_by_its_name_its_id_or_both(
    page_client: PageClient, laid: Directory
) -> None:
    for number, typed in enumerate(("harbour", "HARBOUR", "Harbour (harbour)")):
        page = put(page_client, name=f"Try {number}", **{"close-1-service": typed})
        assert "Close Harbour (harbour)" in page.text


def test_a_wait_counts_when_one_is_asked_for_and_the_page_leads_there(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, **{"wait-1-service": "harbour", "wait-1-weeks": "4"})

    assert "Harbour (harbour): a wait of 4 weeks in place of 30 weeks" in page.text
    assert "No number of children changes" in page.text
    link = str(page.one(".govuk-inset-text a")["href"])
    page = page_client.get(link)
    assert "60 more of 120 children" in page.text
    assert page.all(".govuk-inset-text") == []


def test_the_terms_of_the_address_are_kept_on_the_way(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, **{"close-1-service": "harbour"})
    assert page.response.request.query_string == b"miles=3"
    assert "within 3 miles" in page.text


def test_a_scenario_is_dropped_and_leaves_an_audit_event(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, **{"close-1-service": "harbour"})
    page = page_client.submit(page, form=FORM)

    assert page.heading == "Scenarios on paper"
    assert kept(laid) == []
    with laid.session() as session:
        events = session.execute(select(AuditEvent.action, AuditEvent.actor)).all()
    assert [tuple(event) for event in events[-2:]] == [
        ("scenario.keep", "commissioner"),
        ("scenario.drop", "commissioner"),
    ]


def test_what_is_not_kept_is_not_found(page_client: PageClient, laid: Directory) -> None:
    page_client.get(f"{PATH}/77", 404)
    page = put(page_client, **{"close-1-service": "harbour"})
    page_client.submit(page, form=FORM)
    page_client.submit(page, form=FORM, status=404)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({}, "close-1-service", "Enter at least one change"),
        ({"close-1-service": "no such"}, "close-1-service", "Closing 1: the service is not in the"),
        ({"close-2-service": "twins"}, "close-2-service", "write one of twin-1, twin-2"),
        (
            {"close-1-service": "harbour", "close-3-service": "Harbour"},
            "close-3-service",
            "Closing 3: the service is in change 1 already",
        ),
        (
            {"wait-1-service": "harbour", "wait-1-weeks": ""},
            "wait-1-weeks",
            "Wait 1: the weeks is missing",
        ),
        (
            {"wait-2-service": "harbour", "wait-2-weeks": "soon"},
            "wait-2-weeks",
            "Wait 2: the weeks should be",
        ),
        ({"wait-1-weeks": "4"}, "wait-1-service", "Wait 1: the service is missing"),
        (OPENING | {"open-1-what": ""}, "open-1-what", "name a programme, or a kind"),
        (OPENING | {"open-1-delivery": []}, "open-1-delivery", "how it is delivered is missing"),
        (OPENING | {"open-1-area": ""}, "open-1-area", "needs the areas that it serves"),
        (
            OPENING | {"open-1-delivery": ["venue"]},
            "open-1-postcode",
            "what people come to needs a postcode",
        ),
        (OPENING | {"open-1-postcode": "rubbish"}, "open-1-postcode", "is not a full postcode"),
        (OPENING | {"open-1-under_years": "x"}, "open-1-under_years", "Write ages in whole years"),
        (
            OPENING | {"open-1-from_years": "6"},
            "open-1-under_years",
            "the oldest age should be more than",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_is_kept(
    page_client: PageClient, laid: Directory, typed: dict[str, Any], field: str, says: str
) -> None:
    page = put(page_client, 422, **typed)

    assert any(says in error for error in page.errors), page.errors
    assert f"#{field}" in [str(a["href"]) for a in page.all(".govuk-error-summary a")]
    assert says in words(page.one(f"#{field}-error"))
    assert kept(laid) == []


def test_every_problem_is_told_at_once_and_nothing_typed_is_lost(
    page_client: PageClient, laid: Directory
) -> None:
    typed = OPENING | {"close-2-service": "no such", "open-1-postcode": "rubbish", "name": " "}
    page = put(page_client, 422, **typed)

    assert [error.split(":")[0] for error in page.errors] == [
        "Enter a name for the scenario",
        "Closing 2",
        "Opening 1",
    ]
    values = page.form_values(FORM)
    for name, value in typed.items():
        assert values[name] == ([value] if isinstance(value, str) else value)


def test_a_name_in_use_is_told(page_client: PageClient, laid: Directory) -> None:
    put(page_client, **{"close-1-service": "harbour"})
    page = put(page_client, 422, name="less", **{"close-1-service": "harbour"})
    assert page.errors == ["There is a scenario called “less”: choose another name"]
    assert kept(laid) == ["Less"]


def test_what_no_longer_exists_is_said_and_left_out(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, **{"close-1-service": "harbour", "close-2-service": "twin-1"})
    laid.take_alone(entry("harbour", venue(HOME), **WHOLE, name="Harbour"))

    page = page_client.get(page.response.request.path + "?miles=3")

    assert "twin-1 Left out: is no service of the directory now" in page.text
    assert "60 fewer of 120 children" in page.text


def test_a_scenario_that_cannot_be_read_any_more_is_said_and_can_be_dropped(
    page_client: PageClient, laid: Directory
) -> None:
    with laid.session() as session:
        number = keep_scenario(
            session, "Old", [{"change": "close", "service": "harbour"}], actor="test", now=NOW
        )
        session.execute(update(Scenario).values(changes='[{"change": "merge"}]'))

    page = page_client.get(f"{PATH}/{number}")

    assert "cannot be read any more" in page.text
    assert "should be one of close, open, shorten" in page.text
    page_client.submit(page, form=FORM)
    assert kept(laid) == []


def test_nothing_changes_in_the_directory(page_client: PageClient, laid: Directory) -> None:
    before = laid.export()
    put(page_client, **OPENING, **{"close-1-service": "harbour"})
    assert laid.export() == before


def test_a_scenario_is_kept_compared_and_dropped_by_command(
    run: Run, page_client: PageClient, tmp_path: Path
) -> None:
    file = tmp_path / "Less of it.json"
    file.write_text(json.dumps([{"change": "close", "service": "harbour"}]))

    assert run("keep", file).stdout == "Kept: Less of it\n"
    assert "Less of it: changes 1" in run("list").stdout
    assert json.loads(run("list", "--format", "json").stdout)[0]["name"] == "Less of it"
    found = json.loads(run("compare", "less of it", "--miles", 3, "--format", "json").stdout)
    page = page_client.get(f"{PATH}/1?miles=3")
    assert found["headline"] in page.text
    assert {
        row["title"]: row["reached_after"] - row["reached_before"] for row in found["rows"]
    } == {title: int(row[3].replace("−", "-")) for title, row in rows(page).items()}
    assert "60 reached before, 0 after (-60)" in run("compare", "Less of it").stdout
    assert run("drop", "less of it").stdout == "Dropped: less of it\n"
    assert run("list").stdout == "No scenario is kept.\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "is not JSON"),
        ('[{"change": "close", "service": "gone"}]', "is no service of the directory now"),
        ('[{"change": "merge"}]', "change 1, change: “merge” should be one of"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_its_place(
    run: Run, laid: Directory, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "s.json"
    file.write_text(content)
    done = run("keep", file)
    assert done.exit_code == 1
    assert says in done.stderr
    assert kept(laid) == []


@pytest.mark.parametrize("command", ["compare", "drop"])
def test_a_command_says_when_no_scenario_has_the_name(run: Run, command: str) -> None:
    done = run(command, "None")
    assert done.exit_code == 1
    assert "no scenario is kept by this name" in done.stderr


def test_a_file_that_is_not_there_and_standard_input_without_a_name_are_refused(run: Run) -> None:
    assert run("keep", "nowhere.json").exit_code == 1
    assert run("keep", "-").exit_code == 2
