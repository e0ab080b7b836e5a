"""The words, the form and the sources that every page of gaps shows its numbers with."""

from typing import Any

from flask import render_template, request

from directory.domain.coverage.data_confidence import confidence, population_source
from directory.domain.coverage.gap_params import query_params
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import (
    say_children,
    say_share,
    say_terms,
    target_ref,
    target_title,
)
from directory.web.base_form import error_list
from directory.web.gaps.gap_form import GapForm, gap_form
from matcher import Knowledge

LONGEST = 100
"""Letters of something typed that the page repeats."""
TERMS = "terms"
"""The id of the form, where problems lead that are of none of its fields."""


def gaps_page(
    template: str, asked: GapRequest, *forms: Any, terms_form: GapForm | None = None, **more: object
) -> str:
    """Return a page of gaps with the form of what is counted, and `forms` of its own.

    `typed` is the address as it stands, for a form that is sent: what cannot be read is then said
    once more and not dropped on the way.
    """
    form = terms_form or gap_form(asked, request.args, GapForm)
    return render_template(
        template,
        terms_form=form,
        left_out=left_out(asked),
        typed=request.args.to_dict(flat=False),
        error_list=error_list(form, *forms, of_form=TERMS),
        **shared_context(asked) | more,
    )


def left_out(asked: GapRequest) -> list[str]:
    """Return what the address asks that no number is of: each parameter as it was typed."""
    fields = dict.fromkeys(str(problem.field) for problem in asked.problems)
    return [f"{name}: {', '.join(request.args.getlist(name))[:LONGEST]}" for name in fields]


def shared_context(asked: GapRequest) -> dict[str, Any]:
    """Return what a template of gaps speaks with, and what its numbers rest on."""
    terms, knowledge = asked.terms, asked.knowledge
    return {
        "asked": asked,
        "address": query_params(asked.query),
        "has_sample": asked.ground.snapshot.has_sample,
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


def _strength(target: GapTarget, knowledge: Knowledge) -> str:
    if target.what != "recommendation":
        return ""
    return knowledge.recommendation[target.id].strength
