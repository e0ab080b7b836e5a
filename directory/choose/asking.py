"""One question asked by itself, on the page of options."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField

from directory.choose.ages import AgeQuestion, age_filling
from directory.choose.forms import NOT_KNOWN, answers_to
from directory.forms import BaseForm
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.facts import Fact, FactBook

AGE_FACTS = (AGE, BORN_ON)


class AnswerForm(BaseForm):
    """The answer to one question; what else is known travels beside it."""

    fact: Fact

    def put(self, data: Mapping[str, object]) -> dict[str, object]:
        """Return what is known with this answer; "Don’t know" takes an earlier answer away."""
        replaced = AGE_FACTS if self.fact.id == AGE else (self.fact.id,)
        return {**{id: value for id, value in data.items() if id not in replaced}, **self.given()}

    def given(self) -> dict[str, object]:
        """Return the answer as a fact and its value, empty for "Don’t know"."""
        raise NotImplementedError


class WordForm(AnswerForm):
    """An answer of yes, no or one of a list."""

    answer = RadioField(widget=GovRadioInput(), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.label.text = self.fact.question
        self.answer.description = self.fact.hint or ""
        self.answer.choices = answers_to(self.fact)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Demand one of the answers; "Don’t know" is one."""
        known = [choice.value for choice in self.answer.choices]
        if super().validate(*args, **kwargs) and self.answer.data in known:
            return True
        self.answer.errors = ["Choose an answer, or “Don’t know”"]
        return False

    def given(self) -> dict[str, object]:
        """Return yes and no as such, a choice as its word."""
        word = self.answer.data
        if word == NOT_KNOWN:
            return {}
        return {self.fact.id: {"yes": True, "no": False}.get(word, word)}


class AgeForm(AgeQuestion, AnswerForm):
    """An age in any of the ways it may be known."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Demand an answer; "Don’t know" is one."""
        if super().validate(*args, **kwargs) and not self.age_kind.data:
            self.age_kind.errors = ["Choose an answer, or “Don’t know”"]
        return not self.errors

    def given(self) -> dict[str, object]:
        """Return the age, or the day of birth that it follows from."""
        return dict(self.age())


def answer_form(facts: FactBook, fact: str) -> AnswerForm | None:
    """Return the form for one question as it was sent; None for a question not known here."""
    form_class = _form_class(facts, fact)
    return form_class() if form_class else None


def blank_answer_form(
    facts: FactBook, fact: str, known: Mapping[str, object], on: date
) -> AnswerForm | None:
    """Return the form for one question, filled with the answer that is known, if one is."""
    form_class = _form_class(facts, fact)
    if form_class is None:
        return None
    filling = age_filling(known, on) if issubclass(form_class, AgeForm) else _word(known.get(fact))
    return form_class(formdata=None, data=filling)


def _form_class(facts: FactBook, id: str) -> type[AnswerForm] | None:
    fact = facts.by_id.get(AGE if id == BORN_ON else id)
    if fact is None:
        return None
    base: type[AnswerForm] = AgeForm if fact.id == AGE else WordForm
    return type("OneAnswer", (base,), {"fact": fact})


def _word(value: object) -> dict[str, object]:
    if isinstance(value, bool):
        return {"answer": "yes" if value else "no"}
    return {} if value is None else {"answer": str(value)}
