"""A need report for other programs: one plain table with a row for each cell, and as JSON."""

from collections.abc import Iterator
from typing import Any

from directory.domain.coverage.gap_query import GapQuery
from directory.domain.coverage.gap_text import target_ref, target_title
from directory.domain.coverage.report_export import SAMPLE
from directory.domain.need.need_report import NeedReport
from directory.domain.need.need_rows import ProgrammeCell, ProgrammeRow
from directory.domain.need.need_text import say_shortfall
from directory.domain.need.quantity import Quantity
from matcher import Knowledge

HEADER = (
    "id", "title", "source", "column", "column_name", "children_of_these_ages",
    "need_least", "need_likely", "need_most", "places_least", "places_likely", "places_most",
    "services_silent_on_places", "short_least", "short_likely", "short_most", "asked_for",
    "counted_on", "sample",
)  # fmt: skip
Value = str | int | float | None
_NONE = (None, None, None)


def need_rows(
    report: NeedReport, query: GapQuery, knowledge: Knowledge
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows under `HEADER`, those of the page first: all columns together, then each."""
    sample = SAMPLE if report.has_sample else ""
    for row in every_row(report):
        for cell in (row.total, *row.cells):
            yield (
                row.target.id,
                target_title(row.target, knowledge),
                target_ref(row.target, knowledge),
                cell.column.code,
                cell.column.name,
                *_numbers(cell),
                "; ".join(cell.asks),
                query.terms.on.isoformat(),
                sample,
            )


def need_data(report: NeedReport, query: GapQuery, knowledge: Knowledge) -> dict[str, Any]:
    """Return a report as JSON-ready data, in the form that docs/api.md fixes."""
    return {
        "on": query.terms.on.isoformat(),
        "where": report.where,
        "sample": report.has_sample,
        "in_short": [say_shortfall(each.row, knowledge) for each in report.worst],
        "columns": [{"code": each.code, "name": each.name} for each in report.columns],
        "rows": [_row(row, knowledge) for row in every_row(report)],
        "to_find_out": [
            {
                "service": each.service.id,
                "name": each.service.name,
                "id": each.target.id,
                "children_of_these_ages": round(each.children),
            }
            for each in report.unknowns
        ],
    }


def every_row(report: NeedReport) -> Iterator[ProgrammeRow]:
    """Yield the rows that the page shows, and then the rest."""
    yield from (each.row for each in report.rows)
    yield from report.rest


def _row(row: ProgrammeRow, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "id": row.target.id,
        "title": target_title(row.target, knowledge),
        "source": target_ref(row.target, knowledge),
        "total": _cell(row.total),
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: ProgrammeCell) -> dict[str, Any]:
    children, *numbers = _numbers(cell)
    names = ("least", "likely", "most")
    need, places, silent, short = numbers[:3], numbers[3:6], numbers[6], numbers[7:]
    return {
        "children_of_these_ages": children,
        "need": dict(zip(names, need, strict=True)),
        "places": dict(zip(names, places, strict=True)) | {"services_silent": silent},
        "short": dict(zip(names, short, strict=True)),
        "asked_for": list(cell.asks),
    }


def _numbers(cell: ProgrammeCell) -> tuple[Value, ...]:
    places = cell.places
    return (
        round(cell.children),
        *_whole(cell.need),
        round(places.least), round(places.likely), round(places.most), places.silent,
        *_whole(cell.short),
    )  # fmt: skip


def _whole(found: Quantity | None) -> tuple[int | None, int | None, int | None]:
    return _NONE if found is None else found.in_whole
