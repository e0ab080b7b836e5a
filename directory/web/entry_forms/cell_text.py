"""Cells of an entry in words, and what a change makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.application.commands.service_versions import VENUES, venues_in
from directory.model.service_entry import VenueEntry
from directory.web.entry_forms.area_text import area_lines
from directory.web.entry_forms.cell_fields import AGES, STATUSES, word_text
from directory.web.entry_forms.topics import label_of
from matcher.ages import say_age

Cells = Mapping[str, str]
NOT_STATED = "not stated"
HIDDEN = "an address that is kept back for safety"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChangeText:
    """One thing that would change, or did, in words."""

    label: str
    before: str
    after: str


def cell_text(name: str, cell: str) -> str:
    """Return a cell as a person reads it; of a hidden address only that it is hidden."""
    if name == VENUES:
        return "; ".join(filter(None, map(_venue_text, venues_in(cell)))) or NOT_STATED
    if name == "areas_served":
        return area_lines(cell).replace("\n", "; ") or NOT_STATED
    if name in AGES:
        return say_age(int(cell)) if cell else NOT_STATED
    if name == "kind":
        return word_text(cell)
    if name == "status":
        return STATUSES.get(cell, cell)
    return cell.replace(";", "; ") or NOT_STATED


def change_texts(before: Cells, after: Cells) -> Iterator[CellChangeText]:
    """Yield each cell that would change, in the order of `after`."""
    for name, cell in after.items():
        was = before.get(name, "")
        if cell != was:
            yield CellChangeText(
                label=label_of(name), before=cell_text(name, was), after=cell_text(name, cell)
            )


def _venue_text(venue: VenueEntry) -> str:
    if venue.hide_address:
        return HIDDEN
    return ", ".join(part for part in (venue.name, venue.address, venue.postcode) if part)
