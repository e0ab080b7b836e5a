"""Which steps lead from children of an age to those who need a recommendation.

They are data: `data/need_chains.yaml` says which figure or which share each step reads, and what is
asked where there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from cattrs import BaseValidationError, Converter, transform_error
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from directory.exchange.statistics.need_columns import CATEGORIES, FACTORS, MEASURES

FILE = "need_chains.yaml"
StepKind = Literal["rate", "categories", "factors", "share"]


class NeedChainError(Exception):
    """The file is not sound; each problem is a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """One step: which figure it reads, and what is asked where there is none.

    Attributes:
        low, likely, high: for a rate, the measures of children in need that it reads.
        any_of: for categories or factors, those that count.
        base: a share of all children, without which nothing can be said.
        reading: why these figures, where the choice is ours.
    """

    id: str
    kind: StepKind
    says: str
    asks: str
    low: str = ""
    likely: str = ""
    high: str = ""
    any_of: tuple[str, ...] = ()
    base: bool = False
    reading: str = ""

    @property
    def is_base(self) -> bool:
        """Return whether nothing can be said without it."""
        return self.base or self.kind == "rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRule:
    """The steps of one recommendation, in order, and where its ages are narrowed and why."""

    recommendation: str
    steps: tuple[str, ...]
    from_months: int | None = None
    under_months: int | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class NeedChains:
    """The whole file."""

    steps: tuple[StepRule, ...]
    chains: tuple[ChainRule, ...]

    @cached_property
    def step(self) -> Mapping[str, StepRule]:
        """Return each step by its id."""
        return {each.id: each for each in self.steps}

    @cached_property
    def chain(self) -> Mapping[str, ChainRule]:
        """Return each chain by the id of its recommendation."""
        return {each.recommendation: each for each in self.chains}

    def steps_of(self, chain: ChainRule) -> Iterator[StepRule]:
        """Yield the steps of a chain in order."""
        return (self.step[id] for id in chain.steps)


@lru_cache(maxsize=4)
def need_chains_in(data: Path) -> NeedChains:
    """Return the chains of a folder, read once. Raises NeedChainError naming every problem."""
    try:
        read = YAML(typ="safe").load((data / FILE).read_text(encoding="utf-8"))
        found = Converter(forbid_extra_keys=True).structure(read, NeedChains)
    except (YAMLError, BaseValidationError) as error:
        said = "; ".join(transform_error(error)) if isinstance(error, Exception) else str(error)
        raise NeedChainError(f"data/{FILE}: {said}") from None
    if problems := [*_problems(found)]:
        raise NeedChainError("\n".join(f"data/{FILE}: {problem}" for problem in problems))
    return found


def _problems(chains: NeedChains) -> Iterator[str]:
    for rule in chains.steps:
        if rule.kind == "rate" and not {rule.low, rule.likely, rule.high} <= MEASURES.keys():
            yield f"step {rule.id}: low, likely and high must be measures: {', '.join(MEASURES)}"
        known = {"categories": CATEGORIES, "factors": FACTORS}.get(rule.kind)
        if known is not None and not (rule.any_of and set(rule.any_of) <= known.keys()):
            yield f"step {rule.id}: any_of must name some of {', '.join(known)}"
    for chain in chains.chains:
        for id in chain.steps:
            if id not in chains.step:
                yield f"chain {chain.recommendation}: there is no step {id}"
        if chain.steps and not any(
            chains.step[id].is_base for id in chain.steps if id in chains.step
        ):
            yield f"chain {chain.recommendation}: one step must be a rate, or a base"
