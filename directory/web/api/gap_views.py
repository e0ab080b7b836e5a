"""Count children over the API: who can reach a service, and what is short."""

from flask import Response, request

from directory.domain.coverage.analysis_data import current_analysis_data
from directory.domain.coverage.gap_request import GapRequest, read_gap_query
from directory.domain.coverage.report import gap_report
from directory.domain.coverage.report_export import as_data
from directory.domain.need.chain_data import need_chains_in
from directory.domain.need.need_export import need_data
from directory.domain.need.need_report import need_report
from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web.api.responses import json_reply, problems_reply
from directory.web.extensions import current_settings, db

UNPROCESSABLE = 422


def gaps() -> Response:
    """Count the children who have a suitable service within reach, by place or age.

    The numbers are those of the page of gaps and of its downloads. What a service does not say is
    in `maybe`, never in `reached` or in `nobody`.
    """
    asked = _asked()
    if asked.problems:
        return problems_reply(asked.problems, UNPROCESSABLE)
    found = gap_report(asked.ground, asked.knowledge, asked.query)
    return json_reply(as_data(found, asked.knowledge), 200)


def need() -> Response:
    """Say how many children are likely to need each programme, and how many have no place.

    The numbers are those of the first page of gaps and of its download: at least, likely and at
    most. What nobody has a figure for is `null` and stands in `asked_for`.
    """
    asked = _asked()
    if asked.problems:
        return problems_reply(asked.problems, UNPROCESSABLE)
    chains = need_chains_in(current_settings().data)
    found = need_report(db.session, asked.ground, asked.knowledge, chains, asked.query)
    return json_reply(need_data(found, asked.query, asked.knowledge), 200)


def _asked() -> GapRequest:
    settings = current_settings()
    knowledge = reference_data.knowledge_in(settings)
    ground = current_analysis_data(db.session, reference_data.places_in(settings.places))
    return read_gap_query(request.args.to_dict(flat=False), knowledge, ground, today())
