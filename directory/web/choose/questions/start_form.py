"""The first page: who would take part, whether they harmed the child, and the common needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory.web.base_form import BaseForm
from directory.web.choose.view_support import knowledge
from directory.web.family_session import SessionCarer
from matcher.facts import Fact, Role
from matcher.family import AT_RISK

HARMED, DANGER = "carer.maltreating_parent", "safety.immediate_danger"
ANSWERS = {"yes": True, "no": False}
ASKED_OF_EACH = {"harmed": HARMED, "risk": AT_RISK}
"""What is asked of each carer with the child: the start of the field’s name, and the fact."""
SHOWN_ROLES = ("mother", "father", "foster_carer", "kinship_carer")
"""The roles in full view; the others are folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarerRow:
    """One role as the page asks about it, with what was sent."""

    role: Role
    is_chosen: bool
    answers: Mapping[str, str]
    """ "yes", "no", or nothing for not known, by the start of the field’s name."""
    needs: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        """Say whether it is in full view."""
        return self.role.id in SHOWN_ROLES or self.is_chosen


class PeopleForm(BaseForm):
    """Who would take part, by role only, and what the child needs."""

    roles = SelectMultipleField("Who would take part", validate_choice=False)
    danger = RadioField("Is a child in danger now?", validate_choice=False)
    child_needs = SelectMultipleField("What the child needs help with", validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles.choices = [SelectChoice(r.id, r.label) for r in knowledge().facts.roles]
        self.child_needs.choices = [
            SelectChoice(f.id, f.chip or f.label) for f in self.needs_of("child")
        ]

    def needs_of(self, whom: str) -> tuple[Fact, ...]:
        """Return the common needs of the "child" or of a "carer"."""
        facts = knowledge().facts
        return tuple(fact for fact in facts.common if facts.about[fact.id] == whom)

    def rows(self) -> tuple[CarerRow, ...]:
        """Return a row for each role, filled with what was sent."""
        chosen = set(self.roles.data or ())
        return tuple(_row(role, role.id in chosen) for role in knowledge().facts.roles)

    def carers(self) -> list[SessionCarer]:
        """Return a carer for each role that was ticked, with what was said of them."""
        return [_carer(row) for row in self.rows() if row.is_chosen]

    def safety(self) -> dict[str, bool]:
        """Return whether a child is in danger now; nothing where that is not known."""
        return {DANGER: ANSWERS[self.danger.data]} if self.danger.data in ANSWERS else {}

    def child_facts(self) -> dict[str, bool]:
        """Return the needs of the child that were ticked; a box left empty is not known."""
        known = {fact.id for fact in self.needs_of("child")}
        return {id: True for id in self.child_needs.data or () if id in known}


def _row(role: Role, is_chosen: bool) -> CarerRow:
    form = request.form
    sent = {start: form.get(f"{start}-{role.id}", "") for start in ASKED_OF_EACH}
    return CarerRow(
        role=role,
        is_chosen=is_chosen,
        answers={start: word if word in ANSWERS else "" for start, word in sent.items()},
        needs=tuple(form.getlist(f"needs-{role.id}")),
    )


def _carer(row: CarerRow) -> SessionCarer:
    with_child = {
        ASKED_OF_EACH[start]: ANSWERS[word] for start, word in row.answers.items() if word
    }
    return SessionCarer(
        role=row.role.id,
        for_children=[1],
        facts=dict(_needs(row)),
        with_child={1: with_child} if with_child else {},
    )


def _needs(row: CarerRow) -> Iterator[tuple[str, bool]]:
    facts = knowledge().facts
    for fact in facts.common:
        if facts.about[fact.id] == "carer" and fact.id in row.needs:
            yield fact.id, True
