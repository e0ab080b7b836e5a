"""A report for other programs: one plain table with a row for each cell, and as JSON."""

from collections.abc import Iterator
from typing import Any

from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_text import say_terms, target_ref, target_title
from directory.domain.coverage.matrix import MatrixCell, MatrixColumn
from directory.domain.coverage.report import GapReport
from matcher import Knowledge

HEADER = (
    "what", "id", "title", "source", "column", "column_name", "children", "reached", "maybe",
    "nobody", "share_reached", "counted_on", "terms", "children_from", "sample",
)  # fmt: skip
SAMPLE = "sample"
"""Stands in every row of a file whose services are made up."""
ALL = MatrixColumn(code="all", name="All")
Value = str | int | float | None


def rows_of(report: GapReport, knowledge: Knowledge) -> Iterator[tuple[Value, ...]]:
    """Yield the rows under `HEADER`: for each target all columns together, then each."""
    for row in report.matrix.rows:
        for column, cell in ((ALL, row.total), *zip(report.matrix.columns, row.cells, strict=True)):
            yield (
                *named(row.target, knowledge),
                column.code,
                column.name,
                *numbers_of(cell),
                report.query.terms.on.isoformat(),
                say_terms(report.query.terms, knowledge),
                f"{report.source.title}, {report.source.dated}" if report.source else None,
                SAMPLE if report.is_sample else "",
            )


def numbers_of(cell: MatrixCell) -> tuple[int, int, int, int, float | None]:
    """Return the numbers of a cell as whole children, and the share to four decimals."""
    told = cell.whole
    share = None if cell.share is None else round(cell.share, 4)
    return told.children, told.reached, told.maybe, told.nobody, share


def named(target: GapTarget, knowledge: Knowledge) -> tuple[str, str, str, str | None]:
    """Return the cells that say what a row is of: what, id, title and source."""
    return (
        target.what,
        target.id,
        target_title(target, knowledge),
        target_ref(target, knowledge),
    )


def as_data(found: GapReport, knowledge: Knowledge) -> dict[str, Any]:
    """Return a report as JSON-ready data, in the form that docs/api.md fixes."""
    source = found.source
    return {
        "on": found.query.terms.on.isoformat(),
        "where": found.where,
        "headline": found.headline,
        "terms": say_terms(found.query.terms, knowledge),
        "children_from": f"{source.title}, {source.dated}" if source else None,
        "licence": source.licence if source else None,
        "sample": found.is_sample,
        "to_bear_in_mind": list(found.confidence),
        "columns": [{"code": each.code, "name": each.name} for each in found.matrix.columns],
        "rows": [
            {
                "what": row.target.what,
                "id": row.target.id,
                "title": target_title(row.target, knowledge),
                "source": target_ref(row.target, knowledge),
                "total": _cell(row.total),
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in found.matrix.rows
        ],
    }


def _cell(cell: MatrixCell) -> dict[str, int | float | None]:
    names = ("children", "reached", "maybe", "nobody", "share_reached")
    return dict(zip(names, numbers_of(cell), strict=True))
