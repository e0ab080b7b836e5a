"""Who would take part for which child: the mother of one child need not be another’s."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory.web.base_form import BaseForm
from directory.web.choose.person_labels import carer_names, child_name, child_words
from directory.web.choose.view_support import knowledge
from directory.web.family_session import Visit
from matcher.facts import Role


class TicksForm(BaseForm):
    """Boxes for people by their numbers."""

    def numbers(self) -> set[int]:
        """Return the numbers that were ticked, of those that were offered."""
        field = next(iter(self))
        offered = {choice.value for choice in field.choices}
        return {int(value) for value in field.data or () if value in offered}


class CarersForm(TicksForm):
    """The carers who would take part for one child."""

    carers = SelectMultipleField(
        "Who would take part for this child",
        description="Tick the mother only if she is this child’s mother too. Add anybody else on "
        "the family page.",
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = carer_names(visit, knowledge().facts)
        self.carers.choices = [
            SelectChoice(str(number), name[:1].upper() + name[1:])
            for number, name in enumerate(names, start=1)
        ]


class ChildrenForm(TicksForm):
    """The children for whom one carer would take part."""

    children = SelectMultipleField(
        "For which children",
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )

    def __init__(self, visit: Visit, role: Role | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = role.named if role else "the parent or carer"
        self.children.description = f"Tick each child to whom this person is {named}."
        self.children.choices = [
            SelectChoice(str(n), f"{child_name(n).capitalize()} ({child_words(child.facts)})")
            for n, child in enumerate(visit.children, start=1)
        ]


def carers_of(visit: Visit, child: int) -> list[str]:
    """Return the numbers of the carers of a child, as boxes carry them."""
    return [
        str(number)
        for number, carer in enumerate(visit.carers, start=1)
        if child in carer.for_children
    ]


def ticked(numbers: list[str], name: str) -> dict[str, Any]:
    """Return what fills a form of boxes anew: no form was sent."""
    return {"formdata": None, "data": {name: numbers}}
