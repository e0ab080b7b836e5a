"""What a sheet says a service is: the words of its programme, or kind, and how often it is."""

from typing import Any

import pytest
from flask import Flask

from directory.model.columns import KINDS
from directory.web.signpost import kind_text
from directory.web.signpost.languages import WELSH, sheet_in
from matcher.programmes import Programme
from tests.web.signpost.sheet_builder import shown


def test_every_kind_of_service_has_its_words() -> None:
    assert set(kind_text.KINDS) == set(KINDS)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ({}, None),
        ({"delivery": ("home",)}, None),
        ({"weeks": 10, "sessions": 10}, "It runs once a week for 10 weeks."),
        (
            {"weeks": 10, "sessions": 10, "delivery": ("home",)},
            "A worker visits you at home once a week for 10 weeks.",
        ),
        ({"weeks": 6, "sessions": 12}, "It runs twice a week for 6 weeks."),
        ({"weeks": 12, "sessions": 8}, "It runs 8 times over 12 weeks."),
        ({"weeks": 26, "delivery": ("online",)}, "It is online, for 26 weeks."),
        ({"sessions": 18, "delivery": ("group", "venue")}, "It is in a group, 18 times."),
        ({"sessions": 18, "delivery": ("group", "home")}, "It runs 18 times."),
        ({"weeks": 1, "sessions": 1}, "It runs once."),
        ({"weeks": 0, "sessions": 0}, None),
    ],
)
def test_how_often_is_what_the_service_states(
    app: Flask, states: dict[str, Any], said: str | None
) -> None:
    assert shown(app, **states).often == said


def test_a_programme_without_words_has_those_of_its_kind(app: Flask) -> None:
    usual = {"id": "x", "name": "X", "type": "named", "summary": "S", "source": "S"}
    silent = Programme(**usual)  # type: ignore[arg-type]
    says = Programme(**usual, family_says=("A walk.", "It helps."))  # type: ignore[arg-type]

    assert kind_text.text_of("parenting", None) == kind_text.KINDS["parenting"]
    assert kind_text.text_of("no-such-kind", silent) == kind_text.KINDS["other"]
    with app.test_request_context():
        assert kind_text.text_of("parenting", says) == ("A walk.", "It helps.")
        sheet_in(WELSH)
        assert kind_text.text_of("parenting", says) == kind_text.KINDS["parenting"]
