"""The record of a family: what a worker takes away. Page, PDF and text are made from this one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from directory.application.match_query import FamilyQuery
from directory.application.match_services import ChildAnswer, FamilyAnswer
from directory.domain.eligibility.contact_points import ContactPoint
from directory.infrastructure.clock import ENGLAND
from directory.infrastructure.text_format import long_date
from directory.web.choose.answer_text import has_sample, notes_by_kind, rough
from directory.web.choose.options.option_presenter import option_view
from directory.web.choose.person_labels import about_whom, child_words
from directory.web.choose.questions.known_facts import known_parts
from directory.web.choose.questions.location_form import day_of
from directory.web.choose.questions.single_question import asked_of, in_turn
from directory.web.choose.record.record_options import options_parts
from directory.web.choose.timing.option_times import opening_said, rows_said
from directory.web.family_session import Visit
from directory.web.record_model import Record, RecordLine, RecordPart, filled
from matcher import Knowledge
from matcher.family_programmes import Serves
from matcher.knowledge import ActFirst, PracticeNote
from matcher.signs import signs_seen
from matcher.timing import PROCEEDINGS_WEEKS, proceedings_end

TITLE = "Full record for this family"
JUDGEMENT = "This supports a worker’s judgement; it never scores a family (NICE NG76 1.1.13)."
SAMPLE = (
    "Sample directory. The services are made up, to show how Waymark works. Refer nobody to them."
)
MOST_ASKED = 8
LEVELS = {
    "suspect": "Alert: suspect",
    "consider": "Alert: consider",
    "elsewhere": "See another guideline",
}


def family_record(
    visit: Visit,
    answer: FamilyAnswer,
    knowledge: Knowledge,
    made_at: datetime,
    shortlist: Sequence[str] = (),
) -> Record:
    """Return the record of a visit as it was answered; the names of a shortlist come with it."""
    children = tuple(_child(visit, each, knowledge) for each in answer.children)
    at = made_at.astimezone(ENGLAND)
    made_on = f"{long_date(at.date())} at {at:%H:%M}"
    return Record(
        title=TITLE,
        made_on=made_on,
        lines=tuple(_opening(visit, answer, knowledge, made_on)),
        parts=(
            *children,
            *filled(
                (
                    _together(answer),
                    RecordPart(
                        title="Services on the sheet",
                        items=tuple(RecordLine(says=name) for name in shortlist),
                    ),
                    _notes(answer, knowledge),
                    _sources(knowledge),
                )
            ),
        ),
    )


def _opening(
    visit: Visit, answer: FamilyAnswer, knowledge: Knowledge, made_on: str
) -> Iterator[RecordLine]:
    yield RecordLine(label="Made with Waymark", says=made_on)
    oldest = long_date(knowledge.checked_on)
    yield RecordLine(label="Sources", says=f"checked on {oldest} or later")
    yield RecordLine(label="Where to look", says=said_where(answer.question))
    if said := next(filter(None, map(rough, answer.children)), None):
        yield RecordLine(label="Distances are rough", says=said)
    if visit.proceedings_on:
        yield RecordLine(label="Care proceedings", says=say_proceedings(visit.proceedings_on))
    yield RecordLine(says=JUDGEMENT)
    if any(map(has_sample, answer.children)):
        yield RecordLine(says=SAMPLE, kind="sample")


def said_where(question: FamilyQuery) -> str:
    """Return where services were looked for."""
    place = question.place
    if place is None:
        return "no postcode was given, so services are not sorted by distance"
    authority = f", {place.authority_name}" if place.authority_name else ""
    return f"{place.postcode}{authority}; services within {question.within_miles:g} miles"


def say_proceedings(issued_on: str) -> str:
    """Return when care proceedings were issued, and when their weeks end."""
    day = date.fromisoformat(issued_on)
    end = long_date(proceedings_end(day))
    return f"issued on {long_date(day)}; {PROCEEDINGS_WEEKS} weeks end on {end}"


def _child(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> RecordPart:
    result = answer.result
    child = visit.children[answer.child - 1]
    shown = [option_view(each, answer, visit, knowledge) for each in result.options]
    court = proceedings_end(day) if (day := day_of(visit.proceedings_on)) else None
    times = {row.id: row for row in rows_said(answer, knowledge, court)}
    return RecordPart(
        title=f"Child {answer.child}: {child_words(child.facts)}",
        kind="child",
        lines=tuple(
            RecordLine(label="Check these answers", says=item.says, kind="caution")
            for item in result.contradictions
        ),
        parts=filled(
            (
                _act_first(result.act_first, answer.contacts),
                _signs(child.signs, knowledge),
                *options_parts(shown, knowledge, times),
                _opens_next(answer, knowledge),
                _questions(visit, answer, knowledge),
                _known(visit, answer.child, knowledge),
            )
        ),
    )


def _opens_next(answer: ChildAnswer, knowledge: Knowledge) -> RecordPart:
    return RecordPart(
        title="What opens as the child grows older",
        kind="opens-next",
        items=tuple(
            RecordLine(label=each.title, says=each.says) for each in opening_said(answer, knowledge)
        ),
    )


def _act_first(notices: Iterable[ActFirst], contacts: Mapping[str, ContactPoint]) -> RecordPart:
    return RecordPart(
        title="Do first",
        kind="act-first",
        parts=tuple(
            RecordPart(
                title=notice.title,
                kind="notice",
                aside=notice.within,
                lines=(RecordLine(says=notice.says, cites=notice.citations),),
            )
            for notice in notices
        ),
        items=tuple(
            RecordLine(label=contact.contact.name, says=says)
            for contact in contacts.values()
            for says in contact.lines
        ),
    )


def _signs(ids: Iterable[str], knowledge: Knowledge) -> RecordPart:
    """Return the signs that were ticked; ids that the knowledge has no more are left out."""
    known = {sign.id for sign in knowledge.signs}
    seen = signs_seen([id for id in ids if id in known], knowledge)
    levels = {"suspect": seen.suspect, "consider": seen.consider, "elsewhere": seen.elsewhere}
    ticked = tuple(
        RecordLine(label=LEVELS[level], says=sign.says, cites=sign.citations)
        for level, signs in levels.items()
        for sign in signs
    )
    steps = tuple(RecordLine(says=step.says, cites=step.citations) for step in seen.steps)
    parts = filled([RecordPart(title="What to do", kind="steps", items=steps)])
    return RecordPart(title="Signs seen", kind="signs", items=ticked, parts=parts)


def _questions(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> RecordPart:
    facts = knowledge.facts
    asks = in_turn(answer.result.ask_next, visit.passed)
    left = len(asks) - MOST_ASKED
    items = tuple(
        RecordLine(
            says=(ask.carer and facts.by_id[ask.ask.fact].of_person) or ask.ask.question,
            more=(f"About {about_whom(asked_of(ask), visit, facts)}",),
        )
        for ask in asks[:MOST_ASKED]
    )
    more = (RecordLine(says=f"{left} more questions could matter."),) if left > 0 else ()
    return RecordPart(title="Find out", kind="questions", items=(*items, *more))


def _known(visit: Visit, child: int, knowledge: Knowledge) -> RecordPart:
    parts = known_parts(visit, child, knowledge)
    return RecordPart(
        title="What is known",
        kind="known",
        lines=() if parts else (RecordLine(says="Nothing yet."),),
        parts=tuple(
            RecordPart(
                title=each.title, items=tuple(RecordLine(says=fact.says) for fact in each.facts)
            )
            for each in parts
        ),
    )


def _together(answer: FamilyAnswer) -> RecordPart:
    """Return what would serve more than one child; nothing for a family of one."""
    result = answer.result
    title = "What fits more than one child"
    if len(answer.children) < 2:
        return RecordPart(title=title)
    several = [each for each in result.serves if len(each.children) > 1]
    unreached = result.unreached
    return RecordPart(
        title=title,
        lines=tuple(_gaps(bool(several), unreached)),
        items=tuple(
            RecordLine(label=each.programme.name, says=_children(each)) for each in several
        ),
        parts=filled([_fewest(result.smallest)]),
    )


def _gaps(several: bool, unreached: Sequence[int]) -> Iterator[RecordLine]:
    if not several:
        yield RecordLine(says="No programme applies for more than one child yet.")
    if unreached:
        yield RecordLine(says=f"No programme applies yet for {say_children(unreached)}.")


def _fewest(sets: Sequence[Sequence[Serves]]) -> RecordPart:
    return RecordPart(
        title="The fewest programmes that fit every child",
        items=tuple(
            RecordLine(says=", with ".join(f"{s.programme.name} ({_children(s)})" for s in chosen))
            for chosen in sets
        ),
    )


def _children(serves: Serves) -> str:
    return say_children(serves.children)


def say_children(numbers: Sequence[int]) -> str:
    """Return "children 1 and 3"."""
    *first, last = map(str, numbers)
    return f"children {', '.join(first)} and {last}" if first else f"child {last}"


def _notes(answer: FamilyAnswer, knowledge: Knowledge) -> RecordPart:
    """Return the notes for practice once for the family."""
    ids = {note.id for each in answer.children for note in each.result.practice_notes}
    notes: list[PracticeNote] = [note for note in knowledge.practice_notes if note.id in ids]
    return RecordPart(
        title="Notes for practice",
        kind="notes",
        parts=tuple(
            RecordPart(
                title=title, items=tuple(RecordLine(says=n.says, cites=n.citations) for n in found)
            )
            for title, found in notes_by_kind(notes)
        ),
    )


def _sources(knowledge: Knowledge) -> RecordPart:
    return RecordPart(
        title="Sources",
        kind="sources",
        items=tuple(
            RecordLine(
                label=source.name,
                says=f"{source.title}, {source.publisher}",
                more=(f"Last checked on {long_date(source.checked_on)}", source.url),
            )
            for source in knowledge.sources
        ),
    )
