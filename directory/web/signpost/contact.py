"""Safe contact: what was answered, and what follows from it for the worker (NG76 1.1.9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.web.family_session import Visit

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = {YES: "Yes", NO: "No", UNKNOWN: "Don’t know"}
NOT_AGREED = "none"
WAYS = {
    "call": "Phone call",
    "text": "Text message",
    "email": "Email",
    "letter": "Letter",
    "in_person": "In person only",
    NOT_AGREED: "Not agreed yet",
}
SEEN_IN = {"call": "phone", "text": "phone", "email": "phone", "letter": "post"}
SEEN = ("phone", "post", "screen")
PAPER, WAY = "paper", "way"
QUESTIONS = (*SEEN, PAPER, WAY)
ABUSER_HAS_ACCESS = "safety.abuser_has_access"
"""Known in choose: somebody who has caused harm may see the phone, the post or papers."""
KNOWN_ELSEWHERE = (
    "In this visit you said that someone who has caused harm may see the phone, post or papers. "
    "So nothing counts as safe here, whatever was answered since."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to do with the sheet: each line is a thing to do, or not to."""

    lines: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Say whether nothing speaks against printing and sending it."""
        return not self.lines


def is_answered(contact: Mapping[str, Any]) -> bool:
    """Say whether every question was answered in this visit, be it with "don't know"."""
    return all(contact.get(name) in (WAYS if name == WAY else ANSWERS) for name in QUESTIONS)


def advise(contact: Mapping[str, Any], *, harm_may_see: bool = False) -> Advice:
    """Return what follows from the answers; what is not known counts as unsafe.

    So does all of it where somebody who has caused harm is known to have access.
    """
    if not harm_may_see:
        return Advice(lines=tuple(_lines(contact)))
    way = {WAY: contact.get(WAY)}
    return Advice(lines=(KNOWN_ELSEWHERE, *_lines(way)))


def may_print(contact: Mapping[str, Any], *, harm_may_see: bool = False) -> bool:
    """Say whether paper is known to be safe."""
    return contact.get(PAPER) == YES and not harm_may_see


def may_send(contact: Mapping[str, Any], *, harm_may_see: bool = False) -> bool:
    """Say whether a text or an email is known to be safe: nobody else sees the phone."""
    return contact.get("phone") == NO and not harm_may_see


def harm_may_see(visit: Visit) -> bool:
    """Say whether somebody who has caused harm is known to have access, in the whole visit."""
    known = (visit.family, *(child.facts for child in visit.children))
    return any(facts.get(ABUSER_HAS_ACCESS) is True for facts in known)


def _lines(contact: Mapping[str, Any]) -> Iterator[str]:
    if contact.get("screen") != NO:
        yield "Do not open the sheet here while someone else can see the screen."
    if contact.get("phone") != NO:
        yield (
            "Do not text, email or send a photo of the sheet, and do not leave a message. "
            "Ask the family not to scan the codes with that phone."
        )
    if contact.get("post") != NO:
        yield "Do not post the sheet or write to the family about it."
    if contact.get(PAPER) != YES:
        on_screen = ", or let them read it on your screen" if contact.get("screen") == NO else ""
        yield f"Do not give them paper. Tell them{on_screen}."
    yield from _way(contact)


def _way(contact: Mapping[str, Any]) -> Iterator[str]:
    way = contact.get(WAY)
    if way in (None, NOT_AGREED):
        yield "Agree with the family how and when you can reach them safely, before you part."
    elif way in SEEN_IN and contact.get(SEEN_IN[way]) != NO:
        yield f"The way you agreed ({WAYS[way].lower()}) may be seen: agree another way."
