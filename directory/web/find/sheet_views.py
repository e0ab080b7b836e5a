"""“Add to sheet”: putting a service on the family's sheet from the list or from its page."""

from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from directory.storage import Service
from directory.web.extensions import db
from directory.web.family_session import VisitFullError
from directory.web.find.blueprint import blueprint
from directory.web.find.query_params import read_search_params
from directory.web.find.shown_services import shown
from directory.web.sheet_list import (
    MOST_LISTED,
    ListFullError,
    OtherVisitError,
    put_on_list,
    take_off_list,
)

FULL = f"The sheet is full: take a service off it first. It holds {MOST_LISTED} at most."
OTHER = "Another family’s visit has been opened since that page was made. Nothing was changed."


@blueprint.post("/sheet")
def change_sheet() -> BaseResponse | tuple[str, int]:
    """Put a service on the family's sheet or take it off, and lead back to where that was asked."""
    added, removed = request.form.get("add", ""), request.form.get("remove", "")
    made_for = request.form.get("visit", "")
    try:
        if removed:
            take_off_list(removed, made_for=made_for)
        elif _is_listed(added):
            put_on_list(added, made_for=made_for)
    except (ListFullError, VisitFullError):
        return _said(FULL), 422
    except OtherVisitError:
        return _said(OTHER), 409
    return redirect(_back(added or removed), 303)


@blueprint.get("/sheet")
def sheet_again() -> BaseResponse:
    """Lead to the list of services: nothing is put on a sheet by an address."""
    return redirect(url_for("find.services"), 303)


def _is_listed(id: str) -> bool:
    query = select(Service.id).where(Service.id == id, *shown(db.session))
    return bool(id) and db.session.scalar(query) is not None


def _said(problem: str) -> str:
    return render_template("find/sheet_problem.html", problem=problem, back=_back(""))


def _back(id: str) -> str:
    """Return the address of the page with the button: a service's own, or the list as it was."""
    if request.form.get("from") == "service" and id:
        return url_for("find.service", id=id)
    asked = read_search_params(request.form)
    values: dict[str, Any] = dict(asked.values(page=asked.page))
    return url_for("find.services", **values, _anchor=_anchor(id))


def _anchor(id: str) -> str:
    return f"service-{id}" if id else "results"
