"""Every county that the shipped table puts a district in has a name, and no other."""

from directory.geo.areas import REPLACED, codes_of
from directory.geo.counties import COUNTIES
from directory.geo.outcodes import district_counties
from directory.geo.paths import fallback_file


def test_the_counties_are_those_of_the_districts() -> None:
    counties = district_counties(fallback_file())

    assert set(counties.values()) == COUNTIES.keys()
    assert {district[:3] for district in counties} == {"E07"}
    assert not REPLACED & COUNTIES.keys()


def test_an_area_has_the_codes_of_every_vintage() -> None:
    assert codes_of("E08000016") == codes_of(" e08000038") == {"E08000016", "E08000038"}
    assert codes_of("E08000021") == {"E08000021"}
