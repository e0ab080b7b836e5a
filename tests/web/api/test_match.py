"""The contract of `POST /api/v1/match`: what it answers, in which order, and with which gaps."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from directory.cli import main
from tests.directory_builders import (
    CASE,
    HOME,
    NEWCASTLE,
    PROGRAMME,
    RECOMMENDATION,
    Directory,
    entry,
    hidden,
    venue,
)
from tests.web.api.conftest import Api
from tests.web.rulebook import knowledge

pytestmark = pytest.mark.database

SERVICE_KEYS = ["id", "name", "organisation", "accepts", "why", "distance_miles", "assured_on"]
CASES: list[dict[str, Any]] = [
    {},
    CASE,
    {**CASE, "child.age_months": 60},
    {"child.age_months": -3, "parent.is_mother": True, "parent.methadone_programme": True},
    {"child.age_months": 96, "child.sex": "female", "abuse.sexual": True, "stage": "both"},
    {**CASE, "safety.immediate_danger": True, "safety.disclosure": True},
]


def fill(directory: Directory) -> None:
    ages = {"age_from_months": 0, "age_under_months": 60}
    directory.take(
        entry("far", venue("NE8 4AA"), programme=PROGRAMME, **ages),
        entry("near", venue("NE1 4SU"), position=1, programme=PROGRAMME, **ages),
        entry("unsure", position=2, programme=PROGRAMME, delivery=("phone",)),
        entry("older", venue("NE1 4ST"), position=3, programme=PROGRAMME, age_from_months=60),
        entry("refuge", hidden("NE3 1AA"), position=4, kind="domestic_abuse"),
    )


def option(answer: dict[str, Any], id: str = RECOMMENDATION) -> dict[str, Any]:
    return next(each for each in answer["options"] if each["recommendation"] == id)


def test_services_are_listed_under_their_option_nearest_accepting_first(
    api: Api, directory: Directory
) -> None:
    fill(directory)

    found = option(api.match({**CASE, "postcode": HOME, "within_miles": 5}))

    assert found["status"] == "applies"
    assert [(s["id"], s["accepts"], s["distance_miles"]) for s in found["services"]] == [
        ("near", "yes", 0.3),
        ("far", "yes", 2.8),
        ("unsure", "unknown", None),
        ("older", "no", 0.0),
    ]
    assert found["services_count"] == {"yes": 2, "unknown": 1, "no": 1}
    assert found["next_accepting_miles"] is None


def test_a_service_has_the_keys_of_the_contract_first(api: Api, directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4SU"), programme=PROGRAMME, name="Harbour"))

    [service] = option(json.loads(api.send({**CASE, "postcode": HOME}).data))["services"]

    assert list(service)[: len(SERVICE_KEYS)] == SERVICE_KEYS
    assert service == {
        "id": "a",
        "name": "Harbour",
        "organisation": "Made up",
        "accepts": "unknown",
        "why": ["ages not stated", "venue 0.3 miles away", "how it is delivered is not stated",
                "area not stated"],
        "distance_miles": 0.3,
        "assured_on": None,
        "assured_by": None,
        "programme": "abc",
        "waiting_weeks": None,
        "waiting_as_of": None,
        "phone": None,
        "url": None,
        "referral_routes": [],
        "referral_note": None,
        "is_sample": False,
    }  # fmt: skip


def test_every_recommendation_is_answered_and_services_only_where_they_may_be_used(
    api: Api, directory: Directory
) -> None:
    fill(directory)

    answer = api.match({**CASE, "postcode": HOME})

    assert len(answer["options"]) == len(knowledge().recommendations)
    for each in answer["options"]:
        if each["status"] == "does_not_apply":
            assert (each["services"], each["services_count"]) == ([], None)
        else:
            assert sum(each["services_count"].values()) >= len(each["services"])


def test_where_the_family_lives_is_told_without_repeating_the_postcode(api: Api) -> None:
    reply = api.send({**CASE, "postcode": "ne1 4st"})

    assert reply.get_json()["located"] == {
        "authority": NEWCASTLE,
        "authority_name": "Newcastle upon Tyne",
        "located_by": "postcode",
        "error_metres": 160,
        "source": "OS Code-Point Open 2025.2.0",
        "source_date": "2025-04-22",
    }
    assert "NE1 4ST" not in reply.text
    assert "ne1 4st" not in reply.text


@pytest.mark.parametrize("blank", [None, ""])
def test_without_a_postcode_nothing_is_located(blank: object, api: Api) -> None:
    assert api.match({**CASE, "postcode": blank})["located"] is None


def test_the_distance_and_the_number_asked_for_are_kept_to(api: Api, directory: Directory) -> None:
    fill(directory)
    near = {**CASE, "postcode": HOME, "within_miles": 0.5}

    assert [s["id"] for s in option(api.match(near))["services"]] == ["near", "unsure", "older"]
    fewer = option(api.match({**near, "services_per_option": 1}))
    assert [s["id"] for s in fewer["services"]] == ["near", "older"]


def test_a_fact_left_out_and_a_fact_that_is_null_are_alike(api: Api) -> None:
    nulls = {fact.id: None for fact in knowledge().facts.facts}

    assert api.match({**nulls, "postcode": None, "within_miles": None}) == api.match({})


def test_nothing_of_a_hidden_address_is_answered(api: Api, directory: Directory) -> None:
    secret = {"name": "Rose House", "address": "1 Rose Street"}
    directory.take(
        *(
            entry(f"refuge-{n}", hidden("NE3 1AA", **secret), position=n, programme=id)
            for n, id in enumerate(p.id for p in knowledge().programmes)
        )
    )

    for postcode in (HOME, "NE3 1AA", None):
        text = api.send({"postcode": postcode, "services_per_option": 100}).text
        assert "refuge-1" in text
        assert not any(word in text for word in ("Rose", "NE3", "421273", "568577"))


def test_the_command_line_says_the_same(
    api: Api, directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(directory)
    answer = api.match({**CASE, "postcode": HOME, "within_miles": 2.0})
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE))
    monkeypatch.setenv("DATABASE_URL", directory.settings.database_url)
    monkeypatch.setenv("WAYMARK_PLACES", os.fspath(directory.settings.places))

    words = ["match", str(file), "--postcode", HOME, "--within", "2", "--on", answer["on"]]
    said = CliRunner().invoke(main, words)

    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout) == answer


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "application/xml"])
def test_the_body_is_read_whatever_it_is_called(kind: str, api: Api) -> None:
    assert api.send({}, content_type=kind).status_code == 200


def test_no_cookie_is_set_and_nothing_may_be_kept(api: Api) -> None:
    for reply in (api.send(CASE), api.send(b"x"), api.raw.get("/api/v1/openapi.json")):
        assert "Set-Cookie" not in reply.headers
        assert reply.headers["Cache-Control"] == "no-store"
