"""On which service's wait and length the time of an option is based, and how that is said."""

from dataclasses import dataclass
from datetime import date

from directory.domain.eligibility import FoundServices, ListedService
from directory.infrastructure.text_format import count, long_date
from matcher.result import Window
from matcher.timing import Course, Timing, timing

NO_SERVICE = "No service found that may take this child, so the wait and the length are not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitBasis:
    """What the wait and the length of a service come to."""

    timing: Timing
    name: str | None
    """None where no service was found."""
    says: str
    """Which service it is, and what it states."""


def wait_basis(
    window: Window, found: FoundServices | None, on: date, court: date | None, *, has_place: bool
) -> WaitBasis:
    """Return the time of an option with this window as its nearest service has it.

    "Too late" is said of none while another that takes the child as well states a shorter wait:
    then that one counts.
    """
    nearest = _nearest(found)
    when = timing(window, on, _course(nearest), court)
    if nearest is None or found is None:
        return WaitBasis(timing=when, name=None, says=NO_SERVICE)
    which = _which(nearest, has_place=has_place)
    counted = nearest
    if when.starts_inside is False and (sooner := _sooner(nearest, found)):
        counted, which = sooner, _which_sooner(sooner, has_place=has_place)
        when = timing(window, on, _course(sooner), court)
    says = f"Based on {which}. {_states(counted)}"
    return WaitBasis(timing=when, name=counted.service.name, says=says)


def _nearest(found: FoundServices | None) -> ListedService | None:
    """Return the nearest service that accepts, else the nearest that may; no other counts."""
    listed = found.listed if found else ()
    taking = (each for wanted in ("yes", "unknown") for each in listed if each.accepts == wanted)
    return next(taking, None)


def _sooner(nearest: ListedService, found: FoundServices) -> ListedService | None:
    """Return the service of the shortest stated wait among those that take the child as well."""
    alike = (each for each in found.listed if each.accepts == nearest.accepts)
    stated = [(weeks, each) for each in alike if (weeks := each.service.waiting_weeks) is not None]
    _, least = min(stated, key=lambda pair: pair[0], default=(0, nearest))
    return None if least is nearest else least


def _course(listed: ListedService | None) -> Course:
    if listed is None:
        return Course(waiting_weeks=None, weeks=None)
    return Course(waiting_weeks=listed.service.waiting_weeks, weeks=listed.service.weeks)


def _which(nearest: ListedService, *, has_place: bool) -> str:
    which = "the nearest service" if has_place else "a service"
    return f"{which} that {'fits' if nearest.accepts == 'yes' else 'may fit'}"


def _which_sooner(sooner: ListedService, *, has_place: bool) -> str:
    fit = "fit" if sooner.accepts == "yes" else "may fit"
    more = ": with the nearest it would be too late" if has_place else ""
    return f"the shortest wait of those listed that {fit}{more}"


def _states(listed: ListedService) -> str:
    service = listed.service
    wait = _wait(service.waiting_weeks, service.waiting_as_of)
    weeks = "length not stated"
    if service.weeks is not None:
        weeks = f"takes {count(service.weeks, 'week')}"
    return f"{service.name}: {wait}, {weeks}."


def _wait(weeks: int | None, asked_on: date | None) -> str:
    if weeks is None:
        return "wait not stated"
    said = f"wait {count(weeks, 'week')}" if weeks else "no wait"
    return f"{said} when asked on {long_date(asked_on)}" if asked_on else said
