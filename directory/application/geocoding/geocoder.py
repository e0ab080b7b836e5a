"""Asking an online geocoder of geopy's about one address at a time."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from geopy.distance import geodesic
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.extra.rate_limiter import RateLimiter
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from directory.infrastructure.geocoder_settings import GEOCODERS, GeocoderSettings

LEAST_DELAY = 1.0
"""Seconds between the beginnings of two requests: what the public Nominatim asks for."""
TRIES, PAUSE = 3, 5.0
"""How often something that may pass is tried, and seconds between."""
MOST_ANSWERS = 5

# What it logs while it looks for faults has the address and the key in it.
logging.getLogger("geopy").setLevel(logging.ERROR)

_ASKED: Mapping[str, Mapping[str, Any]] = {
    "nominatim": {"limit": MOST_ANSWERS, "country_codes": "gb"},
    "opencage": {"country": "gb", "annotations": False},
}
"""What each is asked for beside the address."""


class StoppedError(Exception):
    """The geocoder cannot be asked any more; the words say why, without the address or the key."""


class GeocoderRefusedError(Exception):
    """No point is kept for an address; the words say why."""


NOT_UNDERSTOOD = "the geocoder answers in a form that is not understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocoderAnswer:
    """One place that a geocoder names; what it states is not checked yet."""

    lat: object
    lon: object
    error_m: int | None
    """From the point to the farthest corner of the box it gives; None where it gives none."""
    name: str


def pause(seconds: float) -> None:
    """Wait before asking again. Tests do not."""
    time.sleep(seconds)


class Geocoder:
    """A geocoder as the settings name it."""

    def __init__(self, settings: GeocoderSettings, delay: float = LEAST_DELAY) -> None:
        """Make it; nothing is sent."""
        made = settings.make()
        self._name = settings.name
        self._ask = RateLimiter(
            made.geocode,
            min_delay_seconds=delay,
            error_wait_seconds=delay,
            max_retries=0,
            swallow_exceptions=False,
        )
        self.source = f"{type(made).__name__} ({made.domain})"
        self.credit = GEOCODERS[settings.name].credit

    def ask(self, address: str) -> tuple[GeocoderAnswer, ...]:
        """Return the places an address may be, the likeliest first. Raises either error."""
        try:
            found = self._patiently(lambda: self._ask(address, exactly_one=False, **self._options))
            return tuple(self._answers(found or ()))
        except GeocoderQueryError:
            raise GeocoderRefusedError("the geocoder could not read it") from None
        except GeocoderParseError:
            raise GeocoderRefusedError(NOT_UNDERSTOOD) from None
        except GeocoderServiceError as error:
            raise StoppedError(_words(error)) from None
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            raise GeocoderRefusedError(NOT_UNDERSTOOD) from None

    @property
    def _options(self) -> Mapping[str, Any]:
        return _ASKED[self._name]

    def _patiently(self, ask: Callable[[], Any]) -> Any:
        passing = retry_if_exception_type((GeocoderTimedOut, GeocoderUnavailable))
        tries = Retrying(
            retry=passing,
            stop=stop_after_attempt(TRIES),
            wait=wait_fixed(PAUSE),
            sleep=pause,
            reraise=True,
        )
        return tries(ask)

    def _answers(self, found: Any) -> Iterator[GeocoderAnswer]:
        for each in found:
            box = _box_of(each.raw)
            yield GeocoderAnswer(
                lat=each.latitude,
                lon=each.longitude,
                error_m=_farthest((each.latitude, each.longitude), box) if box else None,
                name=str(each.address),
            )


def _box_of(raw: Mapping[str, Any]) -> tuple[list[float], list[float]] | None:
    """Return the latitudes and the longitudes between which a place lies, where they are given."""
    if box := raw.get("boundingbox"):  # Nominatim
        south, north, west, east = map(float, box)
        return [south, north], [west, east]
    if bounds := raw.get("bounds"):  # OpenCage
        corners = [bounds[name] for name in ("southwest", "northeast")]
        return [float(each["lat"]) for each in corners], [float(each["lng"]) for each in corners]
    return None


def _farthest(point: tuple[float, float], box: tuple[list[float], list[float]]) -> int:
    away = [float(geodesic(point, corner).meters) for corner in product(*box)]
    return round(max(away))


def _words(error: GeocoderServiceError) -> str:
    """Return what went wrong; what the error itself says may hold the address and the key."""
    if isinstance(error, GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges):
        return "it refuses to answer: check its options in WAYMARK_GEOCODER_OPTIONS"
    if isinstance(error, GeocoderQuotaExceeded):
        return "it says that it was asked enough for now: go on another day"
    if isinstance(error, GeocoderTimedOut | GeocoderUnavailable):
        return "it cannot be reached"
    return "it fails to answer"
