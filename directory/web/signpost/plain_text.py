"""What a service states, in plain words for a parent. What it does not state is never guessed."""

from datetime import date, timedelta

from markupsafe import Markup

from directory.model.cost import Cost
from directory.model.service_status import ServiceState, ServiceStatus
from directory.storage import Service
from directory.web.signpost.languages import N_, say, say_count, say_date
from directory.web.signpost.sensitive_words import untelling

BUILDING = {
    "step-free": N_("no steps"),
    "accessible-toilet": N_("a toilet for wheelchair users"),
    "baby-changing": N_("a place to change a baby"),
    "hearing-loop": N_("a hearing loop"),
    "quiet-room": N_("a quiet room"),
    "parking": N_("a place to park"),
    "easy-read": N_("easy words and pictures"),
}


NEAR = timedelta(days=90)
"""An end that is farther off tells a family nothing that they can act on."""


def how_often(service: Service) -> Markup | None:
    """Return how often it takes place and where, as the service states; None without a length."""
    often = _rhythm(service.weeks, service.sessions)
    if often is None:
        return None
    delivery = set(service.delivery)
    if delivery == {"home"}:
        return say("A worker visits you at home %(often)s.", often=often)
    if delivery == {"online"}:
        return say("It is online, %(often)s.", often=often)
    if "group" in delivery and "home" not in delivery:
        return say("It is in a group, %(often)s.", often=often)
    return say("It runs %(often)s.", often=often)


def _rhythm(weeks: int | None, sessions: int | None) -> Markup | None:
    """Return "once a week for 10 weeks"; None where nothing is stated."""
    if not sessions:
        return say("for %(weeks)s", weeks=_weeks(weeks)) if weeks else None
    if sessions == 1:
        return say("once")
    times = say_count("%(num)s time", "%(num)s times", sessions)
    if not weeks:
        return times
    if sessions == weeks:
        return say("once a week for %(weeks)s", weeks=_weeks(weeks))
    if sessions == 2 * weeks:
        return say("twice a week for %(weeks)s", weeks=_weeks(weeks))
    return say("%(times)s over %(weeks)s", times=times, weeks=_weeks(weeks))


def _weeks(number: int) -> Markup:
    return say_count("%(num)s week", "%(num)s weeks", number)


def next_step(service: Service, reached_by: str | None) -> Markup:
    """Return what the family does to get a place; `reached_by` is what the sheet gives of them."""
    if not service.referral_routes:
        return say("The list does not say. Ask the person who gave you this sheet.")
    if "self" not in service.referral_routes:
        return say("Ask the person who gave you this sheet. They will ask for a place for you.")
    if reached_by is None:
        return say("You can go to them yourself. Ask the person who gave you this sheet how.")
    if service.phone:
        return say("You can call them yourself.")
    return say("You can ask them yourself.")


def price(service: Service) -> Markup:
    """Return what it costs; silence is never taken for free."""
    stated = untelling(service.cost)
    if stated is None:
        return say("The list does not say what it costs. Ask them.")
    if Cost(stated).kind == "free":
        return say("It is free.")
    return say("They say: “%(words)s”.", words=stated)


def wait(service: Service) -> Markup:
    """Return how long the wait was when somebody last asked, and when that was."""
    if service.waiting_weeks is None:
        return say("Ask how long the wait is.")
    if service.waiting_as_of is None:
        return _undated_wait(service.waiting_weeks)
    day = say_date(service.waiting_as_of)
    if service.waiting_weeks == 0:
        return say("There was no wait on %(day)s.", day=day)
    weeks = _weeks(service.waiting_weeks)
    return say("The wait was %(weeks)s on %(day)s.", day=day, weeks=weeks)


def _undated_wait(number: int) -> Markup:
    if number == 0:
        return say("There was no wait when we last asked. Ask if this is still so.")
    weeks = _weeks(number)
    return say("The wait was %(weeks)s when we last asked. Ask if this is still so.", weeks=weeks)


def news(service: Service, on: date) -> Markup | None:
    """Return that it has not begun yet, or is to end soon."""
    state = ServiceStatus.of(service).on(on)
    if state is ServiceState.NOT_OPEN_YET and service.starts_on:
        return say("It starts on %(day)s.", day=say_date(service.starts_on))
    if state is ServiceState.ENDING and service.ends_on:
        if service.ends_on - on > NEAR:
            return None
        day = say_date(service.ends_on)
        return say("It ends on %(day)s. Ask if you can still get a place.", day=day)
    if state is ServiceState.ENDING:
        return say("It will end soon. Ask if you can still get a place.")
    return None


def languages(service: Service) -> Markup | None:
    """Return the languages it states; English alone goes without saying."""
    if not set(service.languages) - {"English"}:
        return None
    return say("They speak: %(names)s.", names=Markup(", ").join(service.languages))


def building(service: Service) -> Markup | None:
    """Return what its building has, as far as we have words for it."""
    has = [say(BUILDING[id]) for id in service.accessibility if id in BUILDING]
    return say("Their place has: %(things)s.", things=Markup(", ").join(has)) if has else None
