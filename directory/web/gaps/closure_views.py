"""If a service ended: who would have nobody."""

from flask import abort

from directory.domain.coverage.closure_impact import closure_impacts
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page


@blueprint.get("/ending/<id>")
def ending(id: str) -> str:
    """Show what would be lost if a service ended, and for whom."""
    asked = gap_request()
    if asked.ground.snapshot.store.place_of(id) is None:
        abort(404)
    losses = closure_impacts(asked.ground, asked.knowledge, id, asked.terms, asked.chosen)
    line = asked.ground.offers.line_of(id)
    return gaps_page("gaps/ending.html", asked, service=line, losses=losses)
