"""The case note: what was considered and what comes next, on one page for one child.

The full record says everything; the note says what goes into a case file today.
"""

from collections.abc import Iterator
from datetime import datetime

from directory.application.match_services import FamilyAnswer
from directory.infrastructure.clock import ENGLAND
from directory.infrastructure.text_format import long_date
from directory.web.choose.answer_text import has_sample
from directory.web.choose.record.case_note_child import child_note, child_part
from directory.web.choose.record.case_note_family import (
    also_part,
    blanks_part,
    contacts_part,
    known_part,
    questions_part,
    services_part,
)
from directory.web.choose.record.family_record import (
    JUDGEMENT,
    SAMPLE,
    said_where,
    say_proceedings,
)
from directory.web.family_session import Visit
from directory.web.record_model import Record, RecordLine, filled
from matcher import Knowledge

TITLE = "Case note"
MOST_LINES = {1: 5}
"""Lines of a list by the number of children; the rest are counted."""
FEWER_LINES = 3


def case_note(
    visit: Visit, answer: FamilyAnswer, knowledge: Knowledge, made_at: datetime
) -> Record:
    """Return the case note of a family."""
    most = MOST_LINES.get(len(answer.children), FEWER_LINES)
    notes = [child_note(visit, each, knowledge, most) for each in answer.children]
    made_on = long_date(made_at.astimezone(ENGLAND).date())
    return Record(
        title=TITLE,
        made_on=made_on,
        lines=tuple(_opening(visit, answer, knowledge, made_on)),
        parts=filled(
            (
                contacts_part(answer),
                *map(child_part, notes),
                also_part(notes),
                questions_part(notes),
                services_part(notes),
                known_part(visit, answer, knowledge),
                blanks_part(),
            )
        ),
    )


def _opening(
    visit: Visit, answer: FamilyAnswer, knowledge: Knowledge, made_on: str
) -> Iterator[RecordLine]:
    oldest = long_date(knowledge.checked_on)
    yield RecordLine(
        says=f"Made with Waymark on {made_on}, from sources checked on {oldest} or later."
        f" Place: {said_where(answer.question)}. {JUDGEMENT}"
    )
    if visit.proceedings_on:
        yield RecordLine(label="Care proceedings", says=say_proceedings(visit.proceedings_on))
    if any(map(has_sample, answer.children)):
        yield RecordLine(says=SAMPLE, kind="sample")
