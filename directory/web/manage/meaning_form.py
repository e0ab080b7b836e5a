"""The form in which an editor says what a term of a feed means, or the name of an area."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from directory.application.feeds.enrichment import AREA, TERM, WHOLE, Meaning
from directory.model.columns import KINDS
from directory.storage import reference_data
from directory.web.base_form import BaseForm
from directory.web.entry_forms.cell_fields import word_text
from matcher import Knowledge

NOTHING = ("", "Not said")
NO_AREA = "No area of England has this name: write it as the council writes its own name"
SAY_SOMETHING = {
    TERM: "Choose a kind of help, or a programme",
    AREA: "Write the name of the area",
    WHOLE: "Choose a kind of help, or write the name of an area",
}


class MeaningForm(BaseForm):
    """What it means; a term has no area, and the name of an area is nothing else."""

    kind = SelectField("Kind of help", widget=GovSelect(), validate_choice=False)
    programme = SelectField("Programme", widget=GovSelect(), validate_choice=False)
    area = StringField(
        "Area", description="A council or a region, such as Gateshead.", widget=GovTextInput()
    )

    def __init__(self, what: str, knowledge: Knowledge, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._what = what
        named = sorted((p.name, p.id) for p in knowledge.programmes)
        self.kind.choices = [
            SelectChoice(*NOTHING),
            *(SelectChoice(k, word_text(k)) for k in KINDS),
        ]
        self.programme.choices = [
            SelectChoice(*NOTHING),
            *(SelectChoice(id, name) for name, id in named),
        ]
        for name in _not_asked(what):
            del self[name]

    @property
    def code(self) -> str | None:
        """Return the code of the area that was written; None where none is known."""
        typed = (self.area.data or "").strip() if "area" in self else ""
        is_code = reference_data.area_name(typed) != typed
        return typed if is_code else reference_data.area_code(typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for something, all of which is known."""
        super().validate(extra_validators)
        for name in ("kind", "programme"):
            if name in self and not _is_choice(self[name]):
                self[name].errors = ["Choose one of the list"]
        if "area" in self and (self.area.data or "").strip() and self.code is None:
            self.area.errors = [NO_AREA]
        if not any((field.data or "").strip() for field in self._asked()):
            self._asked()[0].errors = [SAY_SOMETHING[self._what]]
        return not self.errors

    def meaning(self, key: str) -> Meaning:
        """Return what was said of a term or name."""
        return Meaning(
            what=self._what,
            key=key,
            kind=self.kind.data or None if "kind" in self else None,
            programme=self.programme.data or None if "programme" in self else None,
            area=self.code,
        )

    def _asked(self) -> list[Any]:
        return [self[name] for name in ("kind", "programme", "area") if name in self]


def _not_asked(what: str) -> tuple[str, ...]:
    return {TERM: ("area",), AREA: ("kind", "programme"), WHOLE: ("programme",)}[what]


def _is_choice(field: SelectField) -> bool:
    return (field.data or "") in {value for value, *_ in field.choices}
