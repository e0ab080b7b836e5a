"""Addresses that are cited: each with its state and day, and none a copy of a statute."""

from __future__ import annotations

import json
import re

import pytest

from matcher import cli
from matcher.links import cited_links
from tests.matcher.shipped import answer, knowledge

SCRAPERS = re.compile(r"scribd|docslib|abcdocz|vdocuments|paperzz|doczz|docplayer|1library|docbox")
"""Sites that copy other people's documents."""


def test_every_address_has_a_state_and_a_day() -> None:
    links = cited_links(knowledge())
    assert {link.state for link in links} <= {"open", "closed", "not checked"}
    assert all(link.on and link.cited_by for link in links)
    assert [link.on for link in links] == sorted(link.on for link in links)
    assert len({link.url for link in links}) == len(links)


def test_an_address_that_has_closed_says_what_it_was() -> None:
    closed = [link for link in cited_links(knowledge()) if link.state == "closed"]
    assert closed
    assert all(link.was for link in closed)


def test_every_address_of_a_rule_notice_or_sign_is_registered() -> None:
    registered = {link.url for link in knowledge().links}
    programmes = set(knowledge().programme)
    for link in cited_links(knowledge()):
        if not set(link.cited_by) <= programmes:
            assert link.url in registered, link


def test_no_law_or_guidance_is_cited_to_a_site_that_copies_documents() -> None:
    named = {link.url: set(link.cited_by) for link in cited_links(knowledge())}
    copies = {url: who for url, who in named.items() if SCRAPERS.search(url)}
    # Trials of programmes alone were read there.
    assert set().union(*copies.values()) <= {"triple-p-attributional", "pathways-triple-p"}


def test_a_citation_carries_the_state_of_its_address() -> None:
    rows = {row["recommendation"]: row for row in answer({}).as_data()["options"]}
    assert rows["scas:pup"]["citation"]["state"] == "closed"
    assert rows["scas:pup"]["citation"]["was"]
    assert rows["ng26:1.4.9"]["citation"]["state"] == "not checked"
    assert rows["ng26:1.4.9"]["citation"]["on"] == "2026-11-30"
    assert rows["ng26:1.4.9"]["checked_on"] == "2026-11-30"


def test_the_command_lists_all_by_date_and_state(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "load", lambda *_: knowledge())
    assert cli.main(["links"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(cited_links(knowledge()))
    assert lines[0].split("\t")[:2] == ["2026-11-22", "closed"]
    assert cli.main(["links", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["cited_by"]


def test_names_of_today_stand_beside_the_old_ones() -> None:
    names = {item.today: item.was for item in knowledge().names}
    assert names["Family Help lead practitioner"] == ("lead professional",)
    assert "family group decision making" in names
    assert all(item.citations for item in knowledge().names)


def test_a_source_that_was_read_in_a_copy_says_which() -> None:
    for source in knowledge().sources:
        if source.id in ("ng26", "cg158", "ng205", "qs116", "ng11", "ng54", "foundations"):
            assert "heck the current page" in (source.read_in or "")
            assert source.checked_on
