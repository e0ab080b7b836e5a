"""A made-up geocoder in place of geopy's connection: it answers as told, and notes what came.

No request leaves the machine: geopy takes what carries its requests from outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from directory.geo import to_wgs84
from directory.infrastructure.geocoder_settings import GeocoderSettings
from tests.directory_builders import ORIGIN

AGENT = "Waymark of Kittiwake (team@kittiwake.example)"
SETTINGS = GeocoderSettings(name="nominatim", options={"user_agent": AGENT})
KEY = "a-key-that-must-not-be-told"


def place(east: float = 0, north: float = 0, *, reach: float = 0.0003, name: str = "1 Quay") -> Any:
    """Return a place as Nominatim sends it, metres from home, with a box of so many degrees."""
    lat, lon = to_wgs84(ORIGIN[0] + east, ORIGIN[1] + north)
    box = [f"{each:.7f}" for each in (lat - reach, lat + reach, lon - reach, lon + reach)]
    return {"lat": f"{lat:.7f}", "lon": f"{lon:.7f}", "display_name": name, "boundingbox": box}


def failing(status: int) -> AdapterHTTPError:
    """Return an answer that says no."""
    return AdapterHTTPError("no", status_code=status, headers={}, text="no")


@dataclass
class Served:
    """Makes adapters that answer by the address asked about: with JSON, or an error to raise."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The addresses that came, in order."""
    urls: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def __call__(self, *, proxies: Any, ssl_context: Any) -> BaseSyncAdapter:
        return _Adapter(self, proxies, ssl_context)

    def answer(self, url: str, agent: str) -> Any:
        [address] = parse_qs(urlsplit(url).query)["q"]
        self.urls.append(url)
        self.asked.append(address)
        self.agents.add(agent)
        found = self.answers.get(address, [])
        if isinstance(found, BaseException):
            raise found
        return found


class _Adapter(BaseSyncAdapter):  # type: ignore[misc]
    def __init__(self, served: Served, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._served = served

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        return self._served.answer(url, headers["User-Agent"])

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise NotImplementedError
