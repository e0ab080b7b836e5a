"""A local service beside what a recommendation asks, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directory.model.service_line import ServiceLine
from matcher import Knowledge
from matcher.fidelity import Comparison, LocalOffer, Verdict, compare
from matcher.knowledge import Recommendation
from matcher.programmes import Programme

VERDICTS: dict[Verdict, str] = {
    "meets": "Meets",
    "differs": "Differs",
    "not_stated": "Not stated",
    "not_asked": "Not asked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """A local offer beside what the recommendation asks and what the developer says."""

    summary: str
    rows: tuple[Comparison, ...]


def fidelity_of(
    service: ServiceLine, item: Recommendation, knowledge: Knowledge, on: date
) -> Fidelity | None:
    """Return how a service stands to a recommendation; None where there is nothing to compare."""
    rows = compare(local_offer(service), item, _own_programme(service, knowledge), on)
    if not any(row.asked or row.developer or row.verdict == "differs" for row in rows):
        return None
    return Fidelity(summary=_summary(rows), rows=rows)


def local_offer(service: ServiceLine) -> LocalOffer:
    """Return what a service states of the way in which it delivers."""
    return LocalOffer(
        weeks=service.weeks,
        sessions=service.sessions,
        delivery=frozenset(service.delivery),
        trained_staff=service.trained_staff,
        accreditation=service.accreditation,
        accreditation_expires=service.accreditation_expires,
        on_call=service.on_call,
        age_from_months=service.age_from_months,
        age_under_months=service.age_under_months,
    )


def _own_programme(service: ServiceLine, knowledge: Knowledge) -> tuple[Programme, ...]:
    found = knowledge.programme.get(service.programme or "")
    return (found,) if found else ()


def _summary(rows: Iterable[Comparison]) -> str:
    verdicts = [row.verdict for row in rows]
    meets, differs = verdicts.count("meets"), verdicts.count("differs")
    counted = (
        (meets, "meets" if meets == 1 else "meet"),
        (differs, "differs" if differs == 1 else "differ"),
        (verdicts.count("not_stated"), "not stated"),
    )
    said = ", ".join(f"{number} {words}" for number, words in counted if number)
    return f"As recommended: {said}" if said else "As recommended: nothing here is asked for"
