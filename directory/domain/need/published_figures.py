"""What is published, and what councils set, as inputs of need chains: one reading for all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.need.chain import AuthorityFigures, ChainInputs, SetShare
from directory.domain.need.children_by_area import everyone_by_district
from directory.domain.need.quantity import Quantity
from directory.geo.areas import codes_of
from directory.storage import FigureSource, NeedFigure, NeedShare


def chain_inputs(
    session: Session, ground: AnalysisData, authorities: Sequence[ChildrensAuthority], on: date
) -> Mapping[str, ChainInputs]:
    """Return the inputs of each authority by its code; three queries for all of them."""
    source, people = session.get(FigureSource, "need"), ground.people.source
    figures, shares = _figures(session), _shares(session)
    everyone, districts = everyone_by_district(ground), np.array(ground.people.districts)
    found = {}
    for each in authorities:
        codes = codes_of(each.code)
        found[each.code] = ChainInputs(
            on=on,
            everyone=float(everyone[np.isin(districts, each.districts)].sum()),
            children_source=people.title if people else "",
            children_dated=people.dated if people else "",
            figures=_newest(row for code in codes for row in figures.get(code, ())),
            figures_source=source.title if source else "",
            shares={step: share for code in codes for step, share in shares.get(code, {}).items()},
        )
    return found


def need_source(session: Session) -> FigureSource | None:
    """Return where the figures of need come from; None where there are none."""
    return session.get(FigureSource, "need")


_Row = tuple[str, int, str, int | None]


def _figures(session: Session) -> Mapping[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    cells = (NeedFigure.authority, NeedFigure.measure, NeedFigure.year, NeedFigure.category)
    for authority, measure, year, category, number in session.execute(
        select(*cells, NeedFigure.number)
    ):
        found[authority].append((measure, year, category, number))
    return found


def _newest(rows: Iterable[_Row]) -> dict[str, AuthorityFigures]:
    """Return the figures of the newest year of each measure."""
    by_measure: dict[str, dict[int, dict[str, int | None]]] = defaultdict(dict)
    for measure, year, category, number in rows:
        by_measure[measure].setdefault(year, {})[category] = number
    return {
        measure: AuthorityFigures(year=max(years), numbers=years[max(years)])
        for measure, years in by_measure.items()
    }


def _shares(session: Session) -> Mapping[str, dict[str, SetShare]]:
    found: dict[str, dict[str, SetShare]] = defaultdict(dict)
    for row in session.scalars(select(NeedShare)):
        found[row.authority][row.step] = SetShare(
            share=Quantity(row.low, row.likely, row.high), source=row.source, dated=row.dated
        )
    return found
