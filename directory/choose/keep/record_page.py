"""Keep or let go: the record to print, as a PDF and as text, and the file that can be opened."""

import json

from flask import Response, render_template
from sqlalchemy import select

from directory.answering import FamilyAnswer, answer_family
from directory.choose import blueprint
from directory.choose.keep.keeping import as_data, kept_file
from directory.choose.keep.record import TITLE, FamilyRecord, family_record
from directory.choose.keep.record_text import record_text
from directory.choose.visiting import Reply, in_visit, knowledge, question_of
from directory.clock import now, today
from directory.db import Organisation, Service
from directory.extensions import db
from directory.pdf import PdfMissingError, can_make_pdf, make_pdf
from directory.visits import Visit

# No name of anybody: the file may lie in a folder that others see.
PDF, TEXT, FILE = "waymark-record.pdf", "waymark-record.txt", "waymark-family.json"
NO_PDF = 503


# The links to a record ask whether there is a PDF.
blueprint.add_app_template_global(can_make_pdf)


@blueprint.get("/record")
@in_visit
def record(visit: Visit) -> Reply:
    """Show the whole record as a page that prints as a clean sheet."""
    return render_template("choose/record.html", visit=visit, record=_record(visit))


@blueprint.get("/record.pdf")
@in_visit
def record_pdf(visit: Visit) -> Reply:
    """Hand out the record as a PDF."""
    if not can_make_pdf():
        return _no_pdf(visit)
    html = render_template("choose/record_pdf.html", heading=TITLE, record=_record(visit))
    try:
        return _attached(make_pdf(html), "application/pdf", PDF)
    except PdfMissingError:
        return _no_pdf(visit)


@blueprint.get("/record.txt")
@in_visit
def record_plain(visit: Visit) -> Reply:
    """Hand out the record as plain text, to be pasted into a case file."""
    return _attached(record_text(_record(visit)), "text/plain; charset=utf-8", TEXT)


@blueprint.get("/record.json")
@in_visit
def record_file(visit: Visit) -> Reply:
    """Hand out the file that can be opened here again."""
    file = kept_file(visit, _answer(visit).result, knowledge(), today())
    content = json.dumps(as_data(file), ensure_ascii=False, separators=(",", ":"))
    return _attached(content, "application/json", FILE)


def _record(visit: Visit) -> FamilyRecord:
    names = shortlisted(visit.shortlist)
    return family_record(visit, _answer(visit), knowledge(), now(), list(names.values()))


def _answer(visit: Visit) -> FamilyAnswer:
    return answer_family(db.session, knowledge(), question_of(visit))


def shortlisted(ids: list[str]) -> dict[str, str]:
    """Return the services of a shortlist that are in the directory now, by id, in words."""
    columns = (Service.id, Service.name, Organisation.name)
    rows = db.session.execute(
        select(*columns)
        .join(Service.organisation)
        .where(Service.id.in_(ids), Service.gone_on.is_(None))
    )
    found = {id: f"{name}, {organisation}" for id, name, organisation in rows}
    return {id: found[id] for id in ids if id in found}


def _no_pdf(visit: Visit) -> Reply:
    return render_template("choose/no_pdf.html", visit=visit), NO_PDF


def _attached(content: str | bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
