"""What the page of every option of a child shows: each once, by how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.application.match_services import ChildAnswer
from directory.web.choose.options.option_presenter import (
    OptionView,
    StrengthGroup,
    by_strength,
    nearest_first,
    option_view,
)
from directory.web.choose.options.option_sections import by_status
from directory.web.family_session import Visit
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryOptionPage:
    """Every option for one child, with its reasons."""

    number: int
    applying: tuple[OptionView, ...]
    near_matches: tuple[OptionView, ...]
    waiting: tuple[StrengthGroup, ...]
    unraised: tuple[OptionView, ...]
    """What waits, or would at another age, only for something that nobody has raised."""
    does_not_apply: tuple[OptionView, ...]


def every_option_page(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> EveryOptionPage:
    """Return every option, the strongest first, and of what does not apply the nearest first."""
    shown = [option_view(each, answer, visit, knowledge) for each in answer.result.options]
    found = by_status(shown)
    return EveryOptionPage(
        number=answer.child,
        applying=tuple(_strongest_first(found.applies)),
        near_matches=found.near_matches,
        waiting=by_strength(found.waits),
        unraised=found.unraised,
        does_not_apply=nearest_first(found.does_not_apply),
    )


def _strongest_first(shown: Sequence[OptionView]) -> list[OptionView]:
    return [each for group in by_strength(shown) for each in group.options]
