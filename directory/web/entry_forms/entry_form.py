"""The form of some columns of an entry: made of the table of columns, read back into cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField, StringField

from directory.application.commands.service_versions import VENUES
from directory.model import cell_types
from directory.model.cell_types import Vocabulary
from directory.model.problems import FileProblem
from directory.web.base_form import BaseForm
from directory.web.entry_forms.area_text import area_cell, area_lines
from directory.web.entry_forms.cell_fields import (
    AGES,
    cell_of,
    cell_of_months,
    data_of,
    field_of,
    months_of_cell,
)
from directory.web.entry_forms.topics import BY_NAME, label_of
from directory.web.entry_forms.venue_fields import (
    VENUE_PARTS,
    venue_data,
    venue_fields,
    venues_cell_of,
)
from matcher import Knowledge

Cells = Mapping[str, str]
AREAS = "areas_served"
DAY_PROBLEM = "should be a date, such as 31 March 2027"


class EntryForm(BaseForm):
    """The part that every form of an entry has: the version that the person saw."""

    based_on = HiddenField()

    columns: ClassVar[Sequence[str]] = ()
    held: ClassVar[Cells] = {}
    """The cells as the person saw them."""
    words: ClassVar[Vocabulary]

    def cells(self) -> dict[str, str]:
        """Return what was typed and ticked, as cells of the directory file."""
        return {name: self._cell(name) for name in self.columns}

    def changes(self) -> dict[str, str]:
        """Return the cells that are otherwise than the person saw them."""
        typed = self.cells().items()
        return {name: cell for name, cell in typed if cell != self.held.get(name, "")}

    def _cell(self, name: str) -> str:
        if name == VENUES:
            return venues_cell_of(self, self.held.get(VENUES, ""))
        if name in AGES:
            return cell_of_months(*(self[part].data or "" for part in age_parts(name)))
        cell = cell_of(BY_NAME[name], self[name].data)
        return area_cell(cell, self.words) if name == AREAS else cell

    def put_file_problems(self, problems: Iterable[FileProblem]) -> None:
        """Put each problem of the file's checks beside the field of its column."""
        for problem in problems:
            name = problem.column or ""
            said = f"{label_of(name)}: {_quoted(problem)}{_worded(name, problem.problem)}"
            field = self._fields.get(_first_field(self, name))
            if field is None:
                self.form_errors.append(said)
            else:
                field.errors = [*field.errors, said]


def age_parts(name: str) -> tuple[str, str]:
    """Return the names of the two fields of an age: years, and months beside them."""
    return f"{name}-years", f"{name}-months"


def entry_form(
    columns: Sequence[str],
    held: Cells,
    knowledge: Knowledge,
    words: Vocabulary,
    version: int,
    **more: Any,
) -> EntryForm:
    """Return the form of these columns, filled with the cells that are held."""
    fields: dict[str, Any] = {"columns": columns, "held": held, "words": words}
    data: dict[str, Any] = {"based_on": str(version)}
    for name in columns:
        if name == VENUES:
            fields |= venue_fields(held.get(VENUES, ""))
            data |= venue_data(held.get(VENUES, ""))
        elif name in AGES:
            parts = age_parts(name)
            labels = ("Years", "Months")
            fields |= {
                p: StringField(w, widget=GovTextInput()) for p, w in zip(parts, labels, strict=True)
            }
            data |= dict(zip(parts, months_of_cell(held.get(name, "")), strict=True))
        else:
            column = BY_NAME[name]
            fields[name] = field_of(column, knowledge, held.get(name, ""))
            cell = held.get(name, "")
            data[name] = area_lines(cell) if name == AREAS else data_of(column, cell)
    made: Any = type("FormOfColumns", (EntryForm,), fields)
    form: EntryForm = made(data=data, **more)
    return form


def _worded(name: str, problem: str) -> str:
    """Return a problem as a page says it: of a date, in the way that dates are written here."""
    is_day = name in BY_NAME and BY_NAME[name].read in (cell_types.day, cell_types.past_day)
    return DAY_PROBLEM if is_day and "date" in problem else problem


def _quoted(problem: FileProblem) -> str:
    return f"“{problem.shown}” " if problem.shown else ""


def _first_field(form: EntryForm, name: str) -> str:
    if name in AGES:
        return age_parts(name)[0]
    if name in VENUE_PARTS:
        return f"venue-1-{name}"
    return name
