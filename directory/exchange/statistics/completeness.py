"""Whether a population table is whole: every LSOA of each district, every district of a region."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from directory.exchange.statistics.area_centroids import AreaCentroids
from directory.exchange.statistics.authorities import authorities, districts_in
from directory.exchange.statistics.population_rows import DraftArea
from directory.geo.areas import LARGER_AREAS
from directory.model.problems import FileProblem

MOST_NAMED = 5


def missing_lsoas(
    areas: str, rows: Sequence[DraftArea], points: AreaCentroids | None, column: str
) -> Iterator[FileProblem]:
    """Yield each district of which some LSOAs are there and some are not.

    By the file of points, where it says in which district they are; otherwise by how many LSOAs
    of that year the district has.
    """
    known = authorities()
    counted = Counter(row.district for row in rows)
    named = _named(rows, points)
    for district, number in counted.items():
        if district is None or district not in known or not areas:
            continue  # a problem of its own
        missing = named.get(district)
        total = number + len(missing) if missing else known[district].lsoas[areas]
        if number < total:
            yield FileProblem(
                line=None,
                column=column,
                value=district,
                problem=_missing(known[district].name, number, total, missing or []),
            )


def _missing(name: str, number: int, total: int, missing: list[str]) -> str:
    first = ", ".join(missing[:MOST_NAMED]) + (", …" if len(missing) > MOST_NAMED else "")
    which = f" ({first})" if missing else ""
    return (
        f"lacks {total - number:,} of the {total:,} LSOAs of {name}{which}: add their rows, "
        "or leave out the whole authority"
    )


def _named(rows: Sequence[DraftArea], points: AreaCentroids | None) -> dict[str, list[str]]:
    """Return the LSOAs of each district that have a point and no row."""
    there = {row.code for row in rows}
    missing = defaultdict(list)
    for code, point in (points.by_code if points else {}).items():
        if code not in there and point.authority:
            missing[point.authority].append(code)
    return missing


def missing_districts(found: Iterable[str | None]) -> Iterator[str]:
    """Yield a note for each region of which some authorities are there and some are not."""
    there = set(found)
    regions = {each.region for each in authorities().values() if each.code in there}
    for region in sorted(regions):
        every = districts_in(region)
        lacking = [each.name for each in every if each.code not in there]
        if lacking:
            first = ", ".join(lacking[:MOST_NAMED]) + (", …" if len(lacking) > MOST_NAMED else "")
            yield (
                f"{LARGER_AREAS[region]}: {len(every) - len(lacking)} of {len(every)} authorities "
                f"are there; not there: {first}"
            )
