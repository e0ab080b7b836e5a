"""Services that another entry stands for, as the directory team decided."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from directory.storage import Service


def release_copies_of_gone(session: Session, version: int) -> None:
    """Show again each service whose stand-in is gone: or neither of the two would be shown.

    `version` is the number of the version that is being made.
    """
    stands_in = aliased(Service)
    gone = select(stands_in.id).where(stands_in.gone_on.is_not(None))
    shown = {"same_as": None, "changed_in": version}
    session.execute(update(Service).where(Service.same_as.in_(gone)).values(shown))
