"""What a feed states beside the standard: kept as JSON, bounded, without e-mail addresses."""

import json
from math import isfinite
from typing import Any

from directory.exchange.openreferral.importer_notes import ADDRESS
from directory.exchange.openreferral.importer_record import ImportedRecord
from directory.exchange.openreferral.importer_text import plain_text
from directory.exchange.openreferral.upgrade_schema import objects

MOST = 20_000
"""Characters of the JSON of one service."""
LONGEST = 2_000
"""Characters of one value in it."""
DEEPEST = 6
_READ = frozenset({
    "accreditations", "application_process", "assured_date", "attributes", "contacts",
    "cost_options", "description", "eligibility", "eligibility_description", "email", "fees",
    "free", "id", "languages", "maximum_age", "minimum_age", "name", "organization", "phones",
    "service_areas", "service_at_locations", "status", "url", "wait_time",
})  # fmt: skip
_OF_THE_ANSWER = frozenset({
    "_id", "created_at", "distance_away", "last_modified", "metadata", "organisation_id",
    "organization_id", "program_id", "score", "updated_at", "visible_from", "visible_to",
})  # fmt: skip
"""Says something of the answer or of the other's database, and nothing of the service."""


def vendor_of(record: ImportedRecord, *, ours: bool) -> str | None:
    """Return everything else that a record states; None where it states nothing else."""
    # Our own alert says in words what a term says exactly.
    read = _READ | _OF_THE_ANSWER | ({"alert"} if ours else set())
    found = {key: value for key, value in record.document.items() if key not in read}
    found |= record.left_over
    if said := _schedules(record):
        found["schedules"] = said
    kept = {
        key[:100]: clean for key, value in found.items() if not _is_empty(clean := _clean(value))
    }
    while (text := json.dumps(kept, sort_keys=True, ensure_ascii=False)) and len(text) > MOST:
        largest = max(kept, key=lambda key: len(json.dumps(kept[key])))
        record.notes.add(largest, "", "too large to be kept beside the entry: left out")
        del kept[largest]
    return text if kept else None


def _schedules(record: ImportedRecord) -> list[Any]:
    found = [*objects(record.document, "schedules", "regular_schedules")]
    for each in objects(record.document, "service_at_locations"):
        found += objects(each, "schedules")
    return found


def _clean(value: Any, depth: int = 0) -> Any:
    match value:
        case str():
            return ADDRESS.sub("", plain_text(value)).strip()[:LONGEST]
        case list() if depth < DEEPEST:
            return [c for each in value[:100] if not _is_empty(c := _clean(each, depth + 1))]
        case dict() if depth < DEEPEST:
            pairs = ((str(k)[:100], _clean(v, depth + 1)) for k, v in value.items())
            return {k: v for k, v in pairs if not _is_empty(v)}
        case list() | dict():
            return None
        case float() if not isfinite(value):
            return None  # JSON has no word for it
        case _:
            return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
