"""For whom the sources name nothing: every kind of child of a grid, tried against every rule.

The grid is who would take part, what has happened, what the child shows, girl or boy, and every
month of age; the rest is answered "no". Kinds that come to the same are told in one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, product
from typing import Any

import numpy as np

from matcher.ages import OLDEST_MONTHS, say_range
from matcher.caseload import statuses
from matcher.conditions import AGE, FactValue, kleene_truth
from matcher.implied_facts import completed
from matcher.knowledge import Knowledge
from matcher.truth import Truth

__all__ = ["Uncovered", "uncovered"]

_NAMES = ("offer", "consider")
"""The strengths that name something for a child; the others point, or say how."""
_SEX = "child.sex"
Answers = Mapping[str, FactValue]

WHO: Mapping[str, Answers] = {
    "the parent who harmed the child": {"carer.maltreating_parent": True},
    "a parent who did not harm the child": {"carer.non_abusing_parent": True},
    "a foster carer": {"carer.foster": True},
    "an adoptive parent": {"carer.adoptive": True, "carer.permanence": True},
    "a special guardian": {"carer.special_guardian": True, "carer.permanence": True},
    "a kinship carer, for good": {"carer.kinship": True, "carer.permanence": True},
    "a kinship carer, neither for good nor approved to foster": {"carer.kinship": True},
    "staff of a children’s home": {"carer.residential": True, "child.looked_after": True},
    "a man who used domestic abuse": {
        "carer.used_domestic_abuse": True,
        "family.male_perpetrator": True,
    },
}
_HAPPENED = {"harm.happened": True}
WHAT: Mapping[str, Answers] = {
    "physical abuse": {"abuse.physical": True, **_HAPPENED},
    "emotional abuse": {"abuse.emotional": True, **_HAPPENED},
    "neglect": {"abuse.neglect": True, **_HAPPENED},
    "sexual abuse": {"abuse.sexual": True, **_HAPPENED},
    "living with domestic abuse alone": {"abuse.domestic_abuse_exposure": True, **_HAPPENED},
    "harm outside the family": {"child.harm_outside_family": True},
    "sexual behaviour that harms others": {"child.harmful_sexual_behaviour": True},
}
SHOWS: Mapping[str, Answers] = {
    "no listed symptom": {},
    "problem behaviour": {"child.problem_behaviour": True},
    "anxiety": {"child.anxiety": True},
    "sexualised behaviour": {"child.sexualised_behaviour": True},
    "post-traumatic stress": {"child.ptsd_symptoms": True},
    "emotional or behavioural disturbance": {"child.emotional_or_behavioural_disturbance": True},
}
SEX: Mapping[str, Answers] = {"a girl": {_SEX: "female"}, "a boy": {_SEX: "male"}}
GRID = (WHO, WHAT, SHOWS, SEX)
MONTHS = range(0, OLDEST_MONTHS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """Kinds of children for whom a source names nothing or little; empty = whatever it is."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    shows: tuple[str, ...]
    sex: tuple[str, ...]
    from_months: int
    under_months: int
    named: tuple[str, ...]
    """What the source names, where that is one thing alone."""
    named_by_others: tuple[str, ...]
    """What other sources offer or consider for all of them."""
    said_in: tuple[str, ...]
    """The entries of `nothing_named.yaml` that say so, for the youngest and the oldest."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)

    def in_words(self) -> str:
        """Return the kind of child in one line."""
        whole = [self.from_months, self.under_months] == [0, OLDEST_MONTHS + 1]
        ages = "any age" if whole else say_range(self.from_months, self.under_months)
        parts = (ages, *map(" or ".join, (self.sex, self.what, self.shows, self.who)))
        return "; ".join(part for part in parts if part)


Kind = tuple[str, ...]
Box = tuple[frozenset[str], ...]
Plane = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Span = tuple[int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""From and under in months, what the source names, what others do, and where that is said."""


