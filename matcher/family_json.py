"""A family's result as plain data for JSON, in the form that `docs/api.md` fixes."""

from __future__ import annotations

from typing import Any

from matcher.family_matching import FamilyResult
from matcher.family_programmes import Serves
from matcher.family_results import ChildOption, ChildResult
from matcher.result import (
    difference_data,
    gap_data,
    notice_data,
    option_data,
    read_as_data,
    sources_of,
)

__all__ = ["child_data", "family_data"]


def family_data(result: FamilyResult) -> dict[str, Any]:
    """Return what would serve several children; people are counted from 1."""
    return {
        "serves": [_serves(each) for each in result.serves],
        "smallest_sets": [[each.programme.id for each in chosen] for chosen in result.smallest],
        "unreached": list(result.unreached),
    }


def child_data(number: int, result: ChildResult) -> dict[str, Any]:
    """Return every recommendation for one child, and what goes with them."""
    return {
        "child": number,
        "options": [_option(each) for each in result.options],
        "act_first": [notice_data(item) for item in result.act_first],
        "ask_next": [
            {
                "fact": each.ask.fact,
                "child": each.child,
                "carer": each.carer,
                "settles": each.ask.settles,
                "question": each.ask.question,
            }
            for each in result.ask_next
        ],
        "practice_notes": [f"{item.says} ({sources_of(item)})" for item in result.practice_notes],
        "warnings": [item.says for item in result.contradictions],
        "nothing_named": [gap_data(gap) for gap in result.nothing_named],
        "side_by_side": [difference_data(each) for each in result.side_by_side],
        "read_as": [read_as_data(each) for each in result.read_as],
    }


def _option(each: ChildOption) -> dict[str, Any]:
    return {
        **option_data(each.option),
        "carers": list(each.carers),
        "other_carers": [
            {"carer": place, "status": option.status} for place, option in each.others
        ],
    }


def _serves(each: Serves) -> dict[str, Any]:
    return {
        "programme": each.programme.id,
        "name": each.programme.name,
        "children": list(each.children),
        "recommendations": list(each.recommendations),
    }
