"""What a worker sees of a shortlist before it becomes a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.infrastructure.text_format import long_date
from directory.model.service_status import ServiceState, ServiceStatus
from directory.storage import Service
from directory.web.signpost.sensitive_words import is_telling
from directory.web.signpost.sheet import listed, shown_email, shown_web

GONE = "It is no longer in the directory, so it is not on the sheet."
PAUSED = "It is paused and takes nobody now, so it is not on the sheet."
CLOSED = "It is closed, so it is not on the sheet."
ENDING = "It ends{day}. Check with them before you give the family the sheet."
TELLING = "Its name says what it is for. Think about who may see the sheet, or take it off."
ADDRESS = "Its web or email address says what it is for, so the sheet leaves that out."
NO_WAY = "The sheet gives no phone, email or web address for it. Tell the family how to reach it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedService:
    """One service of the shortlist, with what the worker should know of it."""

    id: str
    name: str
    organisation: str
    notes: tuple[str, ...]
    is_shown: bool
    """It is on the sheet."""
    is_telling: bool
    has_phone: bool


def reviewed_shortlist(session: Session, ids: Sequence[str], on: date) -> list[ReviewedService]:
    """Return the services of a shortlist in its order, those gone from the directory too."""
    services = {service.id: service for service in listed(session, ids)}
    names = dict(session.execute(select(Service.id, Service.name).where(Service.id.in_(ids))).all())
    return [
        _on_list(services[id], on) if id in services else _gone(id, names.get(id))
        for id in dict.fromkeys(ids)
    ]


def _on_list(service: Service, on: date) -> ReviewedService:
    shut, telling = ServiceStatus.of(service).on(on).is_shut, is_telling(service.name)
    notes = [_state(service, on), *([] if shut else _telling(service))]
    return ReviewedService(
        id=service.id,
        name=service.name,
        organisation=service.organisation.name,
        notes=tuple(filter(None, notes)),
        is_shown=not shut,
        is_telling=telling,
        has_phone=bool(service.phone),
    )


def _telling(service: Service) -> Iterator[str]:
    web, email = shown_web(service), shown_email(service)
    if is_telling(service.name):
        yield TELLING
    elif (service.url and not web) or (service.email and not email):
        yield ADDRESS
    if not (service.phone or web or email):
        yield NO_WAY


def _state(service: Service, on: date) -> str | None:
    match ServiceStatus.of(service).on(on):
        case ServiceState.PAUSED:
            return PAUSED
        case ServiceState.CLOSED:
            return CLOSED
        case ServiceState.ENDING:
            day = f" on {long_date(service.ends_on)}" if service.ends_on else ""
            return ENDING.format(day=day)
    return None


def _gone(id: str, name: str | None) -> ReviewedService:
    return ReviewedService(
        id=id,
        name=name or "A service",
        organisation="",
        notes=(GONE,),
        is_shown=False,
        is_telling=False,
        has_phone=False,
    )
