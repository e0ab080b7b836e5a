"""A note of a talk for the parent or the young person to keep (NICE NG76 1.1.6 and 1.1.7).

It is made from the services that the worker put on the sheet and from nothing else: nothing known
of anybody is in it, so nobody reads here of a risk, their own or another's. What was agreed and
what they said is left for the worker to write.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from markupsafe import Markup

from directory.web.record_model import Record, RecordLine, RecordPart
from directory.web.signpost.languages import N_, say
from directory.web.signpost.sheet import SheetService

Reader = Literal["parent", "young-person"]
READERS: dict[Reader, str] = {
    "parent": "Note for a parent or carer",
    "young-person": "Note for a child or young person",
}
OF_ONE_ADULT = frozenset({"domestic_abuse", "perpetrator", "substance_misuse"})
"""Kinds of service that would tell one parent about the other."""
FOR_YOUNG_PEOPLE = {
    "advocacy": N_("Someone who helps you say what you want."),
    "helpline": N_("People you can call or write to. They listen."),
    "mental_health": N_("Someone to talk to when you feel low or worried."),
    "practical_help": N_("Help with things you need from day to day."),
    "therapeutic": N_("Someone who has time for you and listens."),
    "youth_work": N_("A worker who spends time with you and listens."),
}
"""What a service is to a young person; other kinds are for adults."""
TO_WRITE = "................................................"


def may_stand(service: SheetService, reader: Reader) -> bool:
    """Say whether a service may be named in a note that anyone at home may read."""
    if service.is_discreet or service.kind in OF_ONE_ADULT:
        return False
    return reader == "parent" or service.kind in FOR_YOUNG_PEOPLE


def family_note(services: Iterable[SheetService], reader: Reader, day: str) -> Record:
    """Return the note in the language of this request; text, DOCX and PDF are made of it."""
    named = [each for each in services if may_stand(each, reader)]
    return Record(
        title=_plain(say("What we talked about, and what comes next")),
        made_on=day,
        lines=tuple(_opening(named, day)),
        parts=tuple(_parts(named, reader)),
    )


def note_text(note: Record) -> str:
    """Return a note as plain text."""
    return "\n".join(_text(note))


def _text(note: Record) -> Iterator[str]:
    yield note.title
    yield from (line.says for line in note.lines)
    for part in note.parts:
        yield from ("", part.title)
        for item in part.items:
            yield from (f"- {item.says}", *item.more)
        yield from (line.says for line in part.lines)


def _plain(words: Markup | str) -> str:
    return Markup(words).striptags() if isinstance(words, Markup) else words


def _opening(services: Sequence[SheetService], day: str) -> Iterator[RecordLine]:
    yield RecordLine(says=day)
    if any(each.is_sample for each in services):
        warned = say("Sample directory. These services are made up. Do not call them.")
        yield RecordLine(says=_plain(warned), kind="sample")


def _parts(services: Sequence[SheetService], reader: Reader) -> Iterator[RecordPart]:
    yield _to_write(say("What you told us, in your own words:"))
    helps = tuple(_service(each, reader) for each in services)
    to_write = RecordLine(says=TO_WRITE)
    yield RecordPart(title=_plain(say("What may help:")), items=(*helps, to_write))
    for title in (
        say("What we agreed:"),
        say("Who does what, and by when:"),
        say("We will talk again on:"),
        say("Who you can call, and their phone:"),
    ):
        yield _to_write(title)
    yield RecordPart(
        title=_plain(
            say("Is something wrong or left out? Tell us. We will write down what you say.")
        ),
        lines=(RecordLine(says=_plain(_danger(reader))),),
    )


def _to_write(title: Markup | str) -> RecordPart:
    return RecordPart(title=_plain(title), lines=(RecordLine(says=TO_WRITE),))


def _danger(reader: Reader) -> Markup:
    if reader == "parent":
        return say("If you or your child are in danger now, call 999.")
    return say("If you are in danger now, call 999.")


def _service(service: SheetService, reader: Reader) -> RecordLine:
    if reader == "parent":
        what: Markup | str = Markup(" ").join(filter(None, _about(service)))
    else:
        what = say(FOR_YOUNG_PEOPLE[service.kind])
    number = service.phone or service.web_words or service.email
    return RecordLine(
        says=service.name, more=tuple(_plain(each) for each in (what, number) if each)
    )


def _about(service: SheetService) -> tuple[Markup | None, ...]:
    return service.what, service.often, service.helps
