"""The services of the sheet that is open, for every page and file made of it."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from directory.geo import Place, PlaceError
from directory.infrastructure.clock import today
from directory.model.service_status import ServiceStatus
from directory.storage import Service, reference_data
from directory.web.extensions import current_settings, db
from directory.web.family_session import Visit
from directory.web.signpost.forms import place_of
from directory.web.signpost.sheet import SheetService, listed, on_sheet
from directory.web.signpost.standing_offers import always_offered

SEE_OTHER = 303


def services_of(visit: Visit) -> tuple[list[SheetService], dict[str, list[SheetService]]]:
    """Return the services of the shortlist that are open, and what is always offered beside."""
    place, on = _place(visit), today()

    chosen = [
        service
        for service in listed(db.session, visit.shortlist)
        if not ServiceStatus.of(service).on(on).is_shut
    ]
    knowledge = reference_data.knowledge_in(current_settings())

    def shown(services: list[Service]) -> list[SheetService]:
        programmes = knowledge.programme
        return [on_sheet(s, place, on, programmes.get(s.programme or "")) for s in services]

    always = always_offered(db.session, knowledge, place, visit.within_miles, on)
    ids = {service.id for service in chosen}
    others = {offer: [s for s in found if s.id not in ids] for offer, found in always.items()}
    return shown(chosen), {offer: shown(found) for offer, found in others.items()}


def _place(visit: Visit) -> Place | None:
    try:
        return place_of(visit.postcode)
    except PlaceError:  # the postcodes may have been renewed since it was given
        return None


def lead_to(endpoint: str) -> Response:
    """Return what leads to another page of signpost."""
    return redirect(url_for(f"signpost.{endpoint}"), SEE_OTHER)
