"""The knowledge as pages: every recommendation and programme in words, for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from directory.infrastructure.settings import Settings
from directory.web.app import create_app
from tests.web.page_client import PageClient
from tests.web.rulebook import RULEBOOK, knowledge


def test_the_list_has_every_recommendation_by_source(client: PageClient) -> None:
    page = client.get("/knowledge/")
    links = {str(a.get("href")) for a in page.soup.select("main a")}

    assert {f"/knowledge/recommendation/{item.id}" for item in knowledge().recommendations} <= links
    assert "left out" not in page.text


def test_the_footer_leads_to_it(client: PageClient) -> None:
    page = client.get("/privacy")

    assert page.one("footer a[href='/knowledge/'], .govuk-footer a[href='/knowledge/']")


def test_every_recommendation_has_a_page(client: PageClient) -> None:
    for item in knowledge().recommendations:
        page = client.get(f"/knowledge/recommendation/{item.id}")
        said = " ".join(page.text.split())

        assert page.one("h1").get_text() == item.title
        assert all(" ".join(line.split()) in said for line in item.delivery)
        assert "No cases can be read" not in said


def test_every_programme_has_a_page(client: PageClient) -> None:
    for programme in knowledge().programmes:
        page = client.get(f"/knowledge/programme/{programme.id}")

        assert page.one("h1").get_text() == programme.name
        assert all(rating.rating in page.text for rating in programme.ratings)


def test_a_condition_is_a_tree_of_lists(client: PageClient) -> None:
    page = client.get("/knowledge/recommendation/ng76:1.7.4")
    top = page.soup.select("#when ~ ul")[0]
    rows = [row.get_text(" ", strip=True) for row in top.find_all("li", recursive=False)]

    assert rows[-1] == "The child is under 5"
    assert [li.get_text(strip=True) for li in top.select("li li")] == [
        "The child has been neglected",
        "The child has been physically abused",
    ]


def test_what_delivers_it_leads_to_find(client: PageClient) -> None:
    page = client.get("/knowledge/recommendation/ng76:1.7.4")

    assert "no service in the directory" in page.text
    assert "not checked whether the link opens, 22 November 2026" in " ".join(page.text.split())


def test_the_programmes_and_whoever_is_named_nothing_have_pages(client: PageClient) -> None:
    assert "Attachment-based intervention" in client.get("/knowledge/programmes").text
    page = client.get("/knowledge/nothing-named")

    assert "staff of a children’s home" in page.text
    assert page.soup.select("#one ~ ul a[href^='/knowledge/recommendation/ng76:']")


# A council's own layer

RULE = """\
source: northmore
name: Northmore practice guide
title: Northmore practice guide
publisher: Northmore Council
published: null
url: https://northmore.example/
checked_on: 2026-11-22
owner: knowledge editor
recommendations:
  - id: northmore:1
    ref: "1"
    title: A family worker
    strength: consider
    programmes: []
    kinds: [practical_help]
    when: [harm.happened]
    delivery: [Weekly]
    cautions: []
    near_matches: []
    also: []
"""
CHANGES = """\
set_aside_here:
  - recommendation: "ng76:1.7.4"
    reason: Nobody is trained in it
    decided_by: Head of early help
    decided_on: 2026-11-01
"""


def local_client(settings: Settings, own: Path, rule: str) -> Iterator[PageClient]:
    (own / "rules").mkdir(parents=True)
    (own / "rules" / "northmore.yaml").write_text(rule, "utf-8")
    (own / "changes.yaml").write_text(CHANGES, "utf-8")
    app: Flask = create_app(replace(settings, data=RULEBOOK, local_knowledge=own))
    yield PageClient(app.test_client())
    app.extensions["engine"].dispose()


@pytest.fixture
def local(settings: Settings, tmp_path: Path) -> Iterator[PageClient]:
    yield from local_client(settings, tmp_path / "own", RULE)


@pytest.fixture
def broken(settings: Settings, tmp_path: Path) -> Iterator[PageClient]:
    yield from local_client(
        settings, tmp_path / "own", RULE.replace("harm.happened", "harm.hapened")
    )


def test_what_is_local_and_what_is_set_aside_is_marked(local: PageClient) -> None:
    page = local.get("/knowledge/")
    own = local.get("/knowledge/recommendation/northmore:1")
    aside = local.get("/knowledge/recommendation/ng76:1.7.4")

    assert "Northmore practice guide (local)" in page.text
    assert "Set aside here: Nobody is trained in it" in page.text
    assert own.one("h1").get_text() == "Local: A family worker"
    assert "It is no national recommendation" in own.text
    assert "Set aside here: Nobody is trained in it" in " ".join(aside.text.split())


def test_a_layer_with_a_mistake_is_left_out_and_told(
    broken: PageClient, capsys: pytest.CaptureFixture[str]
) -> None:
    page = broken.get("/knowledge/")

    assert (
        "northmore.yaml, line 16: recommendations[0].when[0]: harm.hapened is neither" in page.text
    )
    assert "did you mean harm.happened?" in page.text
    assert "Northmore practice guide" not in page.text
    broken.get("/knowledge/recommendation/northmore:1", status=404)
