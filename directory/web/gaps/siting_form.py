"""The form that asks where one more would help.

The postcodes are of premises. They are in the body of a request and in the page that answers it,
never in an address.
"""

import re
from typing import Any, Literal, get_args

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from directory.domain.coverage.gap_query import GapTarget, What
from directory.domain.coverage.gap_text import target_ref, target_title
from directory.domain.coverage.report import is_delivered
from directory.domain.coverage.siting.candidate_sites import MOST_SITES
from directory.domain.coverage.siting.site_selection import MOST_NEW
from directory.geo import Place, PlaceError, Places
from directory.web.base_form import (
    BaseForm,
    GroupedSelect,
    LineByLine,
    choices_of,
    grouped_choices,
)
from matcher import Knowledge

Sort = Literal["venues", "anywhere", "teams", "postcodes"]
SORTS: dict[Sort, str] = {
    "venues": "Venues that are in the directory",
    "anywhere": "Anywhere",
    "teams": "Home-visiting teams",
    "postcodes": "Premises that I name",
}
HINTS: dict[Sort, str] = {
    "venues": "Of any service, except hidden ones",
    "anywhere": "The middle of each square of the map where children have nobody sure",
    "teams": "Each visits every home in one district",
    "postcodes": "By their postcodes",
}
WAYS = {
    "sites": "So many new sites, to reach the most children",
    "share": "As few as reach a share of the children",
}
NO_TARGET = "Choose a recommendation or a programme"
_SHARE = re.compile(r"(\d{1,3})(?:\.(\d))?\s*%?")
_WHOLE = 100


class SitingForm(BaseForm):
    """What one more would be, how many, and where they could be."""

    target = SelectField(NO_TARGET, widget=GroupedSelect(), validate_choice=False)
    way = RadioField("How many", choices=choices_of(WAYS), default="sites", validate_choice=False)
    sites = StringField(f"New sites, 1 to {MOST_NEW}", default="1", widget=GovTextInput())
    share = StringField("Share to reach, in per cent", widget=GovTextInput())
    sort = RadioField(
        "Where they could be",
        choices=choices_of({str(sort): label for sort, label in SORTS.items()}),
        default="venues",
        validate_choice=False,
    )
    postcodes = TextAreaField(
        "Postcodes of premises",
        description="One on each line. Never a family’s",
        widget=LineByLine(),
    )

    def __init__(self, knowledge: Knowledge, places: Places, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._knowledge, self._places = knowledge, places
        self.premises: list[Place] = []
        self.target.label.text = "What would be there"
        self.target.choices = grouped_choices(NO_TARGET, targets(knowledge))

    @property
    def wanted(self) -> GapTarget | None:
        """Return what would be there."""
        return target_of(self.target.data or "", self._knowledge)

    @property
    def number(self) -> int | None:
        """Return how many new sites there may be; None where a share is asked for."""
        return None if self.way.data == "share" else int(self.sites.data)

    @property
    def part(self) -> float | None:
        """Return the share of children to reach; None where a number of sites is asked for."""
        return _share(self.share.data or "") if self.way.data == "share" else None

    def validate_target(self, field: SelectField) -> None:
        """Demand something that is delivered."""
        if self.wanted is None:
            raise ValidationError(NO_TARGET)

    def validate_sites(self, field: StringField) -> None:
        """Demand a number that can be worked out, where one is asked for."""
        text = field.data = (field.data or "").strip()
        fits = len(text) <= 3 and text.isdecimal() and 1 <= int(text) <= MOST_NEW
        if self.way.data != "share" and not fits:
            raise ValidationError(f"Number of new sites must be 1 to {MOST_NEW}")

    def validate_share(self, field: StringField) -> None:
        """Demand a percentage, where one is asked for."""
        if self.way.data == "share" and self.part is None:
            raise ValidationError("Share to reach must be a percentage from 1 to 100, such as 80")

    def validate_sort(self, field: RadioField) -> None:
        """Demand one of the places that are offered."""
        if field.data not in get_args(Sort):
            raise ValidationError("Choose where they could be")

    def validate_postcodes(self, field: TextAreaField) -> None:
        """Demand postcodes that can be placed, where they are asked for; name every other."""
        if self.sort.data != "postcodes":
            return
        typed = enumerate((field.data or "").splitlines(), 1)
        lines = [(number, line) for number, line in typed if line.strip()]
        if not lines:
            raise ValidationError("Enter a postcode of premises on each line")
        if len(lines) > MOST_SITES:
            raise ValidationError(f"Enter at most {MOST_SITES} postcodes: there are {len(lines):,}")
        for number, line in lines:
            try:
                self.premises.append(self._places.find(line))
            except PlaceError as error:
                field.errors.append(f"Line {number}: {error}")


def target_of(text: str, knowledge: Knowledge) -> GapTarget | None:
    """Return a recommendation or a programme that is offered; None for any other."""
    what, _, id = text.partition(":")
    offered = {value for values in targets(knowledge).values() for value in values}
    return GapTarget(what=what, id=id) if text in offered else None  # type: ignore[arg-type]


def targets(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """Return what may be chosen, in groups: each value with its label."""
    groups: list[tuple[str, What, list[str]]] = [
        (
            "Recommendations",
            "recommendation",
            [item.id for item in knowledge.recommendations if is_delivered(item)],
        ),
        ("Programmes", "programme", [each.id for each in knowledge.programmes]),
    ]
    return {
        label: {f"{what}:{id}": _label(GapTarget(what=what, id=id), knowledge) for id in ids}
        for label, what, ids in groups
    }


def _label(target: GapTarget, knowledge: Knowledge) -> str:
    title, ref = target_title(target, knowledge), target_ref(target, knowledge)
    return f"{title} ({ref})" if ref else title


def _share(text: str) -> float | None:
    match = _SHARE.fullmatch(text.strip())
    if not match:
        return None
    share = float(f"{match[1]}.{match[2] or 0}") / _WHOLE
    return share if 0 < share <= 1 else None
