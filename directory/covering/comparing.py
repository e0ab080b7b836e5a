"""Before and after: what a scenario on paper changes, for whom and where, in numbers and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory import bridge
from directory.covering.authorities import Authority
from directory.covering.ground import Ground
from directory.covering.matrix import Cell, Row, by_authority
from directory.covering.report import targets_of
from directory.covering.scenarios import Change, Close, Open, Scenario, Shorten
from directory.covering.sites_wording import title_within
from directory.covering.terms import Target, Terms
from directory.covering.wording import say_ages_meant, say_children, say_share, target_title
from directory.nearby.why import say_ages
from directory.stated import count
from matcher import Knowledge
from matcher.asks import say_settings
from matcher.wording import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One authority, or all that are asked about, before and after."""

    name: str
    before: Cell
    after: Cell

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
class Compared:
    """One target whose numbers change: all together, and the authorities where they do."""

    target: Target
    total: Place
    places: tuple[Place, ...]


def compared(
    before: Ground,
    after: Ground,
    knowledge: Knowledge,
    targets: Sequence[Target],
    terms: Terms,
    chosen: Sequence[Authority],
) -> tuple[Compared, ...]:
    """Return the targets whose numbers change, the greatest loss or gain first."""
    rows = (by_authority(each, knowledge, targets, terms, chosen).rows for each in (before, after))
    names = [authority.name for authority in chosen]
    found = [_compared(was, becomes, names) for was, becomes in zip(*rows, strict=True)]
    changed = [each for each in found if each.total.is_changed or each.places]
    return tuple(
        sorted(changed, key=lambda each: (-abs(each.total.more), -abs(each.total.more_maybe)))
    )


def _compared(was: Row, becomes: Row, names: Sequence[str]) -> Compared:
    cells = zip(names, was.cells, becomes.cells, strict=True)
    places = [Place(name=name, before=before, after=after) for name, before, after in cells]
    return Compared(
        target=was.target,
        total=Place(name="All", before=was.total, after=becomes.total),
        places=tuple(place for place in places if place.is_changed),
    )


def targets_compared(
    ground: Ground, knowledge: Knowledge, scenario: Scenario
) -> tuple[Target, ...]:
    """Return every recommendation, then the programmes and kinds that the changes are about."""
    about = dict.fromkeys(_about(ground, scenario))
    known = [each for each in about if each.what == "kind" or each.id in knowledge.programme]
    return (*targets_of(knowledge, "recommendation"), *known)


def _about(ground: Ground, scenario: Scenario) -> Iterator[Target]:
    line_of = {line.id: line for line in ground.offers.lines}
    for change in scenario.changes:
        stands: object = change if isinstance(change, Open) else line_of.get(change.service)
        programme, kind = (getattr(stands, name, None) for name in ("programme", "kind"))
        if programme or kind:
            yield Target(what="programme" if programme else "kind", id=programme or kind or "")


def scenario_said(found: Sequence[Compared], terms: Terms, where: str, knowledge: Knowledge) -> str:
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


def _is_sure_of_a_recommendation(each: Compared) -> bool:
    return each.target.what == "recommendation" and bool(each.total.more)


def say_change(change: Change, ground: Ground, knowledge: Knowledge) -> str:
    """Return a change in words."""
    if isinstance(change, Open):
        return f"Open {', '.join(_opened(change, knowledge))}"
    line = next((each for each in ground.offers.lines if each.id == change.service), None)
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
    yield target_title(Target(what=what, id=id), knowledge)  # type: ignore[arg-type]
    if change.postcode:
        yield f"at {change.postcode}"
    elif change.easting is not None:
        yield f"at grid point {change.easting}, {change.northing}"
    yield joined(say_settings(change.delivery), "and")
    if change.age_from_months is None and change.age_under_months is None:
        yield "ages not stated"
    else:
        yield f"for {say_ages(change.age_from_months, change.age_under_months)}"
    if change.areas_served:
        # Names keep their capitals, which a list of phrases would lose.
        yield f"for families in {' and '.join(map(bridge.area_name, change.areas_served))}"
    else:
        yield "areas not stated"
