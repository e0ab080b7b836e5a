"""One question asked by itself, and which one it is."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField

from directory.web.base_form import BaseForm
from directory.web.choose.questions.age_fields import AgeQuestion, age_filling
from directory.web.choose.questions.apply_answer import AGE_FACTS
from directory.web.choose.questions.forms import NOT_KNOWN, NOT_OFFERED, answers_to
from directory.web.family_session import AskedQuestion
from matcher.conditions import AGE
from matcher.facts import Fact, FactBook
from matcher.family_results import FamilyAsk

PLACE = re.compile("[0-9]{0,2}")
"""The number of a child or carer, or nothing."""


class AnswerForm(BaseForm):
    """The answer to one question."""

    fact: Fact
    question: str

    def given(self) -> dict[str, object]:
        """Return the answer as a fact and its value, empty for "Don’t know"."""
        raise NotImplementedError


class WordForm(AnswerForm):
    """An answer of yes, no or one of a list."""

    answer = RadioField(widget=GovRadioInput(), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.label.text = self.question
        self.answer.description = self.fact.hint or ""
        self.answer.choices = answers_to(self.fact)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Demand one of the answers; "Don’t know" is one."""
        known = [choice.value for choice in self.answer.choices]
        if super().validate(*args, **kwargs) and self.answer.data in known:
            return True
        self.answer.errors = [NOT_OFFERED]
        return False

    def given(self) -> dict[str, object]:
        """Return yes and no as such, a choice as its word."""
        word = self.answer.data
        if word == NOT_KNOWN:
            return {}
        return {self.fact.id: {"yes": True, "no": False}.get(word, word)}


class AgeForm(AgeQuestion, AnswerForm):
    """An age in any of the ways it may be known."""

    def given(self) -> dict[str, object]:
        """Return the age, or the day of birth that it follows from."""
        return dict(self.age())


def answer_form(facts: FactBook, asked: AskedQuestion) -> Any:
    """Return the form for one question as it was sent."""
    return _form_class(facts, asked)()


def blank_answer_form(
    facts: FactBook, asked: AskedQuestion, known: Mapping[str, object], on: date
) -> Any:
    """Return the form for one question, filled with the answer that is known, if one is."""
    form_class = _form_class(facts, asked)
    is_age = issubclass(form_class, AgeForm)
    filling = age_filling(known, on) if is_age else _word(known.get(asked.fact))
    return form_class(formdata=None, data=filling)


def key_of(asked: AskedQuestion) -> str:
    """Return a question as a button carries it: "parent.low_income/1/2"."""
    return f"{asked.fact}/{asked.child or ''}/{asked.carer or ''}"


def asked_from(key: str) -> AskedQuestion | None:
    """Return the question that a button carried; None for what is none."""
    fact, *people = key.split("/")
    if len(people) != 2 or not all(map(PLACE.fullmatch, people)):
        return None
    child, carer = (int(n) if n else None for n in people)
    return AskedQuestion(fact=fact, child=child, carer=carer)


def asked_about(facts: FactBook, fact: str, child: int | None, carer: int | None) -> AskedQuestion:
    """Return a question about those alone whom its fact is about, so that it is asked once."""
    about = facts.about.get(fact, "child")
    return AskedQuestion(
        fact=fact,
        child=child if about in ("child", "pair") else None,
        carer=carer if about in ("carer", "pair") else None,
    )


def question_of(fact: Fact, asked: AskedQuestion) -> str:
    """Return the question about a fact, as it is put where the carer is named."""
    return (asked.carer and fact.of_person) or fact.question


def asked_of(ask: FamilyAsk) -> AskedQuestion:
    """Return the question that the matcher proposes, as a visit keeps it."""
    return AskedQuestion(fact=ask.ask.fact, child=ask.child, carer=ask.carer)


def in_turn(asks: tuple[FamilyAsk, ...], passed: list[AskedQuestion]) -> tuple[FamilyAsk, ...]:
    """Return the questions in order, those that were answered "Don’t know" last."""
    return tuple(sorted(asks, key=lambda ask: asked_of(ask) in passed))


def _form_class(facts: FactBook, asked: AskedQuestion) -> type[AnswerForm]:
    fact = facts.by_id[AGE if asked.fact in AGE_FACTS else asked.fact]
    base: type[AnswerForm] = AgeForm if fact.id == AGE else WordForm
    return type("OneAnswer", (base,), {"fact": fact, "question": question_of(fact, asked)})


def _word(value: object) -> dict[str, object]:
    if isinstance(value, bool):
        return {"answer": "yes" if value else "no"}
    return {} if value is None else {"answer": str(value)}
