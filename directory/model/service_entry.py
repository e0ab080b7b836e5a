"""An entry of the directory: what one service states, whichever file or table it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.model.age_range import AgeRange
from directory.model.columns import OF_SERVICE
from directory.model.service_status import ServiceStatus
from directory.model.wait import Wait

if TYPE_CHECKING:
    from directory.model.row_version import RowVersion

STATED = tuple(column.name for column in OF_SERVICE if column.name != "id")
"""The names of what a service states beside its id."""
_PLACE = {name: place for place, name in enumerate(STATED)}


class ServiceValues(Mapping[str, Any]):
    """What one service states, by the names of the columns, in a fifth of the room of a dict."""

    __slots__ = ("_values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        """Keep the values, which stand in the order of `STATED`."""
        self._values = values

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "ServiceValues | None":
        """Return what these values state; None where one is missing."""
        try:
            return cls(tuple([values[name] for name in STATED]))
        except KeyError:
            return None

    def __getitem__(self, name: str) -> Any:
        """Return one value."""
        return self._values[_PLACE[name]]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns in their order."""
        return iter(STATED)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(STATED)

    def __eq__(self, other: object) -> bool:
        """Say whether the other states the same."""
        if isinstance(other, ServiceValues):
            return self._values == other._values
        return Mapping.__eq__(self, other)

    def __repr__(self) -> str:
        """Return what a failed test shows."""
        return repr(dict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueEntry:
    """A venue as the file states it."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    hide_address: bool | None = None

    @property
    def is_blank(self) -> bool:
        """Say whether nothing at all is stated."""
        return self == VenueEntry()

    @property
    def without_address(self) -> "VenueEntry":
        """Return the venue as it may leave: nothing that tells where a hidden one is."""
        return HELD_BACK if self.hide_address else self


HELD_BACK = VenueEntry(hide_address=True)
"""All that an export says of a hidden venue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRow:
    """A venue and its place in the file."""

    position: int
    venue: VenueEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """One service: the values of its columns by name, and its rows in the order of the file."""

    id: str
    values: Mapping[str, Any]
    rows: tuple[VenueRow, ...]
    remote_id: str | None = None
    """Its id in the feed that it came from; None for an entry of a directory file."""
    vendor: str | None = None
    """What that feed states beside the standard, as JSON."""
    stated: frozenset[str] | None = None
    """The columns that its file has, where it leaves some out; None where it has them all."""
    version: "RowVersion | None" = None
    """The version that its row was exported from, as far as the file says."""

    @property
    def runs(self) -> ServiceStatus:
        """Return whether it runs."""
        values = self.values
        return ServiceStatus(values["status"], values["starts_on"], values["ends_on"])

    @property
    def ages(self) -> AgeRange:
        """Return the ages it takes."""
        return AgeRange(self.values["age_from_months"], self.values["age_under_months"])

    @property
    def wait(self) -> Wait:
        """Return how long a family waits."""
        return Wait(self.values["waiting_weeks"], self.values["waiting_as_of"])

    @property
    def venues(self) -> tuple[VenueEntry, ...]:
        """Return what each row says of its venue."""
        return tuple(row.venue for row in self.rows)

    @property
    def positions(self) -> tuple[int, ...]:
        """Return the place of each row in the file."""
        return tuple(row.position for row in self.rows)
