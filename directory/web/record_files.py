"""A record handed out as a file."""

from flask import Response, render_template

from directory.web.pdf import PdfMissingError, can_make_pdf, make_pdf
from directory.web.record_model import Record


def attached(content: str | bytes, kind: str, name: str) -> Response:
    """Return content that the browser keeps as a file of this name."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def attached_pdf(record: Record, style: str, name: str) -> Response:
    """Return a record as a PDF, in the style of a template. Raises PdfMissingError."""
    if not can_make_pdf():
        raise PdfMissingError
    html = render_template("record_pdf.html", record=record, style=style)
    return attached(make_pdf(html), "application/pdf", name)
