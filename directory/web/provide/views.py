"""Provide: a file is checked before it is sent, and how good this directory and feeds are is told.

The file stays in memory for as long as the answer takes. Nothing of it is stored, logged or sent
on, and nothing is written to the directory.
"""

from dataclasses import replace

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from directory.application.commands.import_preview import takes_doubted_ages
from directory.exchange.data_quality.feed_files import UnreadableError
from directory.exchange.directory_file.file_reader import read_file
from directory.exchange.directory_file.file_writer import write_rows
from directory.exchange.directory_file.guide import Guide, example_rows, guide_of
from directory.exchange.directory_file.xlsx_writer import write_template
from directory.exchange.tables import LIMITS, is_workbook
from directory.infrastructure.clock import today
from directory.model.cell_types import Vocabulary
from directory.model.problems import MOST_PROBLEMS, FileError
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.provide import report_views
from directory.web.provide.blueprint import blueprint
from directory.web.provide.feed_upload import MOST_SERVICES, is_feed_file
from directory.web.provide.file_check import (
    MOST_NAMED,
    by_kind,
    by_row,
    not_stated,
    others,
    plan_of,
)
from directory.web.provide.programme_suggestions import suggested_programmes

UNPROCESSABLE, TOO_LARGE = 422, 413
MOST_ROWS = 5000
"""More than any organisation has; a whole council's file is imported, not checked here."""
MOST_BYTES = 64 * 1024 * 1024
"""That it may unpack to."""
MOST_SECONDS = 20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILE = "Choose a file first"
EMPTY = "The file is empty: choose the one that you filled in"
LARGE = "The file is larger than 1 megabyte: check it in parts, each with the first row"
Reply = str | tuple[str, int]


@blueprint.get("/")
def start() -> str:
    """Say what the check is, give out the template, and ask for the file."""
    return _ask(None)


@blueprint.get("/template.xlsx")
def template_workbook() -> Response:
    """Give out the workbook to fill in."""
    return _attached(write_template(_guide()), WORKBOOK, "waymark-services.xlsx")


@blueprint.get("/template.csv")
def template_csv() -> Response:
    """Give out the CSV file to fill in."""
    return _attached(write_rows(example_rows()), "text/csv", "waymark-services.csv")


@blueprint.post("/check")
def check() -> Reply:
    """Say what is wrong with a file, or what the directory would show; keep nothing of it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _ask(NO_FILE), UNPROCESSABLE
    content = sent.read()
    if not content.strip():
        return _ask(EMPTY), UNPROCESSABLE
    if is_feed_file(content):
        return _feed(content)
    try:
        return _found(content)
    except FileError as error:
        return _problems(error, is_workbook(content))


@blueprint.get("/check")
def check_again() -> str:
    """Ask for the file again: a page that was left cannot be had back, since nothing was kept."""
    return _ask(None)


@blueprint.errorhandler(TOO_LARGE)
def say_large(_: RequestEntityTooLarge) -> Reply:
    """Say how large a file may be."""
    return _ask(LARGE), TOO_LARGE


def _feed(content: bytes) -> Reply:
    try:
        return report_views.of_file(content)
    except UnreadableError as error:
        return _ask(str(error).replace(": ", " ", 1)), UNPROCESSABLE


def _found(content: bytes) -> str:
    limits = replace(LIMITS, rows=MOST_ROWS, most_bytes=MOST_BYTES, seconds=MOST_SECONDS)
    read = read_file(content, _vocabulary(), limits=limits)
    entries = read.entries
    plan = plan_of(db.session, entries)
    asks = read.ages_question if takes_doubted_ages(plan, read.seem_years) else None
    return render_template(
        "provide/found.html",
        services=len(entries),
        lacking=not_stated(entries, today()),
        hidden=sum(any(venue.hide_address for venue in entry.venues) for entry in entries),
        plan=plan,
        ages_question=asks,
        notes=list(read.notes.told()),
        others=others(db.session, entries),
        suggested=suggested_programmes(entries, current_settings()),
        most=MOST_NAMED,
    )


def _problems(error: FileError, workbook: bool) -> Reply:
    """Tell every problem; one of the file as a whole is told beside the form."""
    if all(problem.line is None and problem.column is None for problem in error.problems):
        return _ask(*(f"The file {problem.problem}" for problem in error.problems)), UNPROCESSABLE
    return render_template(
        "provide/problems.html",
        rows=by_row(error.problems[:MOST_PROBLEMS]),
        groups=by_kind(error.problems),
        count=len(error.problems),
        is_full=len(error.problems) > MOST_PROBLEMS,
        place="Row" if workbook else "Line",
    )


def _ask(*problems: str | None) -> str:
    told = [{"text": problem, "href": "#file"} for problem in problems if problem]
    return render_template(
        "provide/start.html", error_list=told, most_rows=MOST_ROWS, most_services=MOST_SERVICES
    )


def _attached(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)


def _guide() -> Guide:
    return guide_of(reference_data.knowledge_in(current_settings()))


def _vocabulary() -> Vocabulary:
    settings = current_settings()
    knowledge, places = (
        reference_data.knowledge_in(settings),
        reference_data.places_in(settings.places),
    )
    return reference_data.vocabulary(knowledge, places, today())
