"""What people are called on a page: by place and role, never by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directory.infrastructure.clock import today
from directory.web.family_session import AskedQuestion, Visit
from matcher.ages import completed_months, say_age
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.facts import FactBook
from matcher.family import names_of


def child_name(number: int) -> str:
    """Return what a child is called: "child 2"."""
    return f"child {number}"


def child_words(known: Mapping[str, Any]) -> str:
    """Return a child in a few words, as far as known: "girl, 2 years 6 months"."""
    sex = {"female": "girl", "male": "boy"}.get(known.get("child.sex", ""))
    parts = [sex, _age(known)]
    return ", ".join(part for part in parts if part) or "age not known"


def carer_names(visit: Visit, facts: FactBook) -> tuple[str, ...]:
    """Return what each carer is called in a sentence; those of one role are counted."""
    return names_of([facts.role.get(carer.role or "") for carer in visit.carers])


def with_name(question: str, asked: AskedQuestion, visit: Visit, facts: FactBook) -> str:
    """Return a question with the carer it is about in place of "this person"."""
    names = carer_names(visit, facts)
    if not asked.carer or asked.carer > len(names):
        return question
    return question.replace("this person", names[asked.carer - 1])


def about_whom(asked: AskedQuestion, visit: Visit, facts: FactBook) -> str:
    """Return whom a question is about: "child 1 and the mother"."""
    names = carer_names(visit, facts)
    carer = names[asked.carer - 1] if asked.carer and asked.carer <= len(names) else None
    about = facts.about.get(asked.fact, "child")
    if about == "family":
        return "the family"
    if about == "carer":
        return carer or "the parent or carer who would take part"
    child = child_name(asked.child or 1)
    return f"{child} and {carer}" if about == "pair" and carer else child


def _age(known: Mapping[str, Any]) -> str | None:
    born_on = known.get(BORN_ON)
    if isinstance(born_on, str):
        return say_age(completed_months(date.fromisoformat(born_on), today()))
    months = known.get(AGE)
    return say_age(months) if isinstance(months, int) else None
