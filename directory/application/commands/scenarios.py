"""Scenarios on paper, kept under a name."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.named_drafts import (
    DraftKind,
    add_draft,
    drop_draft,
    free_name,
)
from directory.storage import SavedScenario

SCENARIO = DraftKind(model=SavedScenario, noun="scenario")


def keep_scenario(
    session: Session,
    name: str,
    changes: Sequence[Mapping[str, Any]],
    *,
    actor: str,
    now: datetime,
) -> int:
    """Keep changes that were read without a problem, and return their number. The caller commits.

    `changes` are as `plain` of directory.domain.coverage.scenarios.scenario gives them, `actor` is
    who asks. Raises BadNameError for a name that is empty, too long or in use, and
    TooManyDraftsError.
    """
    tidy = free_name(session, SCENARIO, name)
    text = json.dumps([dict(change) for change in changes], ensure_ascii=False)
    kept = SavedScenario(name=tidy, changes=text, made_at=now, made_by=actor)
    add_draft(session, SCENARIO, kept)
    detail = {"scenario": kept.id, "changes": len(changes)}
    note(session, "scenario.keep", actor=actor, now=now, detail=detail)
    return kept.id


def drop_scenario(
    session: Session, number: int, *, actor: str, any_of: bool = False, now: datetime
) -> None:
    """Forget a scenario, as `drop_draft` does. The caller commits."""
    drop_draft(session, SCENARIO, number, actor=actor, any_of=any_of, now=now)
