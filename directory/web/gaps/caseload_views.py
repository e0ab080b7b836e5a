"""A caseload is matched in the browser: a file in, the counts out.

The file stays in memory for as long as the answer takes. Nothing of it is stored, logged or sent
on, and nothing is written to the directory.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from directory.domain.coverage.caseload import CaseloadAnswer, count_caseload
from directory.exchange.caseload_file.caseload_reader import CaseloadFile, read_caseload
from directory.exchange.caseload_file.census import Census, census_in
from directory.exchange.tables import LIMITS
from directory.model.problems import MOST_PROBLEMS, FileError, FileProblem
from directory.storage import reference_data
from directory.web.base_form import error_list
from directory.web.errors import error_text_of
from directory.web.extensions import current_settings, db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.caseload_form import CaseloadForm
from directory.web.security import takes_up_to
from matcher import Knowledge, Problem

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_BODY = LARGEST_FILE + MEGABYTE // 8
"""The file, and what a form puts around it."""
MOST_ROWS, MOST_SECONDS = 100_000, 20
"""A large council has some 10,000 children in need; the command takes a million rows."""
LIMITS_HERE = replace(LIMITS, most_bytes=20 * LARGEST_FILE, rows=MOST_ROWS, seconds=MOST_SECONDS)
"""Less than at the terminal: others wait for the same machine."""
MOST_MISSING = 12
"""Questions that are told; the rest matter for fewer answers than these."""
UNPROCESSABLE, TOO_LARGE = 422, 413
LARGE = (
    "The file is larger than 10 megabytes: pack it (.csv.gz), or use the command waymark caseload"
)
ENDPOINT = "gaps.counted_caseload"
Reply = str | tuple[str, int] | Response


@blueprint.get("/caseload")
def caseload() -> str:
    """Say what is answered and what is refused, and ask for the file."""
    return _ask(CaseloadForm(_census()))


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
    form = CaseloadForm(_census())
    if not form.validate():
        return _ask(form), UNPROCESSABLE
    try:
        read = _read(form)
    except FileError as error:
        return _wrong(error, form), UNPROCESSABLE
    authority = form.authority.data or None
    answer = count_caseload(
        db.session, _knowledge(), read, authority, rounded=bool(form.rounded.data)
    )
    if request.form.get("as") == "csv":
        return _attached(answer.as_csv(), "waymark-caseload-answer.csv")
    return _answered(answer)


@blueprint.errorhandler(TOO_LARGE)
def say_large(error: RequestEntityTooLarge) -> Reply:
    """Say how large a caseload may be."""
    if request.endpoint == ENDPOINT:
        return _ask(CaseloadForm(_census(), formdata=None), [LARGE]), TOO_LARGE
    return render_template("errors/error.html", wording=error_text_of(error)), TOO_LARGE


def _read(form: CaseloadForm) -> CaseloadFile:
    return read_caseload(
        form.file.data.read(),
        _knowledge().facts,
        _census(),
        form.day,
        assumed=form.assumed,
        limits=LIMITS_HERE,
    )


def _wrong(error: FileError, form: CaseloadForm) -> str:
    """Tell every problem; of the file as a whole beside the form, else row by row."""
    whole = [each for each in error.problems if each.line is None]
    if len(whole) == len(error.problems):
        return _ask(form, map(_said, whole))
    return render_template(
        "gaps/caseload_wrong.html",
        form=form,
        rows=[each for each in error.problems if each.line is not None],
        is_full=len(error.problems) > MOST_PROBLEMS,
        more=whole,
    )


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


def _ask(form: CaseloadForm, of_file: Iterable[str] = ()) -> str:
    form.put_problems(Problem(field="file", problem=words) for words in of_file)
    return render_template(
        "gaps/caseload.html", form=form, error_list=error_list(form), source=_census().source
    )


def _attached(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


def _census() -> Census:
    return census_in(current_settings().data, _knowledge().facts)


def _knowledge() -> Knowledge:
    return reference_data.knowledge_in(current_settings())
