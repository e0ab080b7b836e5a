"""The authorities that children's services belong to: counties, and districts outside them."""

from dataclasses import dataclass

from directory.domain.coverage.analysis_data import NO_ROWS, AnalysisData, counties
from directory.geo.areas import LARGER_AREAS, codes_of
from directory.storage import reference_data

ENGLAND = next(iter(LARGER_AREAS))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrensAuthority:
    """An upper-tier or unitary authority with figures, and its districts."""

    code: str
    name: str
    districts: tuple[str, ...]


def authorities(ground: AnalysisData) -> tuple[ChildrensAuthority, ...]:
    """Return the authorities whose children are known, by name."""
    return ground.keep_of(NO_ROWS, "authorities", lambda: _authorities(ground))


def _authorities(ground: AnalysisData) -> tuple[ChildrensAuthority, ...]:
    county_of, found = counties(), dict[str, list[str]]()
    for district in ground.people.districts:
        found.setdefault(county_of.get(district, district), []).append(district)
    named = [
        ChildrensAuthority(
            code=code, name=reference_data.area_name(code), districts=tuple(districts)
        )
        for code, districts in found.items()
    ]
    return tuple(sorted(named, key=lambda each: each.name))


def authority_of(ground: AnalysisData, code: str) -> ChildrensAuthority | None:
    """Return an authority by its own code, or that of a district in it, of any vintage."""
    codes = codes_of(code)
    wanted = codes | {counties().get(each, each) for each in codes}
    return next((each for each in authorities(ground) if each.code in wanted), None)
