"""How many children are likely to need a recommendation: each step from all children of its ages.

A rate is a published number of children of the authority over all its children; those of an age are
taken to be the same share of it as of all children. A share is of those counted so far. A step for
which nobody has a figure counts for none to all of them, has no likely value, and is asked for; a
rate that nobody has leaves the whole answer open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from directory.domain.need.chain_data import ChainRule, NeedChains, StepRule
from directory.domain.need.published_share import factor_share, of_categories
from directory.domain.need.quantity import Quantity, exactly
from directory.exchange.statistics.need_columns import ALL, ASSESSMENTS, MEASURES, PLANS

OLD_YEARS = 3
PER = 10_000
ANY_SHARE = Quantity(0.0, None, 1.0)
_READ = {"categories": (PLANS, of_categories), "factors": (ASSESSMENTS, factor_share)}
AGES = "ages"
"""The id of the first step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFigures:
    """The newest published figures of one measure for an authority; None is withheld."""

    year: int
    numbers: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetShare:
    """A share that a council states, of those counted before it, from 0 to 1."""

    share: Quantity
    source: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainInputs:
    """What is known of one authority.

    Attributes:
        everyone: its children under 18.
        children_source, children_dated: where the numbers of children come from.
        figures: by measure.
        figures_source: title of the set of figures.
        shares: what the council states, by the id of a step.
    """

    on: date
    everyone: float
    children_source: str
    children_dated: str
    figures: Mapping[str, AuthorityFigures] = field(default_factory=dict)
    figures_source: str = ""
    shares: Mapping[str, SetShare] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep:
    """One step as it is shown.

    Attributes:
        share: what the children before it are multiplied by; None for the first step.
        children: how many are left; None where it is not known.
        arithmetic: how the share was worked out: "489 of 101,979 children: 48 per 10,000".
        asks: what to bring or to state, where nobody has a figure.
        years_old: in whole years, where the figure is of `OLD_YEARS` or more.
    """

    id: str
    says: str
    share: Quantity | None
    children: Quantity | None
    arithmetic: str = ""
    source: str = ""
    dated: str = ""
    reading: str = ""
    asks: str = ""
    years_old: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedChain:
    """The steps, and the children at their end; None where a rate is not known."""

    recommendation: str
    steps: tuple[ChainStep, ...]

    @property
    def children(self) -> float:
        """Return how many children of these ages there are."""
        first = self.steps[0].children
        return first.high if first else 0.0

    @property
    def need(self) -> Quantity | None:
        """Return how many are likely to need it; None where that cannot be told."""
        return self.steps[-1].children

    @property
    def asks(self) -> tuple[str, ...]:
        """Return what nobody has a figure for."""
        return tuple(step.asks for step in self.steps if step.asks)

    @property
    def years_old(self) -> int | None:
        """Return the age of its oldest figure, where one is old."""
        return max((step.years_old for step in self.steps if step.years_old), default=None)


def need_chain(
    chains: NeedChains, chain: ChainRule, children: float, ages: str, inputs: ChainInputs
) -> NeedChain:
    """Return the chain of a recommendation.

    `children` are those of its ages in the authority, and `ages` says which these are.
    """
    first = ChainStep(
        id=AGES,
        says=ages,
        share=None,
        children=exactly(children),
        source=inputs.children_source,
        dated=inputs.children_dated,
        reading=chain.why,
        years_old=years_old(inputs.children_dated, inputs.on),
    )
    steps = (first, *_steps(chains, chain, first.children, inputs))
    return NeedChain(recommendation=chain.recommendation, steps=steps)


def caseload_chain(recommendation: str, applies: int, may: int, dated: str) -> NeedChain:
    """Return a need counted on a council's own caseload.

    `applies` are the children to whom it applies, and `may` those of whom too little is recorded.
    """
    counted = Quantity(float(applies), None if may else float(applies), float(applies + may))
    step = ChainStep(
        id="caseload",
        says="children of your caseload to whom it applies, or may",
        share=None,
        children=counted,
        arithmetic=f"{applies:,} to whom it applies, {may:,} of whom too little is recorded",
        source="The council’s own caseload",
        dated=dated,
    )
    return NeedChain(recommendation=recommendation, steps=(step,))


