"""A search of the directory: which services, in which order, what each filter would leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from sqlalchemy.orm import Session

from directory.domain.eligibility.reachability import Reach, reach
from directory.domain.search.filter_columns import FilterColumns
from directory.domain.search.filters import (
    FILTERS,
    FilterChoice,
    Verdict,
    choices,
    combined,
    takes_age,
    values_of,
)
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.service_order import HELPLINES, Order
from directory.domain.search.synonyms import Lexicon
from directory.domain.search.text_match import TextReader, WordsFound
from directory.storage.column_store import STORES
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter: each value with how many services it would leave, and how many do not say."""

    id: str
    counts: tuple[tuple[str, int], ...]
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found, in order; `places` are those of the snapshot."""

    asked: SearchQuery
    arrays: FilterColumns
    reached: Reach | None
    words: WordsFound | None
    chosen: Mapping[str, tuple[FilterChoice, ...]]
    """By filter, what each value that is asked for comes to."""
    verdicts: Mapping[str, Verdict]
    """By filter, of those that are asked for; `age` and `near` among them."""
    places: Numbers
    helplines: Numbers
    """Helplines to end every page with: those that were found, or else those that the filters
    leave. Empty where helplines are what is asked for."""
    parts: Numbers
    """For each service of the snapshot, the part of the list in which it stands."""

    stated: int
    """How many state everything that is asked for."""
    left_out: int
    """How many the switch hides, since they do not state something."""
    facets: tuple[Facet, ...]

    @property
    def listed(self) -> Numbers:
        """Return what is listed page by page: all that was found but the helplines."""
        found: Numbers = self.places[self.parts[self.places] != HELPLINES]
        return found


def search(session: Session, knowledge: Knowledge, lexicon: Lexicon, asked: SearchQuery) -> Results:
    """Return what the directory has for a search: a few queries, however many services."""
    arrays = STORES.current(session, FilterColumns)
    words = TextReader.of(session, arrays, knowledge, lexicon).find(asked.words)
    reached = reach(arrays.snapshot, asked.place, asked.within_miles) if asked.place else None
    options = {each.id: _options(arrays, knowledge, each.id, asked) for each in FILTERS}
    chosen = {id: _chosen(found, asked.chosen.get(id, ())) for id, found in options.items()}
    verdicts = dict(_verdicts(arrays, asked, chosen, reached))
    hits = words.hits if words else ~arrays.none()
    yes, may = (
        _all(hits, [getattr(v, name) for v in verdicts.values()]) for name in ("yes", "may")
    )
    found = yes if asked.stated_only else may
    order = Order(arrays, asked, reached, words, verdicts)
    ordered = order.of(found)
    left = _all(~arrays.none(), [v.yes if asked.stated_only else v.may for v in verdicts.values()])
    return Results(
        asked=asked,
        arrays=arrays,
        reached=reached,
        words=words,
        chosen=chosen,
        verdicts=verdicts,
        places=ordered,
        helplines=order.helplines(ordered, left),
        parts=order.parts,
        stated=int(np.count_nonzero(yes)),
        left_out=int(np.count_nonzero(may & ~found)),
        facets=tuple(_facets(asked, hits, options, verdicts)),
    )


def _options(
    arrays: FilterColumns, knowledge: Knowledge, id: str, asked: SearchQuery
) -> tuple[FilterChoice, ...]:
    [filter] = [each for each in FILTERS if each.id == id]
    values = dict.fromkeys((*values_of(arrays, knowledge, filter), *asked.chosen.get(id, ())))
    return choices(arrays, knowledge, filter, values, asked.on)


def _chosen(options: tuple[FilterChoice, ...], values: tuple[str, ...]) -> tuple[FilterChoice, ...]:
    return tuple(each for each in options if each.value in values)


def _verdicts(
    arrays: FilterColumns,
    asked: SearchQuery,
    chosen: Mapping[str, tuple[FilterChoice, ...]],
    reached: Reach | None,
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
    asked: SearchQuery,
    hits: Flags,
    options: Mapping[str, tuple[FilterChoice, ...]],
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
