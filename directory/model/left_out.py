"""Entries of a file that leaves columns out: what it does not have stays as it is stored."""

from collections.abc import Sequence
from dataclasses import replace

from directory.model.columns import OF_VENUE
from directory.model.service_entry import ServiceEntry, ServiceValues, VenueEntry, VenueRow

_FIELDS = {"venue_name": "name"} | {
    column.name: column.name for column in OF_VENUE if column.name != "venue_name"
}
"""The field of a venue that each of its columns holds."""


def with_stored(entry: ServiceEntry, before: ServiceEntry) -> ServiceEntry:
    """Return an entry with what its file leaves out as it is stored."""
    if entry.stated is None:
        return entry
    stated = entry.stated
    values = {name: entry.values[name] if name in stated else before.values[name]
              for name in before.values}  # fmt: skip
    return replace(
        entry,
        values=ServiceValues.of(values) or values,
        rows=_rows(entry, before),
        stated=None,
    )


def _rows(entry: ServiceEntry, before: ServiceEntry) -> tuple[VenueRow, ...]:
    assert entry.stated is not None
    missing = [field for column, field in _FIELDS.items() if column not in entry.stated]
    if not missing:
        return entry.rows
    if len(missing) == len(_FIELDS):
        return _placed(before, entry)
    partners = _partners(entry, before, missing)
    hides = any(venue.hide_address for venue in before.venues)
    return tuple(
        replace(row, venue=_filled(row.venue, partner, missing, hides=hides))
        for row, partner in zip(entry.rows, partners, strict=True)
    )


def _placed(before: ServiceEntry, entry: ServiceEntry) -> tuple[VenueRow, ...]:
    """Return the stored venues at the places of the rows that the file has, as far as they go."""
    places = [*entry.positions, *[entry.positions[-1]] * len(before.rows)]
    return tuple(
        replace(row, position=place) for row, place in zip(before.rows, places, strict=False)
    )


def _partners(
    entry: ServiceEntry, before: ServiceEntry, missing: Sequence[str]
) -> list[VenueEntry | None]:
    """Return the stored venue that each row is: by what both state, else by its place."""
    left = list(before.venues)
    found: list[VenueEntry | None] = []
    for venue in entry.venues:
        same = next((each for each in left if _agrees(venue, each, missing)), None)
        if same:
            left.remove(same)
        found.append(same)
    if found.count(None) == len(left):
        rest = iter(left)
        return [each or next(rest) for each in found]
    return found


def _agrees(venue: VenueEntry, stored: VenueEntry, missing: Sequence[str]) -> bool:
    stated = [field for field in _FIELDS.values() if field not in missing]
    return all(getattr(venue, field) == getattr(stored, field) for field in stated)


def _filled(
    venue: VenueEntry, partner: VenueEntry | None, missing: Sequence[str], *, hides: bool
) -> VenueEntry:
    """Return a venue with what its row leaves out; in doubt it is hidden."""
    if partner is None:
        in_doubt = hides and "hide_address" in missing
        return replace(venue, hide_address=True) if in_doubt else venue
    kept = {field: getattr(partner, field) for field in missing}
    if kept.get("hide_address", False) is None:
        kept["hide_address"] = venue.hide_address  # as its words may say
    return replace(venue, **kept)
