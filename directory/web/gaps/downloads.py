"""What is on the screen, to take along: CSV, XLSX and PDF, with its settings and date."""

import csv
import io
from collections.abc import Iterable

from flask import Response, abort, make_response, render_template
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.population import whole
from directory.domain.coverage.report import GapReport, gap_report, targets_of
from directory.domain.coverage.report_export import HEADER, SAMPLE, Value, named, rows_of
from directory.infrastructure.text_format import long_date
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.gap_type_views import gap_type_views
from directory.web.gaps.matrix_views import matrix_page
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import shared_context
from directory.web.pdf import PdfMissingError, make_pdf

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE, NOT_IMPLEMENTED = 422, 501
FEW_COLUMNS = 12
"""As many as a sheet of paper holds; laying out hundreds would take minutes."""
KINDS_HEADER = (
    "what", "id", "title", "source", "kind", "kind_name", "children", "not_known", "counted_on",
    "terms", "sample",
)  # fmt: skip


@blueprint.get("/matrix.csv")
def matrix_csv() -> Response:
    """Give out the matrix as one plain table."""
    asked = _asked()
    return csv_response(_table(asked), asked)


@blueprint.get("/kinds.csv")
def kinds_csv() -> Response:
    """Give out the kinds of gap as one plain table."""
    asked = _asked()
    on, terms = asked.terms.on.isoformat(), shared_context(asked)["terms_said"]
    sample = SAMPLE if asked.ground.snapshot.has_sample else ""
    rows = [
        (
            *named(target, asked.knowledge), kind.kind, kind.label, whole(kind.children),
            whole(kind.unclear), on, str(terms), sample,
        )
        for target in targets_of(asked.knowledge, asked.query.rows)
        for kind in gap_type_views(asked, target)
    ]  # fmt: skip
    return csv_response([KINDS_HEADER, *rows], asked, "kinds-of-gap")


@blueprint.get("/matrix.xlsx")
def matrix_workbook() -> Response:
    """Give out the matrix as a workbook: the table, and what it rests on."""
    asked = _asked()
    book = Workbook()
    _fill(book.active, _table(asked), "Gaps")
    _fill(book.create_sheet(), _basis(asked, _report(asked)), "What it rests on")
    content = io.BytesIO()
    book.save(content)
    return _attached(content.getvalue(), WORKBOOK, "xlsx", asked)


@blueprint.get("/matrix.pdf")
def matrix_pdf() -> Response | tuple[str, int]:
    """Give out the matrix as a PDF for a meeting."""
    asked = _asked()
    html = render_template(
        "gaps/matrix_pdf.html", report=_report(asked), few=FEW_COLUMNS, **shared_context(asked)
    )
    try:
        return _attached(make_pdf(html), "application/pdf", "pdf", asked)
    except PdfMissingError:
        return render_template("gaps/no_pdf.html", **shared_context(asked)), NOT_IMPLEMENTED


def _asked() -> GapRequest:
    """Return what is asked. A file says no problem beside a field: then the page answers."""
    asked = gap_request()
    if asked.problems:
        abort(make_response(matrix_page(asked), UNPROCESSABLE))
    return asked


def csv_response(
    rows: Iterable[tuple[Value, ...]], asked: GapRequest, what: str = "gaps"
) -> Response:
    """Return rows as a CSV file whose name says what it holds."""
    content = io.StringIO(newline="")
    csv.writer(content, lineterminator="\r\n").writerows(rows)
    return _attached(content.getvalue().encode("utf-8-sig"), "text/csv", "csv", asked, what)


def _table(asked: GapRequest) -> list[tuple[Value, ...]]:
    return [HEADER, *rows_of(_report(asked), asked.knowledge)]


def _report(asked: GapRequest) -> GapReport:
    return gap_report(asked.ground, asked.knowledge, asked.query)


def _fill(sheet: object, rows: list[tuple[Value, ...]], title: str) -> None:
    sheet.title = title  # type: ignore[attr-defined]
    for row in rows:
        sheet.append(row)  # type: ignore[attr-defined]
    for at, cell in enumerate(sheet[1], 1):  # type: ignore[index]
        cell.font = Font(bold=True)
        wide = 60 if rows[0][at - 1] in ("title", "terms", "Says") else 16
        sheet.column_dimensions[get_column_letter(at)].width = wide  # type: ignore[attr-defined]
    for cell in sheet["B"]:  # type: ignore[index]
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]


def _basis(asked: GapRequest, found: GapReport) -> list[tuple[Value, ...]]:
    spoken = shared_context(asked)
    source = found.source
    rows: list[tuple[Value, ...]] = [
        ("About", "Says"),
        ("Where", found.where),
        ("In short", found.headline),
        ("Counted", str(spoken["terms_said"])),
        ("Day", long_date(found.query.terms.on)),
        ("Children", f"{source.title}, {source.dated}. {source.licence}" if source else "none"),
    ]
    sample = "Sample directory: these services are made up." if spoken["has_sample"] else None
    return [*rows, *((("To bear in mind", note)) for note in (sample, *found.confidence) if note)]


def _attached(
    content: bytes, kind: str, ending: str, asked: GapRequest, what: str = "gaps"
) -> Response:
    sample = "-sample" if asked.ground.snapshot.has_sample else ""
    name = f"waymark-{what}{sample}-{asked.terms.on.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)
