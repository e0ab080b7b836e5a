"""How the services of one option are shown: the nearest first, gaps said plainly."""

from dataclasses import dataclass
from datetime import date

from directory.application.match_query import FamilyQuery
from directory.domain.eligibility import FoundServices, ListedService
from directory.domain.eligibility.explanations import say_venue
from directory.domain.service.service_text import say_checked, say_distance, web_page

SHOWN_AT_ONCE = 2
"""Services listed in full view; the rest are folded."""
ACCEPTS = {
    "yes": "Fits what it states",
    "unknown": "May fit: check",
    "no": "Would not accept",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """One service in words; None means that it is not stated."""

    name: str
    organisation: str
    accepts: str
    accepts_words: str
    distance: str | None
    why: tuple[str, ...]
    wait: str | None
    checked: str | None
    phone: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceListView:
    """What the directory has for one option."""

    at_once: tuple[ServiceView, ...]
    more: tuple[ServiceView, ...]
    refusing: tuple[ServiceView, ...]
    not_listed: int
    refusing_count: int
    counts: str
    gap: str | None
    doubt: str | None
    """Said where no service is certain to accept, though some may."""


def service_list_view(found: FoundServices, question: FamilyQuery) -> ServiceListView:
    """Return the services found for one option, in words."""
    shown = [_service(listed, question.on) for listed in found.listed]
    taking = [service for service in shown if service.accepts != "no"]
    return ServiceListView(
        at_once=tuple(taking[:SHOWN_AT_ONCE]),
        more=tuple(taking[SHOWN_AT_ONCE:]),
        refusing=tuple(service for service in shown if service.accepts == "no"),
        not_listed=found.tally.yes + found.tally.unknown - len(taking),
        refusing_count=found.tally.no,
        counts=_counts(found),
        gap=_gap(found, question),
        doubt=_doubt(found),
    )


def _service(listed: ListedService, on: date) -> ServiceView:
    service = listed.service
    return ServiceView(
        name=service.name,
        organisation=listed.organisation,
        accepts=listed.accepts,
        accepts_words=ACCEPTS[listed.accepts],
        distance=say_distance(listed.distance_miles),
        why=why_listed(listed),
        wait=service.wait_and_places,
        checked=say_checked(service.assured_on, service.assured_by, on),
        phone=service.phone,
        url=web_page(service.url),
    )


def why_listed(listed: ListedService) -> tuple[str, ...]:
    """Return the reasons, without the distance: it is said beside the name."""
    miles = listed.distance_miles
    told = None if miles is None else say_venue(miles)
    return tuple(line for line in listed.why if line != told)


def _counts(found: FoundServices) -> str:
    tally = found.tally
    parts = [
        (tally.yes, "fits" if tally.yes == 1 else "fit"),
        (tally.unknown, "may fit"),
        (tally.no, "would not accept"),
    ]
    return ", ".join(f"{number} {words}" for number, words in parts if number)


def _gap(found: FoundServices, question: FamilyQuery) -> str | None:
    """Return the sentence for a place where nobody delivers this, or nobody takes this child."""
    if found.tally.yes or found.tally.unknown:
        return None
    near = f" near {question.place.postcode}" if question.place else ""
    if found.tally.no:
        said = f"No service in the directory that delivers this{near} would accept this child"
    else:
        said = f"No service in the directory delivers this{near}"
    return f"{said}: that is a gap.{_beyond(found)}"


def _doubt(found: FoundServices) -> str | None:
    if found.tally.yes or not found.tally.unknown:
        return None
    return f"No service is certain to accept: check with them first.{_beyond(found)}"


def _beyond(found: FoundServices) -> str:
    if found.next_miles is None:
        return ""
    return f" The nearest that fits is {found.next_miles} miles away."
