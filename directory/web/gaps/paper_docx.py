"""The sufficiency paper as a Word document."""

import io
from datetime import datetime
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from directory.web.gaps.map_png import map_png
from directory.web.gaps.paper_model import SAMPLE, Paper, PaperSection, PaperTable, say_day
from directory.web.record_docx import document_bytes, new_document

TABLE, SMALL = 8.0, 7.0
MAP_HEIGHT = 105
KEY = (
    "Square: most can reach no service. Diamond: of most we cannot tell. Circle: most can reach one"
    " that says it takes them. Triangle: a venue that delivers this; empty, where it is to end."
)


def paper_docx(paper: Paper, made_at: datetime) -> bytes:
    """Return the paper as a DOCX file; a sample says so at the top of every page."""
    document = new_document(paper.title, made_at)
    if paper.has_sample:
        document.sections[0].header.paragraphs[0].add_run(f"Sample. {SAMPLE}").bold = True
    document.add_paragraph(say_day(paper))
    for section in paper.sections:
        _section(document, section, paper)
    return document_bytes(document)


def _section(document: Any, section: PaperSection, paper: Paper) -> None:
    if section.kind == "appendix":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading(section.title, 1)
    if section.kind == "box":
        box = document.add_table(rows=1, cols=1, style="Table Grid")
        box.cell(0, 0).text = "\n".join(section.lines)
        return
    for line in section.lines:
        document.add_paragraph(line)
    for item in section.items:
        document.add_paragraph(item, style="List Bullet")
    if section.kind == "map" and paper.picture:
        _map(document, section, paper)
    for table in section.tables:
        _table(document, table, SMALL if section.kind == "appendix" else TABLE)


def _map(document: Any, section: PaperSection, paper: Paper) -> None:
    assert paper.picture
    run = document.add_paragraph().add_run()
    tall = paper.picture.height > paper.picture.width
    size = {"height": Mm(MAP_HEIGHT)} if tall else {"width": Mm(MAP_HEIGHT)}
    drawn = run.add_picture(io.BytesIO(map_png(paper.picture)), **size)
    drawn._inline.docPr.set("descr", f"{section.title}. {KEY} The tables say the same.")
    document.add_paragraph(KEY)


def _table(document: Any, table: PaperTable, size: float) -> None:
    document.add_paragraph().add_run(table.caption).bold = True
    made = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    made.autofit = False
    for row in (table.header, *table.rows):
        cells = made.add_row().cells
        for cell, text, width in zip(cells, row, table.widths, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(size), row is table.header
    _repeat_header(made)


def _repeat_header(made: Any) -> None:
    """Let the first row stand at the top of each page, and be read out as the headings."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(mark)
