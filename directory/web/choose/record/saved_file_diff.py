"""What has changed since a file was kept, and why: newer knowledge, or an older child.

The family of the file is matched against today's knowledge twice, as on the day of the file and as
of today. What differs from the file on its own day comes of the knowledge; what differs between the
two days comes of time, which moves ages past the bounds of the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.web.choose.options.option_presenter import STATUSES
from directory.web.choose.record.saved_file import SavedOption, stood
from matcher import Knowledge
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.family import Family
from matcher.family_matching import match_family
from matcher.family_results import ChildResult

Stood = Mapping[str, SavedOption]
"""How the options stood for one child, by recommendation."""
NEW = "It is new in what Waymark knows."
GONE = "Waymark’s knowledge no longer holds it."
READS_OTHERWISE = "What Waymark knows reads differently now."
OLDER = "The child is older."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why an option stands otherwise: the reasons that differ, as they read then and now."""

    says: str
    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChange:
    """One option that stands otherwise than in the file, or for other reasons."""

    title: str
    then: str | None
    """How it stood; None where the file does not have it."""
    now: str | None
    causes: tuple[Cause, ...]

    @property
    def stands_otherwise(self) -> bool:
        """Say whether the status itself changed, and not only what is behind it."""
        return self.then != self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildChanges:
    """What changed for one child."""

    number: int
    changes: tuple[OptionChange, ...]
    """Those that stand otherwise first."""
    age_is_old: bool
    """Whether its age was given in months, and so has stood still since the file was made."""


def changes_since(
    made_on: date, then: Sequence[Stood], family: Family, knowledge: Knowledge,
    today: date,
) -> tuple[ChildChanges, ...]:  # fmt: skip
    """Return what changed for each child since the results of a file. Raises CaseError."""
    that_day = match_family(family, knowledge, made_on).children
    now = match_family(family, knowledge, today).children
    return tuple(
        ChildChanges(
            number=number,
            changes=tuple(
                sorted(
                    _changes(old, _stood(that_day[number - 1]), _stood(now[number - 1])),
                    key=lambda change: not change.stands_otherwise,
                )
            ),
            age_is_old=_age_is_old(family.children[number - 1], made_on, today),
        )
        for number, old in enumerate(then, start=1)
    )


def _stood(child: ChildResult) -> Stood:
    return stood(each.option for each in child.options)


def _changes(old: Stood, that_day: Stood, now: Stood) -> Iterator[OptionChange]:
    for id, each in now.items():
        if id not in old:
            yield _change(None, each, (Cause(says=NEW, now=_texts(each)),))
            continue
        causes = (*_by_knowledge(old[id], that_day[id]), *_by_time(that_day[id], each))
        if causes:
            yield _change(old[id], each, causes)
    for id, each in old.items():
        if id not in now:
            yield _change(each, None, (Cause(says=GONE, then=_texts(each)),))


def _change(
    then: SavedOption | None, now: SavedOption | None, causes: tuple[Cause, ...]
) -> OptionChange:
    shown = now or then
    return OptionChange(
        title=shown.title if shown else "",
        then=STATUSES[then.status] if then else None,
        now=STATUSES[now.status] if now else None,
        causes=causes,
    )


def _by_knowledge(old: SavedOption, that_day: SavedOption) -> Iterator[Cause]:
    """Yield what reads otherwise on the very day of the file."""
    then, now = _texts(old), _texts(that_day)
    if (then, old.status) != (now, that_day.status):
        yield Cause(
            says=READS_OTHERWISE,
            then=tuple(text for text in then if text not in now),
            now=tuple(text for text in now if text not in then),
        )


def _by_time(that_day: SavedOption, now: SavedOption) -> Iterator[Cause]:
    """Yield what came out otherwise since: the age alone moves with the days.

    That a child of 2 is now 3, and still under 5, changes nothing.
    """
    pairs = [
        (old.text, new.text)
        for old, new in zip(that_day.reasons, now.reasons, strict=True)
        if old.outcome != new.outcome
    ]
    if pairs or that_day.status != now.status:
        yield Cause(
            says=OLDER, then=tuple(old for old, _ in pairs), now=tuple(new for _, new in pairs)
        )


def _texts(option: SavedOption) -> tuple[str, ...]:
    return tuple(reason.text for reason in option.reasons)


def _age_is_old(known: Mapping[str, Any], made_on: date, today: date) -> bool:
    return AGE in known and BORN_ON not in known and (today - made_on).days >= 28
