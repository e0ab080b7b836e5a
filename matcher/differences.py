"""What stands beside the options: that nothing is named, and sources that do not say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.answer_bits import Answers
from matcher.compiled_rules import NamesNothing
from matcher.knowledge import NothingNamed, SideBySide
from matcher.result import Difference, GuidanceGap, Option

__all__ = ["differences", "gaps", "gaps_among"]

_PROGRAMMES = ("offer", "consider")


def gaps(
    items: Iterable[NamesNothing],
    options: Mapping[str, Option],
    answers: Answers,
    *,
    of_person: bool,
) -> tuple[GuidanceGap, ...]:
    """Return where the main guideline names nothing, worked out against all sources in force."""
    open_ = (item for item, gate in items if gate.opens(answers, of_person=of_person))
    return gaps_among(open_, options)


def gaps_among(
    items: Iterable[NothingNamed], options: Mapping[str, Option]
) -> tuple[GuidanceGap, ...]:
    """Return those of which nothing that could have been named applies."""
    applying = {id for id, option in options.items() if option.status == "applies"}
    found = [item for item in items if applying.isdisjoint(item.among)]
    if not found:
        return ()
    named = [each for each in options.values() if _names(each)]
    return tuple(
        GuidanceGap(
            item=item,
            named=tuple(
                id for o in named if (id := o.recommendation.id).partition(":")[0] != item.source
            ),
            nearest=tuple((id, options[id].status) for id in item.nearest if id in options),
        )
        for item in found
    )


def _names(option: Option) -> bool:
    """Say whether something is recommended that applies."""
    return option.status == "applies" and option.recommendation.strength in _PROGRAMMES


def differences(
    items: Iterable[SideBySide], options: Mapping[str, Option]
) -> tuple[Difference, ...]:
    """Return the subjects on which sources differ and one of them applies."""
    return tuple(
        Difference(item=item, options=tuple(options[id] for id in item.recommendations))
        for item in items
        if options.keys() >= set(item.recommendations)
        and any(options[id].status == "applies" for id in item.recommendations)
    )
