"""The page of one service: all that it states, what it does not, and nothing that is hidden."""

import json
from dataclasses import replace
from datetime import date

from directory.application.commands.geocoded_venues import Placed, keep_answer
from directory.storage import Feed, FeedStated, Service
from tests.directory_builders import (
    GATESHEAD,
    HOME,
    NOW,
    ORIGIN,
    Directory,
    entry,
    hidden,
    venue,
)
from tests.family_session_builders import open_visit
from tests.web.page import Page
from tests.web.page_client import PageClient


def lines(page: Page) -> dict[str, str]:
    rows = page.all(".govuk-summary-list__row")
    return {
        row.find("dt").get_text(strip=True): row.find("dd").get_text(" ", strip=True)  # type: ignore[union-attr]
        for row in rows
    }


def test_what_is_not_stated_is_said_to_be_so(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a"))

    said = lines(client.get("/find/service/a"))

    for label in ("Ages", "Takes", "Who may refer", "Wait", "Cost", "Phone", "Delivered",
                  "Venue", "Serves families from", "Trained staff", "On call"):  # fmt: skip
        assert said[label] == "not stated", label


def test_its_criteria_are_said_in_words(client: PageClient, directory: Directory) -> None:
    directory.take(
        entry(
            "a", age_from_months=6, age_under_months=48, accepts_abuse=("abuse.neglect",),
            accepts_carers=("carer.foster", "carer.kinship"), requires=("carer.permanence",),
            excludes=("safety.current_domestic_abuse",), eligibility_note="Ask first.",
        )
    )  # fmt: skip

    said = lines(client.get("/find/service/a"))

    assert said["Ages"] == "From 6 months to under 4 years"
    assert said["Takes families after"] == "Neglect"
    assert said["Takes"] == "Foster carer or kinship carer"
    assert "meant to last" in said["Only if"]
    assert "omestic abuse" in said["Not if"]
    assert said["It adds"] == "Ask first."


def test_a_hidden_address_is_on_no_page(client: PageClient, directory: Directory) -> None:
    directory.take(
        entry(
            "a", hidden("NE1 4SU", name="Quiet House", address="1 Rowan Lane"), delivery=("venue",)
        )
    )

    page = client.get("/find/service/a")
    record = client.raw.get("/find/service/a/record.json").text

    assert lines(page)["Venue"] == "The address is kept back for safety"
    for secret in ("NE1 4SU", "Quiet House", "Rowan Lane"):
        assert secret not in page.text
        assert secret not in record


def test_who_checked_it_when_is_at_the_top(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", assured_on=date(2024, 1, 2), assured_by="Directory officer"))

    words = client.get("/find/service/a").text

    assert "Not checked for over a year" in words
    assert "2 January 2024" in words
    assert "by: Directory officer" in words


def test_a_closed_service_is_still_there_and_says_so(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", ends_on=date(2026, 3, 31)))

    assert "Closed on 31 March 2026" in client.get("/find/service/a").text


def test_a_service_that_left_the_directory_is_found_by_its_address_and_says_so(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Gone"), entry("b"))
    directory.take(entry("b"))

    page = client.get("/find/service/a")

    assert "No longer in the directory since 22 November 2026." in page.text
    assert "Whether it still runs is not known." in page.text


def test_how_it_differs_from_what_is_recommended_is_shown(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", programme="abc", sessions=4, delivery=("home",)))

    words = client.get("/find/service/a").text

    assert "NICE NG76 1.7.4" in words
    assert "Differs" in words


def test_general_help_is_no_programme_but_a_feed_does_not_say(
    client: PageClient, directory: Directory
) -> None:
    with directory.session() as session:
        session.add(Feed(id="other", source="https://other.example", title="Other", added_at=NOW))
    directory.take(entry("own"))
    directory.take(entry("other~1"), feed="other")

    assert lines(client.get("/find/service/own"))["Programme"] == "General help, not a programme"
    page = client.get("/find/service/other~1")
    assert lines(page)["Programme"] == "not stated"
    assert "This entry comes from another directory, Other" in page.text
    assert "The record as Open Referral" not in page.text


def test_what_was_added_to_a_feed_says_what_the_feed_itself_states(
    client: PageClient, directory: Directory
) -> None:
    with directory.session() as session:
        session.add(Feed(id="other", source="https://other.example", title="Other", added_at=NOW))
        session.flush()
        stated = {"kind": "other", "areas_served": "E08000037"}
        session.add_all(
            FeedStated(service_id="other~1", column=column, feed_id="other", stated=cell)
            for column, cell in stated.items()
        )
    directory.take(entry("other~1", kind="parenting"), feed="other")

    words = client.get("/find/service/other~1").text

    said = "The feed itself states: the areas it serves: Gateshead; the kind of help: other."
    assert said in words


def test_what_a_feed_states_and_no_column_holds_is_shown_in_its_own_words(
    client: PageClient, directory: Directory
) -> None:
    kept = {
        "alert": "Closed for repairs <b>until May</b>",
        "areas": ["North of the river"],
        "schedules": [{"id": "7", "opens_at": "09:00", "byday": "MO"}],
        "wait_time": "About 3 months",
        "pc_note": "Ask for Jane",
        "pc_targetAudience": [{"id": 4, "name": "Families"}],
    }
    with directory.session() as session:
        session.add(Feed(id="other", source="https://other.example", title="Other", added_at=NOW))
    directory.take(replace(entry("other~1"), vendor=json.dumps(kept)), feed="other")

    rows = client.get("/find/service/other~1").all("#also-stated .govuk-summary-list__row")

    assert [row.get_text(" ", strip=True) for row in rows] == [
        "Alert Closed for repairs <b>until May</b>",
        "Serves families from North of the river",
        "Who it is for Families",
        "Wait About 3 months",
        "When it is open opens at: 09:00, byday: MO",
    ]


def test_areas_are_said_by_name(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", areas_served=(GATESHEAD, "E12000001", "E07999999")))

    said = lines(client.get("/find/service/a"))["Serves families from"]

    assert said == "Gateshead, North East, E07999999"


def test_how_far_a_venue_is_from_the_family_of_the_visit(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", venue("NE1 4SU", name="Hub")))
    open_visit(client, postcode=HOME)

    assert lines(client.get("/find/service/a"))["Venue"] == "Hub, NE1 4SU (0.3 miles)"


def test_the_record_is_given_by_column_without_what_is_not_stated(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", venue("NE1 4SU"), accepts_abuse=("abuse.neglect",), cost="Free"))

    record = client.raw.get("/find/service/a/record.json").get_json()

    assert record == {
        "id": "a", "name": "a", "organisation": "Made up", "kind": "other", "status": "active",
        "cost": "Free", "accepts_abuse": ["abuse.neglect"], "venues": [{"postcode": "NE1 4SU"}],
        "is_sample": False,
    }  # fmt: skip


def test_a_service_that_never_was_is_not_found(client: PageClient, directory: Directory) -> None:
    client.get("/find/service/none", 404)


def test_a_copy_leads_to_the_service_that_stands_for_it(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a"), entry("copy"))
    with directory.session() as session:
        session.get_one(Service, "copy").same_as = "a"
        session.commit()

    reply = client.raw.get("/find/service/copy")

    assert (reply.status_code, reply.location) == (302, "/find/service/a")


def test_a_made_up_service_has_no_page_beside_real_ones(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("sample"), sample=True)
    assert client.get("/find/service/sample").text

    directory.take(entry("real"))

    client.get("/find/service/sample", 404)


def test_a_closed_service_leads_to_those_of_its_kind_that_run(
    client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("a", kind="advocacy", status="closed"),
        entry("b", kind="advocacy"),
        entry("c", kind="advocacy", status="closing"),
    )

    link = client.get("/find/service/a").one(".waymark-result__state a")

    assert client.get(str(link["href"])).one("#result-1 a").get_text() == "b"
    assert not client.get("/find/service/c").all(".waymark-result__state a")


def test_a_venue_that_was_placed_by_its_address_says_so(
    client: PageClient, directory: Directory
) -> None:
    address = "1 Quay, Newcastle"
    directory.take(entry("a", venue(address=address), venue(HOME), delivery=("venue",)))
    here = Placed(
        easting=ORIGIN[0], northing=ORIGIN[1], authority=None, error_m=240, found_as="1 Quay"
    )
    with directory.session() as session:
        keep_answer(
            session, address, here, source="Nominatim (maps.example)",
            credit="© OpenStreetMap contributors", actor="t", now=NOW,
        )  # fmt: skip

    client.post("/find/where", {"postcode": HOME}, form_at="/find/")
    said = lines(client.get("/find/service/a"))["Venues"]

    assert said == (
        "1 Quay, Newcastle (under 0.1 miles)"
        " Placed by its address, with Nominatim (maps.example), 22 November 2026: likely within"
        " 0.1 miles. © OpenStreetMap contributors"
        " NE1 4ST (under 0.1 miles)"
    )
