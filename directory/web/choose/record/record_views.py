"""The case note and the full record, each to copy, print and save; and the file to open again."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import load_only

from directory.application.match_services import FamilyAnswer, answer_family
from directory.infrastructure.clock import now, today
from directory.model.service_status import ServiceStatus
from directory.storage import Organisation, Service
from directory.web.choose.answer_text import has_sample
from directory.web.choose.blueprint import blueprint
from directory.web.choose.record.case_note import case_note
from directory.web.choose.record.family_record import family_record
from directory.web.choose.record.record_text import UNWRAPPED, record_text
from directory.web.choose.record.saved_file import as_data, saved_file_of
from directory.web.choose.view_support import Reply, in_visit, knowledge, question_of
from directory.web.extensions import db
from directory.web.family_session import Visit
from directory.web.pdf import PdfMissingError, can_make_pdf
from directory.web.record_docx import DOCX, record_docx
from directory.web.record_files import attached, attached_pdf
from directory.web.record_model import Record

# No name of anybody: the file may lie in a folder that others see.
PDF, TEXT, FILE = "waymark-record.pdf", "waymark-record.txt", "waymark-family.json"
NOTE_PDF, NOTE_DOCX = "waymark-case-note.pdf", "waymark-case-note.docx"
NO_PDF = 503
ENDS_SOON = timedelta(days=180)
"""An end that is further off is no news about a service that was chosen."""


# The links to a record ask whether there is a PDF.
blueprint.add_app_template_global(can_make_pdf)


@blueprint.get("/record")
@in_visit
def record(visit: Visit) -> Reply:
    """Show the case note as text to copy, and what else can be taken away."""
    answer = _answer(visit)
    note = case_note(visit, answer, knowledge(), now())
    return render_template(
        "choose/case_note.html",
        visit=visit,
        text=record_text(note, UNWRAPPED),
        words=len(record_text(_record(visit, answer)).split()),
        has_sample=any(map(has_sample, answer.children)),
    )


@blueprint.get("/record/note.pdf")
@in_visit
def note_pdf(visit: Visit) -> Reply:
    """Hand out the case note as a PDF."""
    return _as_pdf(visit, _note(visit), "choose/note_pdf.css", NOTE_PDF)


@blueprint.get("/record/note.docx")
@in_visit
def note_docx(visit: Visit) -> Reply:
    """Hand out the case note as a Word document."""
    return attached(record_docx(_note(visit), now()), DOCX, NOTE_DOCX)


@blueprint.get("/record/full")
@in_visit
def full_record(visit: Visit) -> Reply:
    """Show the whole record as a page that prints as a clean sheet."""
    return render_template("choose/record.html", visit=visit, record=_record(visit))


@blueprint.get("/record.pdf")
@in_visit
def record_pdf(visit: Visit) -> Reply:
    """Hand out the record as a PDF."""
    return _as_pdf(visit, _record(visit), "choose/record_pdf.css", PDF)


@blueprint.get("/record.txt")
@in_visit
def record_plain(visit: Visit) -> Reply:
    """Hand out the record as plain text, to be pasted into a case file."""
    return attached(record_text(_record(visit)), "text/plain; charset=utf-8", TEXT)


@blueprint.get("/record.json")
@in_visit
def record_file(visit: Visit) -> Reply:
    """Hand out the file that can be opened here again."""
    file = saved_file_of(visit, _answer(visit).result, knowledge(), today())
    content = json.dumps(as_data(file), ensure_ascii=False, separators=(",", ":"))
    return attached(content, "application/json", FILE)


def _note(visit: Visit) -> Record:
    return case_note(visit, _answer(visit), knowledge(), now())


def _record(visit: Visit, answer: FamilyAnswer | None = None) -> Record:
    names = shortlisted(visit.shortlist)
    answer = answer or _answer(visit)
    return family_record(visit, answer, knowledge(), now(), list(names.values()))


def _as_pdf(visit: Visit, record: Record, style: str, name: str) -> Reply:
    """Return a record as a PDF; where none can be made, the page that says what to do instead."""
    try:
        return attached_pdf(record, style, name)
    except PdfMissingError:
        return _no_pdf(visit)


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


def shortlist_states(ids: Sequence[str], on: date) -> list[tuple[str, str]]:
    """Return the services of a shortlist that take nobody now, or end soon, and how each stands."""
    rows = (
        select(Service)
        .options(load_only(Service.name, Service.status, Service.starts_on, Service.ends_on))
        .where(Service.id.in_(ids), Service.gone_on.is_(None))
    )
    found = {service.id: service for service in db.session.scalars(rows)}
    there = [(found[id].name, ServiceStatus.of(found[id])) for id in ids if id in found]
    soon = on + ENDS_SOON
    return [
        (name, line)
        for name, runs in there
        if (line := runs.line(on)) and not (runs.ends_on and runs.ends_on > soon)
    ]


def _no_pdf(visit: Visit) -> Reply:
    return render_template("choose/no_pdf.html", visit=visit), NO_PDF
