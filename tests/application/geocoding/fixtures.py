"""A made-up geocoder for tests: only it can be asked, and nothing is waited for."""

import geopy.geocoders
import pytest
from geopy.extra import rate_limiter

from directory.application.geocoding import geocoder
from tests.application.geocoding.served import Served

__all__ = ["served", "waits"]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds that would have been waited; none are."""
    waited: list[float] = []
    monkeypatch.setattr(geocoder, "pause", waited.append)
    return waited


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Served:
    """Return a geocoder that knows nothing yet; only it can be asked, and nothing is waited for."""
    made = Served()
    options = geopy.geocoders.options
    monkeypatch.setattr(options, "default_adapter_factory", made)
    clock = iter(range(10_000))
    monkeypatch.setattr(rate_limiter, "default_timer", lambda: float(next(clock)))
    return made
