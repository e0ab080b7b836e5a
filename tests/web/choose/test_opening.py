"""A kept file is opened whole or not at all, and what has changed since is said, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
import time_machine

from directory.storage import reference_data
from directory.web.choose.options.option_notes import MOST_LETTERS
from directory.web.choose.record.open_views import MOST_TOLD
from directory.web.choose.record.upload_limits import MOST_SIGNS
from directory.web.family_session import SessionChild
from matcher import Knowledge
from tests.family_session_builders import held_by
from tests.web.choose.kept_family import APPLIES, SERVICE, SIGNS, family, kept, open_family
from tests.web.choose.kept_files import drop_visit, file, open_kept, refused
from tests.web.page import words
from tests.web.page_client import PageClient
from tests.web.rulebook import knowledge

__all__ = ["file"]

NOTHING = "Nothing has changed"


def newer(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """Let Waymark know something else from now on."""
    known: Knowledge = replace(knowledge(), **changed)
    monkeypatch.setattr(reference_data, "knowledge_in", lambda _: known)


def test_what_was_kept_comes_back_whole_and_nothing_has_changed(
    client: PageClient, file: dict[str, Any]
) -> None:
    page = open_kept(client, file)

    assert NOTHING in page.text
    visit = held_by(client)
    assert visit is not None
    wanted = family()
    assert {name: getattr(visit, name) for name in wanted} == wanted
    assert kept(client) == file


def test_an_open_family_is_not_overwritten(client: PageClient, file: dict[str, Any]) -> None:
    visit = open_family(client, postcode="NE1 4ST")

    page = open_kept(client, file, status=422)

    assert "is open already, and was not touched" in page.errors[0]
    assert held_by(client) == visit


def test_a_rule_that_changed_says_how_and_why(
    client: PageClient, file: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = knowledge()
    rules = {item.id: item for item in known.recommendations}
    stricter = replace(rules[APPLIES], when=rules[APPLIES].when + rules["ng76:1.7.17"].when[1:2])
    gone = rules.pop("ng76:1.7.12")
    new = replace(gone, id="ng76:9.9.9", ref="9.9.9", title="Something new")
    newer(
        monkeypatch,
        recommendations=(*(rules | {APPLIES: stricter}).values(), new),
        sources=tuple(replace(source, checked_on=date(2026, 11, 20)) for source in known.sources),
    )

    page = open_kept(client, file)

    assert NOTHING not in page.text
    assert (
        f"{stricter.title} Then: applies . Now: needs an answer"
        " What Waymark knows reads differently now. It reads"
    ) in page.text
    assert f"{gone.title} Then: does not apply . Now: not in the knowledge" in page.text
    assert "Something new Then: not in your file . Now: does not apply" in page.text
    assert "checked against its source again: on 20 November 2026" in page.text
    assert "The child is older" not in page.text


def test_a_rule_that_is_only_reworded_stands_as_before(
    client: PageClient, file: dict[str, Any]
) -> None:
    stood = file["result"][0][APPLIES]
    stood["reasons"][0]["text"] = "It was worded otherwise"

    page = open_kept(client, file)

    assert "1 more stands as before, for reasons that read differently" in page.text
    assert "It read It was worded otherwise It reads Abuse or neglect of this child" in page.text


def test_what_signs_answer_is_no_change_when_the_file_is_opened(client: PageClient) -> None:
    child = SessionChild(facts={"child.age_months": 170}, signs=["suicidal", "ran-away"])
    open_family(client, children=[child], carers=[], proceedings_on=None, thoughts=[])
    file = kept(client)
    drop_visit(client)

    assert "Nothing has changed" in open_kept(client, file).text


def test_an_older_child_is_told_from_newer_knowledge(client: PageClient) -> None:
    with time_machine.travel(datetime(2025, 11, 22, 12, tzinfo=UTC)):
        child = SessionChild(facts={"child.born_on": "2021-05-01", "stage": "after_abuse"})
        open_family(client, children=[child], carers=[], proceedings_on=None, thoughts=[])
        file = kept(client)
    drop_visit(client)

    page = open_kept(client, file)

    assert "The file was made on 22 November 2025" in page.text
    assert (
        "Then: needs an answer . Now: does not apply The child is older."
        " It read The child is 4 years 6 months: under 5"
        " It reads The child is 5 years 6 months: not under 5"
    ) in page.text
    assert "reads differently now" not in page.text


def test_an_age_in_months_has_stood_still_and_that_is_said(
    client: PageClient, file: dict[str, Any]
) -> None:
    page = open_kept(client, {**file, "made_on": "2026-08-22"})

    assert "so it still reads as on 22 August 2026" in page.text
    page.one("a[href='/choose/child/2/questions']")
    assert not page.all("a[href='/choose/child/1/questions']")


def test_what_is_not_known_any_more_is_left_out_and_said(
    client: PageClient, file: dict[str, Any]
) -> None:
    file["family"]["children"][0]["child.gone"] = True
    file["family"]["carers"][0]["with_child"]["1"]["pair.gone"] = "x"
    file["family"]["family"]["<b>gone</b>"] = 1
    file["signs"][1] = ["no-such-sign"]
    file["thoughts"].append({**file["thoughts"][0], "recommendation": "ng76:0"})
    file["shortlist"].append("no-such-service")

    page = open_kept(client, file)

    assert page.text.count("an answer:") == 3
    for id in ("child.gone", "pair.gone", "no-such-sign", "ng76:0", "no-such-service"):
        assert id in page.text
    visit = held_by(client)
    assert visit is not None
    assert (visit.shortlist, visit.children[0].signs, visit.children[1].signs) == (
        [SERVICE], SIGNS, [],
    )  # fmt: skip
    assert visit.children[0].facts == family()["children"][0].facts


def test_services_of_the_sheet_that_take_nobody_or_end_soon_are_named(
    client: PageClient, file: dict[str, Any]
) -> None:
    file["shortlist"] = [
        SERVICE, "sample-safecare-fellside", "sample-pup-county",
        "sample-abc-toddler-gateshead", "sample-safecare-kittiwake",
    ]  # fmt: skip

    page = open_kept(client, file)

    assert [words(line) for line in page.all("section[aria-labelledby=not-running] li")] == [
        "SafeCare Northumberland (sample): paused: it takes nobody at present",
        "Parents Under Pressure County Durham (sample): closed on 31 March 2026",
        "Toddler ABC Gateshead (sample): ends on 31 March 2027",
    ]
    assert NOTHING not in page.text


WRONG = (
    # where, value, what is said, comment
    (("family", "children", 0, "abuse.neglect"), "yes",
     "children[1].abuse.neglect: should be true, false or null", "words"),
    (("family", "children", 0, "child.born_on"), "1990-01-01", "18 or over", "grown up"),
    (("family", "children"), [], "children: name at least one child", "nobody"),
    (("family", "carers", 0, "role"), "boss", "carers[1].role: is not one of", "a role"),
    (("family", "pets"), [], "pets: is not one of", "another part"),
    (("postcode",), "EH1 1AA", "postcode: EH1 1AA is in Scotland", "Scotland"),
    (("postcode",), 5, "postcode: should be text", "a number"),
    (("within_miles",), 0, "within_miles: should be a number of miles", "nowhere"),
    (("within_miles",), True, "within_miles: should be a number of miles", "a yes"),
    (("made_on",), "22/11/2026", "made_on: should be a date", "a day"),
    (("made_on",), "2027-01-01", "made_on: should be today or in the past", "to come"),
    (("made_on",), "2020-01-01", "children[1].child.born_on", "before anybody was born"),
    (("proceedings_on",), "2027-01-01", "proceedings_on: should be today", "to come"),
    (("signs",), [], "signs: should have one entry for each child", "too few"),
    (("result",), [{}], "result: should have one entry for each child", "too few results"),
    (("result", 0, APPLIES, "status"), "maybe", "status: cannot be read", "a status"),
    (("result", 0, APPLIES), None, f"result[1]['{APPLIES}']", "no result"),
    (("thoughts", 0, "child"), 7, "thoughts[1].child: there is no child 7", "a child"),
    (("thoughts", 0, "words"), 5, "thoughts[1].words: should be text", "no words"),
    (("shortlist",), None, "shortlist: cannot be read", "null"),
    (("more",), 1, "holds what is not part of it: more", "more"),
    (("version",), 2, "made by a newer Waymark", "newer"),
    (("waymark",), "sheet", "not a file that Waymark made", "another file"),
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[3])
def test_a_wrong_value_refuses_the_whole_file(
    wrong: Any, client: PageClient, file: dict[str, Any]
) -> None:
    where, value, said, _ = wrong
    inner: Any = file
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value

    errors = refused(client, file)

    assert any(said in error for error in errors), errors


NOT_FILES = (
    (b"", "The file is not JSON"),
    (b"\xff\xfe\x00", "The file is not"),
    (b"[" * 100_000, "nested too deeply"),
    (b"[]", "not a file that Waymark made"),
    (b'{"stage": "both"}', "not a file that Waymark made"),
    (b'{"waymark": "family", "waymark": "family"}', "waymark: is given twice"),
    (b'{"waymark": "family", "version": 1}', "made_on: is missing"),
)


@pytest.mark.parametrize("content", NOT_FILES, ids=lambda content: content[1])
def test_what_is_not_a_kept_file_is_said_to_be_none(
    content: tuple[bytes, str], client: PageClient
) -> None:
    errors = refused(client, content[0])

    assert any(content[1] in error for error in errors), errors


def test_no_file_at_all_is_said(client: PageClient) -> None:
    assert client.post("/choose/open", status=422).errors == ["Choose a file first"]


def test_a_file_with_very_many_problems_is_told_in_part(
    client: PageClient, file: dict[str, Any]
) -> None:
    file["signs"][0] = list(range(MOST_SIGNS))

    errors = refused(client, file)

    assert len(errors) == MOST_TOLD + 1
    assert errors[-1] == f"and {MOST_SIGNS - MOST_TOLD} more problems"


def test_more_than_a_visit_can_hold_is_refused(client: PageClient, file: dict[str, Any]) -> None:
    letters = iter([chr(33 + (n * n * 7919) % 9000) for n in range(40 * MOST_LETTERS)])
    file["thoughts"] = [
        {**file["thoughts"][0], "recommendation": id, "words": "".join(islice(letters, 500))}
        for id in file["result"][0]
    ]

    assert refused(client, file) == ["The file holds more than Waymark can keep open at a time"]


def test_a_file_larger_than_a_megabyte_is_refused(client: PageClient) -> None:
    kind = "multipart/form-data; boundary=cut"

    reply = client.raw.post("/choose/open", data=b" " * 1_100_000, content_type=kind)

    assert reply.status_code == 413


def test_a_file_touches_no_disk(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_disk(*args: object, **kwargs: object) -> None:
        raise AssertionError("a file of a family was to be written")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", no_disk)
    token = client.get("/choose/open").one("main [name=csrf_token]")["value"]
    parts = (f'csrf_token"\r\n\r\n{token}', f'kept"; filename="a"\r\n\r\n{"x" * 900_000}')
    body = "".join(f'--cut\r\nContent-Disposition: form-data; name="{part}\r\n' for part in parts)

    reply = client.raw.post(
        "/choose/open", data=f"{body}--cut--\r\n", content_type="multipart/form-data; boundary=cut"
    )

    assert "The file is not JSON" in reply.text


def test_the_form_is_on_a_page_of_its_own(client: PageClient) -> None:
    page = client.get("/choose/open")

    assert page.one("form")["enctype"] == "multipart/form-data"
    assert page.one("#kept")["type"] == "file"