def uncovered(knowledge: Knowledge, on: date, source: str = "ng76") -> tuple[Uncovered, ...]:
    """Return the kinds of children for whom a source names nothing, or one thing alone."""
    knowledge = knowledge.on(on)
    kinds = list(product(*GRID))
    applying = _applying(knowledge, kinds, on)
    own = {id: found for id, found in applying.items() if id.partition(":")[0] == source}
    others = {id: found for id, found in applying.items() if id not in own}
    spans: dict[Span, set[Box]] = {}
    for place, kind in enumerate(kinds):
        for start, under, named in _runs(own, place):
            also = tuple(id for id in others if others[id][place, start:under].all())
            said = _said_in(kind, (start, under - 1), knowledge) if not named else ()
            box = tuple(frozenset([part]) for part in kind)
            spans.setdefault((start, under, named, also, said), set()).add(box)
    rows = [_row(box, span) for span, boxes in spans.items() for box in _merged(boxes)]
    return tuple(
        sorted(rows, key=lambda r: (r.named, r.what, r.who, r.shows, r.from_months, r.sex))
    )


def _answers(kind: Kind, knowledge: Knowledge) -> dict[str, FactValue]:
    """Return the whole case of a kind of child, without its age."""
    no = {fact.id: False for fact in knowledge.facts.facts if fact.type == "boolean"}
    chosen = [each for part, name in zip(GRID, kind, strict=True) for each in part[name].items()]
    return {**no, **completed(dict(chosen), (), knowledge.facts)}


def _applying(knowledge: Knowledge, kinds: Sequence[Kind], on: date) -> dict[str, Plane]:
    """Return, for each recommendation that names something, where it applies: kind by month."""
    cases, count = [_answers(kind, knowledge) for kind in kinds], len(MONTHS)
    columns = {
        id: np.repeat(np.array([bool(case[id]) for case in cases], np.int8), count)
        for id in cases[0]
        if id != _SEX
    }
    values = [choice.value for choice in knowledge.facts.by_id[_SEX].choices]
    columns[_SEX] = np.repeat(np.array([values.index(str(c[_SEX])) for c in cases], np.int8), count)
    columns[AGE] = np.tile(np.array(MONTHS, np.int16), len(cases))
    found = statuses(knowledge, columns, on)
    return {
        item.id: (found.status(item.id) == 0).reshape(len(kinds), count)
        for item in knowledge.recommendations
        if item.strength in _NAMES
    }


def _runs(own: Mapping[str, Plane], place: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield each run of months in which the source names the same, where that is at most one."""
    at = [tuple(id for id in own if own[id][place, month]) for month in MONTHS]
    start = 0
    for named, run in groupby(at):
        under = start + len(list(run))
        if len(named) <= 1:
            yield start, under, named
        start = under


def _said_in(kind: Kind, months: tuple[int, int], knowledge: Knowledge) -> tuple[str, ...]:
    answers = _answers(kind, knowledge)
    cases = [{**answers, AGE: month} for month in months]
    return tuple(
        item.id
        for item in knowledge.nothing_named
        if all(
            kleene_truth(item.when, case) is Truth.YES
            and (item.unless is None or kleene_truth(item.unless, case) is not Truth.YES)
            for case in cases
        )
    )


def _merged(boxes: set[Box]) -> set[Box]:
    """Join the boxes that differ on one side alone, one side after the other."""
    for side in (3, 2, 1, 0):
        by_rest: dict[Box, frozenset[str]] = {}
        for box in boxes:
            rest = box[:side] + box[side + 1 :]
            by_rest[rest] = by_rest.get(rest, frozenset()) | box[side]
        boxes = {(*rest[:side], joined, *rest[side:]) for rest, joined in by_rest.items()}
    return boxes


def _row(box: Box, span: Span) -> Uncovered:
    start, under, named, also, said = span
    who, what, shows, sex = (
        () if len(found) == len(whole) else tuple(name for name in whole if name in found)
        for found, whole in zip(box, GRID, strict=True)
    )
    return Uncovered(
        who=who,
        what=what,
        shows=shows,
        sex=sex,
        from_months=start,
        under_months=under,
        named=named,
        named_by_others=also,
        said_in=said,
    )
