"""The case note of one child: what to do first, what fits, what was considered, and by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from directory.application.match_services import ChildAnswer
from directory.infrastructure.text_format import upper_first
from directory.web.choose.options.fit_card import FitCard, best_fits
from directory.web.choose.options.option_presenter import (
    OptionView,
    by_strength,
    nearest_first,
    option_view,
)
from directory.web.choose.person_labels import child_words
from directory.web.choose.questions.location_form import day_of
from directory.web.choose.record.record_options import said_aside_here
from directory.web.choose.timing.option_times import OptionTimingText, opening_said, rows_said
from directory.web.family_session import Visit
from directory.web.record_model import RecordLine, RecordPart, filled
from matcher import Knowledge
from matcher.timing import proceedings_end

PROGRAMMES = ("offer", "consider")
SOON = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildNote:
    """What the note of one child is made from."""

    visit: Visit
    answer: ChildAnswer
    knowledge: Knowledge
    shown: tuple[OptionView, ...]
    cards: tuple[FitCard, ...]
    rows: tuple[OptionTimingText, ...]
    most: int
    """Lines of a list."""

    def with_status(self, status: str) -> list[OptionView]:
        """Return the options of one status that are in no card."""
        in_cards = {each.number for c in self.cards for each in (c.shown, *c.modifiers)}
        return [
            each
            for each in self.shown
            if each.option.status == status and each.number not in in_cards
        ]


def child_note(visit: Visit, answer: ChildAnswer, knowledge: Knowledge, most: int) -> ChildNote:
    """Return what a note says of one child; `most` is how many lines a list has."""
    shown = tuple(option_view(each, answer, visit, knowledge) for each in answer.result.options)
    issued = day_of(visit.proceedings_on)
    rows = rows_said(answer, knowledge, proceedings_end(issued) if issued else None)
    cards = best_fits(shown, answer, rows, visit, knowledge)
    return ChildNote(
        visit=visit,
        answer=answer,
        knowledge=knowledge,
        shown=shown,
        cards=cards,
        rows=rows,
        most=most,
    )


def child_part(note: ChildNote) -> RecordPart:
    """Return the part of one child."""
    number = note.answer.child
    words = child_words(note.visit.children[number - 1].facts)
    return RecordPart(
        title=f"Child {number}: {words}",
        kind="child",
        lines=tuple(
            RecordLine(label="Check these answers", says=each.says)
            for each in note.answer.result.contradictions
        ),
        parts=filled(
            (
                _do_first(note.answer),
                _recommended(note),
                _considered(note),
                _set_aside(note),
                _deadlines(note),
            )
        ),
    )


def _do_first(answer: ChildAnswer) -> RecordPart:
    return RecordPart(
        title="Do first",
        kind="do-first",
        items=tuple(
            RecordLine(says=f"{each.title} ({each.within})", cites=each.citations[:1])
            for each in answer.result.act_first
        ),
    )


def _recommended(note: ChildNote) -> RecordPart:
    """Return the best fits that apply, each with its nearest service."""
    cards = [card for card in note.cards if card.fits_if is None]
    return RecordPart(
        title="Recommended",
        kind="recommended",
        lines=() if cards else (RecordLine(says="No programme is certain to fit yet."),),
        items=tuple(map(_card, cards)),
    )


def _card(card: FitCard) -> RecordLine:
    item = card.shown.option.recommendation
    parts = (card.strength, card.shown.who, card.dose, card.time_left)
    inside = "; ".join(each.option.recommendation.short_title for each in card.modifiers)
    return RecordLine(
        label=item.short_title,
        says=", ".join(part for part in parts if part),
        cites=(item.citation,),
        more=tuple(
            said
            for said in (
                _nearest(card),
                f"Within it: {inside}" if inside else "",
                *(f"Caution: {each}" for each in card.shown.option.cautions),
            )
            if said
        ),
    )


def _nearest(card: FitCard) -> str:
    service = card.service
    if service is None:
        return card.no_service or ""
    sure = "fits what it states" if service.is_sure else "may fit"
    doubt = f" Ask them: {service.why}." if service.why else ""
    if service.to_be_sure:
        doubt = f" To be sure: {service.to_be_sure.question}"
    wait = service.wait or "wait not stated"
    return f"{service.name}, {sure}, {', '.join(filter(None, (service.reach, wait)))}.{doubt}"


def _considered(note: ChildNote) -> RecordPart:
    """Return the programmes that wait for an answer, and how many do not apply."""
    cards = [card.shown for card in note.cards if card.fits_if]
    rest = [
        each
        for group in by_strength(note.with_status("needs_information"))
        for each in group.options
        if each.strength.id in PROGRAMMES and not each.option.unraised and not is_set_aside(each)
    ]
    waiting = [*cards, *rest]
    return RecordPart(
        title="Considered",
        kind="considered",
        items=(*map(_waits, waiting[: note.most]), *_rest(note, waiting[note.most :])),
    )


def _waits(shown: OptionView) -> RecordLine:
    item = shown.option.recommendation
    says = f"applies if {' and '.join(each.condition for each in shown.missing)}"
    return RecordLine(label=item.short_title, says=says, cites=(item.citation,))


def _rest(note: ChildNote, waiting: Sequence[OptionView]) -> Iterator[RecordLine]:
    ruled_out = len(note.with_status("does_not_apply"))
    said = [f"{len(waiting)} more need an answer"] if waiting else []
    said += [f"{ruled_out} were looked at and do not apply"] if ruled_out else []
    if said:
        yield RecordLine(says=f"{upper_first(', '.join(said))}: reasons in the full record.")


def _set_aside(note: ChildNote) -> RecordPart:
    """Return what the worker set aside and why, and what one word of the text rules out."""
    near = [each for each in note.shown if each.option.near_match and not is_set_aside(each)]
    return RecordPart(
        title="Set aside, and why",
        kind="set-aside",
        items=(
            *(_reason(each, each.thought_says or "") for each in note.shown if is_set_aside(each)),
            *(
                _reason(each, f"Set aside here: {says}")
                for each in note.shown
                if each.option.status != "does_not_apply"
                and (says := said_aside_here(each.option.recommendation))
            ),
            *(
                _reason(each, each.option.near_match or "")
                for each in nearest_first(near)[: note.most]
            ),
        ),
    )


def _reason(shown: OptionView, says: str) -> RecordLine:
    item = shown.option.recommendation
    return RecordLine(label=item.short_title, says=says, cites=(item.citation,))


def is_set_aside(shown: OptionView) -> bool:
    """Say whether the worker set an option aside."""
    return shown.thought is not None and shown.thought.reason is not None


def _deadlines(note: ChildNote) -> RecordPart:
    """Return what the wait, the window or the proceedings leave little time for."""
    aside = {each.option.recommendation.id for each in note.shown if is_set_aside(each)}
    urgent = [
        row for row in note.rows if row.is_urgent and not row.needs_answer and row.id not in aside
    ]
    return RecordPart(
        title="By when",
        kind="by-when",
        items=(*map(_deadline, urgent[: note.most]), *_opening_soon(note)),
    )


def _opening_soon(note: ChildNote) -> Iterator[RecordLine]:
    """Yield the programmes that open within half a year, by the date where one is known."""
    on = note.answer.question.on
    for each in opening_said(note.answer, note.knowledge):
        is_soon = each.opens_on is not None and each.opens_on - on <= SOON
        if is_soon and each.strength.id in PROGRAMMES:
            yield RecordLine(label=each.title, says=f"{each.says}.")


def _deadline(row: OptionTimingText) -> RecordLine:
    based = f" Based on {row.service_name}." if row.service_name else ""
    return RecordLine(label=row.title, says=f"{' '.join(row.sentences)}{based}")
