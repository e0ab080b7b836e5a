"""The page of one service: everything known of it, and who checked that when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response, abort, json, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response as BaseResponse

from directory.domain.service.criteria_text import criteria_of
from directory.domain.service.fidelity_text import VERDICTS, Fidelity, fidelity_of
from directory.domain.service.freshness import freshness
from directory.domain.service.service_text import quality_lines, say_checked, stated_lines, web_page
from directory.domain.service.vendor_text import also_stated
from directory.exchange.openreferral.ids import uuid_of
from directory.geo import Distances
from directory.geo.grid import METRES_PER_MILE
from directory.infrastructure.clock import date_in_england, in_utc, today
from directory.infrastructure.text_format import long_date
from directory.model.service_line import ServiceLine
from directory.model.service_status import ServiceState
from directory.storage import Feed, GeocodedAddress, Service, Venue, reference_data
from directory.storage.feed_enrichment import stated_by_feed
from directory.storage.geocoded import BY_ADDRESS, in_one_line
from directory.web.extensions import current_settings, db
from directory.web.filter_labels import FRESHNESS, STATUSES, value_label
from directory.web.find.blueprint import blueprint
from directory.web.find.history.text import COLUMNS
from directory.web.find.location_views import current_near, distance_to
from directory.web.find.service_json import record_of
from directory.web.find.shown_services import shown
from matcher import Knowledge
from matcher.knowledge import Recommendation
from matcher.programme_index import answers


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueView:
    """A venue as it may be shown; only the words that it is kept back, where it is hidden."""

    name: str | None
    address: str | None
    postcode: str | None
    is_hidden: bool
    distance: str | None
    located: str | None
    """By whom it was found by its address, and how exactly; None where it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationView:
    """A recommendation that the service answers, and how the local offer stands to it."""

    item: Recommendation
    fidelity: Fidelity | None


@blueprint.get("/service/<id>")
def service(id: str) -> str | BaseResponse:
    """Show one service; a copy leads to the one that stands for it."""
    if stands_in := db.session.scalar(select(Service.same_as).where(Service.id == id)):
        return redirect(url_for("find.service", id=stands_in))
    found = _service(id)
    settings, on = current_settings(), today()
    knowledge = reference_data.knowledge_in(settings)
    line = ServiceLine._make(getattr(found, name) for name in ServiceLine._fields)
    return render_template(
        "find/service.html",
        service=found,
        programme=knowledge.programme.get(found.programme or ""),
        kind=value_label("kind", found.kind, knowledge),
        state=line.runs.line(on),
        status=STATUSES.get(found.status, found.status),
        is_closed=line.runs.on(on) is ServiceState.CLOSED,
        is_gone=found.gone_on is not None,
        lines=[*stated_lines(line, on), *quality_lines(line, on)],
        criteria=criteria_of(found, knowledge),
        places=list(_places(found)),
        areas=[reference_data.area_name(area.code) for area in found.areas],
        checked=say_checked(found.assured_on, found.assured_by, on),
        freshness=freshness(found.assured_on, on),
        freshness_words=FRESHNESS,
        beside=list(_beside(line, knowledge, on)),
        also=also_stated(found.vendor),
        verdicts=VERDICTS,
        url=web_page(found.url),
        feed=db.session.get(Feed, found.feed_id) if found.feed_id else None,
        feed_states=list(_feed_states(found)),
        open_referral=None if found.feed_id else uuid_of("service", found.id),
    )


def _feed_states(service: Service) -> Iterator[tuple[str, str]]:
    """Yield what the feed itself states where this directory holds something else."""
    for column, cell in stated_by_feed(db.session, service.id).items() if service.feed_id else ():
        if column == "areas_served":
            cell = ", ".join(map(reference_data.area_name, filter(None, cell.split(";"))))
        yield COLUMNS[column][0], cell.replace("_", " ") or "not stated"


@blueprint.get("/service/<id>/record.json")
def record(id: str) -> Response:
    """Give the entry as JSON, by the columns of the directory file."""
    return Response(
        json.dumps(record_of(_service(id)), sort_keys=False), mimetype="application/json"
    )


def _service(id: str) -> Service:
    whole = select(Service).options(
        joinedload(Service.organisation),
        selectinload(Service.venues),
        selectinload(Service.areas),
        selectinload(Service.criteria),
    )
    found = db.session.scalar(whole.where(Service.id == id, *shown(db.session)))
    return found or abort(404)


def _places(service: Service) -> Iterator[VenueView]:
    near, distances, geocoded = current_near(), Distances(), _geocoded(service)
    for venue in service.venues:
        if venue.hide_address:
            kept_back = dict.fromkeys(("name", "address", "postcode", "distance", "located"))
            yield VenueView(**kept_back, is_hidden=True)
            continue
        yield VenueView(
            name=venue.name,
            address=venue.address,
            postcode=venue.postcode,
            is_hidden=False,
            distance=distance_to(near, venue, distances),
            located=_say_located(venue, geocoded),
        )


def _geocoded(service: Service) -> dict[str, GeocodedAddress]:
    """Return what a geocoder answered about the addresses of a service."""
    venues = (venue for venue in service.venues if venue.located_by == BY_ADDRESS)
    addresses = [in_one_line(venue.address or "") for venue in venues]
    if not addresses:
        return {}
    found = select(GeocodedAddress).where(GeocodedAddress.address.in_(addresses))
    return {each.address: each for each in db.session.scalars(found)}


def _say_located(venue: Venue, geocoded: Mapping[str, GeocodedAddress]) -> str | None:
    """Return how a venue was placed by its address, with the credit that is owed for that."""
    kept = geocoded.get(in_one_line(venue.address or ""))
    if venue.located_by != BY_ADDRESS or kept is None or kept.error_m is None:
        return None
    miles = max(kept.error_m / METRES_PER_MILE, 0.1)
    day = long_date(date_in_england(in_utc(kept.asked_at)))
    return (
        f"Placed by its address, with {kept.source}, {day}: likely within {miles:.1f} miles."
        f" {kept.credit}"
    )


def _beside(line: ServiceLine, knowledge: Knowledge, on: date) -> Iterator[RecommendationView]:
    for item in knowledge.recommendations:
        if answers(knowledge, item, line.programme, line.kind):
            yield RecommendationView(item=item, fidelity=fidelity_of(line, item, knowledge, on))
