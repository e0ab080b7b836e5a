"""A result as plain text, for a terminal or to paste into a record."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.age_window import in_words
from matcher.result import Difference, GuidanceGap, Option, Result, sources_of

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
    for read in result.read_as:
        yield from [f"\nREAD AS: {read.changed}"] if read.changed else []
    for gap in result.nothing_named:
        yield from _gap(gap)
    for status, heading in _HEADINGS.items():
        options = [option for option in result.options if option.status == status]
        yield f"\n{heading} ({len(options)})"
        for option in options:
            yield from _option(option)
    for difference in result.side_by_side:
        yield from _difference(difference)
    yield "\nFIND OUT NEXT"
    yield from (f"  settles up to {ask.settles}: {ask.question}" for ask in result.ask_next)
    yield "\nPRACTICE NOTES"
    yield from (f"  {note.says} [{sources_of(note)}]" for note in result.practice_notes)


def _gap(gap: GuidanceGap) -> Iterator[str]:
    yield f"\nNOTHING NAMED: {gap.item.says}"
    yield from [f"  Another source does: {', '.join(gap.named)}"] if gap.named else []
    near = [id for id, status in gap.nearest if status != "does_not_apply"]
    yield from [f"  Nearest: {', '.join(near)}"] if near else []
    yield f"  Next: {gap.item.next_step}"


def _difference(each: Difference) -> Iterator[str]:
    yield f"\nSOURCES DIFFER: {each.item.subject}. {each.item.says}"
    for option in each.options:
        item, window = option.recommendation, option.window
        ages = in_words(window.from_months, window.under_months)
        said = f"{item.citation.source} {item.ref}: {item.strength}, {ages}"
        yield f"  {said} ({option.status.replace('_', ' ')})"


def _option(option: Option) -> Iterator[str]:
    item = option.recommendation
    yield f"\n  {item.strength.upper()}: {item.title} [{item.citation.source} {item.ref}]"
    if aside := item.set_aside_here:
        yield f"    Set aside here: {aside.reason} ({aside.decided_by}, {aside.decided_on})"
    yield from (f"    {_MARKS[reason.outcome]} {reason.text}" for reason in option.reasons)
    if option.status == "does_not_apply":
        yield from [f"    near match: {option.near_match}"] if option.near_match else []
        return
    yield from (f"    * {line}" for line in item.delivery)
    yield from (f"    ! {line}" for line in option.cautions)
    pages = dict.fromkeys(row.url for each in option.other_ages for row in each.rows)
    yield from (f"      {url}" for url in pages)
