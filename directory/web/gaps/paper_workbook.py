"""The figures of the sufficiency paper as a workbook: every sum is a formula that can be followed.

`Steps` holds the chains, `Working` the shortfalls in full, and `Shortfall` the same in whole
children, rounded as the page rounds: a half goes to the even number.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_terms, target_ref, target_title
from directory.domain.need.chain import ChainStep
from directory.domain.need.need_export import every_row
from directory.domain.need.need_report import NeedReport
from directory.domain.need.need_rows import ProgrammeRow
from directory.domain.need.quantity import Quantity
from directory.infrastructure.text_format import long_date
from directory.web.gaps.paper_model import LIMITS, METHOD, SAMPLE, Paper

FIRST = 3
"""The row of the first figure: above it are what the sheet is and its headings."""
ENDS = ("least", "likely", "most")
NUMBERS = (
    "children of these ages", *(f"need, {end}" for end in ENDS),
    *(f"places, {end}" for end in ENDS), "services silent on places",
    *(f"short, {end}" for end in ENDS),
)  # fmt: skip
SHORT_HEADER = ("id", "programme", "source", *NUMBERS)
STEP_HEADER = (
    "id", "programme", "step", "how", "source", "dated", *(f"share, {end}" for end in ENDS),
    *(f"children, {end}" for end in ENDS), "asked for",
)  # fmt: skip
UNKNOWN = "not known"
WIDE = {"programme": 40, "how": 60, "step": 40, "asked for": 50, "What": 50, "Says": 110}
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Where a chain stands on `Steps`: its first and its last row."""

    first: int
    last: int


def paper_workbook(asked: GapRequest, report: NeedReport, paper: Paper) -> bytes:
    """Return the workbook; a sample says so at the top of each sheet, and when it is printed."""
    book = Workbook()
    rows = list(every_row(report))
    chains, steps = _steps(asked, rows)
    working = [
        _working(asked, row, chains[row.target.id], at) for at, row in enumerate(rows, FIRST)
    ]
    whole = [_whole(each[:3], at) for at, each in enumerate(working, FIRST)]
    _sheet(book.active, "Shortfall", paper, SHORT_HEADER, whole)
    _sheet(book.create_sheet(), "Working", paper, SHORT_HEADER, working)
    _sheet(book.create_sheet(), "Steps", paper, STEP_HEADER, steps)
    _sheet(book.create_sheet(), "Reach", paper, _REACH, _reach(asked, report))
    _sheet(book.create_sheet(), "Find out", paper, _FIND, _find_out(asked, report))
    _sheet(book.create_sheet(), "About", paper, ("What", "Says"), _about(asked))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _steps(
    asked: GapRequest, rows: Iterable[ProgrammeRow]
) -> tuple[Mapping[str, _Chain], list[Cells]]:
    """Return where each chain stands, and the cells of all."""
    where, cells = dict[str, _Chain](), list[Cells]()
    for row in rows:
        [chain] = row.total.chains
        first = FIRST + len(cells)
        cells += [_step(asked, row, each, first + at, at) for at, each in enumerate(chain.steps)]
        where[row.target.id] = _Chain(first, first + len(chain.steps) - 1)
    return where, cells


def _step(asked: GapRequest, row: ProgrammeRow, step: ChainStep, at: int, order: int) -> Cells:
    names = (row.target.id, target_title(row.target, asked.knowledge), step.says, step.arithmetic)
    if order == 0:
        shares, children = ("", "", ""), _ends(step.children)
    else:
        shares = (UNKNOWN,) * 3 if step.share is None else _ends(step.share)
        children = tuple(
            _product(share, left, at) for share, left in zip("GHI", "JKL", strict=True)
        )
    return (*names, step.source, step.dated, *shares, *children, step.asks)


def _product(share: str, left: str, at: int) -> str:
    """Return the children of the step before times a share; no number where either is none."""
    before, part = f"{left}{at - 1}", f"{share}{at}"
    return f'=IF(AND(ISNUMBER({before}),ISNUMBER({part})),{before}*{part},"{UNKNOWN}")'


