"""Where in the knowledge each numbered statement or heading of a source stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.citations import Citation
from matcher.knowledge import ActFirst, Knowledge, NothingNamed, PracticeNote, TodaysName
from matcher.signs_data import LeftOut, Sign, SignStep

__all__ = ["Reference", "references"]

_Citing = (
    ActFirst | PracticeNote | Sign | SignStep | LeftOut | NothingNamed | TodaysName
)  # what has an id and citations
_RANGE = re.compile(r"(\d+(?:\.\d+)*)\.(\d+)(?: to \1\.(\d+))?")
"""A number, or two of one section with all between them, as "1.3.4 to 1.3.7"."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """That something cites a place in a source."""

    source: str
    ref: str
    kind: str
    """What it is: an option, act first, note, sign, step, left out, gap, name or fact."""
    id: str


def references(knowledge: Knowledge) -> tuple[Reference, ...]:
    """Return every place that is cited with what cites it, each once, a range as its numbers."""
    found = dict.fromkeys((*_cited(knowledge), *_of_facts(knowledge)))
    return tuple(sorted(found, key=lambda each: (each.source, _natural(each.ref), each)))


def _cited(knowledge: Knowledge) -> Iterator[Reference]:
    for item in knowledge.recommendations:
        for citation in (item.citation, *item.also):
            yield from _places(citation, "option", item.id)
    groups: dict[str, tuple[_Citing, ...]] = {
        "act first": knowledge.act_first,
        "note": knowledge.practice_notes,
        "sign": knowledge.signs,
        "step": knowledge.sign_steps,
        "left out": knowledge.signs_left_out,
        "gap": knowledge.nothing_named,
        "name": knowledge.names,
    }
    for kind, items in groups.items():
        for each in items:
            for citation in each.citations:
                yield from _places(citation, kind, each.id)


def _of_facts(knowledge: Knowledge) -> Iterator[Reference]:
    """Yield the numbers in the free text that says which source makes us ask for a fact."""
    names = {source.name: source for source in knowledge.sources}
    short = {name.removeprefix("NICE "): name for name in names}
    for fact in knowledge.facts.facts:
        for part in fact.source.split("; "):
            named = part.removeprefix("NICE ").partition(" ")[0]
            if named in short:
                for number in _numbers(part):
                    yield Reference(short[named], number, "fact", fact.id)


def _places(citation: Citation, kind: str, id: str) -> Iterator[Reference]:
    for ref in _numbers(citation.ref) or [citation.ref]:
        yield Reference(citation.source, ref, kind, id)


def _numbers(text: str) -> list[str]:
    found = []
    for section, first, last in _RANGE.findall(text):
        found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def _natural(ref: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", ref)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
