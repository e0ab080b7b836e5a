"""How what is known travels in a page: one hidden field a fact, and nothing anywhere else."""

import re
from collections.abc import Iterator, Mapping

from werkzeug.datastructures import MultiDict

from directory.answering import POSTCODE, WITHIN
from matcher import CaseError, Problem
from matcher.facts import Fact, FactBook

FIELD = "known"
PASSED = "passed"
"""Names a question that was answered with "Don’t know", so that others are asked first."""
WORDS = {"yes": True, "no": False}
MONTHS = re.compile(r"-?[0-9]{1,3}")


def carry(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each hidden field."""
    for id, value in data.items():
        if value is None:
            continue
        if id in (POSTCODE, WITHIN):
            yield id, str(value)
        else:
            yield FIELD, f"{id}={_word(value)}"


def carried(form: MultiDict[str, str], facts: FactBook) -> dict[str, object]:
    """Return what the hidden fields say. Raises CaseError for a fact that is not known here."""
    data: dict[str, object] = {}
    for field in form.getlist(FIELD):
        id, _, word = field.partition("=")
        data[id] = _value(facts.by_id.get(id), id, word)
    if postcode := form.get(POSTCODE):
        data[POSTCODE] = postcode
    if within := form.get(WITHIN):
        data[WITHIN] = _miles(within)
    return data


def passed_in(form: MultiDict[str, str], facts: FactBook) -> tuple[str, ...]:
    """Return the questions that were passed over, each once."""
    return tuple(id for id in dict.fromkeys(form.getlist(PASSED)) if id in facts.by_id)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _value(fact: Fact | None, id: str, word: str) -> object:
    if fact is None:
        raise CaseError((Problem(field=id, problem="is not a fact that Waymark knows"),))
    if fact.type == "boolean":
        return WORDS.get(word, word)
    if fact.type == "age" and MONTHS.fullmatch(word):
        return int(word)
    return word


def _miles(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text
