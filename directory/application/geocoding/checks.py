"""Whether an answer of an online geocoder can be believed: in England, near what is stated, exact.

A point that is wrong sends a family to the wrong door, so what is doubtful is refused, with why.
"""

import re
from collections.abc import Iterator, Sequence

from directory.application.commands.geocoded_venues import Placed
from directory.application.geocoding.geocoder import GeocoderAnswer, GeocoderRefusedError
from directory.application.geocoding.plan import Wanted
from directory.geo import Distances, Place, PlaceError, Places, covers, to_grid
from directory.geo.coordinates import CoordinatesError, read_point
from directory.geo.grid import METRES_PER_MILE
from directory.geo.place import ENGLAND

LEAST_ERROR_M = 50
"""No point is called more exact than this: a box around a door is not where a family goes in."""
MOST_ERROR_M = round(METRES_PER_MILE / 2)
"""What stretches farther is a town or a long road, and no place to go to."""
FROM_HOMES_M = 5_000
"""Farther from every postcode is at sea or on a moor."""
APART_M = 500
"""Answers that lie farther apart are not of one place."""
BEYOND = 2
"""How many times as far as 19 in 20 of its homes a place may be from the middle of an outcode."""
Point = tuple[int, int]
"""Easting and northing."""
_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")

NOT_KNOWN = "the geocoder knows no such address"
SEVERAL = "several places may be meant, far from each other: say more in the address"


def judged(places: Places, wanted: Wanted, answers: Sequence[GeocoderAnswer]) -> Placed:
    """Return the point to keep of what a geocoder answered. Raises RefusedError."""
    if not answers:
        raise GeocoderRefusedError(NOT_KNOWN)
    found, refused = list[Placed](), list[GeocoderRefusedError]()
    for answer in answers:
        try:
            found.append(_checked(places, wanted, answer))
        except GeocoderRefusedError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    best, *others = found
    here = best.easting, best.northing
    if any(_metres(here, (each.easting, each.northing)) > APART_M for each in others):
        raise GeocoderRefusedError(SEVERAL)
    return best


def _checked(places: Places, wanted: Wanted, answer: GeocoderAnswer) -> Placed:
    try:
        point = read_point(answer.lat, answer.lon)
    except CoordinatesError as error:
        raise GeocoderRefusedError(f"the point that was found {error}") from None
    easting, northing = to_grid(point.latitude, point.longitude)
    here, error_m = (round(easting), round(northing)), _exact(answer)
    near = _in_england(places, here)
    _near_what_is_stated(places, wanted, near, here)
    return Placed(
        easting=here[0],
        northing=here[1],
        authority=near.authority if near.authority_share == 1 else None,
        error_m=error_m,
        found_as=" ".join(answer.name.split()),
    )


def _exact(answer: GeocoderAnswer) -> int:
    if answer.error_m is None:
        raise GeocoderRefusedError("the geocoder does not say how exact it is")
    if answer.error_m > MOST_ERROR_M:
        miles = answer.error_m / METRES_PER_MILE
        raise GeocoderRefusedError(
            f"only a place that stretches {miles:.1f} miles was found, such as a town"
        )
    return max(answer.error_m, LEAST_ERROR_M)


def _in_england(places: Places, here: Point) -> Place:
    """Return the nearest postcode, which tells the country and the authority."""
    near = places.nearest(*here)
    if near is None or _metres(near.grid_point, here) > FROM_HOMES_M:
        raise GeocoderRefusedError("the point that was found is far from every postcode")
    if near.country != ENGLAND:
        raise GeocoderRefusedError("the point that was found is not in England")
    return near


def _near_what_is_stated(places: Places, wanted: Wanted, near: Place, here: Point) -> None:
    for stated in _stated(places, wanted):
        away = _metres(stated.grid_point, here)
        if away > BEYOND * stated.error_m + FROM_HOMES_M:
            miles = away / METRES_PER_MILE
            outcode = stated.postcode.partition(" ")[0]
            raise GeocoderRefusedError(
                f"what was found is {miles:.0f} miles from {outcode}, which the entry states"
            )
    answers = {covers(code, near) for code in wanted.areas}
    if answers == {"no"}:
        where = near.authority_name or near.authority
        raise GeocoderRefusedError(
            f"what was found is in {where}, outside the areas that are served:"
            " give its postcode if that is right"
        )


def _stated(places: Places, wanted: Wanted) -> Iterator[Place]:
    """Yield the places of the postcodes, or first halves of one, that stand for where it is."""
    for text in (*wanted.postcodes, wanted.address.rpartition(",")[2]):
        words = text.upper().split()
        try:
            yield places.find(" ".join(words[-2:]))
        except PlaceError:
            outcode = places.outcode(words[-1]) if words and _OUTCODE.fullmatch(words[-1]) else None
            if outcode:
                yield outcode


def _metres(one: Point, other: Point) -> float:
    return Distances().miles_between(one, other) * METRES_PER_MILE
