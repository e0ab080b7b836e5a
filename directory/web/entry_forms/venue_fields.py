"""The fields of an entry's venues: a few more than it has, so that one can be added."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from directory.application.commands.service_versions import (
    OF_VENUES,
    typed_venues_cell,
    venues_in,
)
from directory.model.service_entry import HELD_BACK, VenueEntry

VENUE_PARTS = OF_VENUES
SPARE = 1
"""Empty venues that a form shows beside those there are."""
KEEP, REMOVE = "keep", "remove"
LABELS = {"venue_name": "Name of the place", "address": "Address", "postcode": "Postcode"}


def venue_fields(cell: str) -> dict[str, Any]:
    """Return the fields of each venue, and of one more; a hidden one is kept, or taken out."""
    fields: dict[str, Any] = {}
    venues = venues_in(cell)
    for number in range(1, len(venues) + SPARE + 1):
        if number <= len(venues) and venues[number - 1] == HELD_BACK:
            choices = [SelectChoice(KEEP, "Keep it, hidden"), SelectChoice(REMOVE, "Take it out")]
            fields[f"venue-{number}-held"] = RadioField(
                "A hidden address", widget=GovRadioInput(), choices=choices, validate_choice=False
            )
            continue
        for name, label in LABELS.items():
            fields[f"venue-{number}-{name}"] = StringField(label, widget=GovTextInput())
        fields[f"venue-{number}-hide_address"] = RadioField(
            "Must the address stay secret, as of a refuge?",
            widget=GovRadioInput(),
            choices=[
                SelectChoice("yes", "Yes, hide it"),
                SelectChoice("no", "No, show it"),
                SelectChoice("", "Not stated"),
            ],
            validate_choice=False,
        )
    return fields


def venue_data(cell: str) -> dict[str, str]:
    """Return what the fields show."""
    data: dict[str, str] = {}
    for number, venue in enumerate(venues_in(cell), 1):
        hidden = {None: "", True: "yes", False: "no"}[venue.hide_address]
        data |= {
            f"venue-{number}-held": KEEP,
            f"venue-{number}-venue_name": venue.name or "",
            f"venue-{number}-address": venue.address or "",
            f"venue-{number}-postcode": venue.postcode or "",
            f"venue-{number}-hide_address": hidden,
        }
    return data | {f"venue-{len(venues_in(cell)) + 1}-hide_address": ""}


def venues_cell_of(form: Any, held: str) -> str:
    """Return the venues that were typed, as one cell; those without a word are left out."""
    found = []
    for number in range(1, len(venues_in(held)) + SPARE + 1):
        if f"venue-{number}-held" in form:
            found += [HELD_BACK] if form[f"venue-{number}-held"].data != REMOVE else []
            continue
        name, address, postcode, hide = (
            (form[f"venue-{number}-{part}"].data or "").strip() for part in OF_VENUES
        )
        if name or address or postcode:
            found.append(
                VenueEntry(
                    name=name or None,
                    address=address or None,
                    postcode=postcode or None,
                    hide_address={"yes": True, "no": False}.get(hide),
                )
            )
    return typed_venues_cell(found)
