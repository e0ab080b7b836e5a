"""Plans of what to buy, kept under a name: what was asked is kept, and each is worked out anew."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.named_drafts import (
    DraftKind,
    add_draft,
    drop_draft,
    free_name,
)
from directory.storage import SavedPlan

PLAN = DraftKind(model=SavedPlan, noun="plan")
Params = Mapping[str, Sequence[str]]


def keep_plan(session: Session, name: str, params: Params, *, actor: str, now: datetime) -> int:
    """Keep what was asked, as parameters of the page, and return its number. The caller commits.

    Raises BadNameError for a name that is empty, too long or in use, and TooManyDraftsError.
    """
    tidy = free_name(session, PLAN, name)
    asked = json.dumps({name: list(values) for name, values in params.items()}, ensure_ascii=False)
    kept = SavedPlan(name=tidy, asked=asked, made_at=now, made_by=actor)
    add_draft(session, PLAN, kept)
    note(session, "plan.keep", actor=actor, now=now, detail={"plan": kept.id})
    return kept.id


def drop_plan(
    session: Session, number: int, *, actor: str, any_of: bool = False, now: datetime
) -> None:
    """Forget a plan, as `drop_draft` does. The caller commits."""
    drop_draft(session, PLAN, number, actor=actor, any_of=any_of, now=now)


def asked_of(plan: SavedPlan) -> dict[str, list[str]]:
    """Return what a kept plan asks, as parameters of the page."""
    asked: dict[str, list[str]] = json.loads(plan.asked)
    return asked
