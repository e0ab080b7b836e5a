"""What the form of a scenario means, and every problem beside its field."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from directory.covering.scenarios import Close, Open, Shorten
from directory.gaps.scenario_form import ScenarioMeant, meant, read_form
from directory.importing.values import Vocabulary
from tests.covering.laid_out import ground
from tests.directory_builders import DURHAM, PROGRAMME, Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database
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


def sent(directory: Directory, words: Vocabulary, typed: dict[str, Any]) -> ScenarioMeant:
    return meant(read_form(MultiDict(typed)), ground(directory), words)


def test_each_part_of_the_form_is_a_change(laid: Directory, words: Vocabulary) -> None:
    typed = OPENING | {
        "close-3-service": "twin-1",
        "open-1-from_months": "6",
        "open-2-what": "kind:parenting",
        "open-2-delivery": ["venue", "group"],
        "open-2-postcode": "ne14st",
        "wait-2-service": "Harbour (harbour)",
        "wait-2-weeks": "4",
    }
    found = sent(laid, words, typed)
    assert found.problems == []
    assert found.scenario is not None
    assert found.scenario.changes == (
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
        (OPENING | {"open-1-under_years": "x"}, "open-1-under_years", "Write ages in whole years"),
        (
            OPENING | {"open-1-from_years": "6"},
            "open-1-under_years",
            "the oldest age should be more than",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_problem_beside_its_field(
    laid: Directory, words: Vocabulary, typed: dict[str, Any], field: str, says: str
) -> None:
    found = sent(laid, words, typed)
    assert found.scenario is None or found.problems
    assert [each["text"] for each in found.problems if says in each["text"]]
    assert f"#{field}" in [each["href"] for each in found.problems]
