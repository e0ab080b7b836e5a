"""What a service states, in plain words for a parent. What it does not state is never guessed."""

from datetime import date

from markupsafe import Markup

from directory.db import Service
from directory.signpost.languages import N_, say, say_count, say_date
from directory.signpost.telling import untelling

FREE = {"free", "free of charge", "free to families", "free for families", "no cost"}
BUILDING = {
    "step-free": N_("no steps"),
    "accessible-toilet": N_("a toilet for wheelchair users"),
    "baby-changing": N_("a place to change a baby"),
    "hearing-loop": N_("a hearing loop"),
    "quiet-room": N_("a quiet room"),
    "parking": N_("a place to park"),
    "easy-read": N_("easy words and pictures"),
}


def how_to_get_it(service: Service, reached_by: str | None) -> Markup:
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
    if stated.strip().casefold() in FREE:
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
        return say("When we last asked, on %(day)s, there was no wait.", day=day)
    weeks = say_count("%(num)s week", "%(num)s weeks", service.waiting_weeks)
    return say("When we last asked, on %(day)s, the wait was %(weeks)s.", day=day, weeks=weeks)


def _undated_wait(number: int) -> Markup:
    if number == 0:
        return say("There was no wait when we last asked. Ask if this is still so.")
    weeks = say_count("%(num)s week", "%(num)s weeks", number)
    return say("The wait was %(weeks)s when we last asked. Ask if this is still so.", weeks=weeks)


def news(service: Service, on: date) -> Markup | None:
    """Return that it has not begun yet, or is to end."""
    if service.starts_on and service.starts_on > on:
        return say("It starts on %(day)s.", day=say_date(service.starts_on))
    if service.ends_on:
        day = say_date(service.ends_on)
        return say("It ends on %(day)s. Ask if you can still get a place.", day=day)
    if service.status == "closing":
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
