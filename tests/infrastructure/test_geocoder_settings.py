"""The online geocoder: none is usual, and a wrong one is said at the start, without its key."""

import pytest

from directory.infrastructure.geocoder_settings import GEOCODERS
from directory.infrastructure.settings import SettingsError, read

KEY = "a-key-that-must-not-be-told"
AGENT = "Waymark of Kittiwake (team@kittiwake.example)"


def problems(name: str | None, options: str | None = None) -> list[str]:
    given = {"WAYMARK_GEOCODER": name or "", "WAYMARK_GEOCODER_OPTIONS": options or ""}
    with pytest.raises(SettingsError) as raised:
        read(given)
    return list(raised.value.problems)


def test_none_is_usual() -> None:
    assert read({}).geocoder is None
    assert read({"WAYMARK_GEOCODER": ""}).geocoder is None


@pytest.mark.parametrize("name", GEOCODERS)
def test_one_that_is_named_with_what_it_needs_can_be_made(name: str) -> None:
    needs = GEOCODERS[name].needs
    value = AGENT if needs == "user_agent" else KEY
    options = f"{needs}={value}; domain=maps.kittiwake.example"

    found = read({"WAYMARK_GEOCODER": name, "WAYMARK_GEOCODER_OPTIONS": options}).geocoder

    assert found
    made = found.make()
    assert (made.domain, made.scheme, made.timeout) == ("maps.kittiwake.example", "https", 10)
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        ("googlev3", None, "WAYMARK_GEOCODER is “googlev3”: write one of nominatim, opencage,"),
        ("Nominatim", None, "WAYMARK_GEOCODER is “Nominatim”: write one of nominatim"),
        (None, f"api_key={KEY}", "WAYMARK_GEOCODER_OPTIONS is set, but WAYMARK_GEOCODER names"),
        ("nominatim", None, "WAYMARK_GEOCODER_OPTIONS: nominatim needs user_agent"),
        ("opencage", f"user_agent={KEY}", "WAYMARK_GEOCODER_OPTIONS: opencage needs api_key"),
        ("opencage", KEY, "WAYMARK_GEOCODER_OPTIONS: write name=value, separated by semicolons"),
        ("opencage", "api_key=", "WAYMARK_GEOCODER_OPTIONS: write name=value"),
        ("opencage", f"api_key={KEY};adapter_factory=x", "names are api_key, domain, scheme"),
        ("nominatim", "user_agent=my-application", "user_agent says who asks"),
        ("nominatim", f"user_agent={AGENT};scheme=ftp", "scheme is https or http"),
    ],
)
def test_what_is_wrong_is_said_and_no_value_of_the_options(
    name: str | None, options: str | None, problem: str
) -> None:
    [said] = problems(name, options)

    assert problem in said
    assert KEY not in said
