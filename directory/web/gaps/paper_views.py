"""The sufficiency paper of one authority to take to a meeting: Word, PDF, and its figures."""

import re
from dataclasses import replace
from typing import Literal

from flask import Response, abort, make_response, render_template
from markupsafe import Markup

from directory.domain.coverage.gap_request import GapRequest
from directory.infrastructure.clock import now
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.map_svg import Picture
from directory.web.gaps.overview_views import overview_page, report_of
from directory.web.gaps.paper_docx import paper_docx
from directory.web.gaps.paper_model import SAMPLE, Paper, paper_of, say_day
from directory.web.gaps.paper_workbook import paper_workbook
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.target_views import picture_of
from directory.web.gaps.template_context import shared_context
from directory.web.pdf import PdfMissingError, make_pdf
from directory.web.record_docx import DOCX
from directory.web.record_files import attached
from matcher import Problem

UNPROCESSABLE, NOT_IMPLEMENTED = 422, 501
ONE_AUTHORITY = "A paper is about one authority: choose one"
Ending = Literal["docx", "pdf", "xlsx"]
KINDS: dict[Ending, tuple[str, str]] = {
    "docx": ("paper", DOCX),
    "pdf": ("paper", "application/pdf"),
    "xlsx": ("figures", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What the file is called, and the type of its content."""
MAP_STYLE = """<style>
.waymark-gaps__outline { fill: #f3f2f1; stroke: #505a5f; stroke-width: 0.7; }
.waymark-gaps__reached { fill: #00703c; }
.waymark-gaps__may { fill: #ffffff; stroke: #0b0c0c; stroke-width: 1; }
.waymark-gaps__nobody { fill: #d4351c; }
.waymark-gaps__venue { fill: #ffdd00; stroke: #0b0c0c; stroke-width: 1; }
.waymark-gaps__venue--ending { fill: none; stroke-dasharray: 2 1; }
</style>"""
"""An SVG in a PDF is drawn by the styles within it alone."""


@blueprint.get("/paper.<any(docx, pdf, xlsx):ending>")
def paper(ending: Ending) -> Response | tuple[str, int]:
    """Give out the paper, or the first page with what is wrong."""
    asked = one_authority(gap_request())
    if asked.problems:
        abort(make_response(overview_page(asked), UNPROCESSABLE))
    try:
        return attached(paper_file(asked, ending), KINDS[ending][1], paper_name(asked, ending))
    except PdfMissingError:
        return render_template("gaps/no_pdf.html", **shared_context(asked)), NOT_IMPLEMENTED


def one_authority(asked: GapRequest) -> GapRequest:
    """Return a request with a problem where it is not about one authority."""
    if asked.problems or len(asked.chosen) == 1:
        return asked
    return replace(asked, problems=(Problem(field="area", problem=ONE_AUTHORITY),))


def paper_file(asked: GapRequest, ending: Ending) -> bytes:
    """Return the paper of one authority. Raises PdfMissingError."""
    report = report_of(asked)
    picture = picture_of(asked, report.worst[0].row.target) if report.worst else None
    found = paper_of(asked, report, picture)
    if ending == "docx":
        return paper_docx(found, now())
    return make_pdf(_html(found)) if ending == "pdf" else paper_workbook(asked, report, found)


def paper_name(asked: GapRequest, ending: Ending) -> str:
    """Return what the file is called: each authority, day and kind has a name of its own."""
    where = re.sub(r"[^a-z0-9]+", "-", asked.where.lower()).strip("-")
    sample = "-sample" if asked.ground.snapshot.has_sample else ""
    day = asked.terms.on.isoformat()
    return f"waymark-sufficiency-{KINDS[ending][0]}-{where}{sample}-{day}.{ending}"


def _html(found: Paper) -> str:
    drawn = _map(found.picture) if found.picture else ""
    return render_template(
        "gaps/paper_pdf.html", paper=found, sample=SAMPLE, say_day=say_day, map=drawn
    )


def _map(picture: Picture) -> Markup:
    svg = render_template("gaps/map.svg", picture=picture)
    return Markup(re.sub(r"(<svg[^>]*>)", lambda found: found[1] + MAP_STYLE, svg))
