"""What another directory states of a service and no column of ours holds, in its own words."""

import json
from collections.abc import Iterator
from typing import Any

LONGEST = 500
LABELS = {
    "alert": "Alert",
    "areas": "Serves families from",
    "pc_targetAudience": "Who it is for",
    "wait_time": "Wait",
    "schedules": "When it is open",
    "interpretation_services": "Interpreting",
    "fees_description": "Cost",
    "required_documents": "What to bring",
    "additional_information": "More",
    "terms": "Filed under",
}
"""What is shown; fields of a vendor’s own may say anything of anybody, and are kept unseen."""


def also_stated(vendor: str | None) -> list[tuple[str, str]]:
    """Return what each thing is called and what is stated of it, in words."""
    kept = json.loads(vendor) if vendor else {}
    said = ((label, "; ".join(_words(kept.get(field)))) for field, label in LABELS.items())
    return [(label, _shortened(words)) for label, words in said if words]


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _words(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from filter(None, [", ".join(_pairs(value))])
        case list():
            for each in value:
                yield from _words(each)
        case bool():
            yield "yes" if value else "no"
        case str() | int() | float():
            yield str(value)


def _pairs(value: dict[str, Any]) -> Iterator[str]:
    """Yield each field with its words; ids are for programs."""
    for field, each in value.items():
        if field != "id" and not field.endswith("_id") and (words := "; ".join(_words(each))):
            yield words if field == "name" else f"{field.replace('_', ' ')}: {words}"
