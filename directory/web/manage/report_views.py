"""What people say is wrong with an entry: an editor checks it, and says how it ended."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.corrections import (
    OUTCOMES,
    WRONG,
    NoSuchCorrectionError,
    settle,
)
from directory.application.commands.hidden_reports import NOT_TRUE
from directory.application.waiting_reports import (
    WaitingReport,
    count_waiting_reports,
    waiting_reports,
)
from directory.infrastructure.clock import now
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import CONFLICT, locate, signed_in
from directory.web.number_params import whole_number

Reply = str | Response | tuple[str, int]
ON_A_PAGE = 20
DONE: Mapping[str, str] = {
    "mended": "Dealt with: the entry was put right.",
    "left": "Dealt with: the entry was left as it is.",
    NOT_TRUE: "Dealt with: the report was not right.",
}


@blueprint.get("/reports")
def reports() -> str:
    """List the reports that wait, the urgent first and then the oldest, page by page."""
    return _page()


@blueprint.post("/reports/<int:number>")
def settle_report(number: int) -> Reply:
    """Close a report; before an address is shown again, ask whether that is meant."""
    outcome = request.form.get("do", "")
    if outcome not in OUTCOMES:
        abort(400)
    found = waiting_reports(db.session, number=number)
    if found and _shows_again(found[0], outcome) and "sure" not in request.form:
        return render_template("manage/report_sure.html", report=found[0])
    try:
        settle(db.session, number, outcome, actor=signed_in().actor, locate=locate(), now=now())
    except NoSuchCorrectionError:
        return _page("Somebody has dealt with this report already."), CONFLICT
    db.session.commit()
    return redirect(url_for("manage.reports", done=outcome), 303)


def _shows_again(report: WaitingReport, outcome: str) -> bool:
    return outcome == NOT_TRUE and report.has_hidden


def _page(problem: str | None = None) -> str:
    count = count_waiting_reports(db.session)
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(1, whole_number(request.args, "page") or 1), pages)
    return render_template(
        "manage/reports.html",
        reports=waiting_reports(db.session, first=(page - 1) * ON_A_PAGE, most=ON_A_PAGE),
        wrong=WRONG,
        count=count,
        page=page,
        pages=pages,
        done=DONE.get(request.args.get("done", "")),
        problem=problem,
    )
