"""An entry as practitioners and families would see it, before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from flask import current_app
from markupsafe import Markup

from directory.web.entry_forms.cell_text import CellChangeText, change_texts
from directory.web.extensions import db
from directory.web.manage.saved_changes import change_entry
from directory.web.manage.view_support import OpenEntry

Cells = Mapping[str, str]
DROPPED = ["form", "nav", "script", "button"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would change, and the two pages as they would be."""

    changes: tuple[CellChangeText, ...]
    practitioners: Markup
    families: Markup


def preview_of(opened: OpenEntry, changes: Cells, based_on: int) -> Preview:
    """Return how an entry would look; nothing of it is kept.

    Raises FileError and EditConflictError as the change itself would.
    """
    try:
        change_entry(opened, changes, based_on, "preview")
        return Preview(
            changes=tuple(change_texts(opened.cells, changes)),
            practitioners=_part("find.service", opened.id),
            families=_part("signpost.one_service", opened.id),
        )
    finally:
        db.session.rollback()


def _part(endpoint: str, id: str) -> Markup:
    """Return the main part of a page as it would be, with nothing in it that can be pressed."""
    page = str(current_app.view_functions[endpoint](id=id))
    main = BeautifulSoup(page, "html.parser").find("main")
    assert main is not None
    for tag in main.find_all(DROPPED):
        tag.decompose()
    for tag in main.find_all(id=True):
        del tag["id"]
    for level in (4, 3, 2, 1):
        for heading in main.find_all(f"h{level}"):
            heading.name = f"h{level + 2}"
    return Markup(main.decode_contents())
