"""A feed whose terms and area names are explained: at once for all, and for every later pull."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from directory.application.commands.feed_enrichment import decide_contact, set_rule
from directory.application.commands.feeds import RefusedError
from directory.application.feeds.enrichment import (
    AREA,
    TERM,
    WHOLE,
    Meaning,
    enrich,
    preview,
    say_meaning,
    worklist_of,
)
from directory.application.feeds.feed_additions import contacts_of
from directory.model.service_entry import ServiceEntry
from directory.storage import AuditEvent
from directory.storage.entry_repository import stored_entries
from directory.storage.feed_enrichment import stated_by_feed
from matcher import match
from tests.application.feeds import made_feed as made
from tests.application.feeds.served import Server, add, pull, reading, record
from tests.directory_builders import NOW, TODAY, Directory

pytestmark = pytest.mark.database
CHILD = {"stage": "at_risk", "abuse.neglect": True, "child.age_months": 40}
WARDS = {"service_areas": [{"service_area": "Outer West"}]}


def entries(directory: Directory, feed: str = "other") -> dict[str, ServiceEntry]:
    with directory.session() as session:
        return stored_entries(session, feed)


def say(directory: Directory, meaning: Meaning, feed: str = "other") -> dict[str, int]:
    with directory.session() as session:
        plan = say_meaning(session, feed, reading(directory), meaning, actor="editor", now=NOW)
    return plan.counts()


def test_a_term_is_counted_until_it_is_explained_and_changes_all_that_carry_it(
    feed: Server, directory: Directory
) -> None:
    tag = [{"taxonomy_term": {"name": "Family  Help"}}]
    feed.records = [record(n, attributes=tag) for n in "abc"] + [record("d")]
    pull(directory)
    meaning = Meaning(
        what=TERM, key="family help", kind="practical_help", programme="practical-help"
    )
    with directory.session() as session:
        counted = worklist_of(session, "other", reading(directory)).terms
        shown = preview(session, "other", reading(directory), meaning)
    before = {e.values["kind"] for e in entries(directory).values()}

    done = say(directory, meaning)

    assert (dict(counted), before) == ({"Family  Help": 3}, {"other", "parenting"})
    assert shown.counts() == done == {"added": 0, "changed": 3, "unchanged": 1, "retired": 0}
    found = entries(directory)["other~a"].values
    assert (found["kind"], found["programme"]) == ("practical_help", "practical-help")
    with directory.session() as session:
        assert stated_by_feed(session, "other~a") == {"kind": "other", "programme": ""}
        assert stated_by_feed(session, "other~d") == {}
        assert "feed.map" in set(session.scalars(select(AuditEvent.action)))


def test_what_was_said_survives_every_pull(feed: Server, directory: Directory) -> None:
    feed.records = [record("a", **WARDS)]
    pull(directory)
    say(directory, Meaning(what=AREA, key="Outer west", area="E08000021"))
    feed.records = [record("a", name="Anew", **WARDS), record("b", **WARDS)]

    pull(directory, refresh=True)

    found = entries(directory)
    assert found["other~a"].values["name"] == "Anew"
    assert {e.values["areas_served"] for e in found.values()} == {("E08000021",)}


def test_the_exact_name_of_an_authority_is_an_area_by_itself(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record("a", service_areas=[{"name": "Gateshead Council"}])]
    pull(directory)

    assert entries(directory)["other~a"].values["areas_served"] == ("E08000037",)


def test_what_holds_of_a_whole_feed_yields_to_what_an_entry_states(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record("a"), record("b", service_areas=[{"name": "Gateshead"}])]
    pull(directory)

    say(directory, Meaning(what=WHOLE, area="E08000021"))

    served = {id: e.values["areas_served"] for id, e in entries(directory).items()}
    assert served == {"other~a": ("E08000021",), "other~b": ("E08000037",)}


def test_one_entry_is_enriched_and_what_the_feed_states_stays_known(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record("a", minimum_age=0, maximum_age=4)]
    pull(directory)
    cells = {"other~a": {"age_under_months": "36", "accepts_abuse": "abuse.neglect"}}
    with directory.session() as session:
        enrich(session, "other", reading(directory), cells, actor="editor", now=NOW)

    pull(directory, refresh=True)

    found = entries(directory)["other~a"].values
    assert (found["age_under_months"], found["accepts_abuse"]) == (36, ("abuse.neglect",))
    with directory.session() as session:
        stated = stated_by_feed(session, "other~a")
    assert stated == {"age_under_months": "60", "accepts_abuse": ""}


@pytest.mark.parametrize(
    ("id", "cells", "said"),
    [
        ("other~x", {"kind": "parenting"}, "is no entry of the feed"),
        ("other~a", {"name": "x"}, "cannot be set"),
        ("other~a", {"kind": "x"}, "should be one of"),
    ],
)
def test_an_overlay_that_cannot_be_is_refused_and_nothing_is_written(
    id: str, cells: dict[str, str], said: str, feed: Server, directory: Directory
) -> None:
    pull(directory)
    before = entries(directory)

    with pytest.raises(RefusedError, match=said), directory.session() as session:
        enrich(session, "other", reading(directory), {id: cells}, actor="editor", now=NOW)

    assert entries(directory) == before


def test_a_contact_in_doubt_is_kept_once_somebody_says_that_it_is_of_a_group(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record("a", email="sunshine99@gmail.com")]
    pull(directory)
    before = entries(directory)["other~a"].values["email"]
    with directory.session() as session:
        code = contacts_of(session, "other").code("sunshine99@gmail.com")
        decide_contact(session, "other", code, is_group=True, actor="editor", now=NOW)

    pull(directory)

    assert before is None
    assert entries(directory)["other~a"].values["email"] == "sunshine99@gmail.com"


def test_forty_terms_and_names_give_a_made_feed_of_800_kinds_and_areas(
    directory: Directory, tmp_path: Path
) -> None:
    """Measured: at least 60 % have a kind and an area, and a neglected child of 3 is offered one.

    Where nothing is explained it is under 5 %.
    """
    file = tmp_path / "made.json"
    file.write_text(json.dumps(made.made_feed()))
    add(directory, str(file), "made")
    pull(directory, "made")
    before = _usable(directory)
    with directory.session() as session:
        todo = worklist_of(session, "made", reading(directory))
    kinds = {name: (kind, programme) for name, _, kind, programme in made.TERMS}
    areas = {name: code for name, _, code in made.AREAS}
    counted = [(n, TERM, name) for name, n in todo.terms.items()]
    counted += [(n, AREA, name) for name, n in todo.areas.items()]
    with directory.session() as session:
        for _, what, name in sorted(counted, reverse=True)[:40]:
            kind, programme = kinds.get(name, (None, None)) if what == TERM else (None, None)
            area = areas[name] if what == AREA else None
            if kind or area:
                set_rule(
                    session, "made", what, name, kind=kind, programme=programme, area=area,
                    actor="editor", now=NOW,
                )  # fmt: skip
    pull(directory, "made")

    after = _usable(directory)

    assert before < 0.05
    assert after >= 0.6
    options = match(CHILD, directory.knowledge, TODAY).options
    applies = {each.recommendation.id for each in options if each.status == "applies"}
    for recommendation in ("ng76:1.5.4", "ng76:1.5.7"):
        assert recommendation in applies
        assert any(
            each.service.id.startswith("made~") and each.accepts != "no"
            for each in directory.find(CHILD, recommendation=recommendation).listed
        )


def _usable(directory: Directory) -> float:
    found = entries(directory, "made").values()
    usable = [e for e in found if e.values["kind"] != "other" and e.values["areas_served"]]
    return len(usable) / len(found)
