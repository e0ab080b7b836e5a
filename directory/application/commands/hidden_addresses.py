"""An address hidden by those who keep an entry stays so, whatever a file or feed states later."""

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from directory.application.commands.edit_service import EditBy, hide_addresses
from directory.application.commands.hidden_reports import NOT_TRUE, URGENT
from directory.application.commands.venue_points import Locate
from directory.storage import Correction


def hide_for_good(session: Session, id: str, *, locate: Locate, by: EditBy) -> None:
    """Hide every address of an entry until somebody shows it again; the caller commits.

    It is kept as a report that was dealt with, so that no later file or pull shows the address.
    Raises NoSuchServiceError.
    """
    hide_addresses(session, id, locate=locate, by=by)
    session.add(
        Correction(
            service_id=id,
            at=by.now,
            what=URGENT,
            settled_at=by.now,
            settled_by=by.actor,
            outcome="mended",
        )
    )


def show_again(session: Session, id: str, *, locate: Locate, by: EditBy) -> None:
    """Show every address of an entry, and close what kept it hidden; the caller commits.

    Raises NoSuchServiceError.
    """
    keeps_hidden = or_(Correction.outcome.is_(None), Correction.outcome != NOT_TRUE)
    reports = update(Correction).where(
        Correction.service_id == id, Correction.what == URGENT, keeps_hidden
    )
    session.execute(
        reports.values(
            outcome=NOT_TRUE,
            settled_at=by.now,
            settled_by=by.actor,
            text=None,
            role=None,
            visitor=None,
        )
    )
    hide_addresses(session, id, hide=False, locate=locate, by=by)
