"""The checklist of signs: what was seen, the steps that follow, and what is kept of it."""

import re

import pytest

from tests.web.choose.journey import see_options
from tests.web.page import Page, words
from tests.web.page_client import PageClient

SIGNS = "/choose/child/1/signs"
LEVEL = re.compile(
    r"(Alert: suspect|Alert: consider|See another guideline) NICE (NG76 1\.3\.\d+|CG89 1\.1)"
)
SUSPECT, CONSIDER = "persistently-harmful", "hostile"


@pytest.fixture
def page(client: PageClient) -> Page:
    """The checklist of a child of whom only the age is known."""
    see_options(client, {"age_text": "9y 0m"})
    return client.get(SIGNS)


def save(client: PageClient, page: Page, *signs: str, is_so: tuple[str, ...] = ()) -> Page:
    return client.submit(page, {"signs": list(signs), "is_so": list(is_so)}, form="#signs")


def ticked(page: Page, name: str = "signs") -> list[str]:
    return [str(box["value"]) for box in page.all(f"input[name={name}][checked]")]


def hints(page: Page) -> list[str]:
    """Return what stands below each sign: its level and its source."""
    boxes = page.all("input[name=signs]")
    return [words(page.one(f"#{box['aria-describedby']}")) for box in boxes]


def act_first(page: Page) -> list[str]:
    return [words(title) for title in page.all(".waymark-act-first h3")]


def answers(client: PageClient) -> list[str]:
    """Return what is ticked on the page with every question about the child."""
    page = client.get("/choose/child/1/questions")
    boxes = page.all("input[type=checkbox][checked], input[type=radio][checked]")
    return [f"{box['name']}={box['value']}" for box in boxes if box["value"]]


def steps(page: Page) -> list[str]:
    return [words(step) for step in page.all(".waymark-steps ol li")]


def test_every_sign_has_its_level_its_source_and_a_box(page: Page) -> None:
    boxes = page.all("input[name=signs]")

    assert len(boxes) == len({box["value"] for box in boxes}) > 30
    assert all(LEVEL.match(hint) for hint in hints(page))
    assert ticked(page) == []


def test_groups_are_folded_and_listed(page: Page) -> None:
    groups = page.all("details.waymark-signs")
    listed = [str(link["href"]).removeprefix("#") for link in page.all(".waymark-contents a")]

    assert not [group for group in groups if group.has_attr("open")]
    assert listed == [str(g.select("fieldset")[0]["id"]) for g in groups] + ["about-own-steps"]


def test_consider_is_explained_as_a_level_of_alert(page: Page) -> None:
    said = words(page.one("section[aria-labelledby=levels]"))

    assert "“Consider” is a level of alert here" in said
    assert not page.all(".waymark-option, .waymark-strength")


def test_before_anything_is_ticked_no_step_is_shown(page: Page) -> None:
    assert steps(page) == []
    assert "Tick what was seen" in page.text


def test_what_is_ticked_is_kept_and_its_group_is_open(client: PageClient, page: Page) -> None:
    saved = save(client, page, CONSIDER)

    assert ticked(saved) == [CONSIDER]
    [opened] = saved.all("details.waymark-signs[open]")
    assert "The parent or carer with the child" in words(opened.select("summary")[0])
    assert "Saved." in words(saved.one("[role=status]"))
    assert ticked(client.get(SIGNS)) == [CONSIDER]


def test_the_steps_of_the_stronger_level_come_first_and_none_twice(
    client: PageClient, page: Page
) -> None:
    saved = save(client, page, CONSIDER, SUSPECT)

    levels = [words(title) for title in saved.all(".waymark-steps h3")]
    assert levels == ["Alert: suspect", "Alert: consider"]
    assert "If a child is in danger now" in steps(saved)[0]
    assert len(steps(saved)) == len(set(steps(saved)))
    assert any("Discuss with children’s social care whether" in step for step in steps(saved))


def test_at_the_level_consider_a_referral_is_no_step_yet(client: PageClient, page: Page) -> None:
    saved = save(client, page, CONSIDER)

    assert not [step for step in steps(saved) if step.startswith("Discuss with children’s")]
    assert any(step.startswith("Look for other signs") for step in steps(saved))
    assert act_first(saved) == []


def test_what_ng76_gives_no_level_leads_to_the_other_guideline(
    client: PageClient, page: Page
) -> None:
    [elsewhere] = [
        str(box["value"])
        for box in page.all("input[name=signs]")
        if "See another guideline" in words(page.one(f"#{box['aria-describedby']}"))
    ]
    saved = save(client, page, elsewhere)

    assert "guideline on child maltreatment" in steps(saved)[-1]


def test_no_number_of_signs_is_ever_said(client: PageClient, page: Page) -> None:
    saved = save(client, page, SUSPECT, CONSIDER, "rejects", "uses-child")

    said = words(saved.one(".waymark-steps")) + words(saved.one(".waymark-contents"))
    assert not re.search(r"\b\d+ (signs?|of|suspect|consider)\b|\(\d+\)|score", said)


def test_a_suspect_sign_answers_for_the_options_while_it_is_ticked(
    client: PageClient, page: Page
) -> None:
    saved = save(client, page, SUSPECT)
    assert act_first(saved) == ["Ask your safeguarding lead, and discuss a referral without delay"]
    known = words(client.get("/choose/child/1").one("#what-is-known"))
    assert "A sign: see the checklist for Strong sign of abuse or neglect" in known

    without = save(client, saved)

    assert act_first(without) == []
    known = words(client.get("/choose/child/1").one("#what-is-known"))
    assert "Strong sign" not in known
    assert "that does not mean that there is none" in without.text


