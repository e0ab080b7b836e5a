"""What a commissioner asks, as it stands in the address: it holds nothing about a family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from werkzeug.datastructures import MultiDict

from directory.covering.report import Columns, Question, Rows
from directory.covering.terms import USUAL_MILES, Terms
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.facts import Fact

MILES = (1, 2, 3, 5, 10, 15, 20, 30)
MINUTES = (10, 15, 20, 30, 45, 60)
ASSURED_MONTHS = (3, 6, 12, 24)
WAIT_WEEKS = (4, 8, 12, 18, 26)
MOST_AREAS = 400
MONTHS_A_YEAR = 12
Values = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBound:
    """One end of a range of ages as it was typed."""

    years: str = ""
    months: str = ""

    def in_months(self, otherwise: int) -> int:
        """Return it in completed months; `otherwise` where nothing is typed.

        Raises ValueError, in words for a page.
        """
        if not (self.years or self.months):
            return otherwise
        total = _whole(self.years) * MONTHS_A_YEAR + _whole(self.months)
        if total > ADULT_MONTHS:
            raise ValueError("The ages must be from birth to under 18")
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where, of what, for which children, and what counts as suitable."""

    areas: tuple[str, ...] = ()
    rows: Rows = "recommendation"
    columns: Columns | None = None
    """None where it is left to the page: authorities where there are few, else ages."""
    miles: float = USUAL_MILES
    minutes: int | None = None
    """By the table of travel times; None where miles alone count."""
    age_from: AgeBound = AgeBound()
    age_under: AgeBound = AgeBound()
    abuse: tuple[str, ...] = ()
    carers: tuple[str, ...] = ()
    assured: int | None = None
    trained: bool = False
    wait: int | None = None

    def terms(self, on: date) -> Terms:
        """Return what counts as suitable.

        Raises ValueError, in words for a page, for ages that are none.
        """
        low, high = self.age_from.in_months(0), self.age_under.in_months(ADULT_MONTHS)
        if low >= high:
            raise ValueError("The youngest age must be below the oldest")
        return Terms(
            on=on,
            within_miles=self.miles,
            within_minutes=self.minutes,
            from_months=low,
            under_months=high,
            abuse=frozenset(self.abuse),
            carers=frozenset(self.carers),
            assured_months=self.assured,
            trained=self.trained,
            wait_weeks=self.wait,
        )

    def question(self, on: date) -> Question:
        """Return what is asked.

        Raises ValueError, in words for a page, for ages that are none.
        """
        terms = self.terms(on)
        return Question(areas=self.areas, rows=self.rows, columns=self.columns, terms=terms)

    def values(self, **instead: object) -> Values:
        """Return the address as parameters, those that say nothing left out."""
        changed = replace(self, **instead) if instead else self  # type: ignore[arg-type]
        return dict(changed._values())

    def _values(self) -> Iterator[tuple[str, str | list[str]]]:
        listed: Mapping[str, tuple[str, ...]] = {
            "area": self.areas, "abuse": self.abuse, "carer": self.carers,
        }  # fmt: skip
        yield from ((name, list(values)) for name, values in listed.items() if values)
        plain = {
            "rows": "" if self.rows == "recommendation" else self.rows,
            "columns": self.columns or "",
            "miles": "" if self.miles == USUAL_MILES else f"{self.miles:g}",
            "minutes": str(self.minutes or ""),
            "from_years": self.age_from.years,
            "from_months": self.age_from.months,
            "under_years": self.age_under.years,
            "under_months": self.age_under.months,
            "assured": str(self.assured or ""),
            "trained": "1" if self.trained else "",
            "wait": "" if self.wait is None else str(self.wait),
        }
        yield from ((name, text) for name, text in plain.items() if text)


def read_address(args: "MultiDict[str, str]", knowledge: Knowledge) -> Address:
    """Return what an address asks for; what it does not know is left out."""
    rows, columns = args.get("rows"), args.get("columns")
    return Address(
        areas=tuple(dict.fromkeys(filter(None, args.getlist("area"))))[:MOST_AREAS],
        rows=rows if rows in get_args(Rows) else "recommendation",  # type: ignore[arg-type]
        columns=columns if columns in get_args(Columns) else None,  # type: ignore[arg-type]
        miles=_of(args, "miles", MILES) or USUAL_MILES,
        minutes=_of(args, "minutes", MINUTES),
        age_from=_bound(args, "from"),
        age_under=_bound(args, "under"),
        abuse=_facts(args, "abuse", knowledge),
        carers=_facts(args, "carer", knowledge),
        assured=_of(args, "assured", ASSURED_MONTHS),
        trained=args.get("trained") == "1",
        wait=_of(args, "wait", WAIT_WEEKS),
    )


def _of(args: "MultiDict[str, str]", name: str, allowed: tuple[int, ...]) -> int | None:
    value = args.get(name, type=int)
    return value if value in allowed else None


def _bound(args: "MultiDict[str, str]", name: str) -> AgeBound:
    years, months = (args.get(f"{name}_{unit}", "").strip()[:4] for unit in ("years", "months"))
    return AgeBound(years=years, months=months)


def _facts(args: "MultiDict[str, str]", group: str, knowledge: Knowledge) -> tuple[str, ...]:
    wanted = set(args.getlist(group))
    return tuple(fact.id for fact in asked_of(knowledge, group) if fact.id in wanted)


def asked_of(knowledge: Knowledge, group: str) -> list[Fact]:
    """Return the kinds of abuse, or the carers, that may be asked about."""
    return [f for f in knowledge.facts.in_group(group) if f.id != "carer.permanence"]


def _whole(text: str) -> int:
    if text and not text.isdecimal():
        raise ValueError("Write ages in whole years and months")
    return int(text or 0)
