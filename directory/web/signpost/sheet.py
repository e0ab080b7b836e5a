"""The family's sheet: the services of the shortlist as a parent reads of them.

Nothing of what a visit knows about the family is looked at, except where it lives, and that only
to put near places first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.geo import Place
from directory.storage import Service, Venue
from directory.web.signpost import plain_text
from directory.web.signpost.kind_text import text_of
from directory.web.signpost.languages import say
from directory.web.signpost.qr_codes import dialled, square_code
from directory.web.signpost.sensitive_words import (
    initials,
    is_telling,
    is_telling_address,
    untelling,
)
from matcher.programmes import Programme

MOST_PLACES = 1
"""Places of one service on a sheet: the nearest."""
UNBROKEN = "\N{NO-BREAK SPACE}"
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A square code, and the same in letters."""

    drawn: Markup
    text: str
    href: str
    calls: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetService:
    """One service on a sheet; None, or nothing in a list, is what it does not state."""

    id: str
    name: str
    short_name: str
    """Its name, or its first letters where the name tells what it is about."""
    is_discreet: bool
    """The name is cut, so that a message says no more of it than how to reach it."""
    organisation: str | None
    kind: str
    what: Markup
    helps: Markup
    often: Markup | None
    next_step: Markup
    price: Markup
    wait: Markup
    news: Markup | None
    places: tuple[Markup, ...]
    phone: str | None
    dials: str | None
    web: str | None
    web_words: str | None
    """The web address as people write it down."""
    email: str | None
    code: QrCode | None
    languages: Markup | None
    building: Markup | None
    is_sample: bool


def listed(session: Session, ids: Sequence[str]) -> list[Service]:
    """Return the services of a shortlist in its order; those gone from the directory left out."""
    query = (
        select(Service)
        .where(Service.id.in_(ids), Service.gone_on.is_(None))
        .options(
            joinedload(Service.organisation),
            selectinload(Service.venues),
            selectinload(Service.criteria),
            selectinload(Service.areas),
        )
    )
    found = {service.id: service for service in session.scalars(query)}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def on_sheet(
    service: Service, place: Place | None, on: date, programme: Programme | None = None
) -> SheetService:
    """Return a service in plain words, in the language of this request."""
    text = text_of(service.kind, programme)
    web, email = shown_web(service), shown_email(service)
    return SheetService(
        id=service.id,
        name=service.name,
        short_name=initials(service.name) if is_telling(service.name) else service.name,
        is_discreet=is_telling(service.name),
        organisation=_organisation(service),
        kind=service.kind,
        what=say(text.what),
        helps=say(text.helps),
        often=plain_text.how_often(service),
        next_step=plain_text.next_step(service, service.phone or web or email),
        price=plain_text.price(service),
        wait=plain_text.wait(service),
        news=plain_text.news(service, on),
        places=tuple(_places(service, place)),
        phone=service.phone,
        dials=dialled(service.phone) if service.phone else None,
        web=web,
        web_words=bare(web) if web else None,
        email=email,
        code=_code(service.phone, web),
        languages=plain_text.languages(service),
        building=plain_text.building(service),
        is_sample=service.is_sample,
    )


def _organisation(service: Service) -> str | None:
    name = untelling(service.organisation.name)
    return None if name == service.name else name


def shown_web(service: Service) -> str | None:
    """Return its web address, unless it tells what the service is about."""
    url = service.url or ""
    return url if url.startswith(WEB) and not is_telling_address(url) else None


def shown_email(service: Service) -> str | None:
    """Return its email address, unless it tells what the service is about."""
    return None if is_telling_address(service.email) else service.email


def _code(phone: str | None, web: str | None) -> QrCode | None:
    if web:
        return QrCode(drawn=square_code(web), text=bare(web), href=web, calls=False)
    if phone:
        number = dialled(phone)
        return QrCode(drawn=square_code(number), text=phone, href=number, calls=True)
    return None


def bare(url: str) -> str:
    """Return a web address as people write it down.

    >>> bare("https://kittiwake.example/abc/")
    'kittiwake.example/abc'
    """
    return url.partition("://")[2].rstrip("/")


def _places(service: Service, near: Place | None) -> list[Markup]:
    """Return where the service is given; nothing of a hidden address but that there is one."""
    ways = {"home": say("They come to your home."), "online": say("You can do it online.")}
    ways["phone"] = say("You can do it by phone.")
    lines = [ways[way] for way in ("home", "online", "phone") if way in service.delivery]
    named = [line for venue in _shown_venues(service, near) if (line := _address(venue))]
    lines += named[:MOST_PLACES]
    if len(named) > MOST_PLACES:
        lines.append(say("They have other places too."))
    if any(venue.hide_address for venue in service.venues):
        lines.append(say("They will tell you where to go."))
    return lines or [say("Ask them where it is.")]


def _shown_venues(service: Service, near: Place | None) -> list[Venue]:
    shown = [venue for venue in service.venues if not venue.hide_address]
    return sorted(shown, key=lambda venue: _away(venue, near))


def _away(venue: Venue, near: Place | None) -> float:
    if near is None or venue.easting is None or venue.northing is None:
        return 0.0
    aside, along = venue.easting - near.easting, venue.northing - near.northing
    return float(aside * aside + along * along)


def _address(venue: Venue) -> Markup | None:
    postcode = (venue.postcode or "").replace(" ", UNBROKEN)
    parts = [untelling(venue.name), venue.address, postcode]
    return Markup(", ").join(part for part in parts if part) or None
