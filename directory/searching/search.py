"""A search of the directory: which services, in which order, and how many each filter would leave.

Sorted by how well a service answers, then by nearness and by how lately somebody checked it:
an entry that nobody looks after falls behind, as it does in other good directories.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

import numpy as np
from sqlalchemy.orm import Session

from directory.nearby.reach import FAR, Reach, reach
from directory.nearby.snapshot import NO_DAY, Flags, Numbers, day_number
from directory.places import Place
from directory.places.grid import METRES_PER_MILE
from directory.searching.arrays import ARRAYS, Arrays
from directory.searching.filters import (
    FILTERS,
    Choice,
    Verdict,
    choices,
    combined,
    takes_age,
    values_of,
)
from directory.searching.lexicon import Lexicon
from directory.searching.words import Reader, WordsFound
from matcher import Knowledge

PENALTY_MILES = (0.0, 2.0, 5.0, 5.0)
"""How much farther away an entry counts, for each of the bands of freshness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the directory. `chosen` holds values by the id of their filter."""

    words: str = ""
    age_months: int | None = None
    """Completed months; below 0 is before birth."""
    place: Place | None = None
    within_miles: float = 10.0
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stated_only: bool = False
    """Leave out what does not state what is asked for."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter: each value with how many services it would leave, and how many do not say."""

    id: str
    counts: tuple[tuple[str, int], ...]
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found, in order; `places` are those of the snapshot."""

    asked: Asked
    arrays: Arrays
    reached: Reach | None
    words: WordsFound | None
    chosen: Mapping[str, tuple[Choice, ...]]
    """By filter, what each value that is asked for comes to."""
    verdicts: Mapping[str, Verdict]
    """By filter, of those that are asked for; `age` and `near` among them."""
    places: Numbers
    stated: int
    """How many state everything that is asked for."""
    left_out: int
    """How many the switch hides, since they do not state something."""
    facets: tuple[Facet, ...]


def search(session: Session, knowledge: Knowledge, lexicon: Lexicon, asked: Asked) -> Results:
    """Return what the directory has for a search: a few queries, however many services."""
    arrays = ARRAYS.current(session)
    words = Reader(session, arrays, knowledge, lexicon).find(asked.words)
    reached = reach(arrays.snapshot, asked.place, asked.within_miles) if asked.place else None
    options = {each.id: _options(arrays, knowledge, each.id, asked) for each in FILTERS}
    chosen = {id: _chosen(found, asked.chosen.get(id, ())) for id, found in options.items()}
    verdicts = dict(_verdicts(arrays, asked, chosen, reached))
    hits = words.hits if words else ~arrays.none()
    yes, may = (
        _all(hits, [getattr(v, name) for v in verdicts.values()]) for name in ("yes", "may")
    )
    found = yes if asked.stated_only else may
    return Results(
        asked=asked,
        arrays=arrays,
        reached=reached,
        words=words,
        chosen=chosen,
        verdicts=verdicts,
        places=_ordered(found, _ranks(arrays, asked, reached, words, verdicts)),
        stated=int(np.count_nonzero(yes)),
        left_out=int(np.count_nonzero(may & ~found)),
        facets=tuple(_facets(asked, hits, options, verdicts)),
    )


def _options(arrays: Arrays, knowledge: Knowledge, id: str, asked: Asked) -> tuple[Choice, ...]:
    [filter] = [each for each in FILTERS if each.id == id]
    values = dict.fromkeys((*values_of(arrays, knowledge, filter), *asked.chosen.get(id, ())))
    return choices(arrays, knowledge, filter, values, asked.on)


def _chosen(options: tuple[Choice, ...], values: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(each for each in options if each.value in values)


def _verdicts(
    arrays: Arrays, asked: Asked, chosen: Mapping[str, tuple[Choice, ...]], reached: Reach | None
) -> Iterator[tuple[str, Verdict]]:
    for filter in FILTERS:
        if chosen[filter.id]:
            yield filter.id, combined(filter, chosen[filter.id])
    if asked.age_months is not None:
        yield "age", takes_age(arrays, asked.age_months)
    if reached:
        yield "near", _near(reached)


def _near(reached: Reach) -> Verdict:
    """Return which services reach the place; one that serves another area is listed, and said."""
    certain = reached.fits & ~reached.area_open
    return Verdict(yes=certain, open=reached.fits & ~certain)


def _all(start: Flags, flags: list[Flags]) -> Flags:
    return reduce(np.logical_and, flags, start)


def _facets(
    asked: Asked,
    hits: Flags,
    options: Mapping[str, tuple[Choice, ...]],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Facet]:
    def kept(verdict: Verdict) -> Flags:
        return verdict.yes if asked.stated_only else verdict.may

    every = _all(hits, [kept(verdict) for verdict in verdicts.values()])
    for filter in FILTERS:
        own = filter.id in verdicts and not filter.all_of
        others = [kept(v) for id, v in verdicts.items() if id != filter.id]
        base = _all(hits, others) if own else every
        found = [(c.value, int(np.count_nonzero(base & c.verdict.yes))) for c in options[filter.id]]
        silent = [base & choice.verdict.open for choice in options[filter.id][:1]]
        yield Facet(
            id=filter.id,
            counts=tuple(found),
            silent=int(np.count_nonzero(silent[0])) if silent else 0,
        )


def _ranks(
    arrays: Arrays,
    asked: Asked,
    reached: Reach | None,
    words: WordsFound | None,
    verdicts: Mapping[str, Verdict],
) -> Numbers:
    """Return a number for each service: less is listed earlier. No two are alike."""
    open_ = sum((v.open.astype(np.int64) for v in verdicts.values()), start=arrays.by_name * 0)
    named = ~words.in_name if words else arrays.none()
    missed = words.missed if words else arrays.by_name * 0
    near = _nearness(arrays, asked, reached)
    key = _running(arrays, asked.on, reached)
    parts = ((missed, 16), (open_, 16), (named, 2), (near, 1 << 24), (arrays.by_name, 1 << 24))
    for part, size in parts:
        key = key * size + np.minimum(part, size - 1)
    return key


def _running(arrays: Arrays, on: date, reached: Reach | None) -> Numbers:
    """Return 0 for what runs, 1 for another area, 2 for paused or not begun, 3 for closed."""
    snapshot, today = arrays.snapshot, day_number(on)
    has, nowhere = arrays.stated["running"].has, arrays.none()
    ended = (snapshot.ends_on != NO_DAY) & (snapshot.ends_on < today)
    paused = has.get("paused", nowhere) | (snapshot.starts_on > today)
    elsewhere = reached.serves_not if reached else nowhere
    closed = has.get("closed", nowhere) | ended
    return np.select([closed, paused, elsewhere], [3, 2, 1], default=0).astype(np.int64)


def _nearness(arrays: Arrays, asked: Asked, reached: Reach | None) -> Numbers:
    """Return metres to a service, more for one that was not checked of late.

    A service that comes to the home is near; one with no venue in reach is as far as is asked.
    Without a place the penalty alone counts.
    """
    penalty = np.array(PENALTY_MILES)[arrays.bands(asked.on)]
    metres = np.zeros(len(penalty))
    if reached:
        far = np.where(reached.metres == FAR, 0, reached.metres)
        edge = asked.within_miles * METRES_PER_MILE
        comes = reached.at_home & reached.serves
        metres = np.where(reached.at_venue, far, np.where(comes, 0, edge))
    return (metres + penalty * METRES_PER_MILE).astype(np.int64)


def _ordered(found: Flags, ranks: Numbers) -> Numbers:
    places = np.flatnonzero(found)
    ordered: Numbers = places[np.argsort(ranks[places])]
    return ordered
