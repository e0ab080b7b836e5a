"""A result as plain text, for a terminal or to paste into a record."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.result import Option, Result, sources_of

__all__ = ["as_text"]

_HEADINGS = {
    "applies": "APPLIES",
    "needs_information": "NEEDS INFORMATION",
    "does_not_apply": "DOES NOT APPLY",
}
_MARKS = {"met": "+", "not_met": "-", "not_known": "?"}


def as_text(result: Result) -> str:
    """Return the whole result, most urgent first."""
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"Match on {result.on.isoformat()}. This supports a judgement; it does not make one."
    for notice in result.act_first:
        yield f"\nACT FIRST ({notice.within}): {notice.title}"
        yield f"  {notice.says} [{sources_of(notice)}]"
    for contradiction in result.contradictions:
        yield f"\nCHECK: {contradiction.says}"
    for status, heading in _HEADINGS.items():
        options = [option for option in result.options if option.status == status]
        yield f"\n{heading} ({len(options)})"
        for option in options:
            yield from _option(option)
    yield "\nFIND OUT NEXT"
    yield from (f"  settles up to {ask.settles}: {ask.question}" for ask in result.ask_next)
    yield "\nPRACTICE NOTES"
    yield from (f"  {note.says} [{sources_of(note)}]" for note in result.practice_notes)


def _option(option: Option) -> Iterator[str]:
    item = option.recommendation
    yield f"\n  {item.strength.upper()}: {item.title} [{item.citation.source} {item.ref}]"
    yield from (f"    {_MARKS[reason.outcome]} {reason.text}" for reason in option.reasons)
    if option.status == "does_not_apply":
        yield from [f"    near match: {option.near_match}"] if option.near_match else []
        return
    yield from (f"    * {line}" for line in item.delivery)
    yield from (f"    ! {line}" for line in option.cautions)
