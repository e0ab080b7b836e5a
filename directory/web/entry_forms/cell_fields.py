"""A field of a form for each kind of cell, and the way from the one to the other and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from directory.model import area_cells, cell_types
from directory.model.cell_types import FactsCell, OneOf, WordsCell
from directory.model.columns import Column
from directory.web.base_form import GroupedSelect, boxes_field, grouped_choices
from directory.web.entry_forms.topics import label_of
from matcher import Knowledge

NOT_STATED = "Not stated"
LONG = frozenset({"description", "eligibility_note", "referral_note"})
AGES = frozenset({"age_from_months", "age_under_months"})
STATUSES = {
    "active": "Running", "closing": "Ending", "paused": "Paused: takes nobody now",
    "closed": "Closed",
}  # fmt: skip


def field_of(column: Column, knowledge: Knowledge, held: str) -> Any:
    """Return the field of a column; `held` is the cell as it stands, whose words stay to choose."""
    label = label_of(column.name)
    hint = _hint(label, column.means)
    match column.read:
        case OneOf(words):
            return RadioField(label, widget=GovRadioInput(), choices=_choices(words, column))
        case FactsCell(group):
            return boxes_field(label, _facts(group, knowledge, held))
        case WordsCell(allowed) if allowed:
            return boxes_field(label, {word: word_text(word) for word in allowed})
        case WordsCell() | area_cells.areas:
            return TextAreaField(
                label, description=f"{hint} One on each line.".strip(), widget=GovTextArea()
            )
        case cell_types.yes_or_no:
            choices = [("yes", "Yes"), ("no", "No"), ("", NOT_STATED)]
            return RadioField(
                label, widget=GovRadioInput(), choices=[SelectChoice(*c) for c in choices]
            )
        case cell_types.programme:
            return _programme_field(label, knowledge)
        case _ if column.name in LONG:
            return TextAreaField(label, description=hint, widget=GovTextArea())
        case _:
            return StringField(label, description=hint, widget=GovTextInput())


def data_of(column: Column, cell: str) -> Any:
    """Return what a field shows for a cell."""
    match column.read:
        case FactsCell():
            return _words(cell)
        case WordsCell(allowed) if allowed:
            return _words(cell)
        case WordsCell() | area_cells.areas:
            return "\n".join(_words(cell))
        case _:
            return cell


def cell_of(column: Column, data: Any) -> str:
    """Return the cell that what was typed or ticked stands for."""
    match column.read:
        case FactsCell():
            return ";".join(data or ())
        case WordsCell(allowed) if allowed:
            return ";".join(word for word in allowed if word in (data or ()))
        case WordsCell() | area_cells.areas:
            return ";".join(_lines(data))
        case _:
            return "\n".join(line.strip() for line in (data or "").splitlines()).strip()


def cell_of_months(years: str, months: str) -> str:
    """Return an age in months; what is no number stays as it was typed, to be refused."""
    typed = (years.strip(), months.strip())
    if not any(typed):
        return ""
    try:
        return str(int(typed[0] or 0) * 12 + int(typed[1] or 0))
    except ValueError:
        return " ".join(part for part in typed if part)


def months_of_cell(cell: str) -> tuple[str, str]:
    """Return years and months of an age in months; before birth the months alone are told."""
    if not cell:
        return "", ""
    whole = int(cell)
    return ("", cell) if whole < 0 else (str(whole // 12), str(whole % 12))


def _hint(label: str, means: str) -> str:
    """Return what a column means, where its label does not say that already."""
    said, meant = label.casefold(), means.rstrip(".").casefold()
    return "" if said in meant or meant in said else means


def _choices(words: Sequence[str], column: Column) -> list[SelectChoice]:
    labels: Mapping[str, str] = STATUSES if column.name == "status" else {}
    nothing = [] if column.required else [SelectChoice("", NOT_STATED)]
    return [*(SelectChoice(word, labels.get(word) or word_text(word)) for word in words), *nothing]


def _facts(group: str, knowledge: Knowledge, held: str) -> dict[str, str]:
    """Return the facts to tick; those that are held come first, where there are many."""
    facts = [f for f in knowledge.facts.facts if f.type == "boolean" and f.id.startswith(group)]
    if not group:
        facts.sort(key=lambda fact: fact.id not in _words(held))
    return {fact.id: fact.label for fact in facts}


def _programme_field(label: str, knowledge: Knowledge) -> SelectField:
    names = {p.id: p.name for p in sorted(knowledge.programmes, key=lambda p: p.name)}
    return SelectField(
        label,
        widget=GroupedSelect(),
        choices=grouped_choices("General help, not a programme", {"Programmes": names}),
        validate_choice=False,
    )


def word_text(word: str) -> str:
    """Return a word of the file as a page says it, such as a kind of help."""
    text = word.replace("_", " ")
    return text[:1].upper() + text[1:]


def _words(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def _lines(data: str | None) -> list[str]:
    """Return the lines, and parts between semicolons, that hold anything."""
    parts = (part.strip() for line in (data or "").splitlines() for part in line.split(";"))
    return [part for part in parts if part]
