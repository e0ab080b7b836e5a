"""What is on the screen, to take along: CSV, XLSX and PDF, with its settings and date."""

import csv
import io
from collections.abc import Iterable

from flask import Response, render_template
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from directory.covering.people import whole
from directory.covering.report import Report, report, targets_of
from directory.covering.table import HEADER, Value, named, rows_of
from directory.gaps.asking import Asking, asking
from directory.gaps.journey import blueprint
from directory.gaps.kinds_page import kinds_shown
from directory.gaps.telling import told
from directory.pdf import PdfMissingError, make_pdf
from directory.wording import long_date

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IMPLEMENTED = 501
FEW_COLUMNS = 12
"""As many as a sheet of paper holds; laying out hundreds would take minutes."""
KINDS_HEADER = (
    "what", "id", "title", "source", "kind", "kind_name", "children", "not_known", "counted_on",
    "terms",
)  # fmt: skip


@blueprint.get("/matrix.csv")
def matrix_csv() -> Response:
    """Give out the matrix as one plain table."""
    asked = asking()
    return _as_csv([HEADER, *rows_of(_report(asked), asked.knowledge)], asked)


@blueprint.get("/kinds.csv")
def kinds_csv() -> Response:
    """Give out the kinds of gap as one plain table."""
    asked = asking()
    on, terms = asked.question.terms.on.isoformat(), told(asked)["terms_said"]
    rows = [
        (
            *named(target, asked.knowledge), kind.kind, kind.label, whole(kind.children),
            whole(kind.unclear), on, str(terms),
        )
        for target in targets_of(asked.knowledge, asked.question.rows)
        for kind in kinds_shown(asked, target)
    ]  # fmt: skip
    return _as_csv([KINDS_HEADER, *rows], asked)


@blueprint.get("/matrix.xlsx")
def matrix_workbook() -> Response:
    """Give out the matrix as a workbook: the table, and what it rests on."""
    asked = asking()
    book = Workbook()
    _fill(book.active, [HEADER, *rows_of(_report(asked), asked.knowledge)], "Gaps")
    _fill(book.create_sheet(), _basis(asked, _report(asked)), "What it rests on")
    content = io.BytesIO()
    book.save(content)
    return _attached(content.getvalue(), WORKBOOK, "xlsx", asked)


@blueprint.get("/matrix.pdf")
def matrix_pdf() -> Response | tuple[str, int]:
    """Give out the matrix as a PDF for a meeting."""
    asked = asking()
    html = render_template(
        "gaps/matrix_pdf.html", report=_report(asked), few=FEW_COLUMNS, **told(asked)
    )
    try:
        return _attached(make_pdf(html), "application/pdf", "pdf", asked)
    except PdfMissingError:
        return render_template("gaps/no_pdf.html", **told(asked)), NOT_IMPLEMENTED


def _as_csv(rows: Iterable[tuple[Value, ...]], asked: Asking) -> Response:
    content = io.StringIO(newline="")
    csv.writer(content, lineterminator="\r\n").writerows(rows)
    return _attached(content.getvalue().encode("utf-8-sig"), "text/csv", "csv", asked)


def _report(asked: Asking) -> Report:
    return report(asked.ground, asked.knowledge, asked.question)


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


def _basis(asked: Asking, found: Report) -> list[tuple[Value, ...]]:
    spoken = told(asked)
    source = found.source
    rows: list[tuple[Value, ...]] = [
        ("About", "Says"),
        ("Where", found.where),
        ("In short", found.headline),
        ("Counted", str(spoken["terms_said"])),
        ("Day", long_date(found.question.terms.on)),
        ("Children", f"{source.title}, {source.dated}. {source.licence}" if source else "none"),
    ]
    sample = "Sample directory: these services are made up." if spoken["has_sample"] else None
    return [*rows, *((("To bear in mind", note)) for note in (sample, *found.confidence) if note)]


def _attached(content: bytes, kind: str, ending: str, asked: Asking) -> Response:
    name = f"waymark-gaps-{asked.question.terms.on.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)
