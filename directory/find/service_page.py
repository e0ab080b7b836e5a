"""The page of one service: everything known of it, and who checked that when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, json, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response as BaseResponse

from directory import bridge
from directory.clock import today
from directory.db import Feed, Service
from directory.extensions import current_settings, db
from directory.fidelity import VERDICTS, Fidelity, fidelity_of
from directory.find.also_stated import also_stated
from directory.find.changes_found import shown
from directory.find.criteria import criteria_of
from directory.find.journey import blueprint
from directory.find.record import record_of
from directory.find.states import is_closed, say_state
from directory.find.where import current_near, distance_to
from directory.find.wording import FRESHNESS, STATUSES, value_label
from directory.nearby import ServiceLine
from directory.openreferral.ids import uuid_of
from directory.searching.freshness import freshness
from directory.stated import quality_lines, say_checked, stated_lines, web_page
from directory.visits import current_visit
from matcher import Knowledge
from matcher.delivering import answers
from matcher.knowledge import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A venue as it may be shown; only the words that it is kept back, where it is hidden."""

    name: str | None
    address: str | None
    postcode: str | None
    is_hidden: bool
    distance: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A recommendation that the service answers, and how the local offer stands to it."""

    item: Recommendation
    fidelity: Fidelity | None


@blueprint.get("/service/<id>")
def service(id: str) -> str | BaseResponse:
    """Show one service; a copy leads to the one that stands for it."""
    if stands_in := db.session.scalar(select(Service.same_as).where(Service.id == id)):
        return redirect(url_for("find.service", id=stands_in))
    found = _service(id)
    settings, on, visit = current_settings(), today(), current_visit()
    knowledge = bridge.knowledge_in(settings.data)
    line = ServiceLine._make(getattr(found, name) for name in ServiceLine._fields)
    return render_template(
        "find/service.html",
        service=found,
        programme=knowledge.programme.get(found.programme or ""),
        kind=value_label("kind", found.kind, knowledge),
        state=say_state(found.status, found.starts_on, found.ends_on, on),
        status=STATUSES.get(found.status, found.status),
        is_closed=is_closed(found.status, found.ends_on, on),
        is_gone=found.gone_on is not None,
        lines=[*stated_lines(line, on), *quality_lines(line, on)],
        criteria=criteria_of(found, knowledge),
        places=list(_places(found)),
        areas=[bridge.area_name(area.code) for area in found.areas],
        checked=say_checked(found.assured_on, found.assured_by, on),
        freshness=freshness(found.assured_on, on),
        freshness_words=FRESHNESS,
        beside=list(_beside(line, knowledge, on)),
        also=also_stated(found.vendor),
        verdicts=VERDICTS,
        url=web_page(found.url),
        feed=db.session.get(Feed, found.feed_id) if found.feed_id else None,
        open_referral=None if found.feed_id else uuid_of("service", found.id),
        visit=visit if visit and visit.children else None,
    )


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


def _places(service: Service) -> Iterator[Place]:
    near = current_near()
    for venue in service.venues:
        shown: dict[str, Any] = {
            name: getattr(venue, name) for name in ("name", "address", "postcode")
        }
        if venue.hide_address:
            shown = dict.fromkeys(shown)
        distance = None if venue.hide_address else distance_to(near, venue.easting, venue.northing)
        yield Place(**shown, is_hidden=bool(venue.hide_address), distance=distance)


def _beside(line: ServiceLine, knowledge: Knowledge, on: date) -> Iterator[Beside]:
    for item in knowledge.recommendations:
        if answers(knowledge, item, line.programme, line.kind):
            yield Beside(item=item, fidelity=fidelity_of(line, item, knowledge, on))
