"""What services state, as arrays over the snapshot: one place for each service, the same in all.

Everything here is made once for each version of the directory, so a search over 100,000 services
is a few array operations.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Service, ServiceWords
from directory.nearby.beside import Beside
from directory.nearby.snapshot import Flags, Numbers, Snapshot, day_number
from directory.searching.freshness import band_of

FREE = ("free", "free of charge", "free to families", "free to carers", "free for families")
"""What a cost says where a family surely pays nothing."""

MOST_KEPT = 256
"""Answers that are kept: a tenth of a megabyte each, where there are 100,000 services."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One column as a filter sees it: where each word stands, and where nothing does."""

    has: dict[str, Flags]
    silent: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """Every service that may be shown, in the order of the snapshot."""

    snapshot: Snapshot
    stated: dict[str, Stated]
    """By filter: kind, programme, running, route, delivery, language, access, cost, places."""
    assured_on: Numbers
    by_name: Numbers
    """The rank of each service by its name."""
    place_of_number: Numbers
    """For each number of the full-text index, the place of its service; -1 for none shown."""
    kept: dict[Hashable, Any] = field(default_factory=dict)
    """What was worked out of them, such as which services hold some words."""

    def none(self) -> Flags:
        """Return no service."""
        return np.zeros(len(self.snapshot.ids), dtype=np.bool_)

    def numbered(self, numbers: Numbers) -> Flags:
        """Return services by their numbers in the full-text index."""
        found = self.place_of_number[numbers[numbers < len(self.place_of_number)]]
        flags = self.none()
        flags[found[found >= 0]] = True
        return flags

    def keep(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what was found under a key before, or find it and keep it."""
        found: T | None = self.kept.get(key)
        if found is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = self.kept[key] = find()
        return found

    def bands(self, on: date) -> Numbers:
        """Return the place in freshness.BANDS of each service."""
        return self.keep(on, lambda: band_of(self.assured_on, on))


def take_arrays(session: Session, snapshot: Snapshot) -> Arrays:
    """Read what filters and the order of a list go by: two queries."""
    columns = (
        Service.id, Service.name, Service.kind, Service.programme, Service.status,
        Service.referral_routes, Service.delivery, Service.languages, Service.accessibility,
        Service.cost, Service.waiting_weeks, Service.assured_on,
    )  # fmt: skip
    place = {id: at for at, id in enumerate(snapshot.ids)}
    rows: list[Any] = [None] * len(place)
    for row in session.execute(select(*columns)):
        if row.id in place:
            rows[place[row.id]] = row
    return Arrays(
        snapshot=snapshot,
        stated=_stated(rows),
        assured_on=np.array([day_number(row.assured_on) for row in rows], dtype=np.int64),
        by_name=_ranks([row.name.casefold() for row in rows]),
        place_of_number=_numbered(session, place),
    )


def _stated(rows: list[Any]) -> dict[str, Stated]:
    words: dict[str, Callable[[Any], Iterable[str]]] = {
        "kind": lambda row: (row.kind,),
        "programme": lambda row: (row.programme,) if row.programme else (),
        "running": lambda row: (row.status,),
        "route": lambda row: row.referral_routes,
        "delivery": lambda row: row.delivery,
        "language": lambda row: row.languages,
        "access": lambda row: row.accessibility,
        "cost": lambda row: _cost(row.cost),
        "places": lambda row: _places(row.waiting_weeks),
    }
    return {name: _words([of(row) for row in rows]) for name, of in words.items()}


def _cost(cost: str | None) -> tuple[str, ...]:
    if cost is None:
        return ()
    return ("free",) if cost.strip().rstrip(".").casefold() in FREE else ("other",)


def _places(weeks: int | None) -> tuple[str, ...]:
    if weeks is None:
        return ()
    return ("now",) if weeks == 0 else ("wait",)


def _words(stated: list[Iterable[str]]) -> Stated:
    at_word: dict[str, list[int]] = defaultdict(list)
    silent = np.ones(len(stated), dtype=np.bool_)
    for at, words in enumerate(stated):
        for word in words:
            at_word[word].append(at)
            silent[at] = False
    return Stated(has={w: _flags(len(stated), ats) for w, ats in at_word.items()}, silent=silent)


def _flags(size: int, ats: list[int]) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[ats] = True
    return flags


def _ranks(names: list[str]) -> Numbers:
    ranks = np.zeros(len(names), dtype=np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _numbered(session: Session, place: dict[str, int]) -> Numbers:
    rows = session.execute(select(ServiceWords.number, ServiceWords.service_id)).all()
    found = np.full(max((number for number, _ in rows), default=0) + 1, -1, dtype=np.int64)
    for number, id in rows:
        found[number] = place.get(id, -1)
    return found


ARRAYS = Beside(take_arrays)
"""The arrays of this process, shared by all that search."""
