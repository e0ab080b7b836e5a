"""Scenarios on paper: kept, compared and dropped, in the browser."""

from typing import Any

import pytest
from sqlalchemy import select, update

from directory.application.commands.scenarios import keep_scenario
from directory.model.roles import AccountRole
from directory.storage import AuditEvent, SavedScenario
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
from tests.web.gaps.paper import PATH, WHOLE, kept, lay, rows
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
FORM = "form[method=post]"
OPENING = {
    "open-1-what": f"programme:{PROGRAMME}",
    "open-1-delivery": ["home"],
    "open-1-area": DURHAM,
    "open-1-from_years": "0",
    "open-1-under_years": "5",
}


@pytest.fixture
def laid(directory: Directory) -> Directory:
    lay(directory)
    return directory


def put(client: PageClient, status: int = 200, **typed: Any) -> Page:
    given = {"name": "Less", **{name.replace("__", "-"): value for name, value in typed.items()}}
    return client.submit(client.get(f"{PATH}?miles=3"), given, FORM, status)


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
    assert "at home, for ages under 5 years, for families in County Durham" in page.text
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
    assert [action for action, _ in events[-2:]] == ["scenario.keep", "scenario.drop"]
    assert {actor.rpartition(" ")[0] for _, actor in events[-2:]} == {"commissioner"}


def test_what_another_commissioner_made_can_be_read_and_not_dropped(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, **{"close-1-service": "harbour"})
    path = page.response.request.path
    with laid.session() as session:
        session.execute(update(SavedScenario).values(made_by="commissioner 999"))

    assert not page_client.get(path).all(FORM)
    page_client.submit(page, form=FORM, status=403)
    assert len(kept(laid)) == 1

    sign_in(page_client.raw, AccountRole.EDITOR)
    page_client.submit(page_client.get(path), form=FORM)
    assert kept(laid) == []


def test_what_is_not_kept_is_not_found(page_client: PageClient, laid: Directory) -> None:
    page_client.get(f"{PATH}/77", 404)
    page = put(page_client, **{"close-1-service": "harbour"})
    page_client.submit(page, form=FORM)
    page_client.submit(page, form=FORM, status=404)


def test_what_cannot_be_meant_is_said_beside_its_field_and_nothing_is_kept(
    page_client: PageClient, laid: Directory
) -> None:
    page = put(page_client, 422, **{"wait-2-service": "harbour", "wait-2-weeks": "soon"})

    assert page.errors[0].startswith("Wait 2: the weeks should be")
    assert str(page.one(".govuk-error-summary a")["href"]) == "#wait-2-weeks"
    assert "Wait 2: the weeks should be" in words(page.one("#wait-2-weeks-error"))
    assert kept(laid) == []


@pytest.mark.parametrize("field", ["close-1-service", "open-1-delivery", "open-3-under_years"])
def test_a_field_that_an_error_leads_to_is_on_the_page(
    page_client: PageClient, laid: Directory, field: str
) -> None:
    assert page_client.get(PATH).one(f"#{field}")


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
        session.execute(update(SavedScenario).values(changes='[{"change": "merge"}]'))

    sign_in(page_client.raw, AccountRole.EDITOR)
    page = page_client.get(f"{PATH}/{number}")

    assert "cannot be read any more" in page.text
    assert "should be one of close, open, shorten" in page.text
    page_client.submit(page, form=FORM)
    assert kept(laid) == []


def test_nothing_changes_in_the_directory(page_client: PageClient, laid: Directory) -> None:
    before = laid.export()
    put(page_client, **OPENING, **{"close-1-service": "harbour"})
    assert laid.export() == before


def test_a_number_that_no_database_holds_is_not_found(page_client: PageClient) -> None:
    assert page_client.raw.get(f"{PATH}/99999999999999999999").status_code == 404
