"""Before and after: what a scenario on paper changes, for whom and where, in numbers and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.gap_text import say_ages_meant, say_children, say_share, target_title
from directory.domain.coverage.matrix import MatrixCell, MatrixRow, by_authority
from directory.domain.coverage.report import targets_of
from directory.domain.coverage.scenarios.scenario import Change, Close, Open, Scenario, Shorten
from directory.domain.coverage.siting.site_text import title_within
from directory.infrastructure.text_format import count
from directory.model.age_range import AgeRange
from directory.storage import reference_data
from matcher import Knowledge
from matcher.delivery_requirements import say_settings
from matcher.explanations import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """One authority, or all that are asked about, before and after."""

    name: str
    before: MatrixCell
    after: MatrixCell

    @property
    def more(self) -> int:
        """Return how many more are surely reached; below nought: how many fewer."""
        return self.after.whole.reached - self.before.whole.reached

    @property
    def more_maybe(self) -> int:
        """Return how many more may be reached; below nought: how many fewer."""
        return self.after.whole.maybe - self.before.whole.maybe

    @property
    def is_changed(self) -> bool:
        """Return whether any number is another."""
        return bool(self.more or self.more_maybe)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """One target whose numbers change: all together, and the authorities where they do."""

    target: GapTarget
    total: AreaChange
    places: tuple[AreaChange, ...]


def compare_scenario(
    before: AnalysisData,
    after: AnalysisData,
    knowledge: Knowledge,
    targets: Sequence[GapTarget],
    terms: SuitabilityTerms,
    chosen: Sequence[ChildrensAuthority],
) -> tuple[TargetChange, ...]:
    """Return the targets whose numbers change, the greatest loss or gain first."""
    rows = (by_authority(each, knowledge, targets, terms, chosen).rows for each in (before, after))
    names = [authority.name for authority in chosen]
    found = [_compared(was, becomes, names) for was, becomes in zip(*rows, strict=True)]
    changed = [each for each in found if each.total.is_changed or each.places]
    return tuple(
        sorted(changed, key=lambda each: (-abs(each.total.more), -abs(each.total.more_maybe)))
    )


def _compared(was: MatrixRow, becomes: MatrixRow, names: Sequence[str]) -> TargetChange:
    cells = zip(names, was.cells, becomes.cells, strict=True)
    places = [AreaChange(name=name, before=before, after=after) for name, before, after in cells]
    return TargetChange(
        target=was.target,
        total=AreaChange(name="All", before=was.total, after=becomes.total),
        places=tuple(place for place in places if place.is_changed),
    )


def targets_compared(
    ground: AnalysisData, knowledge: Knowledge, scenario: Scenario
) -> tuple[GapTarget, ...]:
    """Return every recommendation, then the programmes and kinds that the changes are about."""
    about = dict.fromkeys(_about(ground, scenario))
    known = [each for each in about if each.what == "kind" or each.id in knowledge.programme]
    return (*targets_of(knowledge, "recommendation"), *known)


def _about(ground: AnalysisData, scenario: Scenario) -> Iterator[GapTarget]:
    line_of = ground.offers.line_of
    for change in scenario.changes:
        stands: object = change if isinstance(change, Open) else line_of(change.service)
        programme, kind = (getattr(stands, name, None) for name in ("programme", "kind"))
        if programme or kind:
            yield GapTarget(what="programme" if programme else "kind", id=programme or kind or "")


def scenario_said(
    found: Sequence[TargetChange], terms: SuitabilityTerms, where: str, knowledge: Knowledge
) -> str:
    """Return the greatest change of a recommendation, or of any row, and how many others are."""
    if not found:
        return f"No number of children changes in {where}."
    first = next(filter(_is_sure_of_a_recommendation, found), found[0])
    others = len(found) - 1
    more = f" {count(others, 'other row')} below." if others else ""
    total, title = first.total, title_within(first.target, knowledge)
    meant = f"{say_ages_meant(first.target, terms, knowledge)} in {where}"
    sure = bool(total.more)
    number = total.more if sure else total.more_maybe
    has = "would have a service within reach" if sure else "may have a service within reach"
    shares = (
        f" That is {say_share(total.after.share)} in place of {say_share(total.before.share)}."
        if sure
        else ""
    )
    return (
        f"{say_children(abs(number))} {'more' if number > 0 else 'fewer'} of"
        f" {say_children(total.before.children)} {meant} {has} for this: {title}.{shares}{more}"
    )


def _is_sure_of_a_recommendation(each: TargetChange) -> bool:
    return each.target.what == "recommendation" and bool(each.total.more)


def say_change(change: Change, ground: AnalysisData, knowledge: Knowledge) -> str:
    """Return a change in words."""
    if isinstance(change, Open):
        return f"Open {', '.join(_opened(change, knowledge))}"
    line = ground.offers.line_of(change.service)
    name = f"{line.name} ({change.service})" if line else change.service
    if isinstance(change, Close):
        return f"Close {name}"
    return f"{name}: a wait of {count(change.waiting_weeks, 'week')}{_instead(line, change)}"


def _instead(line: object, change: Shorten) -> str:
    if line is None:
        return ""
    weeks = getattr(line, "waiting_weeks", None)
    return " in place of " + ("one not stated" if weeks is None else count(weeks, "week"))


def _opened(change: Open, knowledge: Knowledge) -> Iterator[str]:
    what = "programme" if change.programme else "kind"
    id = change.programme or change.kind or ""
    yield target_title(GapTarget(what=what, id=id), knowledge)  # type: ignore[arg-type]
    if change.postcode:
        yield f"at {change.postcode}"
    elif change.easting is not None:
        yield f"at grid point {change.easting}, {change.northing}"
    yield joined(say_settings(change.delivery), "and")
    ages = AgeRange.of(change)
    if not ages.is_stated:
        yield "ages not stated"
    else:
        yield f"for ages {ages.text}"
    if change.areas_served:
        # Names keep their capitals, which a list of phrases would lose.
        yield f"for families in {' and '.join(map(reference_data.area_name, change.areas_served))}"
    else:
        yield "areas not stated"
