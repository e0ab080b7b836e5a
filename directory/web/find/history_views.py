"""What changed: the page, and its feeds for a reader that follows an authority or a programme."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import Response, abort, render_template, request

from directory.infrastructure.clock import date_in_england
from directory.storage import reference_data
from directory.web.base_form import TokenlessForm, choices_of, error_list, select_field
from directory.web.extensions import current_settings, db, site_url
from directory.web.find.blueprint import blueprint
from directory.web.find.history.areas import NOT_STATED, area_name
from directory.web.find.history.atom import ATOM, JSON, as_atom, as_json, feed_of
from directory.web.find.history.query import MOST, Moment, current_moment, newest_events, occurring
from directory.web.find.history.text import sentence, source
from directory.web.security import let_keep
from matcher import Knowledge, Problem

MONTHS = 12
SUBTITLE = (
    "Services opened, changed, paused, ending or closed. "
    "What is no longer listed is said to be so: whether it closed is then not known."
)


class ChangesForm(TokenlessForm):
    """Of what is told."""

    authority = select_field(
        "Authority", hint="With services that cover its county or all of England"
    )
    programme = select_field(
        "Programme", hint="A class of programmes takes in those that belong to it"
    )


@blueprint.get("/changes")
def changes() -> str | tuple[str, int]:
    """Show what happened, day by day, and lead to the feeds."""
    moment, asked = current_moment(db.session), _asked()
    names = _names(moment, asked)
    form = _form(moment, {what: asked[what] for what in names})
    form.put_problems(
        Problem(field=what, problem=f"“{asked[what]}” is no {what} that is known here: choose one")
        for what in asked
        if what not in names
    )
    events = () if form.errors else newest_events(moment, _knowledge(), **asked)
    page = render_template(
        "find/changes.html",
        asked=asked,
        names=names,
        form=form,
        error_list=error_list(form),
        not_stated=NOT_STATED,
        days=[(day, list(of)) for day, of in groupby(events, lambda e: date_in_england(e.at))],
        sentence=sentence,
        source=source,
        months=MONTHS,
        most=MOST,
        has_sample=any(event.service.is_sample for event in events),
    )
    return (page, 404) if form.errors else page


@blueprint.get("/changes.atom")
def changes_atom() -> Response:
    """Give out what happened as an Atom feed."""
    return _feed(as_atom, ATOM)


@blueprint.get("/changes.json")
def changes_json() -> Response:
    """Give out what happened as a JSON Feed."""
    return _feed(as_json, JSON)


def _feed(write: Callable[[dict[str, Any], datetime], str], mimetype: str) -> Response:
    moment, asked = current_moment(db.session), _asked()
    names = _names(moment, asked)
    if asked.keys() != names.keys():
        abort(404)
    events = newest_events(moment, _knowledge(), **asked)
    updated = events[0].at if events else datetime.fromtimestamp(moment.version, UTC)
    feed = feed_of(
        events,
        title=": ".join(["What changed", *([", ".join(names.values())] if names else [])]),
        description=SUBTITLE,
        home_page_url=site_url("find.changes", **asked),
        feed_url=site_url(str(request.endpoint), **asked),
    )
    response = Response(write(feed, updated), mimetype=mimetype)
    response.last_modified = updated
    response.add_etag()
    response.make_conditional(request)
    return let_keep(response)


def _asked() -> dict[str, str]:
    """Return which authority and programme the address asks for."""
    given = {name: request.args.get(name, "").strip()[:80] for name in ("authority", "programme")}
    return {name: value for name, value in given.items() if value}


def _names(moment: Moment, asked: dict[str, str]) -> dict[str, str]:
    """Return what is asked for by name, without what is not known."""
    names: dict[str, str] = {}
    code, id = asked.get("authority"), asked.get("programme", "")
    if code and (area_name(code) != code or code in occurring(moment)[0]):
        names["authority"] = area_name(code)
    if programme := _knowledge().programme.get(id):
        names["programme"] = programme.name
    return names


def _form(moment: Moment, asked: dict[str, str]) -> ChangesForm:
    """Return the form with what occurs, and what is chosen, to choose from."""
    codes, used = occurring(moment)
    newest = {area_name(code): code for code in sorted(codes)}  # of two codes
    areas = {*newest.values(), asked.get("authority", NOT_STATED)} - {NOT_STATED}
    programmes = _knowledge().programmes
    wanted = {id for p in programmes if p.id in used for id in (p.id, *p.classes)}
    wanted.add(asked.get("programme", ""))
    form = ChangesForm(formdata=None, data=asked)
    form.authority.choices = choices_of(
        {
            "": "Every authority",
            **{code: area_name(code) for code in sorted(areas, key=area_name)},
            NOT_STATED: area_name(NOT_STATED),
        }
    )
    form.programme.choices = choices_of(
        {"": "Every programme", **{p.id: p.name for p in programmes if p.id in wanted}}
    )
    return form


def _knowledge() -> Knowledge:
    return reference_data.knowledge_in(current_settings())
