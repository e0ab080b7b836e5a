"""An entry as it is shown to the service itself, and which columns it may ask to change."""

from collections.abc import Iterator, Mapping

from directory.application.commands.service_versions import VENUES
from directory.web.entry_forms.cell_text import NOT_STATED, cell_text
from directory.web.entry_forms.topics import label_of

SHOWN = (
    "name", "organisation", "description", "status", "capacity", "waiting_weeks", "waiting_as_of",
    "starts_on", "ends_on", "age_from_months", "age_under_months", "eligibility_note", VENUES,
    "areas_served", "phone", "hours", "email", "url", "referral_routes", "referral_note", "cost",
    "languages", "accessibility",
)  # fmt: skip
CHANGED_BY_LINK = (
    "status", "capacity", "waiting_weeks", "ends_on", "phone", "hours", "url", "cost",
    "description", "eligibility_note", "referral_note",
)  # fmt: skip
"""The columns that a service knows best; an editor decides about all of it."""


def entry_lines(cells: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Yield each label and what the entry states; None where it states nothing."""
    for name in SHOWN:
        said = cell_text(name, cells.get(name, ""))
        yield label_of(name), None if said == NOT_STATED else said
