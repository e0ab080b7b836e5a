"""The page of one option: what it involves, the time, every service, and how each stands to it."""

from datetime import date

import pytest
from bs4 import Tag

from directory.domain.eligibility import ListedService
from directory.domain.service.fidelity_text import Fidelity, fidelity_of
from directory.model.service_line import ServiceLine
from directory.web.choose.options.service_detail import service_detail
from directory.web.family_session import SessionCarer
from tests.web.choose.conftest import TODAY
from tests.web.choose.family import (
    ATTACHMENT,
    HARMED,
    HOME_VISITING,
    SAFECARE,
    TEENAGER,
    TODDLER,
    begin,
    knowledge,
    option_at,
    place,
)
from tests.web.page import Page, words
from tests.web.page_client import PageClient


def service(page: Page, name: str) -> Tag:
    [found] = [item for item in page.all(".waymark-service") if name in words(item.select("h4")[0])]
    return found


def stated(item: Tag) -> dict[str, str]:
    return {words(row.select("dt")[0]): words(row.select("dd")[0]) for row in item.select("dl div")}


def fidelity(item: Tag) -> dict[str, list[str]]:
    rows = item.select(".waymark-fidelity tbody tr")
    return {words(row.select("th")[0]): [words(cell) for cell in row.select("td")] for row in rows}


def section(page: Page, id: str) -> str:
    return words(page.one(f"section[aria-labelledby={id}]"))


def test_the_title_says_nothing_of_which_option_it_is(client: PageClient) -> None:
    begin(client, TODDLER, TEENAGER)

    page = client.get(option_at(ATTACHMENT, child=2))

    assert page.heading == "One option for child 2"
    assert page.title == "One option for child 2 – Waymark"
    assert words(page.one("h2#what")).startswith("Attachment-based work")


