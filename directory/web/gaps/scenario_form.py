"""The form of a scenario on paper, and the changes that it means."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from directory.application.commands.named_drafts import NAME_HINT
from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.gap_params import AGES
from directory.domain.coverage.gap_request import GapRequest, ParamReader
from directory.domain.coverage.scenarios.scenario import Scenario, ScenarioError, scenario_of
from directory.model.cell_types import Vocabulary
from directory.model.columns import DELIVERY, KINDS
from directory.web.base_form import (
    BaseForm,
    GroupedSelect,
    TokenlessForm,
    boxes_field,
    choices_of,
    grouped_choices,
    select_field,
)
from matcher import Knowledge, Problem

SLOTS = (1, 2, 3)
Columns = Mapping[str, tuple[str, str]]
MOST_OFFERED = 1_000
"""Services that the browser is given to choose from; with more, they are typed."""
DELIVERED = {
    "home": "At home",
    "venue": "At a venue",
    "online": "Online",
    "phone": "By phone",
    "group": "In a group",
}
NO_CHANGE = "Enter at least one change: a service to close, to open, or with another wait"
_NAMED_BY_ID = re.compile(r".*\(([^()]+)\)", re.DOTALL)


def _text(label: str, hint: str = "") -> StringField:
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        filters=[lambda typed: (typed or "").strip()],
    )


class ChangeForm(TokenlessForm):
    """One change: a part of the form of a scenario, of which several are alike."""

    title: ClassVar[str]
    slot: ClassVar[str]
    """How the names of its fields begin, before its number."""
    columns: ClassVar[Columns]
    """For each column of a scenario its field and its name; the first is for what has none."""

    def __init__(self, number: int) -> None:
        super().__init__(prefix=f"{self.slot}-{number}")
        self.number = number

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is entered in it."""
        return not any(field.data for field in self)

    def change(self, ground: AnalysisData) -> dict[str, Any]:
        """Return the change as a scenario keeps it; what cannot be meant is said at its field."""
        raise NotImplementedError

    def put(self, column: str | None, problem: str) -> None:
        """Put a problem of a column beside its field."""
        name, called = self.columns.get(column or "", next(iter(self.columns.values())))
        # A problem that is a sentence of its own needs no name of the field before it.
        about = f"{called} " if problem.startswith(("is ", "should ", "begins ")) else ""
        self.put_problems([self.problem(name, f"{about}{problem}")])

    def problem(self, name: str | None, words: str) -> Problem:
        """Return a problem of a field that says of which change it is."""
        return Problem(field=name, problem=f"{self.title} {self.number}: {words}")

    def service_id(self, text: str, ground: AnalysisData) -> str:
        """Return the id of a service that is written by its id, its name, or both."""
        ids = set(ground.snapshot.ids)
        within = _NAMED_BY_ID.fullmatch(text)
        for id in (text, within[1].strip() if within else ""):
            if id in ids:
                return id
        same = text.casefold()
        named = [line.id for line in ground.offers.lines if line.name.casefold() == same]
        if len(named) == 1:
            return named[0]
        several = f"is the name of several services: write one of {', '.join(named[:5])}"
        none = "is not in the directory: write its name as the directory has it, or its id"
        self.put("service", several if named else none)
        # Stands for it, so that what else is wrong with the change is found as well.
        return f"unknown-{self.slot}-{self.number}"


class CloseForm(ChangeForm):
    """A service that closes."""

    title, slot = "Closing", "close"
    columns: ClassVar[Columns] = {"service": ("service", "the service")}
    service = _text("Service that closes")

    def change(self, ground: AnalysisData) -> dict[str, Any]:
        """Return the change as a scenario keeps it."""
        return {"change": "close", "service": self.service_id(self.service.data, ground)}


class WaitForm(ChangeForm):
    """Another wait for a service."""

    title, slot = "Wait", "wait"
    columns: ClassVar[Columns] = {
        "service": ("service", "the service"),
        "waiting_weeks": ("weeks", "the weeks"),
    }
    service = _text("Service with another wait")
    weeks = _text("Weeks to wait")

    def change(self, ground: AnalysisData) -> dict[str, Any]:
        """Return the change as a scenario keeps it."""
        typed = self.service.data
        service = self.service_id(typed, ground) if typed else ""
        return {"change": "shorten", "service": service, "waiting_weeks": self.weeks.data}


