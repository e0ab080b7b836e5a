"""The online geocoder that finds venues by their addresses, as the settings name it; none is usual.

Those of geopy that say how exact an answer is, and whose terms let it be kept, can be named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geopy.exc import GeopyError
from geopy.geocoders import get_geocoder_for_service

TIMEOUT_SECONDS = 10.0
_ALWAYS = frozenset({"domain", "scheme", "user_agent"})
"""Options that each of them takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedGeocoder:
    """A geocoder of geopy's: the option it cannot do without, and whom its answers credit."""

    needs: str
    credit: str


_OF_THE_MAP = "© OpenStreetMap contributors"
GEOCODERS: Mapping[str, SupportedGeocoder] = {
    "nominatim": SupportedGeocoder(needs="user_agent", credit=_OF_THE_MAP),
    "opencage": SupportedGeocoder(needs="api_key", credit=_OF_THE_MAP),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocoderSettings:
    """The geocoder by geopy's name, and its options, which may hold a key."""

    name: str
    options: Mapping[str, str] = field(repr=False)

    def make(self) -> Any:
        """Return geopy's geocoder; nothing is sent. Raises GeopyError."""
        return get_geocoder_for_service(self.name)(timeout=TIMEOUT_SECONDS, **self.options)


def read_geocoder(
    name: str | None, options: str | None, problems: list[str]
) -> GeocoderSettings | None:
    """Return the geocoder that the settings name, None for none; add what is wrong to `problems`.

    `options` is `name=value`, separated by semicolons; no value of theirs is repeated.
    """
    if not name:
        if options:
            problems.append("WAYMARK_GEOCODER_OPTIONS is set, but WAYMARK_GEOCODER names none")
        return None
    if name not in GEOCODERS:
        known = ", ".join(GEOCODERS)
        problems.append(f"WAYMARK_GEOCODER is “{name}”: write one of {known}, or nothing")
        return None
    found = GeocoderSettings(name=name, options=_options(options or ""))
    if problem := _fault(found):
        problems.append(f"WAYMARK_GEOCODER_OPTIONS: {problem}")
    return found


def _options(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}


def _fault(found: GeocoderSettings) -> str | None:
    needs = GEOCODERS[found.name].needs
    allowed = sorted(_ALWAYS | {needs})
    if not (found.options.keys() <= {*allowed} and all(found.options.values())):
        return f"write name=value, separated by semicolons; names are {', '.join(allowed)}"
    if needs not in found.options:
        return f"{found.name} needs {needs}"
    try:
        found.make()
    except GeopyError:
        return "user_agent says who asks, and scheme is https or http"
    return None
