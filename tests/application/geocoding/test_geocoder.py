"""What is asked of a geocoder, what is made of its answers, and what of its refusals."""

from typing import Any

import pytest
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut
from geopy.extra import rate_limiter

from directory.application.geocoding.geocoder import (
    PAUSE,
    TRIES,
    Geocoder,
    GeocoderRefusedError,
    StoppedError,
)
from directory.geo import to_wgs84
from directory.infrastructure.geocoder_settings import GeocoderSettings
from tests.application.geocoding.served import AGENT, KEY, SETTINGS, Served, failing, place
from tests.directory_builders import ORIGIN

ADDRESS = "1 Quay, Newcastle"
HOME_LAT, HOME_LON = to_wgs84(*ORIGIN)
OF_OPENCAGE = {
    "results": [
        {
            "formatted": "1 Quay",
            "geometry": {"lat": HOME_LAT, "lng": HOME_LON},
            "bounds": {
                "northeast": {"lat": HOME_LAT + 0.001, "lng": HOME_LON + 0.001},
                "southwest": {"lat": HOME_LAT, "lng": HOME_LON},
            },
        }
    ],
    "status": {"code": 200, "message": "OK"},
}


OPENCAGE = GeocoderSettings(name="opencage", options={"api_key": KEY})


def test_nothing_but_the_address_is_sent(served: Served) -> None:
    Geocoder(SETTINGS).ask(ADDRESS)

    assert served.urls == [
        "https://nominatim.openstreetmap.org/search"
        "?q=1+Quay%2C+Newcastle&format=json&limit=5&countrycodes=gb"
    ]
    assert served.agents == {AGENT}


def test_an_answer_says_where_and_how_exactly(served: Served) -> None:
    served.answers = {ADDRESS: [place(reach=0.001), place(400, 300, name="Quay")]}

    first, second = Geocoder(SETTINGS).ask(ADDRESS)

    assert (first.lat, first.lon) == pytest.approx((HOME_LAT, HOME_LON), abs=1e-6)
    # 0.001 degrees are 111 m to the north and 64 m to the east.
    assert first.error_m == pytest.approx(128, abs=2)
    assert (first.name, second.name) == ("1 Quay", "Quay")


def test_another_geocoder_says_how_exact_it_is_in_its_own_way(served: Served) -> None:
    served.answers = {ADDRESS: OF_OPENCAGE}

    [found] = Geocoder(OPENCAGE).ask(ADDRESS)

    assert (found.name, found.error_m) == ("1 Quay", pytest.approx(128, abs=2))


def test_one_that_gives_no_box_does_not_say_how_exact_it_is(served: Served) -> None:
    bare = {name: value for name, value in place().items() if name != "boundingbox"}
    served.answers = {ADDRESS: [bare]}

    assert [each.error_m for each in Geocoder(SETTINGS).ask(ADDRESS)] == [None]


def test_an_address_that_is_not_known_has_no_answer(served: Served) -> None:
    assert Geocoder(SETTINGS).ask(ADDRESS) == ()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (failing(401), "it refuses to answer: check its options"),
        (failing(403), "it refuses to answer: check its options"),
        (failing(402), "it was asked enough for now"),
        (failing(429), "it was asked enough for now"),
        (failing(503), "it cannot be reached"),
        (GeocoderTimedOut("no"), "it cannot be reached"),
        (failing(500), "it fails to answer"),
        (GeocoderServiceError(f"https://somewhere?key={KEY}&q={ADDRESS}"), "it fails to answer"),
    ],
)
def test_one_that_cannot_be_asked_on_is_left_alone(
    answer: Exception, words: str, served: Served
) -> None:
    served.answers = {ADDRESS: answer}

    with pytest.raises(StoppedError, match=words) as raised:
        Geocoder(OPENCAGE).ask(ADDRESS)

    assert KEY not in str(raised.value)
    assert "Quay" not in str(raised.value)


def test_what_may_pass_is_tried_again(served: Served, waits: list[float]) -> None:
    served.answers = {ADDRESS: GeocoderTimedOut("no")}
    with pytest.raises(StoppedError):
        Geocoder(SETTINGS).ask(ADDRESS)

    assert len(served.asked) == TRIES
    assert waits == [PAUSE] * (TRIES - 1)


def test_a_refusal_is_taken_at_its_word(served: Served, waits: list[float]) -> None:
    served.answers = {ADDRESS: failing(429)}
    with pytest.raises(StoppedError):
        Geocoder(SETTINGS).ask(ADDRESS)

    assert (len(served.asked), waits) == (1, [])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (failing(400), "could not read it"),
        (GeocoderParseError("no"), "not understood"),
        ([place() | {"lat": "up"}], "not understood"),
        ([place() | {"lat": "nan"}], "not understood"),
        ([place() | {"boundingbox": ["1", "2"]}], "not understood"),
        ("Quay", "not understood"),
    ],
)
def test_an_answer_that_is_none_is_refused(answer: Any, words: str, served: Served) -> None:
    served.answers = {ADDRESS: answer}

    with pytest.raises(GeocoderRefusedError, match=words):
        Geocoder(SETTINGS).ask(ADDRESS)


def test_it_is_asked_once_a_second(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(rate_limiter, "default_timer", lambda: now[0])
    monkeypatch.setattr(rate_limiter, "sleep", sleep)
    geocoder = Geocoder(SETTINGS)
    for _ in range(3):
        geocoder.ask(ADDRESS)

    assert slept == [1.0, 1.0]


def test_its_name_and_server_are_told_with_the_credit(served: Served) -> None:
    geocoder = Geocoder(SETTINGS)

    assert geocoder.source == "Nominatim (nominatim.openstreetmap.org)"
    assert geocoder.credit == "© OpenStreetMap contributors"
