"""Put each row of a population table in its district of today, and each LSOA at its point."""

from collections.abc import Iterator, Mapping

from directory.exchange.statistics.area_centroids import AreaCentroids
from directory.exchange.statistics.authorities import district_of
from directory.exchange.statistics.lsoa_vintages import YEARS, is_lsoa, only_of, vintage_of
from directory.exchange.statistics.population_rows import DraftArea, PopulationLayout
from directory.geo.areas import REPLACED, current_code
from directory.model.problems import FileProblem, refused

Drafts = Mapping[str, DraftArea]
NO_POINT = (
    "has no point: add columns of easting and northing, or name a file of LSOA centroids "
    "with --points"
)
NO_DISTRICT = (
    "has no district: add a column of its code (such as “LAD25CD”), or name a file that has "
    "one with --points"
)


def placed(
    layout: PopulationLayout,
    drafts: Drafts,
    points: AreaCentroids | None,
    problems: list[FileProblem],
) -> tuple[str, list[DraftArea]]:
    """Return the kind of areas (`lsoa11`, `lsoa21`, `authority`), and the rows in their order.

    Adds to `problems` each row that cannot be placed. Raises FileError where the points are of
    other LSOAs than the table.
    """
    column = layout.headings[layout.area]
    counties = [draft for code, draft in drafts.items() if code.startswith("E10")]
    lsoas = {code: draft for code, draft in drafts.items() if is_lsoa(code)}
    others = [d for c, d in drafts.items() if c not in lsoas and not c.startswith("E10")]
    problems += _counties(counties, others, column)
    if lsoas and others:
        text = "is not an LSOA, as other rows are: give LSOAs or authorities, not both"
        problems += [_problem(draft, column, text) for draft in others]
    if not lsoas:
        return "authority", list(_authorities(others, column, problems))
    areas = _vintage(layout, lsoas, points, column, problems)
    _demand_one_vintage(areas, points)
    problems += _place_lsoas(lsoas, points, column)
    return areas or "", list(lsoas.values())


def _problem(draft: DraftArea, column: str, text: str) -> FileProblem:
    return FileProblem(line=draft.line, column=column, value=draft.code, problem=text)


def _counties(
    counties: list[DraftArea], others: list[DraftArea], column: str
) -> Iterator[FileProblem]:
    """Yield the counties whose districts are not in the table beside them."""
    if any(draft.code.startswith("E07") for draft in others):
        return
    text = "is a county: give its districts (E07…), so that its children can be placed"
    yield from (_problem(draft, column, text) for draft in counties)


def _authorities(
    drafts: list[DraftArea], column: str, problems: list[FileProblem]
) -> Iterator[DraftArea]:
    """Yield the authorities by the codes of today."""
    seen: dict[str, int] = {}
    for draft in drafts:
        code = current_code(draft.code)
        known = district_of(code)
        if known is None:
            problems.append(_problem(draft, column, _unknown(code)))
        elif code in seen:
            text = f"is the same authority as on line {seen[code]}: leave one row for each"
            problems.append(_problem(draft, column, text))
        else:
            seen[code] = draft.line
            draft.code = draft.district = code
            draft.name = draft.name or known.name
            draft.spot = None
            yield draft


def _unknown(code: str) -> str:
    if not code:
        return "is empty: write the code of the area"
    if code in REPLACED:
        return "was replaced by another authority: take a table by the authorities of today"
    return "is not the code of an authority of England today"


def _vintage(
    layout: PopulationLayout,
    lsoas: Drafts,
    points: AreaCentroids | None,
    column: str,
    problems: list[FileProblem],
) -> str | None:
    """Return of which year the LSOAs are; adds those of the other year to the problems."""
    areas = vintage_of(lsoas, layout.kind) or (points.vintage if points else None)
    if areas is None:
        text = (
            "does not say of which year its LSOAs are, and every code is one of 2011 and 2021 "
            "alike: head the column “LSOA 2011 Code” or “LSOA 2021 Code”"
        )
        problems.append(FileProblem(line=1, column=column, value=None, problem=text))
        return None
    text = f"is not an LSOA of {YEARS[areas]}, as others are: take a table of one year’s areas"
    mixed = [d for code, d in lsoas.items() if only_of(code) not in (areas, None)]
    problems += [_problem(draft, column, text) for draft in mixed]
    return areas


def _demand_one_vintage(areas: str | None, points: AreaCentroids | None) -> None:
    """Raise FileError where the points are of other LSOAs than the table: nothing else holds."""
    if areas and points and points.vintage not in (areas, None):
        year, of_points = YEARS[areas], YEARS[points.vintage or ""]
        raise refused(
            f"has LSOAs of {year}, and the file of points those of {of_points}: "
            f"give points of the LSOAs of {year}"
        )


def _place_lsoas(lsoas: Drafts, points: AreaCentroids | None, column: str) -> Iterator[FileProblem]:
    """Put each LSOA at its point and in its district; yield those that have none."""
    for code, draft in lsoas.items():
        if points and code in points.by_code:
            _take_point(draft, points)
        elif points and draft.spot is None:
            text = "is not in the file of points: take one of the same year that has it"
            yield _problem(draft, column, text)
            continue
        yield from _unplaced(draft, column)


def _take_point(draft: DraftArea, points: AreaCentroids) -> None:
    point = points.by_code[draft.code]
    draft.spot = point.spot
    draft.district = point.authority or draft.district
    draft.name = draft.name or point.name
    draft.ward, draft.ward_name = point.ward or draft.ward, point.ward_name or draft.ward_name


def _unplaced(draft: DraftArea, column: str) -> Iterator[FileProblem]:
    if draft.spot is None:
        yield _problem(draft, column, NO_POINT)
    if draft.district is None:
        yield _problem(draft, column, NO_DISTRICT)
        return
    code = current_code(draft.district)
    if district_of(code) is None:
        text = f"{_unknown(code)}, or name a file that has its district of today with --points"
        yield FileProblem(
            line=draft.line, column="the district", value=draft.district, problem=text
        )
    draft.district = code
