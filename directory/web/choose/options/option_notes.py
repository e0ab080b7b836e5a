"""What the worker and the family think of an option: set aside, preferred, noted. It stays theirs.

Nothing of it orders or hides an option, and nothing of it leaves the visit.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovSelect, GovTextArea
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from directory.web.base_form import BaseForm
from directory.web.choose.view_support import knowledge
from directory.web.family_session import OptionNote, Visit, VisitFullError, change_visit
from matcher import Knowledge

MOST_LETTERS = 500
NOT_SET_ASIDE = ""
NO_ROOM = "There is no room for this note: shorten it, or clear another one"


class OptionNoteForm(BaseForm):
    """What is thought of one option for one child."""

    prefers = BooleanField("The family prefers this", widget=GovCheckboxInput())
    reason = SelectField("Set this option aside", widget=GovSelect(), validate_choice=False)
    words = TextAreaField(
        "Note, in your own words",
        description=f"Up to {MOST_LETTERS} characters. No names and no addresses.",
        widget=GovTextArea(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [SelectChoice(NOT_SET_ASIDE, "No, it is not set aside")] + [
            SelectChoice(each.id, each.says) for each in knowledge().set_aside
        ]

    def validate_reason(self, field: Any) -> None:
        """Demand one of the reasons that are offered, or none."""
        if field.data not in [choice.value for choice in field.choices]:
            raise ValidationError("Choose a reason from the list, or “No, it is not set aside”")

    def validate_words(self, field: Any) -> None:
        """Demand a short note, and one at all where the reason says nothing by itself."""
        written = len(self.note())
        if written > MOST_LETTERS:
            raise ValidationError(
                f"Note must be {MOST_LETTERS} characters or fewer; it has {written}"
            )
        if not written and self.reason.data in _asking_words(knowledge()):
            raise ValidationError("Enter the reason in your own words")

    def note(self) -> str:
        """Return the worker's own words."""
        return (self.words.data or "").replace("\r\n", "\n").strip()

    def thought(self, child: int, recommendation: str) -> OptionNote:
        """Return what a visit keeps of it."""
        return OptionNote(
            child=child,
            recommendation=recommendation,
            reason=self.reason.data or None,
            words=self.note(),
            prefers=bool(self.prefers.data),
        )


def filled_note_form(thought: OptionNote | None) -> OptionNoteForm:
    """Return the form filled with what was noted."""
    noted = thought or OptionNote(child=0, recommendation="")
    return OptionNoteForm(
        formdata=None,
        data={
            "prefers": noted.prefers,
            "reason": noted.reason or NOT_SET_ASIDE,
            "words": noted.words,
        },
    )


def with_note(visit: Visit, form: OptionNoteForm, child: int, recommendation: str) -> bool:
    """Keep what was sent; say whether there was room, and note it in the form where not."""
    thought = form.thought(child, recommendation)
    try:
        change_visit(visit, thoughts=[*_others(visit, thought), *_noted(thought)])
    except VisitFullError:
        form.words.errors = [NO_ROOM]
        return False
    return True


def without_note(visit: Visit, child: int, recommendation: str) -> None:
    """Drop what was noted of an option for a child."""
    thought = OptionNote(child=child, recommendation=recommendation)
    change_visit(visit, thoughts=_others(visit, thought))


def note_in(number: int, place: int) -> Response:
    """Lead back to what was noted."""
    return redirect(url_for("choose.option", number=number, place=place, _anchor="judgement"), 303)


def wants_clearing() -> bool:
    """Say whether the button was the one that clears the note."""
    return "clear" in request.form


def note_text(thought: OptionNote | None, knowledge: Knowledge) -> str | None:
    """Return why an option was set aside, in words; None where it was not."""
    if thought is None or thought.reason is None:
        return None
    said = next((each for each in knowledge.set_aside if each.id == thought.reason), None)
    if said is None or (said.asks_words and thought.words):
        return thought.words or "for a reason that is offered no more"
    return f"{said.says}: {thought.words}" if thought.words else said.says


def _asking_words(knowledge: Knowledge) -> set[str]:
    return {each.id for each in knowledge.set_aside if each.asks_words}


def _others(visit: Visit, thought: OptionNote) -> list[OptionNote]:
    about = (thought.child, thought.recommendation)
    return [each for each in visit.thoughts if (each.child, each.recommendation) != about]


def _noted(thought: OptionNote) -> Iterator[OptionNote]:
    """Yield a thought that says anything."""
    if thought != replace(thought, reason=None, words="", prefers=False):
        yield thought
