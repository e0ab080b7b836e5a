"""For which children a recommendation can hold: by month of age, sex, abuse and carer.

Asked of the matcher itself, as a caseload in which every such child is one row, so that a rule that
changes changes what is counted. What else may be true of them is not known: a recommendation is
theirs unless it fails however that turns out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product

import numpy as np

from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.storage.snapshot import Flags
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.caseload import NOT_KNOWN, STATUSES, statuses
from matcher.caseload_columns import Column, code_of
from matcher.conditions import AGE
from matcher.facts import Fact

SEXES = ("female", "male")
_SEX, _STAGE = "child.sex", "stage"
_DAY = date(2000, 1, 1)
"""Of no matter, since no date of birth is given."""
_STEP_MONTHS = 6
"""No window of a recommendation is narrower."""
_FAILS = STATUSES.index("does_not_apply")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeantChildren:
    """Whom a question is about."""

    months: Flags
    """By sex and completed month of age, 0 to 215."""
    profiles: tuple[Mapping[str, bool], ...]
    """What is so of some of them: one kind of abuse or none, one carer, and what follows."""
    from_before_birth: bool
    """Whether it holds before birth too; no published figure counts the unborn."""

    def of_sex(self, sex: int) -> "MeantChildren":
        """Return the girls or the boys alone; `sex` is a place among SEXES."""
        months = np.zeros_like(self.months)
        months[sex] = self.months[sex]
        return replace(self, months=months)


def children_of(knowledge: Knowledge, target: GapTarget, terms: SuitabilityTerms) -> MeantChildren:
    """Return the children that a question is about.

    Raises KeyError for a recommendation that there is not.
    """
    about = _about(knowledge, target, terms.abuse, terms.carers)
    months = about.months.copy()
    months[:, : terms.from_months] = False
    months[:, terms.under_months :] = False
    return MeantChildren(
        months=months, profiles=about.profiles, from_before_birth=about.from_before_birth
    )


def _about(
    knowledge: Knowledge, target: GapTarget, abuse: frozenset[str], carers: frozenset[str]
) -> MeantChildren:
    if target.what == "recommendation":
        return _of_recommendations(knowledge, abuse, carers)[target.id]
    chosen = product(
        _each(_ids(knowledge, "abuse"), abuse) if abuse else [{}],
        _each(_ids(knowledge, "carer"), carers) if carers else [{}],
    )
    return MeantChildren(
        months=np.ones((len(SEXES), ADULT_MONTHS), dtype=np.bool_),
        profiles=tuple({**kind, **carer} for kind, carer in chosen),
        from_before_birth=False,
    )


@lru_cache(maxsize=1 << 5)
def _of_recommendations(
    knowledge: Knowledge, abuse: frozenset[str], carers: frozenset[str]
) -> Mapping[str, MeantChildren]:
    """Return the children of every recommendation: the matcher answers for all of them at once."""
    pairs = _pairs(knowledge, abuse, carers)
    open_ = _open(knowledge, pairs, range(ADULT_MONTHS))
    unborn = _open(knowledge, pairs, (-1,))
    implied = _implied(knowledge, pairs)
    found = {}
    for id, may in open_.items():
        kept = np.flatnonzero(may.any(axis=(1, 2))).tolist()
        found[id] = MeantChildren(
            months=np.any(may[kept], axis=0),
            profiles=tuple({**pairs[at], **implied[id][at]} for at in kept),
            from_before_birth=bool(unborn[id].any()),
        )
    return found


def _pairs(
    knowledge: Knowledge, abuse: frozenset[str], carers: frozenset[str]
) -> list[Mapping[str, bool]]:
    """Return each kind of abuse, or none, with each carer: the others of both are not so."""
    kinds, who = _ids(knowledge, "abuse"), _ids(knowledge, "carer")
    none = [] if abuse else [dict.fromkeys(kinds, False)]
    pairs = product([*none, *_each(kinds, abuse or kinds)], _each(who, carers or who))
    return [{**kind, **carer} for kind, carer in pairs]


def facts_asked(knowledge: Knowledge, group: str) -> list[Fact]:
    """Return the kinds of abuse, or the carers, that may be asked about."""
    # That a placement is to last, or what else is so of a carer, says of nobody who they are.
    about = knowledge.facts.about
    found = [fact for fact in knowledge.facts.in_group(group) if fact.id != "carer.permanence"]
    return [fact for fact in found if group != "carer" or about[fact.id] == "pair"]


def _ids(knowledge: Knowledge, group: str) -> list[str]:
    return [fact.id for fact in facts_asked(knowledge, group)]


def _each(facts: Sequence[str], some: Iterable[str]) -> list[dict[str, bool]]:
    """Return for each of some facts that it is so, and the others of its group are not."""
    wanted = set(some)
    return [{fact: fact == so for fact in facts} for so in facts if so in wanted]


def _open(
    knowledge: Knowledge, profiles: Sequence[Mapping[str, bool]], months: Sequence[int]
) -> Mapping[str, Flags]:
    """Return for each recommendation, by profile, sex and month, whether it may hold."""
    shape = len(profiles), len(SEXES), len(months)
    columns = {
        AGE: np.broadcast_to(np.array(months, np.int16), shape),
        _SEX: np.broadcast_to(_codes(knowledge, _SEX, SEXES)[None, :, None], shape),
        _STAGE: np.broadcast_to(_stages(knowledge, profiles)[:, None, None], shape),
    }
    for fact in {fact for profile in profiles for fact in profile}:
        values = [int(profile.get(fact, NOT_KNOWN)) for profile in profiles]
        columns[fact] = np.broadcast_to(np.array(values, np.int16)[:, None, None], shape)
    flat: dict[str, Column] = {fact: column.ravel() for fact, column in columns.items()}
    found = statuses(knowledge, flat, _DAY)
    ids = [item.id for item in knowledge.recommendations]
    return {id: np.asarray(found.status(id) != _FAILS).reshape(shape) for id in ids}


def _codes(knowledge: Knowledge, fact: str, values: Sequence[str]) -> Column:
    known = knowledge.facts.by_id[fact]
    return np.array([code_of(known, value) for value in values], np.int16)


def _stages(knowledge: Knowledge, profiles: Sequence[Mapping[str, bool]]) -> Column:
    """Return the stage of each: where nothing has happened to a child, it is a risk."""
    abuse = [fact.id for fact in knowledge.facts.in_group("abuse")]
    happened = [any(profile.get(fact) for fact in abuse) for profile in profiles]
    return _codes(knowledge, _STAGE, ["after_abuse" if yes else "at_risk" for yes in happened])


def _implied(
    knowledge: Knowledge, pairs: Sequence[Mapping[str, bool]]
) -> Mapping[str, list[dict[str, bool]]]:
    """Return for each recommendation and pair the facts without which it fails at every age."""
    others = [f.id for f in knowledge.facts.facts if f.type == "boolean" and f.id not in pairs[0]]
    without = [{**pair, fact: False} for pair in pairs for fact in others]
    open_ = _open(knowledge, without, range(0, ADULT_MONTHS, _STEP_MONTHS))
    found = {}
    for id, may in open_.items():
        holds = may.any(axis=(1, 2)).reshape(len(pairs), len(others))
        found[id] = [
            {fact: True for fact, still in zip(others, row, strict=True) if not still}
            for row in holds.tolist()
        ]
    return found
