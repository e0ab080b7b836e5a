"""The parts of a case note that are said once for the family."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from directory.application.match_services import FamilyAnswer
from directory.domain.eligibility.contact_points import ContactPoint
from directory.infrastructure.text_format import lower_first, upper_first
from directory.web.choose.options.option_presenter import (
    OptionView,
)
from directory.web.choose.options.option_sections import also_lines
from directory.web.choose.person_labels import about_whom, child_name
from directory.web.choose.questions.known_facts import KnownFact, known_parts
from directory.web.choose.questions.single_question import asked_of, in_turn
from directory.web.choose.record.case_note_child import ChildNote, is_set_aside
from directory.web.choose.record.family_record import (
    say_children,
)
from directory.web.family_session import Visit
from directory.web.record_model import RecordLine, RecordPart
from matcher import Knowledge
from matcher.citations import Citation

TO_WRITE = "............................................................"
BLANKS = ("Agreed with the family", "Who does what, and by when", "Review on", "Written by")
OptionName = tuple[str, str]
"""The source of a recommendation, and what people call it."""


def also_part(notes: Sequence[ChildNote]) -> RecordPart:
    """Return what else applies, once for the family, under what it has in common."""
    found: dict[str, dict[OptionName, list[int]]] = {}
    for note in notes:
        applies = [each for each in note.with_status("applies") if not is_set_aside(each)]
        for line in also_lines(applies):
            for each in line.options:
                under = found.setdefault(line.heading, {})
                under.setdefault(_option_name(each), []).append(note.answer.child)
    return RecordPart(
        title="Also, for the family" if len(notes) > 1 else "Also",
        kind="also",
        items=tuple(
            RecordLine(label=heading, says=_by_source(names, len(notes)))
            for heading, names in found.items()
        ),
    )


def _option_name(shown: OptionView) -> OptionName:
    item = shown.option.recommendation
    return _ref(item.citation), item.short_title


def _by_source(names: Mapping[OptionName, Sequence[int]], children: int) -> str:
    """Return names with for whom they are where not for all, those of one source together."""
    by_source: dict[str, list[str]] = {}
    for (source, title), numbers in names.items():
        whom = f", {say_children(numbers)}" if len(numbers) < children else ""
        by_source.setdefault(source, []).append(f"{title}{whom}")
    return "; ".join(f"{'; '.join(titles)} ({source})" for source, titles in by_source.items())


def _ref(citation: Citation) -> str:
    """Return a citation as short as it can be looked up: of NICE the number, else the source."""
    is_nice = citation.source.startswith("NICE ")
    return f"{citation.source} {citation.ref}".strip() if is_nice else citation.source


def questions_part(notes: Sequence[ChildNote]) -> RecordPart:
    """Return the first questions of each child, one that is the same of several once."""
    asked: dict[str, dict[str, None]] = {}
    for note in notes:
        for ask in in_turn(note.answer.result.ask_next, note.visit.passed)[: note.most]:
            fact = note.knowledge.facts.by_id[ask.ask.fact]
            question = (ask.carer and fact.of_person) or ask.ask.question
            about = about_whom(asked_of(ask), note.visit, note.knowledge.facts)
            asked.setdefault(question, {})[about] = None
    return RecordPart(
        title="Find out",
        kind="find-out",
        items=tuple(
            RecordLine(label=upper_first(", ".join(about)), says=question)
            for question, about in asked.items()
        ),
    )


def services_part(notes: Iterable[ChildNote]) -> RecordPart:
    """Return each service of the recommended options once, with its telephone number."""
    found = {
        card.service.id: card.service
        for note in notes
        for card in note.cards
        if card.service and card.fits_if is None
    }
    return RecordPart(
        title="Services to ring",
        kind="services",
        items=tuple(
            RecordLine(
                label=each.name,
                says=f"{each.phone or 'telephone not stated'}. Who may refer:"
                f" {each.refer or 'not stated'}",
            )
            for each in found.values()
        ),
    )


def contacts_part(answer: FamilyAnswer) -> RecordPart:
    """Return whom to ring for what must happen first, each once for the family."""
    contacts: dict[str, ContactPoint] = {}
    for child in answer.children:
        contacts |= child.contacts
    return RecordPart(
        title="Whom to ring first",
        kind="ring",
        items=tuple(
            RecordLine(label=each.contact.name, says="; ".join(each.lines))
            for each in contacts.values()
        ),
    )


def known_part(visit: Visit, answer: FamilyAnswer, knowledge: Knowledge) -> RecordPart:
    """Return what was known of each person, each thing once for the family."""
    known: dict[str, dict[str, KnownFact]] = {
        upper_first(child_name(each.child)): {} for each in answer.children
    }
    for part in chain.from_iterable(
        known_parts(visit, each.child, knowledge) for each in answer.children
    ):
        known.setdefault(upper_first(part.title), {}).update(
            {fact.says: fact for fact in part.facts}
        )
    return RecordPart(
        title="Based on",
        kind="based-on",
        items=tuple(
            RecordLine(label=title, says=_known(facts.values()))
            for title, facts in known.items()
            if facts
        ),
    )


def _known(facts: Iterable[KnownFact]) -> str:
    facts = list(facts)
    said = [each.says for each in facts if not each.is_no]
    no = ", ".join(lower_first(each.label) for each in facts if each.is_no)
    return "; ".join([*said, *([f"answered no: {no}"] if no else [])])


def blanks_part() -> RecordPart:
    """Return what the worker fills in by hand."""
    return RecordPart(
        title="Agreed",
        kind="fill-in",
        items=tuple(RecordLine(label=each, says=TO_WRITE) for each in BLANKS),
    )