def test_it_reads_from_how_it_stands_to_the_judgement(client: PageClient) -> None:
    begin(client)

    page = client.get(option_at(ATTACHMENT))

    order = [
        "Applies with the mother", "NICE NG76 1.7.4", "Offer.", "Why", "What it involves",
        "At least 10 sessions", "Time", "Services:", "0191 498 0101", "What developers and rating",
        "Your judgement",
    ]  # fmt: skip
    places = [page.text.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize("n", [0, len(knowledge().recommendations) + 1, 999999])
def test_there_is_no_page_for_an_option_that_is_not(client: PageClient, n: int) -> None:
    begin(client)

    client.get(f"/choose/child/1/option/{n}", status=404)


def test_there_is_no_page_for_a_child_who_is_not_in_the_family(client: PageClient) -> None:
    begin(client)

    client.get(option_at(ATTACHMENT, child=2), status=404)


def test_each_other_carer_is_told_of(client: PageClient) -> None:
    carers = [
        SessionCarer(role="mother", for_children=[1], facts=HARMED),
        SessionCarer(role="kinship_carer", for_children=[1]),
    ]
    begin(client, carers=carers)

    page = client.get(option_at(ATTACHMENT))

    assert "Applies with the mother" in section(page, "what")
    assert "with the kinship carer" in section(page, "what")


def test_a_question_that_would_settle_it_leads_to_the_child(client: PageClient) -> None:
    begin(client, carers=[SessionCarer(role="mother", for_children=[1])])
    page = client.get(option_at(ATTACHMENT))
    assert "Needs an answer" in section(page, "what")
    key = str(page.one("#asks button")["value"])

    asked = client.submit(page, {"asked": key}, form="#asks")

    assert key == "carer.maltreating_parent/1/1"
    assert asked.heading == "Options for child 1"
    assert asked.form_values("#answer-form")["asked"] == [key]


def test_an_option_that_does_not_apply_lists_no_services(client: PageClient) -> None:
    begin(client, TEENAGER)

    page = client.get(option_at(ATTACHMENT))

    assert "Does not apply" in section(page, "what")
    assert "Services are listed for options that apply" in section(page, "services")
    assert not page.all(".waymark-service")
    assert not page.all("section[aria-labelledby=time]")


def test_a_service_says_all_it_states_and_what_it_does_not(client: PageClient) -> None:
    begin(client)

    page = client.get(option_at(ATTACHMENT))

    harbour = service(page, "Harbour ABC")
    assert "Fits what it states" in words(harbour)
    assert stated(harbour) == {
        "Wait": "6 weeks, asked 3 October 2026",
        "Places": "not stated",
        "Length": "10 weeks, 10 sessions",
        "Ages": "from 6 months to under 4 years",
        "Delivered": "at home, at a venue",
        "Cost": "Free to families",
        "Who may refer": "any professional, early help, children’s social care",
        "How to refer": "Send the form on our website. We telephone the referrer within 5 working"
        " days and meet the family with you if you wish.",
        "Languages": "English, Polish, Arabic",
        "Accessibility": "step free, accessible toilet, baby changing",
        "Entry checked": "12 October 2026, 5 weeks ago, by: Directory officer",
        "Phone": "0191 498 0101",
        "Email": "abc@kittiwake-families.example",
        "Website": "Open the website of Harbour ABC (sample) (opens in a new tab)",
    }
    little = service(page, "Little Steps")
    assert stated(little)["Wait"] == "not stated"
    assert little.select(".waymark-not-stated")


def test_a_service_stands_beside_what_is_recommended_and_what_the_developer_says(
    client: PageClient,
) -> None:
    begin(client)

    harbour = service(client.get(option_at(ATTACHMENT)), "Harbour ABC")

    assert words(harbour.select("summary")[0]).startswith("As recommended: 2 meet, 1 differs")
    rows = fidelity(harbour)
    asked, developer, local, verdict = rows["Number of sessions"]
    assert (asked, local, verdict) == ("At least 10 sessions", "10 sessions", "Meets")
    assert "10 weekly sessions of an hour" in developer
    assert "page of December 2020, read on 22 November 2026" in developer
    assert rows["Licence or accreditation"][2:] == [
        "Licensed ABC site, runs out on 31 August 2027",
        "Not asked",
    ]
    assert rows["Ages"][0] == "Under 5 years"
    assert rows["Ages"][3].startswith("Differs Starts later and stops earlier")
    assert all(str(link["href"]).startswith("http") for link in harbour.select("td a"))


def line(**values: object) -> ServiceLine:
    silent = dict.fromkeys(ServiceLine._fields) | {
        "id": "a", "name": "A", "kind": "other", "status": "active", "is_sample": False,
        "delivery": (), "referral_routes": (), "languages": (), "accessibility": (),
    }  # fmt: skip
    return ServiceLine(**(silent | values))  # type: ignore[arg-type]


def stands(recommendation: str, **values: object) -> Fidelity | None:
    item = knowledge().recommendation[recommendation]
    return fidelity_of(line(**values), item, knowledge(), TODAY)


SUMMARIES = (
    # recommendation, what is stated, summary
    (HOME_VISITING, {}, "As recommended: 4 not stated"),
    (
        HOME_VISITING,
        {"weeks": 30, "delivery": ("home",), "trained_staff": 0},
        "As recommended: 2 meet, 1 differs, 1 not stated",
    ),
    (
        "ng76:1.5.8",
        {"accreditation_expires": date(2026, 11, 21)},
        "As recommended: 1 differs",
    ),
)


@pytest.mark.parametrize(("recommendation", "values", "summary"), SUMMARIES)
def test_the_summary_counts_what_meets_differs_and_is_silent(
    recommendation: str, values: dict[str, object], summary: str
) -> None:
    found = stands(recommendation, **values)

    assert found is not None
    assert found.summary == summary


def test_where_nothing_is_asked_there_is_nothing_to_compare() -> None:
    assert stands("ng76:1.5.8", weeks=12, trained_staff=2) is None


def test_what_then_is_stated_of_staff_stands_with_the_rest() -> None:
    item = knowledge().recommendation["ng76:1.5.8"]
    listed = ListedService(
        service=line(trained_staff=2), organisation="O", accepts="yes", distance_miles=None
    )

    offer = service_detail(listed, item, knowledge(), [], TODAY)

    assert offer.fidelity is None
    assert offer.lines[-2:] == (("Entry checked", None), ("Trained staff", "2"))


def test_the_time_is_reckoned_with_a_service_that_is_named(client: PageClient) -> None:
    child = {**TODDLER, "child.born_on": "2024-05-03"}
    del child["child.age_months"]
    begin(client, child, proceedings_on="2026-11-02")

    page = client.get(option_at(ATTACHMENT))

    assert "Closes on 3 May 2029" in section(page, "time")
    assert "inside 26 weeks of proceedings" in section(page, "time")
    assert "Based on" in section(page, "time")
    assert "Harbour ABC (sample)" in section(page, "time")


def test_what_others_say_of_a_programme_has_its_date_and_its_link(client: PageClient) -> None:
    begin(client)

    page = client.get(option_at(ATTACHMENT))

    part = page.one("section[aria-labelledby=programmes]")
    abc = next(d for d in part.select("details") if "Biobehavioral" in words(d))
    assert "Warn when: under 6 months or from 4 years" in words(abc)
    rows = abc.select("tbody tr")
    assert len(rows) == len(knowledge().programme["abc"].ratings) == 3
    for row in rows:
        assert row.select("th a[href^=http]")
        assert "ead on 22 November 2026" in words(row)
    assert words(rows[0].select("td")[1]) == "1 is best"


def test_no_rating_found_is_said_and_is_no_zero(client: PageClient) -> None:
    begin(client)

    page = client.get(option_at("ng76:1.5.11"))

    assert "Ratings: none found" in section(page, "programmes")


def test_a_near_match_lists_services_to_ask(client: PageClient) -> None:
    father = SessionCarer(role="father", for_children=[1], facts={"parent.anger_difficulty": True})
    begin(client, {"child.age_months": 36, "stage": "at_risk"}, carers=[father])

    page = client.get(option_at("ng76:1.5.9"))

    assert "Near match:" in section(page, "what")
    assert page.all("#what ~ p a[href^='/choose/child/1/option/']")
    assert page.all("#services")
    assert "Services are listed for options" not in section(page, "services")


def test_without_a_directory_the_gap_is_said(bare_client: PageClient) -> None:
    begin(bare_client)

    page = bare_client.get(option_at(SAFECARE))

    assert "that is a gap" in section(page, "services")
    assert page.all("#judgement-form")


def test_the_address_holds_a_child_and_a_place_alone() -> None:
    assert option_at(ATTACHMENT) == f"/choose/child/1/option/{place(ATTACHMENT)}"
