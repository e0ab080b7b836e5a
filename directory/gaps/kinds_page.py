"""The kinds of gap: a list for each, by recommendation, and what each kind means."""

from dataclasses import dataclass

from flask import render_template

from directory.covering.kinds import (
    ASSURED_MONTHS,
    FAR_MILES,
    KINDS,
    WAIT_WEEKS,
    Kind,
    kinds_of_gap,
)
from directory.covering.report import say_where, targets_of
from directory.covering.terms import Target
from directory.covering.wording import say_within
from directory.gaps.asking import Asking, asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.telling import told

LABELS: dict[Kind, str] = {
    "nobody": "Nobody",
    "not-for-them": "Nobody who takes these children",
    "too-far": "Too far",
    "too-long": "Too long a wait",
    "not-as-recommended": "Not as recommended",
    "one-provider": "Only one provider",
    "ends-soon": "Ends within a year",
    "not-assured": "Nobody checked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShown:
    """Children in one kind of gap, and those for whom it is not known."""

    kind: Kind
    label: str
    meaning: str
    children: float
    unclear: float


@blueprint.get("/kinds")
def kinds() -> str:
    """Show how many children are in each kind of gap, by recommendation."""
    asked = asking()
    targets = targets_of(asked.knowledge, asked.question.rows)
    return render_template(
        "gaps/kinds.html",
        where=say_where(asked.ground, asked.chosen),
        rows=[(target, kinds_shown(asked, target)) for target in targets],
        meanings=[(LABELS[kind], meaning_of(kind, asked)) for kind in KINDS],
        form_of=form_of(asked),
        error_list=asked.problems,
        **told(asked),
    )


def kinds_shown(asked: Asking, target: Target) -> list[KindShown]:
    """Return every kind of gap of a target, the gravest first."""
    terms = asked.question.terms
    found = kinds_of_gap(asked.ground, asked.knowledge, target, terms, asked.districts)
    return [
        KindShown(
            kind=kind,
            label=LABELS[kind],
            meaning=meaning_of(kind, asked),
            children=float(found[kind].children.sum()),
            unclear=float(found[kind].unclear.sum()),
        )
        for kind in KINDS
    ]


def meaning_of(kind: Kind, asked: Asking) -> str:
    """Return what a kind of gap means under the terms of a question."""
    terms = asked.question.terms
    weeks = WAIT_WEEKS if terms.wait_weeks is None else terms.wait_weeks
    meanings: dict[Kind, str] = {
        "nobody": f"no service delivers this within {FAR_MILES:g} miles and takes them",
        "not-for-them": "a service delivers this near them, and takes no children like these",
        "too-far": f"the nearest that takes them is not within {say_within(terms)}",
        "too-long": f"whoever takes them has a wait of over {weeks} weeks",
        "not-as-recommended": "whoever takes them differs from the recommendation in the dose,"
        " the training or being on call",
        "one-provider": "one organisation alone takes them: nobody is left if it stops",
        "ends-soon": "whoever takes them is closing, or ends within a year",
        "not-assured": "no entry of whoever takes them was checked within"
        f" {terms.assured_months or ASSURED_MONTHS} months",
    }
    return meanings[kind]
