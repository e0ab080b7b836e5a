"""How deprived each area of the children is, and whether it is rural, as arrays beside them."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import NO_ROWS, AnalysisData
from directory.domain.coverage.population import PopulationSource, source_of
from directory.storage import AreaClass, FigureSource
from directory.storage.snapshot import Numbers

NOT_KNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AreaClasses:
    """What is told of each area, in the order of the population; NOT_KNOWN where nothing is.

    Attributes:
        source: where it comes from.
        tenth: 1 to 10, of all areas of England; 1 is the most deprived.
        rural: 0 for urban, 1 for rural.
    """

    source: PopulationSource
    tenth: Numbers
    rural: Numbers


def area_classes(session: Session, ground: AnalysisData) -> AreaClasses | None:
    """Return the classes of the areas; None where none were taken in, or none is of these areas."""
    found = session.get(FigureSource, "deprivation")
    source = source_of(found)
    if found is None or source is None:
        return None
    key = ("area classes", found.taken_at)
    classes = ground.keep_of(NO_ROWS, key, lambda: _read(session, ground, source))
    return classes if (classes.tenth != NOT_KNOWN).any() else None


def _read(session: Session, ground: AnalysisData, source: PopulationSource) -> AreaClasses:
    rows = session.execute(select(AreaClass.code, AreaClass.tenth, AreaClass.rural))
    by_code = {row.code: (row.tenth, _told(row.rural)) for row in rows}
    told = [by_code.get(code, (NOT_KNOWN, NOT_KNOWN)) for code in ground.people.codes]
    classes = np.array(told, np.int64).reshape(-1, 2)
    return AreaClasses(source=source, tenth=classes[:, 0], rural=classes[:, 1])


def _told(rural: bool | None) -> int:
    return NOT_KNOWN if rural is None else int(rural)
