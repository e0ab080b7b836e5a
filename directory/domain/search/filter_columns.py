"""What services state, as filters and the order of a list see it: one place for each service."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from sqlalchemy import select

from directory.domain.service.freshness import band_of
from directory.model.cost import Cost
from directory.model.wait import Wait
from directory.storage import Service, ServiceWords
from directory.storage.column_store import (
    ColumnStore,
    Day,
    Number,
    StoredColumn,
    TextOrder,
    Words,
    WordSets,
    by_row,
    stored,
)
from directory.storage.snapshot import PROGRAMME, WAYS, Flags, Numbers, Snapshot

NO_NUMBER = -1
"""Stands for the number of a service that is not in the full-text index."""


def _cost(text: str | None) -> tuple[str, ...]:
    kind = Cost(text).kind
    return (kind,) if kind else ()


def _places(weeks: Any) -> tuple[str, ...]:
    kind = Wait(None if weeks is None else int(weeks), None).kind
    return (kind,) if kind else ()


_number = select(ServiceWords.number).where(ServiceWords.service_id == Service.id)
STATED: Mapping[str, Words] = {
    "kind": Words(Service.kind),
    "programme": PROGRAMME,
    "running": Words(Service.status),
    "route": Words.listed(Service.referral_routes),
    "delivery": WAYS,
    "language": Words.listed(Service.languages),
    "access": Words.listed(Service.accessibility),
    "cost": Words(Service.cost, _cost),
    "places": Words(Service.waiting_weeks, _places),
}
"""The columns that filters go by."""
ASSURED_ON, _NAME = Day(Service.assured_on), TextOrder(Service.name)
_NUMBER = Number(_number.correlate(Service).scalar_subquery(), NO_NUMBER)


class FilterColumns:
    """Every service that may be shown, in the order of the snapshot."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]] = tuple(
        dict.fromkeys((*Snapshot.COLUMNS, *STATED.values(), ASSURED_ON, _NAME, _NUMBER))
    )

    def __init__(self, store: ColumnStore) -> None:
        self.store, self.snapshot = store, Snapshot(store)

    number = stored(_NUMBER)
    """The number of each service in the full-text index."""

    @cached_property
    def stated(self) -> Mapping[str, WordSets]:
        """Return what services state, by filter: kind, programme, running and so on."""
        return {name: self.store[column] for name, column in STATED.items()}

    def some(self, places: Numbers) -> "FilterColumns":
        """Return some services alone; their places must be in order."""
        return FilterColumns(self.store.some(places))

    @cached_property
    def by_name(self) -> Numbers:
        """Return the rank of each service by its name."""
        return self.store[_NAME].rank

    def none(self) -> Flags:
        """Return no service."""
        return np.zeros(len(self.snapshot.ids), dtype=np.bool_)

    def numbered(self, numbers: Numbers) -> Flags:
        """Return services by their numbers in the full-text index."""
        found = np.zeros(
            max(int(self.number.max(initial=0)), int(numbers.max(initial=0))) + 1, bool
        )
        found[numbers] = True
        flags: Flags = found[self.number] & (self.number != NO_NUMBER)
        return flags

    def bands(self, on: date) -> Numbers:
        """Return the place in freshness.BANDS of each service."""
        assured_on = self.store[ASSURED_ON]
        return by_row(self.store, ("bands", on), lambda places: band_of(assured_on[places], on))
