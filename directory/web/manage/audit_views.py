"""What was done, by whom and when: counts and ids, and nothing about a family."""

import json
from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy import select

from directory.infrastructure.clock import ENGLAND, in_utc
from directory.storage import Account, AuditEvent
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.number_params import whole_number

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One event, as a person reads it."""

    at: str
    who: str
    action: str
    detail: str


@blueprint.get("/audit")
def audit() -> str:
    """List what was done, the newest first, page by page."""
    before = whole_number(request.args, "before")
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(ON_A_PAGE + 1)
    found = list(db.session.scalars(query.where(AuditEvent.id < before) if before else query))
    names = _names([event.actor for event in found])
    return render_template(
        "manage/audit.html",
        lines=[_line(event, names) for event in found[:ON_A_PAGE]],
        older=found[ON_A_PAGE - 1].id if len(found) > ON_A_PAGE else None,
    )


def _names(actors: list[str]) -> dict[str, str]:
    """Return who the actors are, by the numbers of their accounts."""
    numbers = {actor: int(last) for actor in actors if (last := actor.split()[-1]).isdecimal()}
    found = select(Account.id, Account.name).where(Account.id.in_(numbers.values()))
    known = {id: name for id, name in db.session.execute(found)}
    return {actor: known[number] for actor, number in numbers.items() if number in known}


def _line(event: AuditEvent, names: dict[str, str]) -> AuditLine:
    name = names.get(event.actor)
    detail = json.loads(event.detail)
    return AuditLine(
        at=in_utc(event.at).astimezone(ENGLAND).strftime("%-d %B %Y, %H:%M"),
        who=f"{name} ({event.actor})" if name else event.actor,
        action=event.action.replace(".", ": ").replace("_", " "),
        detail=", ".join(f"{key} {value}" for key, value in detail.items() if value != ""),
    )
