"""The children of every area as arrays, and the points at which they live.

An area with a point of its own (an LSOA) has all its children there. One without (an authority) has
them spread evenly over its live postcodes: an estimate, which the page says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.children import SEXES
from directory.geo import Places
from directory.storage import FigureSource, PopulationArea
from directory.storage.snapshot import Flags, Numbers

Amounts = NDArray[np.float64]
YEARS = 18
_COLUMNS = (
    PopulationArea.code, PopulationArea.name, PopulationArea.authority, PopulationArea.ward,
    PopulationArea.ward_name, PopulationArea.easting, PopulationArea.northing,
    PopulationArea.children, PopulationArea.girls,
)  # fmt: skip
LEAST, _DECIMALS = 1e-6, 6
"""Parts of a child below this come of the order of adding up: they are none, and decide no half."""
HALF = 0.5
"""The share of girls where the figures do not tell: the pages say that it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationSource:
    """Where a set of figures comes from."""

    title: str
    dated: str
    licence: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AreaPopulation:
    """How many children live where.

    Attributes:
        codes, names, wards, ward_names: of each area.
        districts: the code of each district once; `district` gives the place of each area's own.
        children: by area, sex (girls first) and single year of age.
        younger: those who have not had a birthday yet, by sex, birthday (0th to 18th) and area.
        area: for each point, the place of its area.
        easting, northing: of each point, grid metres.
        weight: which share of its area's children live at a point.
        spread: whether an area's children are spread over postcodes.
        tells_sex: whether all figures tell girls from boys.
    """

    source: PopulationSource | None
    codes: Sequence[str]
    names: Sequence[str | None]
    wards: Sequence[str | None]
    ward_names: Sequence[str | None]
    districts: Sequence[str]
    district: Numbers
    children: Amounts
    younger: Amounts
    area: Numbers
    easting: Amounts
    northing: Amounts
    weight: Amounts
    spread: Flags
    tells_sex: bool


def whole(children: float) -> int:
    """Return a number of children as a whole one, the same in whichever order it was added up."""
    return round(round(children, _DECIMALS))


def read_population(session: Session, places: Places) -> AreaPopulation:
    """Read every area, and lay out its points."""
    rows = sorted(session.execute(select(*_COLUMNS)).all(), key=lambda row: str(row.code))
    districts, district = np.unique([row.authority for row in rows], return_inverse=True)
    spread = np.array([row.easting is None or row.northing is None for row in rows], np.bool_)
    return AreaPopulation(
        source=source_of(session.get(FigureSource, "population")),
        codes=[row.code for row in rows],
        names=[row.name for row in rows],
        wards=[row.ward for row in rows],
        ward_names=[row.ward_name for row in rows],
        districts=districts.tolist(),
        district=district.astype(np.int64),
        children=(children := _children(rows)),
        younger=_younger(children),
        spread=spread,
        tells_sex=all(row.girls is not None for row in rows),
        **_points(rows, places),
    )


def source_of(found: FigureSource | None) -> PopulationSource | None:
    """Return where a set of figures comes from; None without one."""
    if found is None:
        return None
    return PopulationSource(
        title=found.title, dated=found.dated, licence=found.licence, is_sample=found.is_sample
    )


def _children(rows: Sequence[Any]) -> Amounts:
    everyone = np.array([row.children for row in rows], float).reshape(-1, YEARS)
    girls = everyone * HALF
    told = [at for at, row in enumerate(rows) if row.girls is not None]
    if told:
        girls[told] = [rows[at].girls for at in told]
    return np.stack([girls, everyone - girls], axis=1).reshape(-1, len(SEXES), YEARS)


def _younger(children: Amounts) -> Amounts:
    by_birthday = np.zeros((len(SEXES), YEARS + 1, len(children)))
    by_birthday[:, 1:] = children.transpose(1, 2, 0).cumsum(axis=1)
    return by_birthday


def _points(rows: Sequence[Any], places: Places) -> dict[str, Any]:
    laid = [_laid(row, places) for row in rows]
    points = np.concatenate([np.empty((0, 2)), *(points for points, _ in laid)])
    return {
        "area": np.repeat(np.arange(len(laid)), [len(weights) for _, weights in laid]),
        "easting": points[:, 0],
        "northing": points[:, 1],
        "weight": np.concatenate([np.empty(0), *(weights for _, weights in laid)]),
    }


def _laid(row: Any, places: Places) -> tuple[Amounts, Amounts]:
    """Return the points of an area and the share of its children at each."""
    if row.easting is not None and row.northing is not None:
        return np.array([[row.easting, row.northing]], float), np.ones(1)
    points, postcodes = np.unique(places.points_in(row.authority), axis=0, return_counts=True)
    return points, postcodes / max(postcodes.sum(), 1)
