"""A service in full: what it states, and how that stands to what was recommended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directory.domain.eligibility import ListedService
from directory.domain.service.fidelity_text import Fidelity, fidelity_of
from directory.domain.service.service_text import (
    Stated,
    quality_lines,
    say_distance,
    stated_lines,
    web_page,
)
from directory.model.service_line import ServiceLine
from directory.web.choose.options.service_list import ACCEPTS, why_listed
from matcher import Knowledge
from matcher.knowledge import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDetail:
    """One service in words; None means that it is not stated."""

    id: str
    name: str
    organisation: str
    accepts: str
    accepts_words: str
    distance: str | None
    why: tuple[str, ...]
    lines: tuple[Stated, ...]
    phone: str | None
    email: str | None
    url: str | None
    is_on_shortlist: bool
    fidelity: Fidelity | None


def service_detail(
    listed: ListedService,
    item: Recommendation,
    knowledge: Knowledge,
    shortlist: Iterable[str],
    on: date,
) -> ServiceDetail:
    """Return a service that is listed for a recommendation."""
    service = listed.service
    fidelity = fidelity_of(service, item, knowledge, on)
    return ServiceDetail(
        id=service.id,
        name=service.name,
        organisation=listed.organisation,
        accepts=listed.accepts,
        accepts_words=ACCEPTS[listed.accepts],
        distance=say_distance(listed.distance_miles),
        why=why_listed(listed),
        lines=stated_lines(service, on) + (() if fidelity else _quality(service, on)),
        phone=service.phone,
        email=service.email,
        url=web_page(service.url),
        is_on_shortlist=service.id in shortlist,
        fidelity=fidelity,
    )


def _quality(service: ServiceLine, on: date) -> tuple[Stated, ...]:
    """Return what is stated of who delivers it; where it is compared, the table says it."""
    return tuple(line for line in quality_lines(service, on) if line[1] is not None)
