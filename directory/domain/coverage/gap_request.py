"""One reading of a question, for the page, its downloads, the API and the command alike.

What cannot be read is a problem of its parameter, in words for whoever asks; the rest still stands.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority, authorities, authority_of
from directory.domain.coverage.children import facts_asked
from directory.domain.coverage.gap_params import AGES, MONTHS_A_YEAR, PARAM, Ids
from directory.domain.coverage.gap_query import GapQuery, ReachLimit, SuitabilityTerms
from directory.domain.coverage.report import chosen_authorities, say_where
from directory.model.cell_types import meant
from matcher import Knowledge, Problem
from matcher.ages import ADULT_MONTHS

T = TypeVar("T")
U = TypeVar("U", int, None)
Params = Mapping[str, str | Sequence[str]]
LONGEST = 60
"""Letters of something typed that a problem repeats."""
NO_TABLE = (
    "There is no table of travel times: ask in miles, or bring one with waymark travel import"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRequest:
    """A question with what it rests on, and the problems of what was left out as unreadable."""

    ground: AnalysisData
    knowledge: Knowledge
    query: GapQuery
    problems: tuple[Problem, ...]

    @property
    def terms(self) -> SuitabilityTerms:
        """Return what counts as suitable and within reach."""
        return self.query.terms

    @property
    def every(self) -> tuple[ChildrensAuthority, ...]:
        """Return every authority that may be asked about."""
        return authorities(self.ground)

    @property
    def chosen(self) -> tuple[ChildrensAuthority, ...]:
        """Return the authorities that are asked about."""
        return chosen_authorities(self.ground, self.query.areas)

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the districts of the authorities that are asked about."""
        return tuple(sorted(code for each in self.chosen for code in each.districts))

    @property
    def where(self) -> str:
        """Return what the authorities are called together."""
        return say_where(self.ground, self.chosen)


def read_gap_query(
    params: Params, knowledge: Knowledge, ground: AnalysisData, on: date, *,
    besides: Collection[str] = (),
) -> GapRequest:  # fmt: skip
    """Return the question that parameters ask on a day; `besides` are those that others read."""
    reader = ParamReader(params)
    query = GapQuery(
        areas=reader.areas(ground),
        rows=reader.one("rows"),
        columns=reader.one("columns"),
        terms=_terms(reader, knowledge, ground, on),
    )
    reader.refuse_unknown({*PARAM, *besides})
    return GapRequest(
        ground=ground, knowledge=knowledge, query=query, problems=tuple(reader.problems)
    )


def _terms(
    reader: "ParamReader", knowledge: Knowledge, ground: AnalysisData, on: date
) -> SuitabilityTerms:
    within = ReachLimit(
        miles=reader.one("miles"), minutes=reader.minutes(has_table=ground.travel is not None)
    )
    low, high = reader.ages()
    return SuitabilityTerms(
        on=on,
        within=within,
        from_months=low,
        under_months=high,
        abuse=frozenset(reader.facts("abuse", knowledge)),
        carers=frozenset(reader.facts("carer", knowledge)),
        assured_months=reader.one("assured"),
        trained=reader.one("trained"),
        wait_weeks=reader.one("wait"),
    )


class ParamReader:
    """Reads one parameter after another, and collects the problems."""

    def __init__(self, params: Params) -> None:
        self._given = {name: _texts(values) for name, values in params.items()}
        self.problems: list[Problem] = []

    def one(self, name: str) -> Any:
        """Return the value of a parameter; its default where none is given or can be read."""
        param, texts = PARAM[name], self._given.get(name, ())
        assert not isinstance(param.kind, Ids)
        if len(texts) > 1:
            self._problem(name, f"{param.label} should be given once, not as {_listed(texts)}")
        if len(texts) != 1:
            return param.default
        try:
            return param.kind.read(texts[0])
        except ValueError:
            self._problem(name, f"{param.label} should be {param.kind.says}")
            return param.default

    def minutes(self, *, has_table: bool) -> int | None:
        """Return the minutes; None where there is no table to look them up in."""
        found: int | None = self.one("minutes")
        if found and not has_table:
            self._problem("minutes", NO_TABLE)
            return None
        return found

    def ages(self) -> tuple[int, int]:
        """Return the youngest age in months, and that under which the oldest is."""
        low, high = self.age("from", 0), self.age("under", ADULT_MONTHS)
        if low < high:
            return low, high
        first = next(name for name in AGES if self._given.get(name))
        self._problem(first, "The youngest age must be below the oldest")
        return 0, ADULT_MONTHS

    def age(self, end: str, otherwise: U) -> int | U:
        """Return one end of the ages in months; `otherwise` where none can be read."""
        names = (f"{end}_years", f"{end}_months")
        before = len(self.problems)
        years, months = (self.one(name) for name in names)
        given = [name for name in names if self._given.get(name)]
        # Half an age that can be read is another age.
        if not given or len(self.problems) > before:
            return otherwise
        total: int = (years or 0) * MONTHS_A_YEAR + (months or 0)
        if total > ADULT_MONTHS:
            self._problem(given[0], "The ages must be from birth to under 18")
            return otherwise
        return total

    def areas(self, ground: AnalysisData) -> tuple[str, ...]:
        """Return the codes of the authorities that are asked about."""
        found = self._many(
            "area", lambda code: authority_of(ground, code), "There are no figures of children for"
        )
        return tuple(each.code for each in found)

    def facts(self, group: str, knowledge: Knowledge) -> list[str]:
        """Return the ids of facts of a group."""
        known = frozenset(fact.id for fact in facts_asked(knowledge, group))
        words = f"{PARAM[group].label} should be a fact that can be asked about:"
        return self._many(group, lambda id: id if id in known else None, words)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Name every parameter that there is not."""
        for name in self._given.keys() - known:
            hint = meant(name, frozenset(known))
            self._problem(name, f"{_listed([name])} is nothing that can be asked{hint}")

    def _many(self, name: str, find: Callable[[str], T | None], words: str) -> list[T]:
        found = {text: find(text) for text in self._given.get(name, ())}
        if unknown := [text for text, value in found.items() if value is None]:
            self._problem(name, f"{words} {_listed(unknown)}")
        return list(dict.fromkeys(value for value in found.values() if value is not None))

    def _problem(self, name: str, text: str) -> None:
        self.problems.append(Problem(field=name, problem=text))


def _texts(values: str | Sequence[str]) -> tuple[str, ...]:
    """Return what is given of a parameter, each once; nothing typed is nothing asked."""
    texts = [values] if isinstance(values, str) else values
    return tuple(dict.fromkeys(filter(None, (text.strip() for text in texts))))


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(text[:LONGEST] for text in texts)
