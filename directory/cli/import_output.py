"""What an import did, would do, or could not do, for a terminal or a program."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from directory.cli.plan_output import listed, with_ages
from directory.geo import PlaceError, Places
from directory.model.import_plan import CellChange, Changed, ImportPlan
from directory.model.problem_groups import grouped
from directory.model.problems import FileProblem
from directory.model.service_entry import ServiceEntry, VenueEntry

ALL_NAMED = " (--format json names them all)"
MOST_LINES = 50
"""Problems that are told one by one; of more, kinds are told."""
ROUGHLY = {
    "terminated": "an ended postcode, put where it was",
    "sector": "put at the middle of its sector",
    "outcode": "put at the middle of its outcode",
}
ENGLAND = "England"


def problem_lines(
    file: Path, problems: Sequence[FileProblem], workbook: Path | None
) -> Iterator[str]:
    """Yield a line for each problem; of many, for each kind, with how many and the first."""
    if len(problems) <= MOST_LINES:
        yield from (f"{file}: {problem}" for problem in problems)
    else:
        yield f"{file}: {len(problems):,} problems, by kind:"
        for group in grouped(problems):
            yield f"{group.count:>6,} × {group.example}"
    if workbook:
        yield f"Every problem is in {workbook}"
    elif len(problems) > MOST_LINES:
        yield "For every problem in a spreadsheet to work from: --problems problems.xlsx"


def as_json(plan: ImportPlan, notes: Sequence[str]) -> str:
    """Return a plan as JSON."""
    parts = {
        "counts": plan.counts(),
        "added": [entry.id for entry in plan.added],
        "changed": _changes(plan.changed),
        "retired": list(plan.retired),
        "conflicts": _changes(plan.conflicts),
        "newer": list(plan.newer),
        "read_as": list(notes),
    }
    return json.dumps(parts, indent=2)


def _changes(changed: Sequence[Changed]) -> dict[str, list[dict[str, str]]]:
    return {
        entry.id: [
            {"column": change.column, "before": change.before, "after": change.after}
            for change in changes
        ]
        for entry, changes in changed
    }


def as_text(
    plan: ImportPlan, retired: list[str], newer: list[str], places: Places, *, dry_run: bool
) -> list[str]:
    """Return a plan in lines; `retired` and `newer` are ids with names."""
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    entries = [*plan.added, *(entry for entry, _ in plan.changed)]
    return [
        f"{'Would be' if dry_run else 'Done'}: {counts}",
        *listed("added", [*map(with_ages, plan.added)], ALL_NAMED),
        *listed("changed", [_changed(*each) for each in plan.changed], ALL_NAMED),
        *listed("no longer in the file (kept, and marked)", retired, ALL_NAMED),
        *listed(
            "changed by somebody else since your export, so not taken (--take-mine takes them)",
            [_conflict(*each) for each in plan.conflicts],
            ALL_NAMED,
        ),
        *listed(
            "not in the file, and added or changed since your export, so left as they are "
            "(--take-mine marks them as no longer in the file)",
            newer,
            ALL_NAMED,
        ),
        *listed("placed only roughly, or outside England", [*_rough(entries, places)]),
    ]


def _changed(entry: ServiceEntry, changes: tuple[CellChange, ...]) -> str:
    said = (f"{each.column} from “{each.before}” to “{each.after}”" for each in changes)
    return "\n    ".join([with_ages(entry), *said])


def _conflict(entry: ServiceEntry, changes: tuple[CellChange, ...]) -> str:
    said = (
        f"{each.column}: “{each.before}” in the directory, “{each.after}” in your file"
        for each in changes
    )
    return "\n    ".join([f"{entry.id}: {entry.values['name']}", *said])


def _rough(entries: Sequence[ServiceEntry], places: Places) -> Iterator[str]:
    """Yield each venue whose point is not that of its postcode, or that is not in England."""
    for entry in entries:
        for venue in entry.venues:
            if venue.postcode and (said := _said(venue.postcode, places)):
                yield f"{entry.id}: {_called(venue)}: {said}"


def _called(venue: VenueEntry) -> str:
    return "a hidden venue" if venue.hide_address else str(venue.postcode)


def _said(postcode: str, places: Places) -> str | None:
    try:
        place = places.find_anywhere(postcode)
    except PlaceError:
        return None
    said = []
    if place.located_by in ROUGHLY:
        miles = place.error_m / 1609.344
        far = f"{miles:.1f} miles" if miles >= 1 else f"{place.error_m:,} metres"
        said.append(f"{ROUGHLY[place.located_by]}, which may be {far} off")
    if place.country not in (ENGLAND, None):
        said.append(f"in {place.country}")
    return "; ".join(said) or None
