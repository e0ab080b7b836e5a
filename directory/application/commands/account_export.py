"""Everything that is kept of a person with an account, as they may take it away; no secret."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.watches import watches_of
from directory.infrastructure.clock import date_in_england, in_utc
from directory.storage import Account, OutgoingMail, ProposedChange

Export = dict[str, object]


def account_export(session: Session, account: Account) -> Export:
    """Return what is kept of a person, in JSON-ready data."""
    return {
        "email": account.email,
        "name": account.name,
        "role": account.role,
        "organisations": sorted(account.organisation_ids),
        "created_on": _day(account.created_at),
        "last_signed_in_on": _day(account.signed_in_at),
        "signs_in_by": "password" if account.password_hash else "identity provider",
        "one_time_codes": account.code_secret is not None,
        "watches": [
            {"what": each.what, "of": each.subject, "told": each.often, "since": _day(each.made_at)}
            for each in watches_of(session, account)
        ],
        "changes_asked_for": _changes(session, account),
        "emails": _emails(session, account),
    }


def _changes(session: Session, account: Account) -> list[Export]:
    own = select(ProposedChange).where(ProposedChange.account_id == account.id)
    return [
        {
            "service": each.service_id,
            "on": _day(each.at),
            "cells": each.cells,
            "outcome": each.outcome,
            "answer": each.note,
        }
        for each in session.scalars(own.order_by(ProposedChange.id))
    ]


def _emails(session: Session, account: Account) -> list[Export]:
    """Return the e-mails to a person without their text, which may hold a link that opens."""
    own = select(OutgoingMail).where(OutgoingMail.account_id == account.id)
    return [
        {"to": each.recipient, "subject": each.subject, "queued_on": _day(each.queued_at),
         "sent_on": _day(each.sent_at)}
        for each in session.scalars(own.order_by(OutgoingMail.id))
    ]  # fmt: skip


def _day(at: datetime | None) -> str | None:
    return date_in_england(in_utc(at)).isoformat() if at else None
