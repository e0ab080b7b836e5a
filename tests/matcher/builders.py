"""Knowledge made up for a test, over the small vocabulary; a builder fills what does not matter."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher import Knowledge, Result, match
from matcher.citations import Citation
from matcher.knowledge import (
    ActFirst,
    Caution,
    Contradiction,
    NearMatch,
    PracticeNote,
    Recommendation,
    Source,
)
from tests.matcher.shipped import ON
from tests.matcher.vocabulary import FACTS, Written, condition_of

CITATION = Citation(source="Made up", ref="1", url="https://made-up.example/")


def recommendation(id: str, *when: Written, strength: Any = "offer", **rest: Any) -> Recommendation:
    return Recommendation(
        id=id,
        ref=id,
        title=f"Title of {id}",
        strength=strength,
        programmes=(),
        kinds=(),
        when=tuple(map(condition_of, when)),
        delivery=("One line",),
        citation=CITATION,
        **{"cautions": (), "near_matches": (), "also": (), **rest},
    )


def caution(says: str, when: Written, if_not_known: Any = "hide") -> Caution:
    return Caution(says=says, when=condition_of(when), if_not_known=if_not_known)


def near_match(says: str, when: Written, *sets_aside: str, instead: Any = ()) -> NearMatch:
    return NearMatch(
        says=says, when=condition_of(when), sets_aside=sets_aside, instead=tuple(instead)
    )


def act_first(id: str, when: Written) -> ActFirst:
    when = condition_of(when)
    return ActFirst(id=id, when=when, title=id, says=id, within="now", citations=(CITATION,))


def practice_note(id: str, when: Written | None) -> PracticeNote:
    condition = None if when is None else condition_of(when)
    return PracticeNote(id=id, says=id, citations=(CITATION,), when=condition)


def contradiction(id: str, when: Written) -> Contradiction:
    return Contradiction(id=id, when=condition_of(when), says=id, facts=())


def knowledge(*recommendations: Recommendation, **rest: Any) -> Knowledge:
    source = Source(
        id="made",
        name="Made up",
        title="Made up",
        publisher="Nobody",
        published=None,
        url="https://made-up.example/",
        url_note=None,
        checked_on=date(2026, 1, 1),
        owner="nobody",
    )
    empty: dict[str, Any] = dict.fromkeys(
        ["programmes", "act_first", "practice_notes", "contradictions"], ()
    )
    return Knowledge(
        facts=FACTS, sources=(source,), recommendations=recommendations, **{**empty, **rest}
    )


def made(*items: Any, case: dict[str, Any] | None = None, **rest: Any) -> Result:
    """Return the answer to a case under made-up recommendations."""
    return match(case or {}, knowledge(*items, **rest), ON)


def ids(result: Result) -> list[str]:
    """Return the ids of the options in their order."""
    return [option.recommendation.id for option in result.options]
