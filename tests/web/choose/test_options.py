"""What the page of options says, and in which order."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from directory.web.choose.answer_text import NOTE_KINDS
from tests.web.choose.family import begin
from tests.web.choose.journey import (
    answer,
    ask,
    counts,
    key,
    known,
    meet,
    option,
    see_options,
)
from tests.web.choose.people import GIRL, NEGLECTED, POSTCODE, Person, Values
from tests.web.choose.sample import SERVICES, app_in
from tests.web.page import words
from tests.web.page_client import PageClient

NOTES = "/choose/child/1/notes"
ABUSED_PARENT = Person(
    values={
        "abuse": ["abuse.domestic_abuse_exposure"],
        "roles": ["mother"],
        "postcode": "NE29 8HN",
    },
    answers={"parent.past_domestic_abuse//1": "yes"},
    applies=(),
    counts="",
)
FATHER = Person(
    values={"stage": "at_risk", "age_text": "3y 0m", "roles": ["father"]},
    answers={"parent.anger_difficulty//1": "yes"},
    applies=(),
    counts="",
)


def test_act_first_stands_above_all_else_the_most_urgent_first(client: PageClient) -> None:
    safety = ["safety.disclosure", "safety.immediate_danger"]

    page = see_options(client, {**NEGLECTED.values, "stage": "at_risk", "safety": safety})

    first, second = page.one(".waymark-act-first").select("h3")
    assert words(first) == "Call the police or children’s social care now"
    assert words(second).endswith("without delay")
    assert page.text.index("Act first") < page.text.index("Check these answers")
    assert page.text.index("Check these answers") < page.text.index("Distances are rough")
    assert page.text.index("Act first") < page.text.index("Sample directory")
    assert page.text.index("Sample directory") < page.text.index("apply")
    assert "NICE NG76 1.3.7" in words(page.one(".waymark-act-first"))


def test_without_a_safety_fact_there_is_nothing_to_act_on_first(client: PageClient) -> None:
    assert not see_options(client, NEGLECTED.values).all(".waymark-act-first")


def test_the_page_reads_from_what_matters_most(client: PageClient) -> None:
    page = meet(client, NEGLECTED)

    order = [
        "Best fit (3)",
        "Find out",
        "Worried now? Ring",
        "Applies if …",
        "Also",
        "Everything else",
        "4 apply, 13 need an answer, 8 do not apply",
        "Every option, with reasons (19 more)",
        "Notes for practice",
        "What you have told us",
    ]
    places = [page.text.index(each) for each in order]
    assert places == sorted(places)


def test_answers_that_disagree_are_named_with_what_to_change(client: PageClient) -> None:
    page = see_options(client, {"stage": "at_risk", "abuse": ["abuse.neglect"]})

    warning = page.one(".waymark-contradiction")
    assert "The answers disagree" in words(warning)
    buttons = {words(button): str(button["value"]) for button in warning.select("button")}
    assert buttons["Neglect"] == key("abuse.neglect")


def test_a_near_match_points_to_what_applies_instead(client: PageClient) -> None:
    page = meet(client, FATHER)

    title = "Triple P with attributional retraining and anger management"
    shown = page.one("#near-option-ng76-1-5-9")
    assert words(shown.select(".waymark-option__title")[0]) == title
    assert "Near match: NG76 names mothers here" in words(shown)
    assert "Instead: Parenting programme of at least 12 weeks (applies)" in words(shown)
    assert client.get(str(shown.select("p a")[-1]["href"])).heading == "One option for child 1"
    assert not shown.find_parents("details"), "a near match is never folded away"


def test_where_nothing_applies_the_page_says_so_and_what_to_do(client: PageClient) -> None:
    see_options(
        client,
        {
            **{"abuse": ["none"], "child-sex": "male"},
            **{"age_text": "5y 0m", "roles": ["mother"]},
            **{"safety": ["none"]},
        },
    )
    child = client.get("/choose/child/1/questions")
    settled: Values = {group: ["none"] for group in ("child_needs", "care", "conduct")}
    settled |= {"child-at_school": "yes", "harm-happened": "no", "harm-suspected": "no"}
    client.submit(child, settled, form="#questions")
    family = client.get("/choose/family/questions")
    client.submit(family, {"family": ["none"], "safety": ["none"]}, form="#questions")
    carer = client.get("/choose/carer/1/questions")
    answers: Values = {group: ["none"] for group in ("parent", "carer", "with-child-1-carer")}
    answers["with-child-1-harm-at_risk"] = "no"
    client.submit(carer, answers, form="#questions")

    page = client.get("/choose/child/1")

    assert counts(page).startswith("0 apply, 0 need an answer")
    assert "No source names a programme for this child" in page.text
    assert not page.all("#question")


def test_made_up_services_are_said_to_be_made_up(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert "These services are made up" in words(page.one(".waymark-sample"))


def test_a_directory_of_its_own_carries_no_such_banner(tmp_path: Path) -> None:
    client = PageClient(app_in(tmp_path, SERVICES, sample=False).test_client())

    assert not see_options(client, NEGLECTED.values).all(".waymark-sample")


def test_an_empty_directory_is_a_gap_under_every_option_in_full_under_the_first(
    bare_client: PageClient,
) -> None:
    page = meet(bare_client, NEGLECTED)

    gaps = page.all("section[aria-labelledby=applies] .waymark-gap")
    assert [words(gap) for gap in gaps] == [
        f"No service in the directory delivers this near {POSTCODE}: that is a gap.",
        *["No service for this near here either: a gap."] * 2,
    ]


def test_the_nearest_service_stands_beside_its_option(client: PageClient) -> None:
    page = meet(client, NEGLECTED)
    page = client.submit(
        client.get("/choose/family/questions"), {"safety": ["none"]}, form="#questions"
    )
    page = client.submit(
        client.get("/choose/child/1/questions"), {"safety": ["none"]}, form="#questions"
    )

    text = words(option(page, NEGLECTED.applies[0]))
    assert "Harbour ABC (sample)" in text
    assert "6 weeks’ wait (asked 3 October 2026)" in text
    assert "0191 498 0101 · Who may refer: any professional" in text
    assert "May fit" not in text


def test_where_nobody_accepts_the_nearest_beyond_is_told(client: PageClient) -> None:
    girl = {**GIRL.values, "postcode": "NE66 1AA", "safety": ["none"]}
    page = meet(client, replace(GIRL, values=girl))

    gap = words(option(page, GIRL.applies[1]).select(".waymark-gap")[0])
    assert gap == (
        "No service in the directory that delivers this near NE66 1AA would accept this child: "
        "that is a gap. The nearest that fits is 31.9 miles away."
    )


def test_a_hidden_address_is_never_shown(client: PageClient) -> None:
    page = meet(client, ABUSED_PARENT)

    assert "address held by the service" not in page.response.text
    assert "Rowan Gate refuge" not in page.text or "miles" not in words(
        option(page, "Support for a parent harmed by domestic abuse")
    )


def test_a_place_that_is_known_roughly_is_said_to_be_so(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert "Only the first half of this postcode is known here" in page.text


def test_without_a_postcode_no_distance_is_told(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "postcode": ""})

    assert " miles" not in words(page.one("section[aria-labelledby=applies]"))
    assert "Distances are rough" not in page.text


def test_practice_notes_name_their_sources_and_never_count_a_family(client: PageClient) -> None:
    see_options(client, NEGLECTED.values)

    section = client.get(NOTES).one("#practice-notes")
    assert all(words(note.select(".waymark-cites")[0]) for note in section.select("li"))
    assert "Poverty is not neglect" in words(section)
    assert "never scores a family" in words(section)


def test_notes_stand_on_their_own_page_by_kind(client: PageClient) -> None:
    begin(client, family={"family.isolation": True, "family.poor_housing": True})

    notes = client.get(NOTES).one("#practice-notes")

    titles = [words(title) for title in notes.select("h2")]
    assert titles == [kind for kind in NOTE_KINDS.values() if kind in titles]
    assert {NOTE_KINDS["practice"], NOTE_KINDS["vulnerability"]} <= set(titles)


def test_a_factor_that_makes_life_harder_is_a_note_and_changes_no_option(
    client: PageClient,
) -> None:
    page = meet(client, NEGLECTED)
    before = counts(page)
    page = answer(
        client, ask(client, page, key("parent.little_support", None, 1)), {"answer": "yes"}
    )

    assert counts(page) == before
    assert "What makes life harder for this family" in client.get(NOTES).text


def test_each_link_away_passes_nothing_on(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    away = page.all("main a[href^=http]:not(.govuk-exit-this-page__button)")
    assert away
    for link in away:
        assert link["rel"] == ["noreferrer", "noopener"]
        assert "opens" in words(link)


def test_every_answer_has_its_change_button(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "safety": ["none"]})

    assert len(page.all(".waymark-known button[name=asked]")) == len(known(page)) > 10


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

    assert many == few <= 7


def _three_of_each(file: Path) -> Path:
    shutil.copy(SERVICES, file)
    with SERVICES.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with file.open("a", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        for copy in ("second", "third"):
            writer.writerows({**row, "id": f"{row['id']}-{copy}"} for row in rows)
    return file
