"""The page of the child's time: what closes, what must be asked for by when, what opens next."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import Tag

from directory.application.match_services import answer_child
from directory.domain.eligibility import FoundServices, ListedService, ServiceTally
from directory.domain.eligibility.results import Accepts
from directory.model.service_line import ServiceLine
from directory.web.choose.child_page import child_page
from directory.web.choose.timing.wait_basis import WaitBasis, wait_basis
from directory.web.choose.view_support import knowledge, question_of
from directory.web.extensions import db
from directory.web.family_session import OptionNote, SessionCarer, SessionChild, Visit
from matcher.result import Window
from tests.web.choose.conftest import TODAY
from tests.web.choose.journey import see_options
from tests.web.choose.people import POSTCODE, Values, nearly_eight, parts, written
from tests.web.page import Page, words
from tests.web.page_client import PageClient

TIME = "/choose/child/1/time"
TRIPLE_P = "Triple P with attributional retraining and anger management"
LETTING_IN = "Relationship-based therapy, such as Letting the Future In, after sexual abuse"
EIGHTH = date(2026, 12, 4)
NEGLECTED: Values = {
    "stage": "after_abuse",
    "abuse": ["abuse.neglect"],
    "roles": ["mother"],
    "postcode": POSTCODE,
}


def time_of(client: PageClient, values: Values) -> Page:
    see_options(client, values)
    return client.get(TIME)


def born(day: date) -> Values:
    return {"age_text": written(day)}


def said(page: Page, section: str, title: str) -> str:
    """Return what a section says of an option."""
    rows: list[Tag] = page.one(f"section[aria-labelledby={section}]").select("li")
    [found] = [words(row) for row in rows if title in words(row)]
    return found.replace(" .", ".")


def titles(page: Page, section: str) -> list[str]:
    return [words(link) for link in page.all(f"section[aria-labelledby={section}] li a")]


def nearly_eight_at_home(client: PageClient) -> Page:
    """A girl of 7 years 11 months, harmed by somebody else, whose mother is angry with her."""
    home: Values = {"roles": ["mother", "kinship_carer"], "postcode": "NE31 1XS"}
    see_options(client, nearly_eight(TODAY).values | home)
    questions = client.get("/choose/carer/1/questions")
    client.submit(
        questions,
        {"with-child-1-stage": "at_risk", "parent": ["parent.anger_difficulty"]},
        form="#questions",
    )
    return client.get(TIME)


def test_a_girl_who_turns_eight_before_any_service_could_start(client: PageClient) -> None:
    page = nearly_eight_at_home(client)

    assert "too old: it closes on 4 December 2026" in said(page, "presses", TRIPLE_P)
    assert said(page, "closing", TRIPLE_P).endswith(
        "closes on 4 December 2026, when the child turns 8."
    )
    assert "opens on 4 December 2026, when the child turns 8" in said(page, "opening", LETTING_IN)
    assert "(too late)" in page.text


def test_without_a_service_what_closes_at_eight_still_says_so(bare_client: PageClient) -> None:
    page = nearly_eight_at_home(bare_client)

    row = said(page, "presses", TRIPLE_P)
    assert "Closes on 4 December 2026. The wait is not stated" in row
    assert "No service found that may take this child" in row


def test_what_can_still_be_asked_for_stands_above_what_is_too_late(client: PageClient) -> None:
    page = time_of(client, NEGLECTED | born(date(2022, 4, 1)))

    rows = [words(row) for row in page.one("section[aria-labelledby=presses]").select("li")]
    late = ["would be too old" in row for row in rows]
    assert rows
    assert late == sorted(late)


def test_the_wait_is_that_of_the_nearest_service_that_fits(client: PageClient) -> None:
    page = time_of(client, NEGLECTED | born(date(2025, 4, 1)))

    services = [words(each) for each in page.all(".waymark-said p:last-child")]
    assert any("Based on the nearest service that" in each for each in services)
    assert "Sample directory. These services are made up" in page.text


def test_without_a_postcode_no_service_is_said_to_be_nearest(client: PageClient) -> None:
    page = time_of(client, NEGLECTED | born(date(2025, 4, 1)) | {"postcode": ""})

    assert "Based on a service that" in page.text
    assert "nearest" not in page.text


def test_without_a_date_of_birth_it_is_said_and_can_be_asked(client: PageClient) -> None:
    age: Values = {"age_text": "4y 8m", "roles": ["foster_carer"]}
    page = time_of(client, NEGLECTED | age)

    assert "Give the date of birth to see dates" in page.text
    assert "Give the date of birth to see them" in page.text
    assert "opens within 4 months" in page.one("section[aria-labelledby=opening]").text
    asked = client.submit(page, {"asked": str(page.one("#asks button")["value"])}, form="#asks")
    assert "How old is the child?" in words(asked.one("#question"))


def test_without_any_age_nothing_is_said_to_open(client: PageClient) -> None:
    page = time_of(client, {})

    assert "Give the age to see what opens" in page.text
    assert not page.all("#closing")


def test_a_child_not_born_yet_is_reckoned_from_the_due_date(client: PageClient) -> None:
    due = TODAY + timedelta(days=99)
    page = time_of(client, {**NEGLECTED, "stage": "at_risk", "age_text": f"due {written(due)}"})

    assert "Not born yet, due within 4 months" in page.text
    assert "when the child turns 5" not in page.one("section[aria-labelledby=opening]").text
    assert "opens on 1 March 2027, at birth" in page.text


@pytest.mark.parametrize(
    ("issued", "says"),
    [
        (date(2026, 11, 2), "issued on 2 November 2026: 26 weeks end on 2 May 2027."),
        (TODAY - timedelta(weeks=26), "issued on 24 May 2026: 26 weeks ended on 21 November 2026."),
    ],
)
def test_proceedings_say_when_their_weeks_end(client: PageClient, issued: date, says: str) -> None:
    see_options(client, NEGLECTED | born(date(2025, 4, 1)))
    family = client.get("/choose/family")
    client.submit(
        family, {"proceedings_on": parts(issued)}, form='section form:has([name="within_miles"])'
    )

    page = client.get(TIME)

    assert says in page.text
    assert "26 weeks of proceedings" in page.text


def test_what_would_end_after_the_proceedings_presses(client: PageClient) -> None:
    see_options(client, NEGLECTED | born(date(2025, 4, 1)))
    family = client.get("/choose/family")
    issued = TODAY - timedelta(weeks=25)
    form = 'section form:has([name="within_miles"])'
    client.submit(family, {"proceedings_on": parts(issued)}, form=form)

    presses = words(client.get("/choose/child/1/time").one("section[aria-labelledby=presses]"))

    assert "after the 26 weeks of proceedings" in presses


def test_without_proceedings_a_link_leads_to_where_they_are_entered(client: PageClient) -> None:
    page = time_of(client, NEGLECTED | born(date(2025, 4, 1)))

    [link] = page.all('main a[href="/choose/family#where"]')
    assert words(link) == "Enter the day when they were issued"


def test_each_programme_is_drawn_and_leads_to_its_own_page(client: PageClient) -> None:
    page = time_of(client, NEGLECTED | born(date(2025, 4, 1)))

    drawn = page.all(".waymark-timeline tbody a")
    assert len(drawn) == len(page.all(".waymark-said > li"))
    assert all(str(link["href"]).startswith("/choose/child/1/option/") for link in drawn)


def test_there_is_no_time_of_a_child_who_is_not_in_the_family(client: PageClient) -> None:
    see_options(client, NEGLECTED)

    client.get("/choose/child/2/time", status=404)


def neglected_at_four(thoughts: list[OptionNote]) -> Visit:
    """A child who turns 5 on 10 February 2027, neglected by the mother who would take part."""
    facts = {"child.born_on": "2022-02-10", "stage": "after_abuse", "abuse.neglect": True}
    mother = SessionCarer(
        role="mother", for_children=[1], with_child={1: {"carer.maltreating_parent": True}}
    )
    return Visit(id="a", children=[SessionChild(facts=facts)], carers=[mother], thoughts=thoughts)


def deadlines(client: PageClient, *thoughts: OptionNote) -> dict[str, str | None]:
    """Return what the cards say of the time, by the titles of the options."""
    with client.raw.application.test_request_context():
        visit = neglected_at_four(list(thoughts))
        answer = answer_child(db.session, knowledge(), question_of(visit), 1)
        cards = child_page(visit, answer, knowledge(), ()).best
        return {card.shown.option.recommendation.title: card.deadline for card in cards}


ATTACHMENT = "Attachment-based work with the parent or carer who harmed a child under 5"


def test_what_closes_soon_is_said_on_its_card(bare_client: PageClient) -> None:
    assert deadlines(bare_client)[ATTACHMENT] == (
        "Closes on 10 February 2027. The wait is not stated, so whether it starts in time is not"
        " known."
    )


def test_a_wait_that_runs_past_the_window_is_said_on_the_card(client: PageClient) -> None:
    said = deadlines(client)

    assert "would be too old" in (
        said["Child-parent psychotherapy for a child under 5 and their parent or carer"] or ""
    )
    assert "would be too old" not in (said[ATTACHMENT] or "")


def test_what_does_not_hurry_has_no_deadline(bare_client: PageClient) -> None:
    said = deadlines(bare_client)

    assert None in said.values()


UNDER_FIVE = Window(from_months=0, under_months=60, opens_on=None, closes_on=date(2027, 2, 10))
"""It closes in 11 weeks and 3 days."""


def listed(name: str, weeks: int | None, accepts: Accepts = "yes") -> ListedService:
    empty: dict[str, Any] = dict.fromkeys(ServiceLine._fields)
    line = ServiceLine(**{**empty, "name": name, "waiting_weeks": weeks})
    return ListedService(service=line, organisation="", accepts=accepts, distance_miles=1.0)


def reckoned_with(*services: ListedService) -> WaitBasis:
    found = FoundServices(
        listed=services, tally=ServiceTally(yes=0, unknown=0, no=0), next_miles=None
    )
    return wait_basis(UNDER_FIVE, found, TODAY, None, has_place=True)


def test_too_late_is_not_said_while_another_as_near_to_fitting_waits_less() -> None:
    how = reckoned_with(listed("Near", 30), listed("Far", 4), listed("Between", 9))

    assert not how.timing.too_late
    assert how.name == "Far"
    assert how.says == (
        "Based on the shortest wait of those listed that fit: with the nearest it would be"
        " too late. Far: wait 4 weeks, length not stated."
    )


@pytest.mark.parametrize(
    "others",
    [(listed("May", 2, "unknown"),), (listed("Refuses", 2, "no"),), (listed("Silent", None),), ()],
    ids=["may accept", "refuses", "states no wait", "no other"],
)
def test_a_shorter_wait_where_it_is_less_sure_or_not_stated_does_not_count(
    others: tuple[ListedService, ...],
) -> None:
    how = reckoned_with(listed("Near", 30), *others)

    assert how.timing.too_late
    assert how.name == "Near"


def test_where_the_nearest_is_in_time_it_counts_though_another_waits_less() -> None:
    how = reckoned_with(listed("Near", 9), listed("Far", 1))

    assert how.name == "Near"
    assert how.says.startswith("Based on the nearest service that fits. Near: wait 9 weeks")


def test_where_every_wait_is_too_long_the_shortest_is_said() -> None:
    how = reckoned_with(listed("Near", 30), listed("Far", 20))

    assert how.timing.too_late
    assert how.name == "Far"


def test_what_was_set_aside_has_no_card(bare_client: PageClient) -> None:
    aside = OptionNote(child=1, recommendation="ng76:1.7.4", reason="family_declined")

    without = deadlines(bare_client, aside)

    assert ATTACHMENT not in without
    assert ATTACHMENT in deadlines(bare_client)
