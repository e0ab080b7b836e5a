"""A caseload is matched in the browser: a file in, the counts out.

The file stays in memory for as long as the answer takes. Nothing of it is stored, logged or sent
on, and nothing is written to the directory.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from directory import bridge
from directory.caseloads.census import Census, census_in
from directory.caseloads.reading import CaseloadFile, read_caseload
from directory.caseloads.values import day
from directory.clock import today
from directory.covering.caseload import CaseloadAnswer, count_caseload
from directory.errors import wording_of
from directory.extensions import current_settings, db
from directory.figures.authorities import upper_names
from directory.gaps.journey import blueprint
from directory.importing.problems import FileError, FileProblem
from directory.importing.reading import MOST_PROBLEMS
from directory.security import takes_up_to
from matcher import Knowledge

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_BODY = LARGEST_FILE + MEGABYTE // 8
"""The file, and what a form puts around it."""
MOST_UNPACKED = 20 * LARGEST_FILE
MOST_MISSING = 12
"""Questions that are told; the rest matter for fewer answers than these."""
UNPROCESSABLE, TOO_LARGE = 422, 413
NO_FILE = "Choose a file first"
LARGE = (
    "The file is larger than 10 megabytes: pack it (.csv.gz), or use the command waymark caseload"
)
ENDPOINT = "gaps.counted_caseload"
Reply = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form asks besides the file."""

    authority: str = ""
    on: str = ""
    assumed: tuple[str, ...] = ()
    is_rounded: bool = False
    wants_csv: bool = False


@blueprint.get("/caseload")
def caseload() -> str:
    """Say what is answered and what is refused, and ask for the file."""
    return _ask(Asked(), ())


@blueprint.get("/caseload/template.csv")
def caseload_template() -> Response:
    """Give out the first row of a file with every column of ours."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([fact.id for fact in _knowledge().facts.facts])
    return _attached(out.getvalue().encode(), "waymark-caseload.csv")


@blueprint.post("/caseload")
@takes_up_to(LARGEST_BODY)
def counted_caseload() -> Reply:
    """Count the children of a file, or say what is wrong with it; keep nothing of it."""
    asked = _asked()
    problems = [*_problems(asked)]
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        problems.insert(0, ("file", NO_FILE))
    if problems:
        return _ask(asked, problems), UNPROCESSABLE
    assert sent is not None
    try:
        read = _read(sent.read(), asked)
    except FileError as error:
        return _wrong(error, asked)
    answer = count_caseload(
        db.session, _knowledge(), read, asked.authority or None, rounded=asked.is_rounded
    )
    if asked.wants_csv:
        return _attached(answer.as_csv(), "waymark-caseload-answer.csv")
    return _answered(answer)


@blueprint.errorhandler(TOO_LARGE)
def say_large(error: RequestEntityTooLarge) -> Reply:
    """Say how large a caseload may be."""
    if request.endpoint == ENDPOINT:
        return _ask(Asked(), [("file", LARGE)]), TOO_LARGE
    return render_template("errors/error.html", wording=wording_of(error)), TOO_LARGE


def _asked() -> Asked:
    form = request.form
    return Asked(
        authority=form.get("authority", ""),
        on=form.get("on", "").strip(),
        assumed=tuple(form.getlist("assume")),
        is_rounded="rounded" in form,
        wants_csv=form.get("as") == "csv",
    )


def _problems(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield the field and the words of what the form cannot ask."""
    if asked.authority and asked.authority not in upper_names():
        yield "authority", "Choose a council from the list"
    if _day(asked) is None:
        yield "on", "Day of the count must be a date that exists, such as 14/5/2026"


def _day(asked: Asked) -> date | None:
    try:
        return day(asked.on) if asked.on else today()
    except ValueError:
        return None


def _read(content: bytes, asked: Asked) -> CaseloadFile:
    census = _census()
    known = {each.id for each in census.assumptions}
    return read_caseload(
        content,
        _knowledge().facts,
        census,
        _day(asked) or today(),
        assumed=known.intersection(asked.assumed),
        most_unpacked=MOST_UNPACKED,
    )


def _wrong(error: FileError, asked: Asked) -> Reply:
    """Tell every problem; of the file as a whole beside the form, else row by row."""
    whole = [each for each in error.problems if each.line is None]
    if len(whole) == len(error.problems):
        return _ask(asked, [("file", _said(each)) for each in whole]), UNPROCESSABLE
    return _with_form(
        "gaps/caseload_wrong.html",
        asked,
        (),
        rows=[each for each in error.problems if each.line is not None],
        is_full=len(error.problems) > MOST_PROBLEMS,
        more=whole,
    ), UNPROCESSABLE


def _said(problem: FileProblem) -> str:
    """Return a problem of the file, or of one of its columns, as a sentence."""
    where = f"The column {problem.column}" if problem.column else "The file"
    return f"{where} {problem.problem}"


def _answered(answer: CaseloadAnswer) -> str:
    assumed = [each for each in _census().assumptions if each.id in answer.read.assumed]
    return render_template(
        "gaps/caseload_answer.html",
        answer=answer,
        assumed=assumed,
        most=MOST_MISSING,
        source=_census().source,
    )


def _ask(asked: Asked, problems: Iterable[tuple[str, str]]) -> str:
    return _with_form("gaps/caseload.html", asked, problems, source=_census().source)


def _with_form(
    template: str, asked: Asked, problems: Iterable[tuple[str, str]], **more: object
) -> str:
    told = list(problems)
    return render_template(
        template,
        asked=asked,
        authorities=sorted(upper_names().items(), key=lambda each: each[1]),
        assumptions=_census().assumptions,
        error_list=[{"text": text, "href": f"#{field}"} for field, text in told],
        error_of=dict(reversed(told)),
        **more,
    )


def _attached(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


def _census() -> Census:
    return census_in(current_settings().data, _knowledge().facts)


def _knowledge() -> Knowledge:
    return bridge.knowledge_in(current_settings().data)
