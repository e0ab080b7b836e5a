"""Need, places and shortfall to take along, as one plain table."""

import csv
import io

from flask import Response, abort, make_response

from directory.domain.need.need_export import HEADER, need_rows
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.overview_views import overview_page, report_of
from directory.web.gaps.request_context import gap_request

UNPROCESSABLE = 422


@blueprint.get("/need.csv")
def need_csv() -> Response:
    """Give out every row of the first page, and those it leaves out, as CSV."""
    asked = gap_request()
    if asked.problems:
        abort(make_response(overview_page(asked), UNPROCESSABLE))
    report, content = report_of(asked), io.StringIO(newline="")
    rows = need_rows(report, asked.query, asked.knowledge)
    csv.writer(content, lineterminator="\r\n").writerows([HEADER, *rows])
    sample = "-sample" if report.has_sample else ""
    name = f"waymark-need{sample}-{asked.terms.on.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.getvalue().encode("utf-8-sig"), mimetype="text/csv", headers=headers)
