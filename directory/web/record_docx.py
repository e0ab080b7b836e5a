"""A record as a Word document on A4, to be written on further: headings, lists, and no macros."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from directory.web.record_model import Record, RecordLine, RecordPart

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The type of content."""
FONT, SIZE = "Arial", 9.5
TITLE_SIZES = (1.47, 1.21, 1.05)
"""Of the title of the document and of the two levels below it, in sizes of the text."""
MARGIN = Mm(14)


def record_docx(record: Record, made_at: datetime, size: float = SIZE) -> bytes:
    """Return a record as a DOCX file with letters of this size, in points."""
    document = new_document(record.title, made_at, size)
    for line in record.lines:
        _line(document, line, "Normal")
    for part in record.parts:
        _part(document, part, 1)
    return document_bytes(document)


def new_document(title: str, made_at: datetime, size: float = SIZE) -> Any:
    """Return a document that begins with its title; the library’s own template says whose it is."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, "Waymark", ""
    about.comments, about.language = "", "en-GB"
    about.created = about.modified = made_at.replace(tzinfo=None)
    for name, times in zip(("Title", "Heading 1", "Heading 2"), TITLE_SIZES, strict=True):
        _style(document, name, round(size * times * 2) / 2, before=4)
    for name in ("Normal", "List Bullet"):
        _style(document, name, size, before=0)
    document.add_heading(title, 0)
    return document


def document_bytes(document: Any) -> bytes:
    """Return a document as the file that it is saved as."""
    with io.BytesIO() as file:
        document.save(file)
        return file.getvalue()


def _style(document: Any, name: str, size: float, before: float) -> None:
    style = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(1)
    style.paragraph_format.line_spacing = 1.0


def _part(document: Any, part: RecordPart, level: int) -> None:
    title = f"{part.title} [{part.aside}]" if part.aside else part.title
    document.add_heading(title, min(level, 2))
    for line in part.lines:
        _line(document, line, "Normal")
    for item in part.items:
        _line(document, item, "List Bullet")
    for each in part.parts:
        _part(document, each, level + 1)


def _line(document: Any, line: RecordLine, style: str) -> None:
    paragraph = document.add_paragraph(style=style)
    if line.label:
        paragraph.add_run(f"{line.label}: ").bold = True
    cited = "; ".join(words for words, _ in line.cited)
    paragraph.add_run(f"{line.says} [{cited}]" if cited else line.says)
    for words in line.more:
        paragraph.add_run(f"\n{words}")
