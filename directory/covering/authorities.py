"""The authorities that children's services belong to: counties, and districts outside them."""

from dataclasses import dataclass

from directory import bridge
from directory.covering.ground import Ground, counties
from directory.places.areas import LARGER_AREAS, codes_of

ENGLAND = next(iter(LARGER_AREAS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An upper-tier or unitary authority with figures, and its districts."""

    code: str
    name: str
    districts: tuple[str, ...]


def authorities(ground: Ground) -> tuple[Authority, ...]:
    """Return the authorities whose children are known, by name."""
    return ground.keep("authorities", lambda: _authorities(ground))


def _authorities(ground: Ground) -> tuple[Authority, ...]:
    county_of, found = counties(), dict[str, list[str]]()
    for district in ground.people.districts:
        found.setdefault(county_of.get(district, district), []).append(district)
    named = [
        Authority(code=code, name=bridge.area_name(code), districts=tuple(districts))
        for code, districts in found.items()
    ]
    return tuple(sorted(named, key=lambda each: each.name))


def authority_of(ground: Ground, code: str) -> Authority | None:
    """Return an authority by its own code, or that of a district in it, of any vintage."""
    codes = codes_of(code)
    wanted = codes | {counties().get(each, each) for each in codes}
    return next((each for each in authorities(ground) if each.code in wanted), None)
