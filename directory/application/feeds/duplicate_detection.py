"""Services of two sources that look like one: proposed with a score and why, never decided."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.search.normalise import plain
from directory.exchange.openreferral.importer import NOT_STATED
from directory.storage import DifferentServices, Organisation, Service, Venue

LOWEST = 70
"""The score, of 100, from which two are proposed."""
ALIKE = 85
"""How alike, of 100, two names are that may be one."""
NAME, ORGANISATION, PLACE = 50, 25, 25
"""What name, organisation and place count for."""
LARGEST_GROUP = 400
"""Services that share one key, such as a postcode, beyond which it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a service is compared by. A hidden venue is not among its places."""

    id: str
    feed: str | None
    name: str
    plain_name: str
    organisation: str
    number: str
    postcodes: frozenset[str]
    authorities: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateMatch:
    """Two services that may be one: `service_id` would no longer be shown, `same_as` would."""

    service_id: str
    name: str
    same_as: str
    other_name: str
    score: int
    why: tuple[str, ...]


def proposals(session: Session) -> list[DuplicateMatch]:
    """Return the pairs that nobody decided on yet, the likeliest first.

    The directory's own entry is proposed to stand for that of a feed.
    """
    decided = {(row.service_id, row.other_id) for row in session.scalars(select(DifferentServices))}
    found = (_match(one, other) for one, other in _pairs(_candidates(session)))
    kept = [
        match for match in found
        if match and tuple(sorted((match.service_id, match.same_as))) not in decided
    ]  # fmt: skip
    return sorted(kept, key=lambda match: (-match.score, match.service_id, match.same_as))


def _candidates(session: Session) -> list[Candidate]:
    places: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    shown = select(Venue.service_id, Venue.postcode, Venue.authority).where(
        Venue.hide_address.is_not(True)
    )
    for id, postcode, authority in session.execute(shown):
        places[id].append((postcode, authority))
    services = (
        select(Service.id, Service.feed_id, Service.name, Organisation.name, Organisation.number)
        .join(Organisation)
        .where(Service.gone_on.is_(None), Service.same_as.is_(None), Service.is_sample.is_(False))
        .order_by(Service.id)
    )
    return [
        Candidate(
            id=id,
            feed=feed,
            name=name,
            plain_name=_plain(name),
            organisation="" if organisation == NOT_STATED else _organisation(organisation),
            number=re.sub(r"\W", "", number or "").casefold().lstrip("0"),
            postcodes=frozenset(p for p, _ in places[id] if p),
            authorities=frozenset(a for _, a in places[id] if a),
        )
        for id, feed, name, organisation, number in session.execute(services)
    ]


def _plain(name: str) -> str:
    """Return a name in plain words: “Dads & Little Ones” is "dads and little ones"."""
    return plain(name.replace("&", " and "))


def _organisation(name: str) -> str:
    """Return the name of an organisation without what says only how it is registered."""
    return re.sub(r"\b(?:the|ltd|limited|cic|cio|plc|uk|charity)\b", "", _plain(name)).strip()


def _pairs(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield each pair of two sources that shares a name, an organisation or a postcode, once."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        keys = {f"name {each.plain_name}", *(f"at {code}" for code in each.postcodes)}
        keys |= {f"by {each.organisation}"} if each.organisation else set()
        keys |= {f"number {each.number}"} if each.number else set()
        for key in keys:
            groups[key].append(each)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for one, other in combinations(group[:LARGEST_GROUP], 2):
            if one.feed != other.feed and (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _match(one: Candidate, other: Candidate) -> DuplicateMatch | None:
    alike = fuzz.token_sort_ratio(one.plain_name, other.plain_name)
    if alike < ALIKE:
        return None
    parts = [(NAME * alike / 100, f"names {alike:.0f}% alike")]
    parts += [part for part in (_by_organisation(one, other), _by_place(one, other)) if part]
    score = round(sum(points for points, _ in parts))
    if score < LOWEST:
        return None
    # The directory's own file comes before any feed, and feeds in the order of their names.
    kept, copy = sorted((one, other), key=lambda each: (each.feed or "", each.id))
    return DuplicateMatch(
        service_id=copy.id,
        name=copy.name,
        same_as=kept.id,
        other_name=kept.name,
        score=score,
        why=tuple(words for _, words in parts),
    )


def _by_organisation(one: Candidate, other: Candidate) -> tuple[float, str] | None:
    if one.number and one.number == other.number:
        return ORGANISATION, "one organisation number"
    if not (one.organisation and other.organisation):
        return None
    alike = fuzz.token_sort_ratio(one.organisation, other.organisation)
    if alike < ALIKE:
        return -ORGANISATION / 5, "organisations with different names"
    return ORGANISATION * alike / 100 * 0.9, f"organisations {alike:.0f}% alike"


def _by_place(one: Candidate, other: Candidate) -> tuple[float, str] | None:
    if shared := one.postcodes & other.postcodes:
        return PLACE, f"both at {min(shared)}"
    if one.authorities & other.authorities:
        return PLACE / 2, "both in one authority"
    if one.postcodes and other.postcodes:
        return -PLACE / 2, "at different places"
    return None
