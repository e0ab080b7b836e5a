"""Which questions are asked where, and in which order."""

from collections.abc import Iterable

from matcher.facts import About, FactBook, FactGroup

READING_ORDER = (
    "child", "stage", "harm", "abuse", "carer", "parent", "child_needs", "family", "safety",
)  # fmt: skip
"""A parent’s needs follow the parent; a group that is not named here comes last."""
OPENING = ("child", "stage", "abuse", "safety")
ASKED_LATER = ("child.at_school",)
"""Of the groups that open a case, what matters for few children and is asked when it does."""


def sections_of(groups: Iterable[FactGroup]) -> tuple[FactGroup, ...]:
    """Return the groups of questions in the order of the page."""

    def place(group: FactGroup) -> int:
        named = group.id in READING_ORDER
        return READING_ORDER.index(group.id) if named else len(READING_ORDER)

    return tuple(sorted(groups, key=place))


def opening_ids(facts: FactBook) -> frozenset[str]:
    """Return the few facts that open every case."""
    return frozenset(
        fact.id for fact in facts.facts if fact.group in OPENING and fact.id not in ASKED_LATER
    )


def ids_about(facts: FactBook, *about: About) -> frozenset[str]:
    """Return the facts about a child, a carer, the two together, or the family."""
    return frozenset(id for id, whom in facts.about.items() if whom in about)


def child_ids(facts: FactBook) -> frozenset[str]:
    """Return what is asked of one child; the stage is, though it may differ with a carer."""
    return ids_about(facts, "child") | {"stage"}