class OpenForm(ChangeForm):
    """One more service."""

    title, slot = "Opening", "open"
    columns: ClassVar[Columns] = {
        "programme": ("what", "what is opened"),
        "kind": ("what", "what is opened"),
        "postcode": ("postcode", "the postcode"),
        "age_from_months": ("from_years", "the youngest age"),
        "age_under_months": ("under_years", "the oldest age"),
        "delivery": ("delivery", "how it is delivered"),
        "areas_served": ("area", "the area that it serves"),
    }
    what = SelectField("What is opened", widget=GroupedSelect(), validate_choice=False)
    delivery = boxes_field("How it is delivered", {way: DELIVERED[way] for way in DELIVERY})
    postcode = _text(
        "Postcode of the venue", "Leave it empty for a team that visits homes. Never a family’s"
    )
    area = select_field(
        "Area that it serves",
        hint="A team that visits homes needs one. A venue without one takes whoever is near",
    )
    from_years, from_months = _text("Years"), _text("Months")
    under_years, under_months = _text("Years"), _text("Months")

    def __init__(self, number: int, asked: GapRequest) -> None:
        super().__init__(number)
        self.what.choices = _what(asked.knowledge)
        self.area.choices = choices_of(
            {"": "Not stated"} | {each.code: each.name for each in asked.every}
        )

    def change(self, ground: AnalysisData) -> dict[str, Any]:
        """Return the change as a scenario keeps it."""
        what, _, id = (self.what.data or "").partition(":")
        reader = ParamReader({name: self[name].data for name in AGES})
        low, under = reader.age("from", None), reader.age("under", None)
        self.put_problems(self.problem(each.field, each.problem) for each in reader.problems)
        return {
            "change": "open",
            "programme": id if what == "programme" else "",
            "kind": id if what == "kind" else "",
            "postcode": self.postcode.data,
            "age_from_months": low,
            "age_under_months": under,
            "delivery": [way for way in DELIVERY if way in (self.delivery.data or ())],
            "areas_served": [self.area.data] if self.area.data else [],
        }


class ScenarioForm(BaseForm):
    """A name, and up to three changes of each sort."""

    name = StringField("Name of the scenario", description=NAME_HINT, widget=GovTextInput())

    def __init__(self, asked: GapRequest) -> None:
        super().__init__()
        self.closings = [CloseForm(n) for n in SLOTS]
        self.openings = [OpenForm(n, asked) for n in SLOTS]
        self.waits = [WaitForm(n) for n in SLOTS]
        for part, order in zip(self.closings[1:], ("Second", "Third"), strict=True):
            part.service.label.text = f"{order} service that closes"

    @property
    def parts(self) -> list[ChangeForm]:
        """Return every part, in the order of the page."""
        return [*self.closings, *self.openings, *self.waits]

    @property
    def has_problems(self) -> bool:
        """Say whether anything is said beside a field."""
        return any(form.errors for form in (self, *self.parts))

    def scenario(self, ground: AnalysisData, words: Vocabulary) -> Scenario | None:
        """Return the scenario that is meant; None, with every problem at its field, if none is."""
        filled = [part for part in self.parts if not part.is_empty]
        changes = [part.change(ground) for part in filled]
        if not filled:
            self.closings[0].put_problems([Problem(field="service", problem=NO_CHANGE)])
            return None
        try:
            found = scenario_of(changes, words)
        except ScenarioError as error:
            for each in error.problems:
                filled[(each.change or 1) - 1].put(each.column, each.problem)
            return None
        return None if self.has_problems else found


def services_offered(ground: AnalysisData) -> list[str]:
    """Return the services by name and id, for the browser to offer; none where they are many."""
    if len(ground.offers.lines) > MOST_OFFERED:
        return []
    return sorted(f"{line.name} ({line.id})" for line in ground.offers.lines)


def _what(knowledge: Knowledge) -> list[SelectChoice]:
    programmes = {f"programme:{each.id}": each.name for each in knowledge.programmes}
    kinds = {f"kind:{kind}": kind.replace("_", " ").capitalize() for kind in KINDS}
    return grouped_choices(
        "Choose a programme or a kind of help",
        {"Programmes": programmes, "General help": kinds},
    )
