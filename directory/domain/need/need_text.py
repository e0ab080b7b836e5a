"""The words of need, places and shortfall: ranges, and the sentence of a row.

A sentence is told in parts, so that a page can link each number to the steps that made it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from directory.domain.coverage.gap_text import say_children, say_share, target_title
from directory.domain.need.need_rows import ProgrammeCell, ProgrammeRow
from directory.domain.need.quantity import Quantity
from directory.infrastructure.text_format import count
from matcher import Knowledge

Part = Literal["", "need", "places", "short", "reach"]
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class SentencePart:
    """Some words of a sentence, and which part of a chain they are a number of."""

    text: str
    part: Part = ""


def say_quantity(found: Quantity | None) -> str:
    """Return a range: "388 (16 to 678)", "at most 7,413", "12 to 42", "40", "not known"."""
    main, others = quantity_parts(found)
    return f"{main} ({others})" if others else main


def quantity_parts(found: Quantity | None) -> tuple[str, str]:
    """Return the number that is told first, and the range beside it where there is one."""
    if found is None:
        return NOT_KNOWN, ""
    low, high = say_children(found.low), say_children(found.high)
    if low == high:
        return low, ""
    if found.is_at_most:
        return f"at most {high}", ""
    if found.likely is None:
        return f"{low} to {high}", ""
    return say_children(found.likely), f"{low} to {high}"


def say_decimal(places: float | None) -> str:
    """Return places for one expected child: "0.42"; a few are never called none."""
    if places is None:
        return NOT_KNOWN
    return "under 0.01" if 0 < places < 0.005 else f"{places:.2f}"


def shortfall_words(row: ProgrammeRow, knowledge: Knowledge) -> tuple[SentencePart, ...]:
    """Return the sentence of a row, with its range, in parts."""
    return tuple(_shortfall(row.total, target_title(row.target, knowledge)))


def say_shortfall(row: ProgrammeRow, knowledge: Knowledge) -> str:
    """Return the same as one text."""
    return "".join(words.text for words in shortfall_words(row, knowledge))


def _shortfall(cell: ProgrammeCell, title: str) -> Iterator[SentencePart]:
    yield SentencePart(f"{title}: ")
    if cell.need is not None and cell.need.is_at_most:
        yield from _need_at_most(cell.need)
    else:
        yield from _without_place(cell)
    yield from _places(cell)


def _without_place(cell: ProgrammeCell) -> Iterator[SentencePart]:
    main, others = quantity_parts(cell.short)
    need, of_need = quantity_parts(cell.need)
    yield SentencePart(main, "short")
    yield SentencePart(f" ({others}) of the " if others else " of the ")
    yield SentencePart(need, "need")
    yield SentencePart(f" ({of_need})" if of_need else "")
    yield SentencePart(" children likely to need it have no place. ")


def _need_at_most(need: Quantity) -> Iterator[SentencePart]:
    # “At most 26,552 of at most 26,552” would sound like a finding; what is not known is a share.
    yield SentencePart(quantity_parts(need)[0], "need")
    yield SentencePart(" children need it: which share of them does is not known. ")


def _places(cell: ProgrammeCell) -> Iterator[SentencePart]:
    places = cell.places
    if not places.services:
        yield SentencePart("No service in this directory", "places")
        yield SentencePart(" delivers it here.")
    elif not places.stating:
        yield SentencePart(count(places.services, "service"), "places")
        yield SentencePart(" may deliver it here, and none states how many places.")
    else:
        yield SentencePart(f"{count(round(places.likely), 'place')} a year", "places")
        open_ = ", and one or more services do not say how many they have"
        yield SentencePart(f" {'is' if round(places.likely) == 1 else 'are'} stated"
                    f"{open_ if places.is_open else ''}.")  # fmt: skip


def say_reach(reached: Quantity, children: float) -> str:
    """Return who can reach a service: "57% can reach a service that says it takes them"."""
    if not children:
        return "no children of these ages are counted"
    sure, open_ = reached.low / children, (reached.high - reached.low) / children
    says = f"{say_share(sure)} can reach a service that says it takes them"
    return f"{says}; of {say_share(open_)} we cannot tell" if open_ else says


def met_class(cell: ProgrammeCell) -> str:
    """Return how well a need is met, for the colour at the side of a cell."""
    need, short = cell.need, cell.short
    if need is None or short is None or not need.high:
        return "none"
    if short.likely is None or not need.likely:
        return "unclear" if short.high else "most"
    share = short.likely / need.likely
    return (
        "nobody" if share >= 0.9 else "few" if share >= 0.5 else "half" if share >= 0.1 else "most"
    )


def say_change(share: float) -> str:
    """Return a change in words: "13% more", "4% fewer", "about the same"."""
    percent = round(abs(share) * 100)
    if not percent:
        return "about the same"
    return f"{percent}% {'more' if share > 0 else 'fewer'}"
