"""The shortlist, and two to four services side by side."""

import pytest

from directory.web.choose.options.comparison_views import ComparisonRow
from directory.web.family_session import OptionNote
from directory.web.sheet_list import MOST_LISTED
from tests.web.choose.family import (
    ATTACHMENT,
    SAFECARE,
    TEENAGER,
    TODDLER,
    begin,
    held,
    option_at,
    press,
)
from tests.web.page import Page, words
from tests.web.page_client import PageClient

AT = "/choose/shortlist"
HARBOUR, LITTLE, TODDLERS = (
    "sample-abc-harbour", "sample-attachment-little-steps", "sample-abc-toddler-gateshead",
)  # fmt: skip
NAMES = ("Harbour ABC (sample)", "Little Steps Home (sample)")


def side_by_side(client: PageClient, *ids: str, status: int = 200, **rest: str) -> Page:
    page = client.get(AT)
    return client.submit(page, {"services": list(ids), **rest}, form="#compare-form", status=status)


def row(page: Page, label: str) -> list[str]:
    [found] = [
        each for each in page.all("tbody tr") if words(each.select("th")[0]).startswith(label)
    ]
    return [words(cell) for cell in found.select("th, td")]


def item(page: Page, name: str) -> str:
    [found] = [words(each) for each in page.all(".waymark-service") if name in words(each)]
    return found


# The shortlist


def test_an_empty_shortlist_says_how_to_fill_it(client: PageClient) -> None:
    begin(client, TODDLER, TEENAGER)

    page = client.get(AT)

    assert "Add to sheet" in page.text
    assert "under “Your judgement”" in page.text
    assert page.all("main a[href='/choose/child/2']")
    assert not page.all("#compare-form")


def test_a_service_is_put_on_and_taken_off_on_the_page_of_an_option(client: PageClient) -> None:
    begin(client)

    page = press(client, client.get(option_at(ATTACHMENT)), "Add to sheet")
    assert held(client).shortlist == [HARBOUR]
    assert page.heading == "One option for child 1"
    assert "On the sheet: 1 service" in page.text

    page = press(client, page, "Take off sheet")
    assert held(client).shortlist == []
    assert "Shortlist:" not in page.text


def test_the_way_back_leads_to_the_service_and_names_it_not(client: PageClient) -> None:
    begin(client)
    values = client.get(option_at(ATTACHMENT)).form_values("#service-1 form")

    led = client.raw.post(AT, data={**values, "add": HARBOUR})

    assert led.headers["Location"] == f"{option_at(ATTACHMENT)}#service-1"


def test_the_shortlist_says_what_each_is_for_child_by_child(client: PageClient) -> None:
    begin(client, TODDLER, TEENAGER, shortlist=[HARBOUR])

    said = item(client.get(AT), "Harbour ABC")

    assert "Child 1: Fits what it states" in said
    assert "Attachment-based work with the parent or carer who harmed a child under 5" in said
    assert "Child 2: Would not accept For ages from 6 months to under 4 years" in said
    assert "It offers nothing that is recommended for child 2" in said


def test_the_shortlist_says_that_a_service_ends(client: PageClient) -> None:
    begin(client, shortlist=[TODDLERS, HARBOUR])

    page = client.get(AT)

    assert "Ends on 31 March 2027." in item(page, "Toddler ABC Gateshead")
    assert "Ends on" not in item(page, "Harbour ABC")


def test_a_service_is_taken_off_on_the_shortlist(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    page = press(client, client.get(AT), "Take off sheet")

    assert held(client).shortlist == [LITTLE]
    assert page.heading == "Sheet"


def test_what_the_directory_lists_no_more_can_be_taken_off(client: PageClient) -> None:
    begin(client, shortlist=["gone", HARBOUR])

    page = client.get(AT)
    assert "no longer lists one service" in page.text
    press(client, page, "Take it off")

    assert held(client).shortlist == [HARBOUR]


@pytest.mark.parametrize(
    ("full", "added"), [(False, "no-such-service"), (True, HARBOUR)], ids=["unknown", "full"]
)
def test_what_cannot_be_added_is_said(full: bool, added: str, client: PageClient) -> None:
    on_it = [f"made-up-{n}" for n in range(MOST_LISTED)] if full else []
    visit = begin(client, shortlist=on_it)

    page = client.post(AT, {"add": added, "visit": visit.id}, form_at=option_at(ATTACHMENT))

    assert "That service was not added" in page.text
    assert held(client).shortlist == on_it


def test_what_was_noted_of_options_stands_there_too(client: PageClient) -> None:
    thoughts = [
        OptionNote(child=2, recommendation=SAFECARE, reason="too-far", words="No bus"),
        OptionNote(child=1, recommendation=ATTACHMENT, prefers=True, words="They liked the visit"),
        OptionNote(child=1, recommendation=SAFECARE, words="Ask again in spring"),
        OptionNote(child=1, recommendation="of:old", reason="too-far"),
    ]
    begin(client, TODDLER, TODDLER, thoughts=thoughts)

    page = client.get(AT)

    def part(id: str) -> str:
        return words(page.one(f"section[aria-labelledby={id}]"))

    assert part("prefers").endswith("They liked the visit")
    assert "Child 2: Comprehensive parenting" in part("set-aside")
    assert part("set-aside").endswith("Too far to travel: No bus")
    assert part("other-notes").endswith("Ask again in spring")
    assert "No option is set aside" not in page.text


def test_the_sheet_for_the_family_is_one_link_away(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR])

    assert client.get(AT).all("main a[href='/signpost/']")


