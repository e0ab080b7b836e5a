"""What one watches: listed, added from the page of a service, and dropped."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.watched_searches import (
    MOST_FOUND,
    WATCHED_FILTERS,
    FindServices,
    filters_of,
    finder_of,
    search_subject,
)
from directory.application.commands.watches import (
    OFTEN,
    TooManyWatchesError,
    add_watch,
    drop_watch,
    watches_of,
)
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure.clock import now, today
from directory.storage import Account, Service, Watch, reference_data
from directory.web.account.blueprint import blueprint
from directory.web.account_session import current_account
from directory.web.extensions import current_settings, db
from directory.web.filter_labels import LEGENDS, value_label

UNPROCESSABLE, TOO_MANY = 422, 429
NO_AREA = "No area of England has this name: write it as the council writes its own name"
TOO_WIDE = f"That search finds more than {MOST_FOUND} services: choose more filters, then watch it"
MOST_VALUES, LONGEST_VALUE = 20, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """A watch in words; `service` is the id of the one that it names."""

    number: int
    name: str
    service: str | None
    often: str


@blueprint.get("/watching")
def watching() -> str:
    """List what this account watches."""
    return _page()


@blueprint.post("/watching")
def watch() -> Response | tuple[str, int]:
    """Watch a service, a programme in an area, or the filters of a search."""
    often = request.form.get("often", "")
    if often not in OFTEN:
        abort(400)
    if (wanted := _wanted()) is None:
        return _page(NO_AREA), UNPROCESSABLE
    what, subject = wanted
    found = _finder()(subject, today()) if what == "search" else None
    if found is not None and len(found) > MOST_FOUND:
        return _page(TOO_WIDE), UNPROCESSABLE
    try:
        add_watch(db.session, _account(), what, subject, often, found=found, now=now())
    except TooManyWatchesError:
        abort(TOO_MANY)
    db.session.commit()
    return redirect(url_for("account.watching"), 303)


@blueprint.post("/watching/<int:number>/drop")
def drop_watched(number: int) -> Response:
    """Watch something no more."""
    if not drop_watch(db.session, _account(), number, now=now()):
        abort(404)
    db.session.commit()
    return redirect(url_for("account.watching"), 303)


def _page(problem: str | None = None) -> str:
    known = reference_data.knowledge_in(current_settings()).programmes
    return render_template(
        "account/watching.html",
        lines=[_line(watch) for watch in watches_of(db.session, _account())],
        programmes=sorted((each.name, each.id) for each in known),
        typed=request.form,
        error_list=[{"text": problem, "href": "#area"}] if problem else [],
    )


def _wanted() -> tuple[str, str] | None:
    """Return what a form asks to watch, and its subject; None where its area is not known.

    It stops where there is nothing such.
    """
    form = request.form
    if (id := form.get("service", "")) and db.session.get(Service, id) is not None:
        return "service", id
    if programme := form.get("programme", ""):
        area = _code(form.get("area", ""))
        return ("programme", f"{programme}|{area}") if _serves(programme, area) else None
    chosen = {id: _values(id) for id in WATCHED_FILTERS}
    if form.get("search") and (
        subject := search_subject(chosen, stated_only=form.get("stated") == "1")
    ):
        return "search", subject
    abort(400)


def _values(filter: str) -> list[str]:
    values = dict.fromkeys(value[:LONGEST_VALUE] for value in request.form.getlist(filter) if value)
    return list(values)[:MOST_VALUES]


def _code(area: str) -> str:
    """Return the code of an area that was named, or given by its code."""
    return reference_data.area_code(area.strip()) or area


def _finder() -> FindServices:
    settings = current_settings()
    knowledge = reference_data.knowledge_in(settings)
    return finder_of(db.session, knowledge, lexicon_in(settings.data, knowledge))


def _serves(programme: str, area: str) -> bool:
    """Say whether there are such a programme and such an area."""
    known = reference_data.knowledge_in(current_settings()).programme
    return programme in known and reference_data.area_name(area) != area


def _line(watch: Watch) -> WatchLine:
    often = OFTEN[watch.often]
    if watch.what == "service":
        name = db.session.scalar(select(Service.name).where(Service.id == watch.subject))
        return WatchLine(
            number=watch.id, name=name or watch.subject, service=watch.subject, often=often
        )
    if watch.what == "search":
        return WatchLine(number=watch.id, name=_search(watch.subject), service=None, often=often)
    programme, _, area = watch.subject.partition("|")
    known = reference_data.knowledge_in(current_settings()).programme.get(programme)
    name = f"{known.name if known else programme} in {reference_data.area_name(area)}"
    return WatchLine(number=watch.id, name=name, service=None, often=often)


def _search(subject: str) -> str:
    """Return the filters of a search in words."""
    known = reference_data.knowledge_in(current_settings())
    said = (
        f"{LEGENDS[filter]}: {', '.join(value_label(filter, each, known) for each in values)}"
        for filter, values in filters_of(subject).items()
    )
    return f"The search “{'; '.join(said)}”"


def _account() -> Account:
    return current_account() or abort(403)