def _working(asked: GapRequest, row: ProgrammeRow, chain: _Chain, at: int) -> Cells:
    places = row.total.places
    return (
        *_named(asked, row),
        f"=Steps!J{chain.first}",
        *(f"=Steps!{column}{chain.last}" for column in "JKL"),
        places.least, places.likely, places.most, places.silent,
        *_short(at),
    )  # fmt: skip


def _short(at: int) -> Iterator[str]:
    """Yield need less places: the least, the likely and the most."""
    known = f"ISNUMBER(E{at})"
    yield f'=IF({known},IF(K{at}>0,0,MAX(E{at}-J{at},0)),"{UNKNOWN}")'
    yield f'=IF(ISNUMBER(F{at}),MIN(MAX(F{at}-I{at},L{at}),N{at}),"{UNKNOWN}")'
    yield f'=IF({known},MAX(G{at}-H{at},0),"{UNKNOWN}")'


def _whole(names: Cells, at: int) -> Cells:
    columns = (get_column_letter(len(names) + place) for place in range(1, len(NUMBERS) + 1))
    return (*names, *(_rounded(f"Working!{column}{at}") for column in columns))


def _rounded(cell: str) -> str:
    number = f"ROUND({cell},6)"
    even = f"IF(ABS({number}-TRUNC({number}))=0.5,2*ROUND({number}/2,0),ROUND({number},0))"
    return f'=IF(ISNUMBER({cell}),{even},"{UNKNOWN}")'


def _ends(found: Quantity | None) -> Cells:
    if found is None:
        return (UNKNOWN,) * 3
    return found.low, UNKNOWN if found.likely is None else found.likely, found.high


def _named(asked: GapRequest, row: ProgrammeRow) -> Cells:
    knowledge = asked.knowledge
    return row.target.id, target_title(row.target, knowledge), target_ref(row.target, knowledge)


_REACH = (
    "id", "programme", "source", "children of these ages",
    *(f"can reach a service that says it takes them, {end}" for end in ENDS), "we cannot tell",
)  # fmt: skip
_FIND = ("id", "programme", "source", "service", "children of these ages whom it moves")


def _reach(asked: GapRequest, report: NeedReport) -> list[Cells]:
    return [
        (*_named(asked, each.row), each.row.total.children, *_ends(each.reached), f"=G{at}-E{at}")
        for at, each in enumerate(report.rows, FIRST)
    ]


def _find_out(asked: GapRequest, report: NeedReport) -> list[Cells]:
    knowledge = asked.knowledge
    services = [
        (
            each.target.id, target_title(each.target, knowledge),
            target_ref(each.target, knowledge), each.service.name, each.children,
        )
        for each in report.unknowns
    ]  # fmt: skip
    return [*services, *(("", ask, "", "", "") for ask in report.asks)]


def _about(asked: GapRequest) -> list[Cells]:
    return [
        ("Where", asked.where),
        ("Day", long_date(asked.terms.on)),
        ("Counted", say_terms(asked.terms, asked.knowledge)),
        *(("Method", line) for line in METHOD),
        *(("Limits", line) for line in LIMITS),
    ]


def _sheet(sheet: Any, title: str, paper: Paper, header: Cells, rows: Iterable[Cells]) -> None:
    """Fill a sheet: what it is, its headings, its rows. Text is never read as a formula."""
    sheet.title = title
    sample = f"Sample. {SAMPLE} " if paper.has_sample else ""
    sheet.append((f"{sample}{paper.title}, {long_date(paper.on)}: {title.lower()}",))
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    for at, head in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDE.get(str(head), 14)
        sheet.cell(2, at).alignment = Alignment(wrap_text=True, vertical="top")
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=FIRST):
        for cell in row:
            cell.number_format = "0.0%" if "share" in str(header[cell.column - 1]) else "#,##0.##"
    if title == "Shortfall":
        for row in sheet.iter_rows(min_row=FIRST, min_col=4):
            for cell in row:
                cell.number_format = "#,##0"
    sheet.freeze_panes = f"C{FIRST}" if len(header) > 2 else f"A{FIRST}"
    sheet.oddHeader.center.text = f"{sample}{title}"
