"""Near where to look: kept in a sealed cookie, since a postcode may be a family's home.

Everything else that is asked of the directory stands in the address, to be kept and passed on.
"""

import json
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any

from cryptography.fernet import InvalidToken
from flask import Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from directory.domain.service.service_text import say_distance
from directory.geo import (
    Distances,
    MalformedPostcode,
    NotInEngland,
    Place,
    PlaceError,
    Places,
    normalise,
)
from directory.storage import Venue, reference_data
from directory.web.encrypted_cookies import cookie_manners, seal_for
from directory.web.extensions import current_settings
from directory.web.family_session import current_visit
from directory.web.find.blueprint import blueprint
from directory.web.find.demand_counting import count_near
from directory.web.find.query_params import SearchParams, filters_in, read_search_params
from directory.web.number_params import whole_number

COOKIE = "waymark_near"
LASTS_SECONDS = 30 * 60
MILES = (1, 2, 5, 10, 15, 25, 50)
USUAL_MILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A postcode as it was typed, and how many miles around it to look."""

    postcode: str
    miles: int = USUAL_MILES
    is_family: bool = False
    """It is that of the family whose visit is open."""
    counted: tuple[str, ...] = ()
    """The programmes that were counted as asked for, each with the authority."""


def moved_from_words(address: SearchParams) -> BaseResponse | None:
    """Return the way to the list without the postcode among its words, which is kept sealed.

    None where no words are a postcode. The browser keeps the address that it is led to.
    """
    found = _postcode_in(address.words.split())
    if found is None:
        return None
    words, postcode = found
    values: dict[str, Any] = dict(replace(address, words=words).values())
    reply = redirect(url_for("find.services", **values), 303)
    near = current_near()
    kept = near or Near(postcode=postcode)
    _keep(reply, replace(kept, postcode=postcode, is_family=False))
    return reply


@blueprint.post("/where")
def put_where() -> BaseResponse:
    """Keep near where to look, or forget it, and lead back to the list."""
    values: dict[str, Any] = dict(filters_in(request.form))
    reply = redirect(url_for("find.services", **values), 303)
    near = Near(postcode=request.form.get("postcode", "").strip()[:20], miles=_miles())
    if near.postcode and "forget" not in request.form:
        _keep(reply, _counted(near))
    else:
        reply.delete_cookie(COOKIE, **cookie_manners())
    return reply


def current_near() -> Near | None:
    """Return near where to look: what was typed here, or where the family of the visit lives."""
    return _kept() or _of_visit()


def place_of(near: Near) -> Place:
    """Return the place. Raises PlaceError in words where the postcode cannot be found."""
    return _places().find(near.postcode)


def distance_to(near: Near | None, venue: Venue, distances: Distances) -> str | None:
    """Return how far a venue is, in words; None where either is not known."""
    if near is None or venue.easting is None or venue.northing is None:
        return None
    try:
        place = place_of(near)
    except PlaceError:
        return None
    miles = distances.miles_between(place.grid_point, (venue.easting, venue.northing))
    return say_distance(round(miles, 1))


def forget_with_visit(response: Response) -> Response:
    """Forget near where to look when a worker leaves in haste or clears everything."""
    if g.get("visit_forgotten") and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, **cookie_manners())
    return response


blueprint.after_app_request(forget_with_visit)


def _counted(near: Near) -> Near:
    """Return what is kept, with what was counted of it."""
    before = _kept()
    counted = tuple(before.counted) if before else ()
    try:
        place = place_of(near)
    except PlaceError:
        return replace(near, counted=counted)
    address = read_search_params(request.form)
    return replace(near, counted=count_near(address, place, near.miles, counted))


def _postcode_in(words: list[str]) -> tuple[str, str] | None:
    """Return the other words and the first full postcode among them, in one piece or in two."""
    for at, length in product(range(len(words)), (2, 1)):
        piece = words[at : at + length]
        if len(piece) == length and _is_postcode(" ".join(piece)):
            return " ".join(words[:at] + words[at + length :]), " ".join(piece)
    return None


def _is_postcode(text: str) -> bool:
    try:
        normalise(text)
    except MalformedPostcode:
        return False
    except NotInEngland:
        return True
    return True


def _keep(reply: BaseResponse, near: Near) -> None:
    sealed = seal_for("near").encrypt(json.dumps(asdict(near)).encode()).decode()
    reply.set_cookie(COOKIE, sealed, max_age=LASTS_SECONDS, **cookie_manners())


def _kept() -> Near | None:
    try:
        text = seal_for("near").decrypt(request.cookies.get(COOKIE, ""), ttl=LASTS_SECONDS)
        return Near(**json.loads(text))
    except (InvalidToken, ValueError, TypeError):
        return None


def _of_visit() -> Near | None:
    visit = current_visit()
    if visit is None or not visit.postcode:
        return None
    try:
        _places().find(visit.postcode)
    except PlaceError:
        return None
    return Near(postcode=visit.postcode, miles=round(visit.within_miles), is_family=True)


def _places() -> Places:
    return reference_data.places_in(current_settings().places)


def _miles() -> int:
    miles = whole_number(request.form, "miles")
    return miles if miles in MILES else USUAL_MILES
