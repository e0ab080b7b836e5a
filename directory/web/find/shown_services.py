"""Which services a reader may be shown."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.storage import Service


def shown(session: Session) -> list[ColumnElement[bool]]:
    """Return what holds of services that may be told of; made-up ones only where alone."""
    real = select(Service.id).where(
        Service.is_sample.is_(False), Service.gone_on.is_(None), Service.same_as.is_(None)
    )
    is_real = [Service.is_sample.is_(False)] if session.scalar(real.limit(1)) else []
    return [Service.same_as.is_(None), *is_real]
