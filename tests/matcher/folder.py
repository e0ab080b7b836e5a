"""A small sound folder of knowledge files, to be broken in one place or another."""

from __future__ import annotations

from pathlib import Path

FACTS = """\
groups:
  - {id: child, title: The child, about: child}
facts:
  - id: child.age_months
    group: child
    type: age
    label: Age
    question: How old?
    asked_of: worker
    says: {not_known: Age not known}
    source: made up
  - id: a
    group: child
    type: boolean
    label: A
    question: A?
    asked_of: worker
    says: {met: A, not_met: no A, not_known: A not known}
    source: made up
  - id: colour
    group: child
    type: choice
    label: Colour
    question: Which?
    asked_of: worker
    choices:
      - {value: red, label: Red, says: It is red}
      - {value: blue, label: Blue, says: It is blue}
    says: {not_known: Colour not known}
    source: made up
"""

TERMS = """\
terms:
  - id: warm
    when: {colour: red}
    says: {met: warm, not_met: cold, not_known: not known}
"""

PROGRAMMES = """\
programmes:
  - {id: talk, name: Talk, type: class, summary: Talking, source: made up}
"""

NOTICES = """\
act_first:
  - {id: now, when: a, title: Now, says: Do it, within: now, citations: []}
practice_notes:
  - {id: note, about: practice, when: null, says: Note, citations: []}
contradictions:
  - {id: clash, when: {all: [a, warm]}, says: Both, facts: [a, colour]}
cautions: []
set_aside:
  - {id: far, says: Too far}
"""

SIGNS = """\
groups:
  - {id: looks, title: Looks, hint: null}
steps:
  - id: ask
    levels: [suspect, consider]
    says: Ask
    citations: [{source: Made up, ref: "1", url: "https://made-up.example/"}]
signs:
  - id: pale
    group: looks
    level: consider
    says: Pale
    under_months: 24
    citations:
      - {source: Made up, ref: "2", url: "https://made-up.example/"}
left_out: []
"""

RULES = """\
source: made
name: Made up
title: Made up
publisher: Nobody
published: 2017-10-09
url: https://made-up.example/
checked_on: 2026-11-22
owner: nobody
recommendations:
  - id: made:1
    ref: "1"
    title: One
    strength: offer
    programmes: [talk]
    kinds: []
    when:
      - warm
      - age: {from_months: 0, under_months: 60}
    delivery:
      - One line
    cautions:
      - {says: Careful, when: a}
    near_matches:
      - {says: Near, when: {not: warm}, sets_aside: [colour], instead: ["made:1"]}
    also: []
"""

NOTHING_NAMED = """\
nothing_named: []
"""

SIDE_BY_SIDE = """\
side_by_side: []
"""

LINKS = """\
links: []
"""

CONTACTS = """\
contacts: []
"""

NAMES = """\
names: []
"""

FILES = {
    "facts.yaml": FACTS,
    "terms.yaml": TERMS,
    "programmes.yaml": PROGRAMMES,
    "notices.yaml": NOTICES,
    "signs.yaml": SIGNS,
    "contacts.yaml": CONTACTS,
    "links.yaml": LINKS,
    "names.yaml": NAMES,
    "nothing_named.yaml": NOTHING_NAMED,
    "side_by_side.yaml": SIDE_BY_SIDE,
    "rules/made.yaml": RULES,
}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the folder; a file given by its stem is written so instead, or left out (None)."""
    (folder / "rules").mkdir(parents=True)
    for name, text in FILES.items():
        content = changed.get(Path(name).stem, text)
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        elif content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    return folder
