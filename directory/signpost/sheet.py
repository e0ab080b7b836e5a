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

from directory.db import Service, Venue
from directory.places import Place
from directory.signpost import words
from directory.signpost.codes import dialled, square_code
from directory.signpost.kinds import KINDS
from directory.signpost.languages import say
from directory.signpost.telling import initials, is_telling, is_telling_address, untelling

MOST_PLACES = 3
"""Places of one service on a sheet, the nearest first."""
UNBROKEN = "\N{NO-BREAK SPACE}"
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A square code, and the same in letters."""

    drawn: Markup
    text: str
    href: str
    calls: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSheet:
    """One service on a sheet; None, or nothing in a list, is what it does not state."""

    id: str
    name: str
    short_name: str
    """Its name, or its first letters where the name tells what it is about."""
    organisation: str | None
    kind: str
    what: Markup
    helps: Markup
    how: Markup
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
    code: Code | None
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


def takes_nobody(service: Service, on: date) -> bool:
    """Say whether a service is shut, so that a sheet would send the family to a closed door."""
    ended = service.ends_on is not None and service.ends_on < on
    return ended or service.status in ("closed", "paused")


def on_sheet(service: Service, place: Place | None, on: date) -> OnSheet:
    """Return a service in plain words, in the language of this request."""
    kind = KINDS.get(service.kind, KINDS["other"])
    web, email = shown_web(service), shown_email(service)
    return OnSheet(
        id=service.id,
        name=service.name,
        short_name=initials(service.name) if is_telling(service.name) else service.name,
        organisation=_organisation(service),
        kind=service.kind,
        what=say(kind.what),
        helps=say(kind.helps),
        how=words.how_to_get_it(service, service.phone or web or email),
        price=words.price(service),
        wait=words.wait(service),
        news=words.news(service, on),
        places=tuple(_places(service, place)),
        phone=service.phone,
        dials=dialled(service.phone) if service.phone else None,
        web=web,
        web_words=bare(web) if web else None,
        email=email,
        code=_code(service.phone, web),
        languages=words.languages(service),
        building=words.building(service),
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


def _code(phone: str | None, web: str | None) -> Code | None:
    if web:
        return Code(drawn=square_code(web), text=bare(web), href=web, calls=False)
    if phone:
        number = dialled(phone)
        return Code(drawn=square_code(number), text=phone, href=number, calls=True)
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
    lines += [line for venue in _shown_venues(service, near) if (line := _address(venue))]
    if any(venue.hide_address for venue in service.venues):
        lines.append(say("They will tell you where to go."))
    return lines or [say("Ask them where it is.")]


def _shown_venues(service: Service, near: Place | None) -> list[Venue]:
    shown = [venue for venue in service.venues if not venue.hide_address]
    return sorted(shown, key=lambda venue: _away(venue, near))[:MOST_PLACES]


def _away(venue: Venue, near: Place | None) -> float:
    if near is None or venue.easting is None or venue.northing is None:
        return 0.0
    aside, along = venue.easting - near.easting, venue.northing - near.northing
    return float(aside * aside + along * along)


def _address(venue: Venue) -> Markup | None:
    postcode = (venue.postcode or "").replace(" ", UNBROKEN)
    parts = [untelling(venue.name), venue.address, postcode]
    return Markup(", ").join(part for part in parts if part) or None
