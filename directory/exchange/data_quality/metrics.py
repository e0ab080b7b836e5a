"""The shares of a report, and its worst entries, counted over what services state."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TypedDict

from directory.exchange.data_quality.pitfalls import TRAPS
from directory.exchange.data_quality.report import MOST_WORST, Share, WorstEntry, share
from directory.exchange.data_quality.service_facts import NEEDS, USABLE, ServiceFacts
from directory.infrastructure.text_format import long_date
from matcher.ages import completed_months

RECENT_MONTHS, YEAR_MONTHS = 3, 12
"""Within three months is what the standard's compliance page asks of a check."""
_WITHIN_3, _WITHIN_12, _LONGER, _NEVER = "within_3_months", "within_12_months", "longer", "never"
_SAYS = {
    _WITHIN_3: "checked within three months",
    _WITHIN_12: "checked within twelve months, not within three",
    _LONGER: "checked longer ago",
    _NEVER: "date of a check not stated",
}
_CHECK_IT = "have somebody check it, and state the date"


class QualityFigures(TypedDict):
    """The counted part of a report, by the names of its fields."""

    services: int
    in_full: int
    usable: Share
    usable_lacks: tuple[Share, ...]
    assured: tuple[Share, ...]
    referral_lacks: tuple[Share, ...]
    traps: tuple[Share, ...]
    worst: tuple[WorstEntry, ...]


def figures(
    services: Sequence[ServiceFacts], looked_at: Mapping[str, str], on: date
) -> QualityFigures:
    """Return every share of a report and its worst entries, as of a day."""
    return QualityFigures(
        services=len(services),
        in_full=sum(each.in_full for each in services),
        usable=_usable(services),
        usable_lacks=_usable_lacks(services),
        assured=_assured(services, on),
        referral_lacks=_referral_lacks(services, looked_at),
        traps=_traps(services),
        worst=worst(services, on),
    )


def assurance(assured_on: date | None, on: date) -> str:
    """Return how long ago an entry was checked, by the name of its share."""
    if assured_on is None:
        return _NEVER
    months = completed_months(assured_on, on)
    if months < RECENT_MONTHS:
        return _WITHIN_3
    return _WITHIN_12 if months < YEAR_MONTHS else _LONGER


def worst(services: Sequence[ServiceFacts], on: date) -> tuple[WorstEntry, ...]:
    """Return the entries with most to mend, worst first.

    What keeps an entry from being used or read weighs most, then what a referral needs and the
    check, then traps. One that says it does not run is left out: it need not be mended.
    """
    ranked = sorted((each for each in services if each.runs), key=lambda each: _weight(each, on))
    mends = ((each, tuple(_mends(each, on))) for each in ranked)
    found = (
        WorstEntry(id=each.id, name=each.name, at=each.at, mend=mend)
        for each, mend in mends
        if mend
    )
    return tuple(islice(found, MOST_WORST))


def _weight(each: ServiceFacts, on: date) -> tuple[int, int, int]:
    missing = list(each.needs.values()).count(None)
    stale = assurance(each.assured_on, on) in (_LONGER, _NEVER)
    return -len(each.lacks) - len(each.faults), -missing - stale, -len(each.traps)


def _mends(each: ServiceFacts, on: date) -> list[str]:
    found = [rule.mend for rule in USABLE if rule.name in each.lacks]
    # What is wrong with a field that is lacked for use is said already.
    found += [fault for fault in each.faults if fault.split()[0] not in each.lacks]
    found += [rule.mend for rule in NEEDS if each.needs.get(rule.name, "") is None]
    match assurance(each.assured_on, on), each.assured_on:
        case "never", _:
            found.append(_CHECK_IT)
        case "longer", date() as day:
            found.append(f"have it checked again: that was last done on {long_date(day)}")
    traps = [rule.mend for rule in TRAPS if rule.name in each.traps]
    return list(dict.fromkeys([*found, *traps]))


def _usable(services: Sequence[ServiceFacts]) -> Share:
    count = sum(not each.lacks for each in services)
    return share(
        "usable", "usable by the rule of the Department for Education", count, len(services)
    )


def _usable_lacks(services: Sequence[ServiceFacts]) -> tuple[Share, ...]:
    counts = [
        share(rule.name, rule.says, _having(services, rule.name), len(services), rule.mend)
        for rule in USABLE
    ]
    return _largest_first(counts)


def _having(services: Sequence[ServiceFacts], name: str) -> int:
    return sum(name in each.lacks for each in services)


def _assured(services: Sequence[ServiceFacts], on: date) -> tuple[Share, ...]:
    ages = [assurance(each.assured_on, on) for each in services]
    return tuple(
        share(name, says, ages.count(name), len(ages), _CHECK_IT if name == _NEVER else None)
        for name, says in _SAYS.items()
    )


def _referral_lacks(
    services: Sequence[ServiceFacts], looked_at: Mapping[str, str]
) -> tuple[Share, ...]:
    """Return, of the services in which each need could be looked for, how many do not state it."""
    found = []
    for rule in NEEDS:
        could = [each.needs[rule.name] for each in services if rule.name in each.needs]
        where = looked_at[rule.name]
        lack = share(rule.name, rule.says, could.count(None), len(could), rule.mend, where)
        found.append(lack)
    return tuple(found)


def _traps(services: Sequence[ServiceFacts]) -> tuple[Share, ...]:
    counts = [
        share(rule.name, rule.says, sum(rule.name in each.traps for each in services),
              len(services), rule.mend)
        for rule in TRAPS
    ]  # fmt: skip
    return _largest_first([each for each in counts if each.count])


def _largest_first(shares: Sequence[Share]) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda each: each.count, reverse=True))
