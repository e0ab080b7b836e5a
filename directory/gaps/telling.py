"""The words and sources that every page of gaps shows its numbers with."""

from directory.covering.sources import confidence, population_source
from directory.covering.terms import Target
from directory.covering.wording import (
    say_children,
    say_share,
    say_terms,
    target_ref,
    target_title,
)
from directory.gaps.asking import Asking
from matcher import Knowledge


def told(asked: Asking) -> dict[str, object]:
    """Return what a template of gaps speaks with, and what its numbers rest on."""
    terms, knowledge = asked.question.terms, asked.knowledge
    return {
        "address": asked.address,
        "has_sample": any(line.is_sample for line in asked.ground.offers.lines),
        "say_children": say_children,
        "say_share": say_share,
        "title_of": lambda target: target_title(target, knowledge),
        "ref_of": lambda target: target_ref(target, knowledge),
        "strength_of": lambda target: _strength(target, knowledge),
        "terms_said": say_terms(terms, knowledge),
        "on": terms.on,
        "source": population_source(asked.ground),
        "confidence": confidence(asked.ground, asked.districts, terms),
    }


def _strength(target: Target, knowledge: Knowledge) -> str:
    if target.what != "recommendation":
        return ""
    return knowledge.recommendation[target.id].strength
