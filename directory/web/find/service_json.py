"""One entry as JSON, by the columns of the directory file; what is not stated is left out."""

from typing import Any

from directory.model.cell_types import written
from directory.model.columns import OF_SERVICE
from directory.model.criteria import ROLES
from directory.model.service_entry import HELD_BACK, VenueEntry
from directory.storage import Service, Venue

_APART = {"organisation", "organisation_number", "areas_served", *ROLES}


def record_of(service: Service) -> dict[str, Any]:
    """Return everything that a service states, hidden addresses held back."""
    plain = {c.name: getattr(service, c.name) for c in OF_SERVICE if c.name not in _APART}
    listed = {role: [c.fact for c in service.criteria if c.role == role] for role in ROLES}
    values = {
        **plain,
        "organisation": service.organisation.name,
        "organisation_number": service.organisation.number,
        **listed,
        "areas_served": [area.code for area in service.areas],
        "venues": [_venue(venue) for venue in service.venues],
        "feed": service.feed_id,
        "is_sample": service.is_sample,
    }
    return {name: _json(value) for name, value in values.items() if value not in (None, (), [])}


def _venue(venue: Venue) -> dict[str, Any]:
    stated = VenueEntry(
        name=venue.name,
        address=venue.address,
        postcode=venue.postcode,
        hide_address=venue.hide_address,
    )
    shown = HELD_BACK if venue.hide_address else stated
    names = ("name", "address", "postcode", "hide_address")
    return {name: value for name in names if (value := getattr(shown, name)) is not None}


def _json(value: Any) -> Any:
    return value if isinstance(value, str | int | list) else _plain(value)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else written(value)
