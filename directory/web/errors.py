"""Answer an error in plain words: a page for a person, JSON where programs ask."""

from dataclasses import dataclass

from flask import Flask, Response, json, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)

from directory.infrastructure.time_budget import OverBudgetError
from directory.storage.engine import is_unavailable
from directory.web import logs, metrics
from directory.web.family_session import VisitFullError

RETRY_SECONDS = 30
"""When to ask again for what the database could not answer."""
OTHER_HOST = "This copy of Waymark does not answer to that host name."
FOR_PROGRAMS = ("/api/", "/oruk/")
"""Under these addresses programs ask, and an error is JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorText:
    """What one error is called, and what to do about it, line by line."""

    title: str
    problem: str
    lines: tuple[str, ...]


WORDINGS = {
    400: ErrorText(
        title="There is a problem with what was sent",
        problem="The request could not be understood.",
        lines=("Go back and try again.", "If you followed a link, it may be incomplete."),
    ),
    401: ErrorText(
        title="Sign in first",
        problem="This copy of Waymark asks everyone to sign in.",
        lines=("Sign in, then try again.",),
    ),
    403: ErrorText(
        title="You cannot see this page",
        problem="This is not open to you.",
        lines=("If you need it for your work, ask whoever runs this copy of Waymark.",),
    ),
    404: ErrorText(
        title="Page not found",
        problem="There is nothing at this address.",
        lines=(
            "If you typed the web address, check it is correct.",
            "If you pasted it, check you copied the whole of it.",
        ),
    ),
    405: ErrorText(
        title="This page opens in another way",
        problem="This address does not answer this method; see the Allow header.",
        lines=(
            "Pages that show answers about a family open only from their form.",
            "Start again from the form: nothing about the family was kept.",
        ),
    ),
    413: ErrorText(
        title="What you sent is too large",
        problem="The request is larger than 1 megabyte: send less.",
        lines=("Waymark takes up to 1 megabyte at a time.", "Go back and send less."),
    ),
    429: ErrorText(
        title="Too many requests",
        problem="There were too many requests: see Retry-After, wait, then try again.",
        lines=(
            "Wait a few minutes, then try again.",
            "Many people who share one connection count together: if this goes on, tell whoever "
            "runs this copy of Waymark.",
            "That an address should be hidden can always be told.",
        ),
    ),
    500: ErrorText(
        title="Sorry, there is a problem with Waymark",
        problem="Something went wrong here; it was not caused by what was sent.",
        lines=(
            "Try again later.",
            "If it goes on, tell whoever runs this copy of Waymark what you were doing.",
        ),
    ),
    503: ErrorText(
        title="Sorry, Waymark is not available now",
        problem="Waymark cannot reach its directory now: try again later.",
        lines=("Waymark cannot reach its directory.", "Try again later."),
    ),
}

DAMAGED = ErrorText(
    title="Sorry, Waymark is not available now",
    problem="Waymark cannot read its directory, which is damaged: try again later.",
    lines=(
        "Waymark cannot read its directory: the file is damaged.",
        "Tell whoever runs this copy of Waymark: it has to be put back from a backup.",
    ),
)

TOO_SLOW = ErrorText(
    title="This takes too long",
    problem="This takes longer than one answer may: ask for less, or for the same again later.",
    lines=(
        "Choose one authority, fewer miles, or one recommendation, and try again.",
        "What was worked out so far is kept: the same page asked again in a minute gets further.",
    ),
)

EXPIRED = ErrorText(
    title="Send the form again",
    problem="The form’s security token is missing or out of date.",
    lines=(
        "Your browser did not send the cookie that keeps this form safe, or it has ended.",
        "Go back, reload the page, and send the form again.",
        "If it goes on, check that your browser allows cookies from this site.",
    ),
)

FULL = ErrorText(
    title="There is no room for more in this visit",
    problem="The visit is full.",
    lines=(
        "Nothing of your last step was kept. Everything before it is still here.",
        "Go back and shorten your own words, or take out what you no longer need.",
        "You can also keep this family in a file, clear everything, and begin another visit.",
    ),
)


class DamagedDatabase(ServiceUnavailable):
    """The database is there, and is not one that can be read."""


class PageTooSlow(ServiceUnavailable):
    """An answer takes longer than one may."""


def handle_errors(app: Flask) -> None:
    """Register our answers to errors on `app`."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(VisitFullError, _full)
    app.register_error_handler(SQLAlchemyError, _no_database)
    app.register_error_handler(OverBudgetError, _too_slow)


def error_text_of(error: HTTPException) -> ErrorText:
    """Return the words for `error`; a rare code is worded like its family."""
    if isinstance(error, CSRFError):
        return EXPIRED
    if isinstance(error, DamagedDatabase):
        return DAMAGED
    if isinstance(error, PageTooSlow):
        return TOO_SLOW
    code = error.code or 500
    return WORDINGS.get(code) or WORDINGS[400 if code < 500 else 500]


def problems_body(problems: list[tuple[str | None, str]]) -> str:
    """Return the JSON of `problems`: pairs of the field, if it was one, and the words."""
    return json.dumps(
        {"problems": [{"field": field, "problem": problem} for field, problem in problems]}
    )


def _answer(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    response = Response(status=error.code, headers=_kept_headers(error))
    wording = error_text_of(error)
    if isinstance(request.routing_exception, SecurityError):
        # Under a host that is not ours no address can be made, so no page either.
        return Response(f"{OTHER_HOST}\n", status=400, mimetype="text/plain")
    if f"{request.path}/".startswith(FOR_PROGRAMS):
        response.mimetype = "application/json"
        response.set_data(problems_body([(None, wording.problem)]))
    else:
        response.mimetype = "text/html"
        response.set_data(render_template("errors/error.html", wording=wording))
    return response


def _full(_: VisitFullError) -> Response:
    page = render_template("errors/error.html", wording=FULL)
    return Response(page, status=422, mimetype="text/html")


def _too_slow(_: OverBudgetError) -> Response | HTTPException:
    return _answer(PageTooSlow(retry_after=RETRY_SECONDS))


def _kept_headers(error: HTTPException) -> list[tuple[str, str]]:
    """Keep what tells a program how to go on, such as Allow and Retry-After."""
    dropped = {"content-type", "content-length"}
    return [(name, value) for name, value in error.get_headers() if name.lower() not in dropped]


def _no_database(error: SQLAlchemyError) -> Response | HTTPException:
    logs.log_failure(error)
    if not is_unavailable(error):
        return _answer(InternalServerError())
    metrics.count_database_failure()
    is_damaged = type(error) is DatabaseError  # a file that is no database any more
    unavailable = DamagedDatabase if is_damaged else ServiceUnavailable
    return _answer(unavailable(retry_after=RETRY_SECONDS))
