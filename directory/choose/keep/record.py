"""The record of a family: what a worker takes away. Page, PDF and text are made from this one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directory.answering import ChildAnswer, FamilyAnswer, FamilyQuestion
from directory.choose.keep.record_lines import Line, Part, filled
from directory.choose.keep.record_options import options_parts
from directory.choose.names import about_whom, child_words
from directory.choose.options.options import show_option
from directory.choose.page import has_sample, notes_by_kind, rough
from directory.choose.questions.asking import asked_of, in_turn
from directory.choose.questions.known import known_parts
from directory.choose.questions.where import day_of
from directory.choose.time.timing_page import opening_said, rows_said
from directory.clock import ENGLAND
from directory.visits import Visit
from directory.wording import long_date
from matcher import Knowledge
from matcher.knowledge import ActFirst, PracticeNote
from matcher.signs import signs_seen
from matcher.timing import PROCEEDINGS_WEEKS, proceedings_end
from matcher.together import Serves

TITLE = "Record for this family"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRecord:
    """Everything that a result says about a family, in the order in which it is read."""

    made_on: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]


def family_record(
    visit: Visit,
    answer: FamilyAnswer,
    knowledge: Knowledge,
    made_at: datetime,
    shortlist: Sequence[str] = (),
) -> FamilyRecord:
    """Return the record of a visit as it was answered; the names of a shortlist come with it."""
    children = tuple(_child(visit, each, knowledge) for each in answer.children)
    at = made_at.astimezone(ENGLAND)
    made_on = f"{long_date(at.date())} at {at:%H:%M}"
    return FamilyRecord(
        made_on=made_on,
        lines=tuple(_opening(visit, answer, knowledge, made_on)),
        parts=(
            *children,
            *filled(
                (
                    _together(answer),
                    Part(title="Shortlist", items=tuple(Line(says=name) for name in shortlist)),
                    _notes(answer, knowledge),
                    _sources(knowledge),
                )
            ),
        ),
    )


def _opening(
    visit: Visit, answer: FamilyAnswer, knowledge: Knowledge, made_on: str
) -> Iterator[Line]:
    yield Line(label="Made with Waymark", says=made_on)
    oldest = long_date(knowledge.checked_on)
    yield Line(label="Knowledge", says=f"the source read longest ago was checked on {oldest}")
    yield Line(label="Where to look", says=_where(answer.question))
    if said := next(filter(None, map(rough, answer.children)), None):
        yield Line(label="Distances are rough", says=said)
    if visit.proceedings_on:
        yield Line(label="Care proceedings", says=_proceedings(visit.proceedings_on))
    yield Line(says=JUDGEMENT)
    if any(map(has_sample, answer.children)):
        yield Line(says=SAMPLE, kind="sample")


def _where(question: FamilyQuestion) -> str:
    place = question.place
    if place is None:
        return "no postcode was given, so services are not sorted by distance"
    authority = f", {place.authority_name}" if place.authority_name else ""
    return f"{place.postcode}{authority}; services within {question.within_miles:g} miles"


def _proceedings(issued_on: str) -> str:
    day = date.fromisoformat(issued_on)
    end = long_date(proceedings_end(day))
    return f"issued on {long_date(day)}; {PROCEEDINGS_WEEKS} weeks end on {end}"


def _child(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> Part:
    result = answer.result
    child = visit.children[answer.child - 1]
    shown = [show_option(each, answer, visit, knowledge) for each in result.options]
    court = proceedings_end(day) if (day := day_of(visit.proceedings_on)) else None
    times = {row.id: row for row in rows_said(answer, knowledge, court)}
    return Part(
        title=f"Child {answer.child}: {child_words(child.facts)}",
        kind="child",
        lines=tuple(
            Line(label="Check these answers", says=item.says, kind="caution")
            for item in result.contradictions
        ),
        parts=filled(
            (
                _act_first(result.act_first),
                _signs(child.signs, knowledge),
                *options_parts(shown, knowledge, times),
                _opens_next(answer, knowledge),
                _questions(visit, answer, knowledge),
                _known(visit, answer.child, knowledge),
            )
        ),
    )


def _opens_next(answer: ChildAnswer, knowledge: Knowledge) -> Part:
    return Part(
        title="What opens next, as the child grows older",
        kind="opens-next",
        items=tuple(
            Line(label=each.title, says=each.says) for each in opening_said(answer, knowledge)
        ),
    )


def _act_first(notices: Iterable[ActFirst]) -> Part:
    return Part(
        title="Act first",
        kind="act-first",
        parts=tuple(
            Part(
                title=notice.title,
                kind="notice",
                aside=notice.within,
                lines=(Line(says=notice.says, cites=notice.citations),),
            )
            for notice in notices
        ),
    )


def _signs(ids: Iterable[str], knowledge: Knowledge) -> Part:
    """Return the signs that were ticked; ids that the knowledge has no more are left out."""
    known = {sign.id for sign in knowledge.signs}
    seen = signs_seen([id for id in ids if id in known], knowledge)
    levels = {"suspect": seen.suspect, "consider": seen.consider, "elsewhere": seen.elsewhere}
    ticked = tuple(
        Line(label=LEVELS[level], says=sign.says, cites=sign.citations)
        for level, signs in levels.items()
        for sign in signs
    )
    steps = tuple(Line(says=step.says, cites=step.citations) for step in seen.steps)
    parts = filled([Part(title="What to do", kind="steps", items=steps)])
    return Part(title="Signs that were seen", kind="signs", items=ticked, parts=parts)


def _questions(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> Part:
    facts = knowledge.facts
    asks = in_turn(answer.result.ask_next, visit.passed)
    left = len(asks) - MOST_ASKED
    items = tuple(
        Line(
            says=(ask.carer and facts.by_id[ask.ask.fact].of_person) or ask.ask.question,
            more=(f"About {about_whom(asked_of(ask), visit, facts)}",),
        )
        for ask in asks[:MOST_ASKED]
    )
    more = (Line(says=f"{left} more could still matter."),) if left > 0 else ()
    return Part(title="What to find out next", kind="questions", items=(*items, *more))


def _known(visit: Visit, child: int, knowledge: Knowledge) -> Part:
    parts = known_parts(visit, child, knowledge)
    return Part(
        title="What is known",
        kind="known",
        lines=() if parts else (Line(says="Nothing yet."),),
        parts=tuple(
            Part(title=each.title, items=tuple(Line(says=fact.says) for fact in each.facts))
            for each in parts
        ),
    )


def _together(answer: FamilyAnswer) -> Part:
    """Return what would serve more than one child; nothing for a family of one."""
    result = answer.result
    title = "What would serve more than one child"
    if len(answer.children) < 2:
        return Part(title=title)
    several = [each for each in result.serves if len(each.children) > 1]
    unreached = result.unreached
    return Part(
        title=title,
        lines=tuple(_gaps(bool(several), unreached)),
        items=tuple(Line(label=each.programme.name, says=_children(each)) for each in several),
        parts=filled([_fewest(result.smallest)]),
    )


def _gaps(several: bool, unreached: Sequence[int]) -> Iterator[Line]:
    if not several:
        yield Line(says="With what is known, no programme applies for more than one child.")
    if unreached:
        yield Line(says=f"No programme applies yet for {_numbers(unreached)}.")


def _fewest(sets: Sequence[Sequence[Serves]]) -> Part:
    return Part(
        title="The fewest programmes that reach every child whom any programme reaches",
        items=tuple(
            Line(says=", with ".join(f"{s.programme.name} ({_children(s)})" for s in chosen))
            for chosen in sets
        ),
    )


def _children(serves: Serves) -> str:
    return _numbers(serves.children)


def _numbers(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"children {', '.join(first)} and {last}" if first else f"child {last}"


def _notes(answer: FamilyAnswer, knowledge: Knowledge) -> Part:
    """Return the notes for practice once for the family."""
    ids = {note.id for each in answer.children for note in each.result.practice_notes}
    notes: list[PracticeNote] = [note for note in knowledge.practice_notes if note.id in ids]
    return Part(
        title="Notes for practice",
        kind="notes",
        parts=tuple(
            Part(title=title, items=tuple(Line(says=n.says, cites=n.citations) for n in found))
            for title, found in notes_by_kind(notes)
        ),
    )


def _sources(knowledge: Knowledge) -> Part:
    return Part(
        title="Sources",
        kind="sources",
        items=tuple(
            Line(
                label=source.name,
                says=f"{source.title}, {source.publisher}",
                more=(f"Last checked on {long_date(source.checked_on)}", source.url),
            )
            for source in knowledge.sources
        ),
    )
