"""What every page of gaps opens: the address as a question, and what it rests on."""

from collections.abc import Mapping, Sequence

from flask import request

from directory.domain.coverage.analysis_data import current_analysis_data
from directory.domain.coverage.gap_request import GapRequest, read_gap_query
from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web.extensions import current_settings, db


def gap_request(*besides: str) -> GapRequest:
    """Return what this request asks; `besides` are parameters that the page reads itself."""
    return gap_request_of(request.args.to_dict(flat=False), *besides)


def gap_request_of(given: Mapping[str, Sequence[str]], *besides: str) -> GapRequest:
    """Return what some parameters ask, as those of a request do."""
    settings = current_settings()
    ground = current_analysis_data(db.session, reference_data.places_in(settings.places))
    knowledge = reference_data.knowledge_in(settings)
    return read_gap_query(given, knowledge, ground, today(), besides=besides)