# Side by side


def test_two_services_stand_side_by_side(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    page = side_by_side(client, HARBOUR, LITTLE)

    assert page.heading == "Services side by side"
    assert words(page.one("caption")) == "2 services for child 1"
    assert tuple(words(head) for head in page.all("thead th")[1:]) == NAMES
    assert row(page, "Takes child 1")[1] == "Fits what it states"
    assert row(page, "Wait") == ["Wait not all say", "6 weeks, asked 3 October 2026", "not stated"]
    assert row(page, "Length")[0] == "Length differs"
    assert row(page, "Cost") == ["Cost", "Free to families", "Free to families"]
    assert row(page, "Distance")[1:] == ["Under 0.1 miles", "Not known"]
    assert page.one(".waymark-wide")["tabindex"] == "0"


def test_all_that_a_worker_decides_by_is_a_row(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    labels = [words(head) for head in side_by_side(client, HARBOUR, LITTLE).all("tbody th")]

    wanted = (
        "Provider", "Programme", "Takes child 1", "Why it is listed so", "Distance", "Wait",
        "Places", "Length", "Ages", "Delivered", "Cost", "Who may refer", "How to refer",
        "Languages", "Accessibility", "Entry checked", "Trained staff", "Licence or accreditation",
        "On call",
    )  # fmt: skip
    assert len(labels) == len(wanted)
    assert all(said.startswith(label) for said, label in zip(labels, wanted, strict=True))


@pytest.mark.parametrize("chosen", [(), (HARBOUR,)])
def test_one_service_is_nothing_to_compare(chosen: tuple[str, ...], client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    page = side_by_side(client, *chosen, status=422)

    assert page.errors == ["Choose 2 to 4 services to compare"]


def test_five_services_are_too_many(client: PageClient) -> None:
    five = [HARBOUR, LITTLE, TODDLERS, "sample-abc-sandpiper", "sample-vipp-sd-redstart"]
    begin(client, shortlist=five)

    assert side_by_side(client, *five[:4]).heading == "Services side by side"
    assert side_by_side(client, *five, status=422).errors


def test_what_is_not_on_the_shortlist_is_not_compared(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    side_by_side(client, HARBOUR, "sample-abc-sandpiper", status=422)


def test_the_comparison_begins_with_the_child_for_whom_the_services_are(
    client: PageClient,
) -> None:
    begin(client, TEENAGER, TODDLER, shortlist=[HARBOUR, LITTLE])
    assert client.get(AT).form_values("#compare-form")["child"] == ["2"]

    page = side_by_side(client, HARBOUR, LITTLE)
    assert words(page.one("caption")) == "2 services for child 2"

    page = client.submit(page, {"child": "1"}, form="main form")
    assert words(page.one("caption")) == "2 services for child 1"
    assert row(page, "Takes child 1")[1] == "Would not accept"


def test_a_child_who_is_not_in_the_family_is_not_compared_for(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR, LITTLE])

    side_by_side(client, HARBOUR, LITTLE, status=404, child="2")


def test_the_address_of_a_comparison_leads_to_the_shortlist(client: PageClient) -> None:
    begin(client, shortlist=[HARBOUR])

    assert client.raw.get("/choose/compare").headers["Location"] == AT


MARKS = (
    (("A", "A"), None),
    (("A", "B"), "differs"),
    (("A", None), "not all say"),
    (("A", "B", None), "differs"),
    ((None, None), None),
    (("A", "Not known"), None),
)


@pytest.mark.parametrize(("cells", "mark"), MARKS)
def test_silence_is_no_difference(cells: tuple[str | None, ...], mark: str | None) -> None:
    assert ComparisonRow(label="Cost", cells=cells).mark == mark
