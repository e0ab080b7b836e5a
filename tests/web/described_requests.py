"""Requests made of an OpenAPI document, such as fit it and such as do not, each answer held to it.

`SCHEMATHESIS_CASES` says how many requests that fit are made of an endpoint: 300, or tens of
thousands by hand. A third as many that do not fit are made beside them.
"""

import os
from collections.abc import Collection
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

CASES = int(os.environ.get("SCHEMATHESIS_CASES", "300"))
FIT, MISFIT = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
SHARE = {FIT: 1, MISFIT: 3}


def answers_are_as_described(
    operation: Any, mode: GenerationMode, *, left_out: Collection[str] = (), cases: int = CASES
) -> None:
    """Make requests of one endpoint; raise for an answer that its document does not allow."""
    checks = [check for check in CHECKS.get_all() if check.__name__ in left_out]
    assert len(checks) == len(left_out)

    @settings(
        max_examples=max(1, cases // SHARE[mode]),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def holds(case: Any) -> None:
        assume(mode is FIT or not _says_nothing(case))
        answer = case.call()
        assert answer.status_code < 500
        case.validate_response(answer, excluded_checks=checks)

    holds()


def _says_nothing(case: Any) -> bool:
    """Say whether what does not fit may be what is read as not given: an empty parameter, a null
    field.
    """
    in_body = case.body.values() if isinstance(case.body, dict) else ()
    return any(value is None for value in in_body) or any(
        map(_is_empty, (case.query or {}).values())
    )


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {}) or (isinstance(value, list) and any(map(_is_empty, value)))