def years_old(dated: str, on: date) -> int | None:
    """Return how many years ago a figure was taken, where that is `OLD_YEARS` or more."""
    year = dated[:4]
    if not year.isdecimal():
        return None
    full = dated if len(dated) == len("2020-06-30") else f"{year}-03-31"
    day = date.fromisoformat(full)
    years = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    return years if years >= OLD_YEARS else None


def _steps(
    chains: NeedChains, chain: ChainRule, children: Quantity | None, inputs: ChainInputs
) -> Iterator[ChainStep]:
    for rule in chains.steps_of(chain):
        step = _found(rule, inputs) or _asked(rule)
        if children is not None and step.share is not None:
            children = children.times(step.share)
        else:
            children = None
        yield ChainStep(
            id=step.id, says=step.says, share=step.share, children=children,
            arithmetic=step.arithmetic, source=step.source, dated=step.dated,
            reading=step.reading, asks=step.asks, years_old=years_old(step.dated, inputs.on),
        )  # fmt: skip


def _found(rule: StepRule, inputs: ChainInputs) -> ChainStep | None:
    """Return a step for which somebody has a figure: the council's own comes first."""
    if stated := inputs.shares.get(rule.id):
        return ChainStep(
            id=rule.id, says=rule.says, share=stated.share, children=None,
            arithmetic=say_share_range(stated.share), source=stated.source, dated=stated.dated,
        )  # fmt: skip
    if rule.kind == "rate":
        return _rate(rule, inputs)
    if rule.kind == "share":
        return None
    measure, share_of = _READ[rule.kind]
    figures = inputs.figures.get(measure)
    share = share_of(figures.numbers, rule.any_of) if figures else None
    if not figures or share is None:
        return None
    return ChainStep(
        id=rule.id, says=rule.says, share=share, children=None,
        arithmetic=f"{say_share_range(share)} of {figures.numbers[ALL]:,} {MEASURES[measure]}",
        source=inputs.figures_source, dated=str(figures.year), reading=rule.reading,
    )  # fmt: skip


def _rate(rule: StepRule, inputs: ChainInputs) -> ChainStep | None:
    read = [inputs.figures.get(measure) for measure in (rule.low, rule.likely, rule.high)]
    numbers = [each.numbers.get(ALL) if each else None for each in read]
    if not inputs.everyone or None in numbers:
        return None
    low, likely, high = (min((number or 0) / inputs.everyone, 1.0) for number in numbers)
    share = Quantity(min(low, likely, high), sorted((low, likely, high))[1], max(low, likely, high))
    years = {str(each.year) for each in read if each}
    return ChainStep(
        id=rule.id, says=rule.says, share=share, children=None,
        arithmetic=_say_rate(rule, numbers, inputs.everyone), source=inputs.figures_source,
        dated=min(years), reading=rule.reading,
    )  # fmt: skip


def _asked(rule: StepRule) -> ChainStep:
    share = None if rule.is_base else ANY_SHARE
    return ChainStep(
        id=rule.id, says=rule.says, share=share, children=None, asks=rule.asks,
        reading=rule.reading,
    )  # fmt: skip


def say_share_range(share: Quantity) -> str:
    """Return a share in words: "40%", "30% to 50%, likely 40%", "0% to 100%"."""
    low, high = (f"{part * 100:.3g}%" for part in (share.low, share.high))
    if low == high:
        return low
    likely = "" if share.likely is None else f", likely {share.likely * 100:.3g}%"
    return f"{low} to {high}{likely}"


def _say_rate(rule: StepRule, numbers: list[int | None], everyone: float) -> str:
    """Return what was divided: each measure once, with its rate for 10,000 children."""
    said = {
        measure: f"{number or 0:,} {MEASURES[measure]} ({(number or 0) / everyone * PER:,.0f})"
        for measure, number in zip((rule.low, rule.likely, rule.high), numbers, strict=True)
    }
    return f"{'; '.join(said.values())}: of {everyone:,.0f} children, in brackets per {PER:,}"
