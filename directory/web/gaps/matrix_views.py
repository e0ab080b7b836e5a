"""Who can reach a service: the sentence, what is asked, and the matrix."""

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.report import gap_report
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page


@blueprint.get("/matrix")
def matrix() -> str:
    """Show which children have nobody suitable within reach, by place or age."""
    return matrix_page(gap_request())


def matrix_page(asked: GapRequest) -> str:
    """Return the page of the matrix for a request."""
    report = gap_report(asked.ground, asked.knowledge, asked.query)
    return gaps_page("gaps/matrix.html", asked, report=report)
