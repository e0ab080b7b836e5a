"""How need went from year to year in one authority, by the published figures."""

from directory.domain.need.need_text import say_change
from directory.domain.need.need_trend import need_trends
from directory.domain.need.published_figures import need_source
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page


@blueprint.get("/trend")
def trend() -> str:
    """Show the published figures of need, year by year; one authority is chosen first."""
    asked = gap_request()
    one = asked.chosen[0] if len(asked.chosen) == 1 else None
    return gaps_page(
        "gaps/trend.html",
        asked,
        one=one,
        trends=need_trends(db.session, one.code) if one else (),
        need_source=need_source(db.session),
        say_change=say_change,
    )
