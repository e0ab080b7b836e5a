"""The questions, made from `data/facts.yaml`: a new fact is a new box with nothing changed here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory.web.base_form import BaseForm
from directory.web.choose.questions.age_fields import AgeQuestion, age_filling
from matcher import Problem
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.explanations import soften
from matcher.facts import Fact, FactBook, FactGroup

NONE_OTHER = "none"
NOT_KNOWN = ""
NOT_OFFERED = "Choose an answer, or “Don’t know”"
NO = "no:"
"""Begins the value of a box that keeps a single answer of "no"."""
LONG_HINT = 80
END_OF_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“])")
NONE_HINT = "Every box above that is left empty then means “no”"
Ids = frozenset[str]


def key_of(id: str) -> str:
    """Return the name of a question on the page: an id without the dot that CSS would read."""
    return id.replace(".", "-")


class FactsForm(BaseForm):
    """Questions about some facts; the tick boxes and radios are added from the facts."""

    book: FactBook
    ids: Ids

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in self.groups():
            if self.has_ticks(group):
                self._add_answered_no(group)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuse an answer that is none of those offered: a visit that holds one opens no page."""
        sound = super().validate(*args, **kwargs)
        fields = [field for field in self if isinstance(field, RadioField)]
        wrong = [field for field in fields if not _is_offered(field)]
        for field in wrong:
            field.errors = [*field.errors, NOT_OFFERED]
        return sound and not wrong

    def groups(self) -> tuple[FactGroup, ...]:
        """Return the groups of which something is asked, in the order of the file."""
        asked = {fact.group for fact in self.book.facts if fact.id in self.ids}
        return tuple(group for group in self.book.groups if group.id in asked)

    def facts(self, group: FactGroup) -> tuple[Fact, ...]:
        """Return what is asked of a group."""
        return tuple(fact for fact in self.book.in_group(group.id) if fact.id in self.ids)

    def has_ticks(self, group: FactGroup) -> bool:
        """Say whether a group is one of boxes to tick: a single question is asked by itself."""
        return group.none is not None and len(self.facts(group)) > 1

    def answers(self) -> dict[str, Any]:
        """Return what was answered, blanks left out."""
        data: dict[str, Any] = dict(self.age()) if isinstance(self, AgeQuestion) else {}
        for group in self.groups():
            data |= dict(self._group(group))
        return data

    def ticks(self, group: FactGroup) -> Any:
        """Return the tick boxes of a group."""
        return self[group.id]

    def hints(self, group: FactGroup) -> list[dict[str, Any]]:
        """Return what the boxes of a group add to their labels, in order."""
        return [
            {"hint": {"text": hint}} if (hint := self._hint(choice.value)) else {}
            for choice in self[group.id].choices
        ]

    def more_about(self, group: FactGroup) -> list[tuple[str, str]]:
        """Return the labels of a group whose hints are long, with what is left of the hint."""
        return [(fact.label, rest) for fact in self.facts(group) if (rest := brief(fact.hint)[1])]

    def alone(self, group: FactGroup) -> list[Any]:
        """Return the radios of the questions of a group that are asked by themselves."""
        return [self[key_of(fact.id)] for fact in asked_alone(self.facts(group))]

    def _add_answered_no(self, group: FactGroup) -> None:
        """Show a box for each fact that was answered "no" by itself, so that it can be undone."""
        field = self[group.id]
        no = [
            _choice(f"{NO}{fact.id}", f"Answered “no”: {soften(fact.label)}")
            for fact in self.facts(group)
            if f"{NO}{fact.id}" in (field.data or ())
        ]
        field.choices = [*field.choices[:-1], *no, field.choices[-1]]

    def _hint(self, value: str) -> str | None:
        if value == NONE_OTHER:
            return NONE_HINT
        fact = self.book.by_id.get(value)
        return brief(fact.hint)[0] if fact else None

    def _group(self, group: FactGroup) -> Iterator[tuple[str, object]]:
        if not self.has_ticks(group):
            for fact in asked_alone(self.facts(group)):
                yield from _single(fact, self[key_of(fact.id)].data)
            return
        ticked = set(self.ticks(group).data or ())
        for fact in self.facts(group):
            if fact.id in ticked:
                yield fact.id, True
            elif NONE_OTHER in ticked or f"{NO}{fact.id}" in ticked:
                yield fact.id, False


class ChildForm(AgeQuestion, FactsForm):
    """Questions about a child, its age among them."""


def brief(hint: str | None) -> tuple[str, str]:
    """Return a long hint as its first sentence and the rest, so that boxes are quick to scan."""
    if hint is None or len(hint) <= LONG_HINT:
        return hint or "", ""
    first, *rest = END_OF_SENTENCE.split(hint, maxsplit=1)
    return first, "".join(rest)


