"""Every address that the knowledge cites, with its state and the date of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.citations import Citation, LinkState
from matcher.knowledge import Knowledge

__all__ = ["CitedLink", "cited_links"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLink:
    """An address, whether it opens, when that was found or it was read, and who cites it."""

    url: str
    state: LinkState
    on: date
    was: str | None
    cited_by: tuple[str, ...]


def cited_links(knowledge: Knowledge) -> tuple[CitedLink, ...]:
    """Return every address once, the one that was looked at longest ago first."""
    registered = {link.url: link for link in knowledge.links}
    by_url: dict[str, tuple[list[str], list[date]]] = {}
    for url, who, day in _cited(knowledge):
        names, days = by_url.setdefault(url, ([], []))
        names.append(who)
        days.append(day)
    found = []
    for url, (names, days) in by_url.items():
        link = registered.get(url)
        found.append(
            CitedLink(
                url=url,
                state=link.state if link else "not checked",
                on=link.on if link else min(days),
                was=link.was if link else None,
                cited_by=tuple(dict.fromkeys(names)),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.on, each.state, each.url)))


def _cited(knowledge: Knowledge) -> Iterator[tuple[str, str, date]]:
    for source in knowledge.sources:
        yield source.url, source.id, source.checked_on
    oldest = knowledge.checked_on
    for item in knowledge.recommendations:
        for citation in (item.citation, *item.also):
            yield citation.url, item.id, item.checked_on or oldest
    for name, citation in _of_notices(knowledge):
        yield citation.url, name, citation.on or oldest
    for programme in knowledge.programmes:
        for rows in (programme.ages, programme.dose, programme.ratings, programme.uk_delivery):
            for row in rows:
                yield row.url, programme.id, row.seen_on


def _of_notices(knowledge: Knowledge) -> Iterator[tuple[str, Citation]]:
    groups = (
        knowledge.act_first,
        knowledge.practice_notes,
        knowledge.signs,
        knowledge.sign_steps,
        knowledge.signs_left_out,
        knowledge.contacts,
        knowledge.nothing_named,
        knowledge.names,
    )
    for items in groups:
        for item in items:
            for citation in item.citations:
                yield item.id, citation
