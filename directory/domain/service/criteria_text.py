"""A service's own criteria in words."""

from collections import defaultdict
from collections.abc import Iterator

from directory.infrastructure.text_format import upper_first
from directory.model.age_range import AgeRange
from directory.model.criteria import CriteriaText
from directory.storage import Service
from matcher import Knowledge

Said = tuple[str, str | None]
"""What a criterion is called, and what the service states; None where it states nothing."""


def criteria_of(service: Service, knowledge: Knowledge) -> list[Said]:
    """Return whom a service takes and whom it does not, line by line."""
    return list(_criteria(service, knowledge))


def _criteria(service: Service, knowledge: Knowledge) -> Iterator[Said]:
    yield "Ages", AgeRange.of(service).text
    named: dict[str, list[str]] = defaultdict(list)
    for criterion in service.criteria:  # in the order in which they are stated
        named[criterion.role].append(criterion.fact)
    for words, facts in CriteriaText(knowledge.facts).lines(named):
        yield upper_first(words), facts
    if service.eligibility_note:
        yield "It adds", service.eligibility_note
