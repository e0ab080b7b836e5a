"""What the page of options says, and in which order."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.choose.journey import known, option, see_options, service, ticked, titles
from tests.choose.people import GIRL, NEGLECTED, POSTCODE, Values
from tests.choose.sample import SERVICES, app_in
from tests.pages.page import Page, words
from tests.pages.page_client import PageClient

ABUSED_PARENT: Values = {
    "carer": ["carer.non_abusing_parent"],
    "parent": ["parent.past_domestic_abuse"],
    "abuse": ["abuse.domestic_abuse_exposure"],
    "postcode": "NE29 8HN",
}
FATHER: Values = {
    "stage": "at_risk",
    "years": "3",
    "months": "0",
    "parent": ["parent.anger_difficulty", "none"],
}
SUPPORT = "Support for a parent harmed by domestic abuse"


def test_act_first_stands_above_all_else_the_most_urgent_first(client: PageClient) -> None:
    safety = ["safety.disclosure", "safety.immediate_danger"]

    page = see_options(client, {**NEGLECTED.values, "stage": "at_risk", "safety": safety})

    first, second = page.one(".waymark-act-first").select("h3")
    assert words(first) == "Call the police or children’s social care now now"
    assert words(second).endswith("without delay")
    assert page.text.index("Act first") < page.text.index("Check these answers")
    assert page.text.index("Check these answers") < page.text.index("Distances are rough")
    assert page.text.index("Act first") < page.text.index("Sample directory")
    assert page.text.index("Sample directory") < page.text.index("apply")
    assert "NICE NG76 1.3.7" in words(page.one(".waymark-act-first"))


def test_without_a_safety_fact_there_is_nothing_to_act_on_first(client: PageClient) -> None:
    assert not see_options(client, NEGLECTED.values).all(".waymark-act-first")


def test_the_page_reads_from_what_matters_most(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    order = [
        "it never scores a family (NG76 1.1.13)",
        "Next question",
        "Options that apply (6)",
        "Options that need an answer (18)",
        "Options that do not apply (16)",
        "Where to look:",
        "Practice notes",
    ]
    places = [page.text.index(each) for each in order]
    assert places == sorted(places)


def test_answers_that_disagree_are_named_with_what_to_change(client: PageClient) -> None:
    page = see_options(client, {"stage": "at_risk", "abuse": ["abuse.neglect"]})

    warning = page.one(".waymark-contradiction")
    assert "The answers disagree" in words(warning)
    assert [button["value"] for button in warning.select("button")] == ["stage", "abuse.neglect"]


def test_a_near_match_points_to_what_applies_instead(client: PageClient) -> None:
    page = see_options(client, FATHER)

    title = "Triple P with attributional retraining and anger management"
    assert titles(page, "does-not-apply")[0] == title
    shown = page.one("#near-option-ng76-1-5-9")
    assert "Near match: NG76 names mothers here" in words(shown)
    assert "Parenting programme of at least 12 weeks : applies" in words(shown)
    assert page.one(str(shown.select("li a")[0]["href"])).name == "article"
    assert not shown.find_parents("details"), "a near match is never folded away"


def test_where_nothing_applies_the_page_says_so_and_what_to_do(client: PageClient) -> None:
    groups = ("carer", "parent", "child_needs", "safety")
    answers: Values = {
        **{group: ["none"] for group in groups},
        **{"stage": "after_abuse", "abuse": ["abuse.sexual", "none"], "child-sex": "male"},
        **{"age_kind": "age", "years": "5", "months": "0"},
        **{"child-at_school": "yes", "family-male_perpetrator": "no"},
    }

    page = see_options(client, answers)

    assert "0 apply , 0 need an answer" in page.text
    assert "None of the five sources names a programme for this child" in page.text
    assert "next question" not in page.text.lower()


def test_made_up_services_are_said_to_be_made_up(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert "These services are made up" in words(page.one(".waymark-sample"))


def test_a_directory_of_its_own_carries_no_such_banner(tmp_path: Path) -> None:
    client = PageClient(app_in(tmp_path, SERVICES, sample=False).test_client())

    assert not see_options(client, NEGLECTED.values).all(".waymark-sample")


def test_an_empty_directory_is_a_gap_under_every_option(bare_client: PageClient) -> None:
    page = see_options(bare_client, NEGLECTED.values)

    gaps = page.all("section[aria-labelledby=applies] .waymark-gap")
    assert {words(gap) for gap in gaps} == {
        f"No service in the directory delivers this near {POSTCODE}: that is a gap."
    }
    assert len(gaps) == 6


def test_a_service_says_what_a_referrer_needs(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "safety": ["none"]})

    text = service(option(page, NEGLECTED.applies[0]), "Harbour ABC")
    assert "Fits what it states" in text
    assert "Kittiwake Families (sample)" in text
    assert "omes to the home" in text
    assert "Wait: 6 weeks, asked 3 October 2026" in text
    assert "Entry checked: 12 October 2026, 5 weeks ago" in text
    assert "Phone: 0191 498 0101" in text
    assert 'href="tel:01914980101"' in str(option(page, NEGLECTED.applies[0]))


def test_what_an_entry_does_not_state_is_said_to_be_not_stated(client: PageClient) -> None:
    sunderland: Values = {**NEGLECTED.values, "years": "1", "postcode": "SR1 1AA"}

    text = service(option(see_options(client, sunderland), NEGLECTED.applies[0]), "Sandpiper")

    assert "Entry checked: not stated" in text
    assert "Website: not stated" in text


def test_a_service_that_would_not_accept_says_why(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "safety": ["safety.current_domestic_abuse"]})

    text = service(option(page, NEGLECTED.applies[0]), "Harbour ABC")
    assert "Would not accept" in text
    assert "not if domestic abuse is happening now" in text.lower()


def test_where_nobody_accepts_the_nearest_beyond_is_told(client: PageClient) -> None:
    page = see_options(client, {**GIRL.values, "postcode": "NE66 1AA", "safety": ["none"]})

    gap = words(option(page, GIRL.applies[1]).select(".waymark-gap")[0])
    assert gap == (
        "No service in the directory that delivers this near NE66 1AA would accept this child: "
        "that is a gap. The nearest that fits is 31.9 miles away."
    )


def hidden(page: Page) -> str:
    return service(option(page, SUPPORT), "Rowan Gate refuge")


def test_a_hidden_address_is_never_shown_nor_its_distance(client: PageClient) -> None:
    page = see_options(client, ABUSED_PARENT)

    assert "the address is kept back for safety" in hidden(page)
    assert "miles" not in hidden(page)
    assert "address held by the service" not in page.text
    # The postcode of the refuge is on the page only as the one that was entered.
    assert page.response.text.count("NE29 8HN") == str(page.response.text).count(
        'name="postcode" value="NE29 8HN"'
    ) + page.text.count("near NE29 8HN") + page.text.count("Where to look: NE29 8HN")


def test_a_place_that_is_known_roughly_is_said_to_be_so(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert "Only the first half of this postcode is known here" in page.text


def test_without_a_postcode_no_distance_is_told(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "postcode": ""})

    assert not page.all(".waymark-service__miles")
    assert "Distances are rough" not in page.text


def test_a_long_list_of_services_is_folded_after_the_first_two(client: PageClient) -> None:
    page = see_options(client, {"stage": "at_risk", "postcode": POSTCODE})

    shown = option(page, "Practical help and emotional support as part of early help")
    in_view = [each for each in shown.select(".waymark-service") if not each.find_parent("details")]
    assert len(in_view) == 2
    assert len(shown.select("details .waymark-service")) > 2


def test_practice_notes_name_their_sources(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    notes = page.one("section[aria-labelledby=practice-notes]").select("li")
    assert all(note.select("a[href^=http]") for note in notes)
    assert any("Poverty is not neglect" in words(note) for note in notes)


def test_each_link_away_passes_nothing_on(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    away = page.all("main a[href^=http]:not(.govuk-exit-this-page__button)")
    assert away
    for link in away:
        assert link["rel"] == ["noreferrer", "noopener"]
        assert "opens" in words(link)


def test_every_answer_has_its_change_button(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "safety": ["none"]})

    buttons = page.all(".waymark-known button[name=ask]")
    assert len(buttons) == len(known(page))


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def statements_of(app: Flask) -> int:
    client = PageClient(app.test_client())
    see_options(client, NEGLECTED.values)  # the first one also reads the directory
    with counted() as statements:
        see_options(client, NEGLECTED.values)
    return len(statements)


@pytest.mark.slow
def test_more_services_take_no_more_statements(sample_app: Flask, tmp_path: Path) -> None:
    few = statements_of(sample_app)

    many = statements_of(app_in(tmp_path, _three_of_each(tmp_path / "many.csv")))

    assert many == few <= 3


def _three_of_each(file: Path) -> Path:
    shutil.copy(SERVICES, file)
    with SERVICES.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with file.open("a", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        for copy in ("second", "third"):
            writer.writerows({**row, "id": f"{row['id']}-{copy}"} for row in rows)
    return file


def test_a_tick_in_a_group_is_not_mixed_up_with_another_group(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["carer.foster", "nonsense"]})

    assert known(page) == {}
    assert ticked(client.get("/choose/"), "abuse") == []