def test_an_answer_given_elsewhere_stays_when_no_sign_is_ticked(client: PageClient) -> None:
    see_options(client, {"safety-suspect_feature": "yes", "safety": ["safety.suspect_feature"]})

    saved = save(client, client.get(SIGNS), CONSIDER)

    assert act_first(saved) == ["Ask your safeguarding lead, and discuss a referral without delay"]


def test_four_have_steps_of_their_own_whether_ticked_or_not(page: Page) -> None:
    shown = [words(part) for part in page.all(".waymark-own-steps")]

    assert [words(title) for title in page.all(".waymark-own-steps h3")] == [
        "Female genital mutilation (FGM)",
        "Possible trafficking",
        "Going missing",
        "Self-harm",
    ]
    assert (
        "Report female genital mutilation (FGM) to the police: by the end of the next" in shown[0]
    )
    assert "National Referral Mechanism" in shown[1]
    assert "within 72 hours" in shown[2]
    assert "Refer self-harm to health services" in shown[3]


def test_what_has_its_own_steps_is_known_once_ticked_and_not_known_once_not(
    client: PageClient, page: Page
) -> None:
    saved = save(client, page, is_so=("child.missing", "safety.fgm"))

    assert ticked(saved, "is_so") == ["safety.fgm", "child.missing"]
    assert [title.split(" within")[0] for title in act_first(saved)][1:] == [
        "Independent return interview"
    ]
    assert ticked(save(client, saved), "is_so") == []
    assert not [each for each in answers(client) if "missing" in each or "fgm" in each]


def test_an_answer_of_no_stays_and_is_said(client: PageClient, page: Page) -> None:
    questions = client.get("/choose/child/1/questions")
    client.submit(questions, {"child_needs": ["none"]}, form="#questions")

    saved = save(client, client.get(SIGNS))

    assert words(saved.one("#is-so-missing-item-hint")).startswith("Answered “no” before")
    assert "child_needs=none" in answers(client)


def test_a_checklist_left_open_takes_away_nothing_that_was_answered_meanwhile(
    client: PageClient, page: Page
) -> None:
    questions = client.get("/choose/child/1/questions")
    meanwhile = {"safety": ["safety.fgm", "safety.suspect_feature"], "safety-fgm": "yes"}
    client.submit(questions, meanwhile | {"safety-suspect_feature": "yes"}, form="#questions")
    before = act_first(client.get(SIGNS))
    assert len(before) == 2

    saved = save(client, page, CONSIDER)

    assert act_first(saved) == before
    assert ticked(saved, "is_so") == ["safety.fgm"]


def test_two_checklists_of_one_child_keep_the_ticks_of_both(client: PageClient, page: Page) -> None:
    save(client, page, SUSPECT, "rejects")

    saved = save(client, page, CONSIDER)

    assert set(ticked(saved)) == {SUSPECT, CONSIDER, "rejects"}
    assert act_first(saved) == ["Ask your safeguarding lead, and discuss a referral without delay"]


def test_a_checklist_left_open_puts_back_nothing_that_was_taken_away(
    client: PageClient, page: Page
) -> None:
    left_open = save(client, page, SUSPECT, is_so=("safety.fgm",))
    save(client, client.get(SIGNS))

    saved = save(client, left_open, SUSPECT, CONSIDER, is_so=("safety.fgm",))

    assert ticked(saved) == [CONSIDER]
    assert act_first(saved) == []


def test_taking_one_of_two_strong_signs_away_leaves_the_answer(
    client: PageClient, page: Page
) -> None:
    other = next(
        str(box["value"])
        for box in page.all("input[name=signs]")
        if "Alert: suspect" in words(page.one(f"#{box['aria-describedby']}"))
        and box["value"] != SUSPECT
    )
    both = save(client, page, SUSPECT, other)

    assert act_first(save(client, both, other)) == act_first(both) != []


def test_an_answer_given_elsewhere_outlives_the_signs(client: PageClient, page: Page) -> None:
    questions = client.get("/choose/child/1/questions")
    client.submit(questions, {"safety": ["safety.suspect_feature"]}, form="#questions")
    ticked_first = save(client, client.get(SIGNS), SUSPECT)

    assert act_first(save(client, ticked_first)) != []


def test_a_sign_that_is_not_one_is_refused(client: PageClient, page: Page) -> None:
    client.submit(page, {"signs": ["no-such-sign"]}, form="#signs", status=400)

    assert ticked(client.get(SIGNS)) == []


def test_there_are_no_signs_of_a_child_who_is_not_in_the_family(client: PageClient) -> None:
    see_options(client, {})

    client.get("/choose/child/2/signs", status=404)


def test_the_page_of_the_child_leads_to_both(client: PageClient) -> None:
    page = see_options(client, {})

    for each in ("signs", "time"):
        assert page.all(f'main a[href="/choose/child/1/{each}"]')


def test_a_sign_that_was_seen_raises_what_to_do_first_whatever_is_answered_elsewhere(
    client: PageClient,
) -> None:
    see_options(client, {"age_text": "14y 0m"})
    signs = client.get("/choose/child/1/signs")
    boxes = {str(box["value"]): str(box["name"]) for box in signs.all("[type=checkbox]")}
    ticks = {boxes[id]: ["suicidal", "ran-away"] for id in ("suicidal", "ran-away")}
    client.submit(signs, ticks, form="#signs")
    child = client.get("/choose/child/1/questions")
    client.submit(child, {"child_needs": ["none"], "safety": ["none"]}, form="#questions")

    text = client.get("/choose/child/1").text

    assert "Refer self-harm to health services" in text
    assert "Independent return interview" in text
