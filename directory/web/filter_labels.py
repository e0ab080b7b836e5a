"""The words of the list: what filters and their values are called."""

from directory.domain.service.freshness import Freshness
from directory.domain.service.service_text import ROUTES
from directory.infrastructure.text_format import upper_first
from matcher import Knowledge
from matcher.delivery_requirements import say_settings

LEGENDS = {
    "kind": "Kind of help",
    "programme": "Programme",
    "takes": "Who it takes",
    "route": "Who may refer",
    "delivery": "How it is delivered",
    "cost": "Cost",
    "places": "Places",
    "language": "Language",
    "access": "Accessibility",
    "checked": "Entry checked",
    "running": "Whether it runs",
}
NOT_STATED = {
    "takes": "who it takes",
    "route": "who may refer",
    "delivery": "how it is delivered",
    "cost": "the cost",
    "places": "whether it has places",
    "language": "languages",
    "access": "accessibility",
    "checked": "when it was checked",
    "age": "ages",
    "near": "whether it reaches this place",
}
"""What a service is silent on, after "not stated:"."""
STATUSES = {"active": "Running", "closing": "Ending", "paused": "Paused", "closed": "Closed"}
FRESHNESS: dict[Freshness, str] = {
    "fresh": "Checked in the last 3 months",
    "year": "Checked in the last 12 months",
    "longer": "Not checked for over a year",
    "never": "Never checked, as far as is stated",
}
_VALUES = {
    "cost": {"free": "Says it is free", "other": "Says something else about cost"},
    "places": {"now": "No wait when last asked", "wait": "A wait when last asked"},
    "checked": {"3": "In the last 3 months", "12": "In the last 12 months"},
    "running": STATUSES,
    "route": {route: upper_first(words) for route, words in ROUTES.items()},
}


def value_label(filter: str, value: str, knowledge: Knowledge) -> str:
    """Return what a value of a filter is called; a value that is not known is its own label."""
    if filter == "programme" and value in knowledge.programme:
        return knowledge.programme[value].name
    if filter == "takes" and value in knowledge.facts.by_id:
        return knowledge.facts.by_id[value].label
    if filter == "delivery":
        return upper_first(" ".join(say_settings((value,)))) or value
    if filter == "language":
        return value
    words = _VALUES.get(filter, {}).get(value)
    return words or upper_first(value.replace("_", " ").replace("-", " "))
