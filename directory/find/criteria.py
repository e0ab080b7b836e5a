"""A service's own criteria in words."""

from collections import defaultdict
from collections.abc import Iterator

from directory.db import Service
from matcher import Knowledge
from matcher.local_ages import in_words
from matcher.wording import joined, soften

Said = tuple[str, str | None]
"""What a criterion is called, and what the service states; None where it states nothing."""

_ANY = {"accepts_abuse": "Takes families after", "accepts_carers": "Takes"}
_EACH = {"requires": "Only if", "excludes": "Not if"}


def criteria_of(service: Service, knowledge: Knowledge) -> list[Said]:
    """Return whom a service takes and whom it does not, line by line."""
    return list(_criteria(service, knowledge))


def _criteria(service: Service, knowledge: Knowledge) -> Iterator[Said]:
    low, high = service.age_from_months, service.age_under_months
    yield "Ages", None if low is None and high is None else in_words(low, high)
    named: dict[str, list[str]] = defaultdict(list)
    for criterion in service.criteria:  # in the order in which they are stated
        named[criterion.role].append(criterion.fact)
    for role, title in _ANY.items():
        labels = [_label(fact, knowledge) for fact in named[role]]
        yield title, joined(labels, "or") if labels else None
    for role, title in _EACH.items():
        for fact in named[role]:
            yield title, _sentence(fact, knowledge)
    if service.eligibility_note:
        yield "It adds", service.eligibility_note


def _label(fact: str, knowledge: Knowledge) -> str:
    known = knowledge.facts.by_id.get(fact)
    return known.label if known else fact


def _sentence(fact: str, knowledge: Knowledge) -> str:
    known = knowledge.facts.by_id.get(fact)
    return soften(known.says.met) if known else fact
