"""Whom a service takes and whom it does not: the facts it names in each role, and their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.explanations import joined, soften
from matcher.facts import FactBook

ROLES = ("accepts_abuse", "accepts_carers", "requires", "excludes")
ANY_OF = {"accepts_abuse": "takes families after", "accepts_carers": "takes"}
"""Roles of which one fact that holds is enough, and the words before their facts."""
EACH_OF = {"requires": "only if", "excludes": "not if"}
"""Roles of which each fact counts by itself, and the words before it."""


@dataclass(frozen=True, slots=True)
class CriteriaText:
    """Says facts as criteria; one that the knowledge no longer has is told by its id."""

    facts: FactBook

    def label(self, fact: str) -> str:
        """Return what a fact is called in a list, as in "physical abuse"."""
        known = self.facts.by_id.get(fact)
        return known.label if known else fact

    def any_of(self, named: Sequence[str]) -> str:
        """Return facts of which one is enough: "neglect or physical abuse"."""
        return joined(map(self.label, named), "or")

    def each(self, fact: str) -> str:
        """Return a fact as it follows "only if" or "not if"."""
        known = self.facts.by_id.get(fact)
        return soften(known.says.met) if known else fact

    def lines(self, named: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str | None]]:
        """Yield each role of which any fact is enough, and each fact of the others, with words.

        A role of the first kind that names nothing has None, since silence is worth saying.
        """
        for role, words in ANY_OF.items():
            yield words, self.any_of(named[role]) if named.get(role) else None
        for role, words in EACH_OF.items():
            for fact in named.get(role, ()):
                yield words, self.each(fact)
