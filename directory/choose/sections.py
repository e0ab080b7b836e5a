"""The order in which the questions are asked."""

from matcher.facts import FactBook, Group

READING_ORDER = (
    "child", "stage", "abuse", "carer", "parent", "child_needs", "family", "safety",
)  # fmt: skip
"""A parent’s needs follow the parent; a group that is not named here comes last."""


def sections_of(facts: FactBook) -> tuple[Group, ...]:
    """Return the groups of questions in the order of the page."""

    def place(group: Group) -> int:
        named = group.id in READING_ORDER
        return READING_ORDER.index(group.id) if named else len(READING_ORDER)

    return tuple(sorted(facts.groups, key=place))
