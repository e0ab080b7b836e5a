"""What several pages say of an answer: where was looked, its notes, whether it is made up."""

from collections.abc import Sequence

from directory.application.match_services import ChildAnswer
from directory.domain.service.service_text import say_rough
from matcher.knowledge import PracticeNote

NOTE_KINDS = {
    "practice": "How to go about it",
    "vulnerability": "What makes life harder for this family",
    "capacity_to_change": "Whether a parent is able to change in time",
    "engagement": "Working with the family",
}


def notes_by_kind(
    notes: Sequence[PracticeNote],
) -> tuple[tuple[str, tuple[PracticeNote, ...]], ...]:
    """Return the notes under the titles of their kinds, kinds without notes left out."""
    return tuple(
        (title, found)
        for kind, title in NOTE_KINDS.items()
        if (found := tuple(note for note in notes if note.about == kind))
    )


def say_where(answer: ChildAnswer) -> str | None:
    """Return where services were looked for; None without a postcode."""
    place = answer.question.place
    if place is None:
        return None
    authority = f", {place.authority_name}" if place.authority_name else ""
    return f"{place.postcode}{authority}: services within {answer.question.within_miles:g} miles"


def rough(answer: ChildAnswer) -> str | None:
    """Return how roughly the postcode was located, where that is not to the postcode itself."""
    return say_rough(answer.question.place)


def has_sample(answer: ChildAnswer) -> bool:
    """Say whether any service that is shown is made up."""
    return any(each.service.is_sample for found in answer.found.values() for each in found.listed)
