"""The note for a parent or a young person: to copy, as a Word document and as a PDF."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.infrastructure.clock import now, today
from directory.web.family_session import Visit, current_visit
from directory.web.pdf import PdfMissingError, can_make_pdf
from directory.web.record_docx import DOCX, record_docx
from directory.web.record_files import attached, attached_pdf
from directory.web.record_model import Record
from directory.web.signpost.blueprint import blueprint
from directory.web.signpost.contact import advise, harm_may_see, is_answered, may_print, may_send
from directory.web.signpost.family_note import READERS, Reader, family_note, may_stand, note_text
from directory.web.signpost.languages import ENGLISH, say_date, sheet_in
from directory.web.signpost.sheet_services import SEE_OTHER, lead_to, services_of

# Whoever sees the file learns nothing from its name.
NOTE_PDF, NOTE_DOCX = "note.pdf", "note.docx"
LETTERS = 14
"""The size of letters in the Word document, in points; the style of the PDF has the same."""
Reply = str | Response


@blueprint.get("/note/<reader>")
def note(reader: Reader) -> Reply:
    """Show a note of the talk for a parent or a young person, to take where that is safe."""
    visit = _visit(reader)
    if isinstance(visit, Response):
        return visit
    sheet_in(ENGLISH)
    services, _ = services_of(visit)
    return render_template(
        "signpost/note.html",
        heading=READERS[reader],
        reader=reader,
        can_make_pdf=can_make_pdf(),
        advice=advise(visit.contact, harm_may_see=harm_may_see(visit)),
        text=note_text(_note(visit, reader)) if _is_safe(visit) else "",
        left_off=[each.name for each in services if not may_stand(each, reader)],
        has_sample=any(each.is_sample for each in services),
    )


@blueprint.get("/note/<reader>/note.docx")
def note_docx(reader: Reader) -> Reply:
    """Hand out the note as a Word document, where paper or phone is safe."""
    visit = _visit(reader)
    if isinstance(visit, Response):
        return visit
    if not _is_safe(visit):
        return _to_note(reader)
    return attached(record_docx(_note(visit, reader), now(), LETTERS), DOCX, NOTE_DOCX)


@blueprint.get("/note/<reader>/note.pdf")
def note_pdf(reader: Reader) -> Reply:
    """Hand out the note as a PDF, where paper or phone is safe."""
    visit = _visit(reader)
    if isinstance(visit, Response):
        return visit
    if not _is_safe(visit):
        return _to_note(reader)
    try:
        return attached_pdf(_note(visit, reader), "signpost/note_pdf.css", NOTE_PDF)
    except PdfMissingError:  # the page offers none then
        return _to_note(reader)


def _visit(reader: Reader) -> Visit | Response:
    """Return the visit that a note can be made of; otherwise what leads to where it is asked."""
    if reader not in READERS:
        abort(404)
    visit = current_visit()
    if visit is None or not is_answered(visit.contact):
        return lead_to("start" if visit is None else "contact")
    return visit


def _note(visit: Visit, reader: Reader) -> Record:
    sheet_in(ENGLISH)
    services, _ = services_of(visit)
    return family_note(services, reader, say_date(today()))


def _is_safe(visit: Visit) -> bool:
    harm = harm_may_see(visit)
    return may_print(visit.contact, harm_may_see=harm) or may_send(visit.contact, harm_may_see=harm)


def _to_note(reader: Reader) -> Response:
    return redirect(url_for("signpost.note", reader=reader), SEE_OTHER)
