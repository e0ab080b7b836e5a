"""What a service states of itself, in words, and what it does not state."""

from datetime import date, timedelta
from typing import Any

import pytest

from directory.domain.service.freshness import freshness
from directory.domain.service.service_text import (
    ago,
    quality_lines,
    say_checked,
    say_distance,
    stated_lines,
    web_page,
)
from directory.model.service_line import ServiceLine

ON = date(2026, 11, 30)


def line(**states: Any) -> ServiceLine:
    """A service that states what is given and nothing else."""
    lists = ("delivery", "referral_routes", "languages", "accessibility")
    silent = {name: () if name in lists else None for name in ServiceLine._fields}
    return ServiceLine(**{**silent, **states})


def said(label: str, **states: Any) -> str | None:
    service = line(**states)
    return dict([*stated_lines(service, ON), *quality_lines(service, ON)])[label]


@pytest.mark.parametrize(
    ("label", "states", "words"),
    [
        ("Length", {"weeks": 12, "sessions": 1}, "12 weeks, 1 session"),
        ("Length", {"sessions": 20}, "20 sessions"),
        ("Trained staff", {"trained_staff": 0}, "0"),
        ("On call", {"on_call": True}, "yes, day and night"),
        ("On call", {"on_call": False}, "no"),
        ("Who may refer", {"referral_routes": ("self", "court")}, "the family itself, the court"),
        ("Languages", {"languages": ("Polish", "Urdu")}, "Polish, Urdu"),
        ("Accessibility", {"accessibility": ("step-free",)}, "step free"),
        ("Licence or accreditation", {"accreditation": "Ofsted"}, "Ofsted"),
        (
            "Licence or accreditation",
            {"accreditation": "Ofsted", "accreditation_expires": ON},
            "Ofsted, runs out on 30 November 2026",
        ),
        (
            "Licence or accreditation",
            {"accreditation_expires": date(2026, 11, 29)},
            "ran out on 29 November 2026",
        ),
    ],
)
def test_a_line_says_what_is_stated(label: str, states: dict[str, Any], words: str) -> None:
    assert said(label, **states) == words


def test_what_is_not_stated_has_no_words() -> None:
    service = line()
    lines = dict([*stated_lines(service, ON), *quality_lines(service, ON)])

    assert {label: words for label, words in lines.items() if words} == {}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "1 day ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (90, "12 weeks ago"),
        (91, "13 weeks ago"),
        (92, "3 months ago"),
        (700, "23 months ago"),
        (731, "2 years ago"),
    ],
)
def test_how_long_ago_a_day_was(days: int, words: str) -> None:
    assert ago(ON - timedelta(days=days), ON) == words


@pytest.mark.parametrize(
    ("miles", "words"),
    [(None, None), (0.0, "under 0.1 miles"), (0.1, "0.1 miles"), (2.5, "2.5 miles")],
)
def test_a_distance_stands_beside_a_name(miles: float | None, words: str | None) -> None:
    assert say_distance(miles) == words


def test_a_check_says_who_made_it_where_that_is_stated() -> None:
    assert say_checked(None, "A body", ON) is None
    assert say_checked(ON, None, ON) == "30 November 2026, today"
    assert say_checked(ON, "A body", ON) == "30 November 2026, today, by: A body"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "never"),
        (date(2026, 8, 31), "fresh"),
        (date(2026, 8, 30), "year"),
        (date(2025, 12, 1), "year"),
        (date(2025, 11, 30), "longer"),
    ],
)
def test_how_lately_an_entry_was_checked(day: date | None, words: str) -> None:
    assert freshness(day, ON) == words


def test_only_a_web_page_is_linked() -> None:
    assert web_page("https://example.org") == "https://example.org"
    assert web_page("javascript:alert(1)") is None
    assert web_page(None) is None