def asked_alone(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that are radios; the age has questions of its own."""
    return tuple(fact for fact in facts if fact.type in ("boolean", "choice"))


def sent_form(facts: FactBook, ids: Ids, prefix: str = "") -> Any:
    """Return the questions about some facts as they were sent."""
    return _form_class(facts, ids)(prefix=prefix)


def filled_form(
    facts: FactBook, ids: Ids, known: Mapping[str, Any], on: date, prefix: str = ""
) -> Any:
    """Return the questions filled with what is known; with nothing known, blank."""
    filling = _filling(facts, ids, known, on)
    return _form_class(facts, ids)(formdata=None, data=filling, prefix=prefix)


def put_problems(form: Any, problems: Iterable[Problem]) -> None:
    """Put each problem beside its question."""
    for problem in problems:
        field = _field_of(form, problem.field or "")
        field.errors = [*field.errors, _sentence(field.label.text, problem.problem)]


def _field_of(form: Any, id: str) -> Any:
    """Return the question about a fact; an age has three, and what has none stands there too."""
    key = key_of(id.rpartition("]")[2].lstrip("."))
    by_name = {field.short_name: field for field in form}
    return by_name.get(key) or by_name.get("age_text") or next(iter(form))


def _sentence(label: str, problem: str) -> str:
    return problem if problem.startswith("“") or problem[:1].isupper() else f"{label} {problem}"


@lru_cache(maxsize=64)
def _form_class(facts: FactBook, ids: Ids) -> Any:
    fields: dict[str, Any] = {"book": facts, "ids": ids}
    for group in facts.groups:
        asked = tuple(fact for fact in facts.in_group(group.id) if fact.id in ids)
        if group.none is None or len(asked) == 1:
            fields |= {key_of(fact.id): _radios(fact) for fact in asked_alone(asked)}
        elif asked:
            fields[group.id] = _tick_boxes(group, asked)
    return type("QuestionsForm", (ChildForm if AGE in ids else FactsForm,), fields)


def _tick_boxes(group: FactGroup, facts: tuple[Fact, ...]) -> SelectMultipleField:
    boxes = [_choice(fact.id, fact.label) for fact in facts]
    return SelectMultipleField(
        group.title,
        description=group.hint or "",
        choices=[*boxes, _choice(NONE_OTHER, group.none or "")],
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )


def _radios(fact: Fact) -> RadioField:
    return RadioField(
        fact.question,
        description=fact.hint or "",
        choices=answers_to(fact),
        widget=GovRadioInput(),
        validate_choice=False,
    )


def answers_to(fact: Fact) -> list[SelectChoice]:
    """Return the answers to a question asked by itself, "Don’t know" last."""
    known = [(choice.value, choice.label) for choice in fact.choices]
    words = known or [("yes", "Yes"), ("no", "No")]
    return [_choice(value, label) for value, label in [*words, (NOT_KNOWN, "Don’t know")]]


def _is_offered(field: RadioField) -> bool:
    """Say whether an answer is one of those to a question, or none was sent."""
    return field.data is None or field.data in [choice.value for choice in field.choices]


def _choice(value: str, label: str) -> SelectChoice:
    return SelectChoice(value, label)


def _single(fact: Fact, word: str | None) -> Iterator[tuple[str, object]]:
    if fact.type == "boolean" and word in ("yes", "no"):
        yield fact.id, word == "yes"
    elif fact.type == "choice" and word:
        yield fact.id, word


def _filling(facts: FactBook, ids: Ids, known: Mapping[str, Any], on: date) -> dict[str, object]:
    filled = age_filling(known, on) if ids & {AGE, BORN_ON} else {}
    for group in facts.groups:
        asked = tuple(fact for fact in facts.in_group(group.id) if fact.id in ids)
        if group.none is not None and len(asked) > 1:
            filled[group.id] = _ticks(asked, known)
            continue
        for fact in asked_alone(asked):
            if fact.id in known:
                filled[key_of(fact.id)] = _shown(known[fact.id])
    return filled


def _ticks(facts: tuple[Fact, ...], known: Mapping[str, object]) -> list[str]:
    """Return the boxes to tick; single answers of "no" keep a box of their own."""
    yes = [fact.id for fact in facts if known.get(fact.id) is True]
    no = [fact.id for fact in facts if known.get(fact.id) is False]
    if len(yes) + len(no) == len(facts) and no:
        return [*yes, NONE_OTHER]
    return [*yes, *(f"{NO}{id}" for id in no)]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or NOT_KNOWN)
