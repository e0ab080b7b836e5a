"""What the form of a scenario means, and every problem beside its field."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from directory.domain.coverage.gap_request import read_gap_query
from directory.domain.coverage.scenarios.scenario import Close, Open, Scenario, Shorten
from directory.model.cell_types import Vocabulary
from directory.web.base_form import error_list
from directory.web.gaps.scenario_form import ScenarioForm
from tests.directory_builders import DURHAM, PROGRAMME, TODAY, Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import ground
from tests.web.rulebook import knowledge

pytestmark = pytest.mark.database
Sent = Callable[[dict[str, Any]], tuple[Scenario | None, list[dict[str, str]]]]
OPENING = {
    "open-1-what": f"programme:{PROGRAMME}",
    "open-1-delivery": ["home"],
    "open-1-area": DURHAM,
    "open-1-from_years": "0",
    "open-1-under_years": "5",
}


@pytest.fixture
def laid(directory: Directory) -> Directory:
    directory.take(
        entry("harbour", name="Harbour"),
        entry("twin-1", name="Twins", position=1),
        entry("twin-2", name="Twins", position=2),
    )
    return directory


@pytest.fixture
def sent(app: Flask, laid: Directory, words: Vocabulary) -> Sent:
    """Return what reads a form, and gives what it means and the lines of the error summary."""

    def read(typed: dict[str, Any]) -> tuple[Scenario | None, list[dict[str, str]]]:
        asked = read_gap_query({}, knowledge(), ground(laid), TODAY)
        with app.test_request_context(method="POST", data=typed):
            form = ScenarioForm(asked)
            return form.scenario(asked.ground, words), error_list(form, *form.parts)

    return read


def test_each_part_of_the_form_is_a_change(sent: Sent) -> None:
    typed = OPENING | {
        "close-3-service": "twin-1",
        "open-1-from_months": "6",
        "open-2-what": "kind:parenting",
        "open-2-delivery": ["venue", "group"],
        "open-2-postcode": "ne14st",
        "wait-2-service": "Harbour (harbour)",
        "wait-2-weeks": "4",
    }
    scenario, problems = sent(typed)
    assert problems == []
    assert scenario is not None
    assert scenario.changes == (
        Close(service="twin-1"),
        Open(
            programme=PROGRAMME, delivery=("home",), areas_served=(DURHAM,), age_from_months=6,
            age_under_months=60,
        ),
        Open(kind="parenting", delivery=("venue", "group"), postcode="NE1 4ST"),
        Shorten(service="harbour", waiting_weeks=4),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({}, "close-1-service", "Enter at least one change"),
        ({"close-1-service": "no such"}, "close-1-service", "Closing 1: the service is not in the"),
        ({"close-2-service": "twins"}, "close-2-service", "write one of twin-1, twin-2"),
        (
            {"close-1-service": "harbour", "close-3-service": "Harbour"},
            "close-3-service",
            "Closing 3: the service is in change 1 already",
        ),
        (
            {"wait-1-service": "harbour", "wait-1-weeks": ""},
            "wait-1-weeks",
            "Wait 1: the weeks is missing",
        ),
        (
            {"wait-2-service": "harbour", "wait-2-weeks": "soon"},
            "wait-2-weeks",
            "Wait 2: the weeks should be",
        ),
        ({"wait-1-weeks": "4"}, "wait-1-service", "Wait 1: the service is missing"),
        (OPENING | {"open-1-what": ""}, "open-1-what", "name a programme, or a kind"),
        (OPENING | {"open-1-delivery": []}, "open-1-delivery", "how it is delivered is missing"),
        (OPENING | {"open-1-area": ""}, "open-1-area", "needs the areas that it serves"),
        (
            OPENING | {"open-1-delivery": ["venue"]},
            "open-1-postcode",
            "what people come to needs a postcode",
        ),
        (OPENING | {"open-1-postcode": "rubbish"}, "open-1-postcode", "is not a full postcode"),
        (
            OPENING | {"open-1-under_years": "x"},
            "open-1-under_years",
            "Opening 1: Years of the oldest age",
        ),
        (
            OPENING | {"open-1-from_years": "6"},
            "open-1-under_years",
            "the oldest age should be more than",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_problem_beside_its_field(
    sent: Sent, typed: dict[str, Any], field: str, says: str
) -> None:
    scenario, problems = sent(typed)
    assert scenario is None
    assert [each["text"] for each in problems if says in each["text"]]
    assert f"#{field}" in [each["href"] for each in problems]
