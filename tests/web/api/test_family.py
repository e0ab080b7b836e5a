"""The contract of `POST /api/v1/family`: each child as for one, and what serves several."""

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from directory.web.api.family_schemas import FamilyAnswer
from tests.directory_builders import (
    CASE,
    HOME,
    NEWCASTLE,
    RECOMMENDATION,
    Directory,
    entry,
)
from tests.web.api.conftest import Api
from tests.web.api.test_match import fill, option
from tests.web.api.test_openapi import check
from tests.web.rulebook import knowledge

pytestmark = pytest.mark.database

CHILD = {id: value for id, value in CASE.items() if not id.startswith("carer.")}
FAMILY: dict[str, Any] = {
    "family": {"safety.immediate_danger": True},
    "children": [CHILD, {**CHILD, "child.age_months": 96}, {"child.age_months": 180}],
    "carers": [
        {
            "role": "mother",
            "for_children": [1, 2, 3],
            "with_child": {"1": {"carer.maltreating_parent": True}},
        },
        {"role": "father", "for_children": [1, 2, 3], "facts": {"parent.low_income": True}},
    ],
    "postcode": HOME,
    "within_miles": 5,
    "services_per_option": 1,
}


def send(api: Api, body: Any) -> TestResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return api.raw.post("/api/v1/family", data=content, content_type="application/json")


def ask(api: Api, body: Any) -> dict[str, Any]:
    reply = send(api, body)
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.get_json()
    return answer


def test_each_child_has_every_recommendation_with_its_carers_and_services(
    api: Api, directory: Directory
) -> None:
    fill(directory)

    answer = ask(api, FAMILY)

    assert [child["child"] for child in answer["children"]] == [1, 2, 3]
    for child in answer["children"]:
        assert {each["recommendation"] for each in child["options"]} == set(
            knowledge().recommendation
        )
        assert child["act_first"][0]["title"].startswith("Call the police")
    found = option(answer["children"][0], RECOMMENDATION)
    assert (found["status"], found["carers"]) == ("applies", [1])
    assert found["other_carers"] == [{"carer": 2, "status": "needs_information"}]
    assert [service["id"] for service in found["services"]][:1] == ["near"]
    assert answer["located"]["authority_name"] == "Newcastle upon Tyne"


def test_a_notice_names_whom_to_ring(api: Api, directory: Directory) -> None:
    directory.take(
        entry(
            "door",
            kind="front_door",
            phone="0191 498 0401",
            hours="9 to 5",
            areas_served=(NEWCASTLE,),
        )
    )

    [notice] = [
        each
        for each in ask(api, FAMILY)["children"][0]["act_first"]
        if each["id"] == "immediate-danger"
    ]

    emergency, door = notice["contacts"]
    assert (emergency["phone"], emergency["entries"], emergency["text"]) == ("999", [], None)
    assert [each["id"] for each in door["entries"]] == ["door"]
    assert (door["entries"][0]["hours"], door["text"]) == ("9 to 5", None)


def test_a_family_of_one_is_answered_as_the_case_is(api: Api, directory: Directory) -> None:
    fill(directory)
    where = {"postcode": HOME, "within_miles": 5}

    one = api.match({**CASE, **where})
    [child] = ask(
        api,
        {
            "children": [CHILD],
            "carers": [{"facts": {"carer.maltreating_parent": True}}],
            **where,
        },
    )["children"]

    for ours, theirs in zip(child["options"], one["options"], strict=True):
        assert ours.items() >= theirs.items()
    assert [each["fact"] for each in child["ask_next"]] == [a["fact"] for a in one["ask_next"]]
    assert child["practice_notes"] == one["practice_notes"]


def test_what_serves_several_children_is_said(api: Api) -> None:
    twins = {**FAMILY, "children": [CHILD, CHILD, {"child.age_months": 180}]}
    mother = {"role": "mother", "for_children": [1, 2, 3]}
    twins["carers"] = [{**mother, "facts": {"carer.maltreating_parent": True}}]

    answer = ask(api, twins)

    first = answer["serves"][0]
    assert first["children"] == [1, 2]
    assert all(len(chosen) == 1 for chosen in answer["smallest_sets"])
    assert answer["unreached"] == [3]
    assert {each["programme"] for each in answer["serves"]} <= set(knowledge().programme)


def test_a_question_names_whom_it_is_about(api: Api) -> None:
    about = knowledge().facts.about

    for child in ask(api, FAMILY)["children"]:
        for each in child["ask_next"]:
            expected = {"child": (True, False), "pair": (True, True), "carer": (False, True)}
            asked = (each["child"] is not None, each["carer"] is not None)
            assert asked == expected.get(about[each["fact"]], (False, False))


WRONG = (
    # body, field, what is said
    ({"children": []}, "children", "name at least one child"),
    ({"children": [{"abuse.neglct": True}]}, "children[1].abuse.neglct", "did you mean"),
    ({"children": [{}], "carers": [{"role": "boss"}]}, "carers[1].role", "is not one of"),
    ({"children": [{}], "family": {"abuse.neglect": True}}, "family.abuse.neglect", "put it there"),
    ({"children": [{}], "postcode": "x"}, "postcode", "is not a full postcode"),
    ({"children": [{}], "pets": []}, "pets", "is not one of"),
    ([], None, "a family is an object with children"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[2])
def test_a_wrong_value_names_its_field(wrong: Any, api: Api) -> None:
    body, field, said = wrong

    reply = send(api, body)

    assert reply.status_code == 422
    [problem] = reply.get_json()["problems"]
    assert problem["field"] == field
    assert said in problem["problem"]


def test_what_is_not_json_is_400_and_no_session_is_begun(api: Api) -> None:
    assert send(api, b"{").status_code == 400
    assert "Set-Cookie" not in send(api, FAMILY).headers


@pytest.mark.parametrize("body", [FAMILY, {"children": [{}]}], ids=["all", "nothing"])
def test_every_field_of_an_answer_is_described(body: Any, api: Api, directory: Directory) -> None:
    fill(directory)
    described = api.raw.get("/api/v1/openapi.json").get_json()

    answer = ask(api, body)

    check(answer, "FamilyAnswer", described)
    FamilyAnswer.model_validate(answer, strict=True)
    assert {"children", "carers", "family", "postcode"} <= set(
        described["components"]["schemas"]["FamilyQuestion"]["properties"]
    )
