"""A new recommendation and its cases to fill in: sound in form, and telling what is missing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from matcher.yaml_files import WRITE_HERE

__all__ = ["SkeletonError", "written"]

_SOURCE, _REF = re.compile(r"[a-z][a-z0-9-]*"), re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")

_HEAD = """\
source: {source}
name: "{write}what the source is called beside an answer"
title: "{write}its full title"
publisher: "{write}who publishes it"
published: null               # a date, or a year and month as text; null where it does not say
url: "{write}its address"
url_note: null
checked_on: {today}
owner: knowledge editor       # the role that keeps it
recommendations:
"""

_ENTRY = """
  - id: {source}:{ref}
    ref: "{ref}"
    title: "{write}what is recommended, in one line"
    strength: offer           # duty, offer, consider, signpost, component or modifier
    programmes: []            # ids of programmes.yaml: the class first, then its named examples
    kinds: []                 # kinds of general service that answer it, as practical_help
    when:                     # every line has to hold; docs/knowledge.md lists the forms
      - harm.happened
      - age: {{from_months: 60, under_months: 144}}
    delivery:
      - "{write}what it involves, one short line each"
    cautions: []
    near_matches: []
    also: []
"""

_CASES = """\
recommendation: {source}:{ref}
cases:
  - name: A yes, on the fifth birthday
    case: {{harm.happened: true, child.age_months: 60}}
    status: applies
  - name: The month before the fifth birthday it does not apply
    case: {{harm.happened: true, child.age_months: 59}}
    status: does_not_apply
  - name: The last month before the twelfth birthday it applies
    case: {{harm.happened: true, child.age_months: 143}}
    status: applies
  - name: On the twelfth birthday it does not apply
    case: {{harm.happened: true, child.age_months: 144}}
    status: does_not_apply
  - name: A no, where no harm has happened
    case: {{harm.happened: false, child.age_months: 100}}
    status: does_not_apply
  - name: A not known, where nobody has said whether harm has happened
    case: {{child.age_months: 100}}
    status: needs_information
    missing: [harm.happened]
"""


class SkeletonError(ValueError):
    """It cannot be written; the text says why, and what to do."""


def written(source: str, ref: str, rules: Path, cases: Path, today: date) -> tuple[Path, Path]:
    """Write a recommendation and its cases, and return the two files.

    `rules` is the folder of the sources, `cases` that of the cases. Nothing that is there is
    changed: an entry is added at the end. Raises SkeletonError.
    """
    if not _SOURCE.fullmatch(source):
        raise SkeletonError(f"{source}: a source has small letters, digits and hyphens, as ng76")
    if not _REF.fullmatch(ref):
        raise SkeletonError(f"{ref}: a number has letters, digits, dots and hyphens, as 1.7.4")
    file, of_cases = rules / f"{source}.yaml", cases / source / f"{ref}.yaml"
    words = {"source": source, "ref": ref, "write": WRITE_HERE, "today": today.isoformat()}
    text = file.read_text("utf-8") if file.exists() else _HEAD.format(**words)
    if re.search(rf"^  - id: [\"']?{re.escape(f'{source}:{ref}')}[\"']?\s*$", text, re.MULTILINE):
        raise SkeletonError(f"{file}: {source}:{ref} is there already")
    if of_cases.exists():
        raise SkeletonError(f"{of_cases}: is there already")
    for each, content in (
        (file, text.rstrip("\n") + "\n" + _ENTRY.format(**words)),
        (of_cases, _CASES.format(**words)),
    ):
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_text(content, "utf-8")
    return file, of_cases
