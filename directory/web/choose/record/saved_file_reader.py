"""Opening a kept file: all of it is read and checked before anything is opened."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from directory.geo import PlaceError, Places
from directory.web.choose.options.option_notes import MOST_LETTERS
from directory.web.choose.record.saved_file import SavedFile, from_data
from directory.web.choose.record.upload_limits import too_much
from directory.web.family_session import OptionNote, SessionCarer, SessionChild, Visit, new_visit
from matcher import CaseError, Knowledge, Problem
from matcher.family import Family, read_family
from matcher.json_input import read_json

LONGEST_WORDS, MOST_LEFT_OUT = 80, 100
"""Bounds on what a page repeats of a hostile file; no file of ours comes near them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownItem:
    """Something of the file that Waymark does not know any more."""

    what: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """What a file holds, in order and ready to be opened as a visit."""

    visit: Visit
    file: SavedFile
    left_out: tuple[UnknownItem, ...]


def open_file(
    content: bytes, knowledge: Knowledge, places: Places,
    services: Callable[[list[str]], Collection[str]],
    today: date,
) -> OpenedFile:  # fmt: skip
    """Return what a kept file holds; `services` gives those ids that the directory has.

    What the knowledge or the directory has no more is left out and said; all else must be right:
    raises CaseError naming every field that cannot be read.
    """
    sent = _read(content)
    left_out: list[UnknownItem] = []
    file = replace(
        sent,
        family=_known_facts(sent.family, knowledge, left_out),
        signs=[_known_signs(ids, knowledge, left_out) for ids in sent.signs],
        thoughts=_known_thoughts(sent.thoughts, knowledge, left_out),
        shortlist=_known_services(sent.shortlist, services, left_out),
    )
    problems = [*_problems(file, places, today), *_of_thoughts(sent)]
    try:
        # As on the day of the file, too: what changed since is worked out from both days.
        read_family(file.family, knowledge.facts, file.made_on)
        family = read_family(file.family, knowledge.facts, today)
    except CaseError as error:
        raise CaseError((*error.problems, *problems)) from None
    problems += _counts(sent, len(family.children))
    if problems:
        raise CaseError(tuple(problems))
    visit = _visit(file, family)
    return OpenedFile(visit=visit, file=file, left_out=tuple(left_out[:MOST_LEFT_OUT]))


def _read(content: bytes) -> SavedFile:
    try:
        data = read_json(content)
    except CaseError as error:
        # The reader speaks of a case; here it is a file.
        raise CaseError(
            tuple(
                replace(each, problem=each.problem.replace("the case ", "the file ", 1))
                for each in error.problems
            )
        ) from None
    if not isinstance(data, Mapping) or data.get("waymark") != "family":
        text = "This is not a file that Waymark made: choose “waymark-family.json”"
        raise CaseError((Problem(field=None, problem=text),))
    if data.get("version") != 1:
        text = "This file was made by a newer Waymark, which this one cannot read"
        raise CaseError((Problem(field=None, problem=text),))
    if problems := too_much(data):
        raise CaseError(problems)
    _demand_text(data)
    return from_data(data)


def _demand_text(data: object) -> None:
    """Refuse halves of letters (lone surrogates): JSON can name them, no page can show them."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        text = "The file holds signs that are no letters, or is nested too deeply"
        raise CaseError((Problem(field=None, problem=text),)) from None


def _known_facts(
    family: Mapping[str, Any], knowledge: Knowledge, left_out: list[UnknownItem]
) -> dict[str, Any]:
    """Return a family without the facts that the knowledge has no more; its shape as it was."""

    def known(facts: object) -> object:
        if not isinstance(facts, Mapping):
            return facts
        by_id = knowledge.facts.by_id
        left_out.extend(_left_out("an answer", id) for id in facts if id not in by_id)
        return {id: value for id, value in facts.items() if id in by_id}

    def carer(data: object) -> object:
        if not isinstance(data, Mapping):
            return data
        pairs = data.get("with_child")
        if isinstance(pairs, Mapping):
            pairs = {child: known(facts) for child, facts in pairs.items()}
        return {**data, "facts": known(data.get("facts")), "with_child": pairs}

    children, carers = family.get("children"), family.get("carers")
    return {
        **family,
        "family": known(family.get("family")),
        "children": [known(each) for each in children] if isinstance(children, list) else children,
        "carers": [carer(each) for each in carers] if isinstance(carers, list) else carers,
    }


def _known_signs(
    ids: Iterable[str], knowledge: Knowledge, left_out: list[UnknownItem]
) -> list[str]:
    known = {sign.id for sign in knowledge.signs}
    return _sorted_out(dict.fromkeys(ids), known.__contains__, "a sign", left_out)


def _known_services(
    ids: Iterable[str],
    services: Callable[[list[str]], Collection[str]],
    left_out: list[UnknownItem],
) -> list[str]:
    wanted = list(dict.fromkeys(ids))
    # PostgreSQL refuses to be asked for some signs that cannot be printed.
    known = services([id for id in wanted if id.isprintable()])
    return _sorted_out(wanted, known.__contains__, "a service of the shortlist", left_out)


def _sorted_out(
    ids: Iterable[str], is_known: Callable[[str], bool], what: str, left_out: list[UnknownItem]
) -> list[str]:
    kept = []
    for id in ids:
        if is_known(id):
            kept.append(id)
        else:
            left_out.append(_left_out(what, id))
    return kept


def _known_thoughts(
    thoughts: Iterable[OptionNote], knowledge: Knowledge, left_out: list[UnknownItem]
) -> list[OptionNote]:
    kept = []
    for thought in thoughts:
        if thought.recommendation in knowledge.recommendation:
            kept.append(thought)
        else:
            left_out.append(_left_out("what was noted of an option", thought.recommendation))
    return kept


def _left_out(what: str, id: object) -> UnknownItem:
    return UnknownItem(what=what, id=str(id)[:LONGEST_WORDS])


def _problems(file: SavedFile, places: Places, today: date) -> Iterator[Problem]:
    for field in ("made_on", "proceedings_on"):
        day = getattr(file, field)
        if day is not None and day > today:
            yield Problem(field=field, problem="should be today or in the past")
    try:
        if file.postcode:
            places.find(file.postcode)
    except PlaceError as error:
        yield Problem(field="postcode", problem=str(error))


def _of_thoughts(file: SavedFile) -> Iterator[Problem]:
    """Yield what no page would have taken, each where it stands in the file as it was sent."""
    seen: set[tuple[int, str]] = set()
    for place, thought in enumerate(file.thoughts, start=1):
        where = f"thoughts[{place}]"
        for name, said in (("words", thought.words), ("reason", thought.reason or "")):
            if len(said) > MOST_LETTERS:
                text = f"should be at most {MOST_LETTERS} letters"
                yield Problem(field=f"{where}.{name}", problem=text)
        about = (thought.child, thought.recommendation)
        if about in seen:
            yield Problem(field=where, problem="is a second note for this child and option")
        seen.add(about)


def _counts(file: SavedFile, children: int) -> Iterator[Problem]:
    """Yield where the parts of a file do not speak of the same children."""
    for field in ("signs", "result"):
        if len(getattr(file, field)) != children:
            yield Problem(field=field, problem="should have one entry for each child")
    for place, thought in enumerate(file.thoughts, start=1):
        if not 1 <= thought.child <= children:
            text = f"there is no child {thought.child}"
            yield Problem(field=f"thoughts[{place}].child", problem=text)


def _visit(file: SavedFile, family: Family) -> Visit:
    """Return the visit that a file was kept of, under an id of its own."""
    visit = visit_of(family)
    children = zip(visit.children, file.signs, strict=True)
    return replace(
        visit,
        children=[replace(child, signs=signs) for child, signs in children],
        postcode=file.postcode,
        within_miles=file.within_miles,
        proceedings_on=file.proceedings_on.isoformat() if file.proceedings_on else None,
        thoughts=file.thoughts,
        shortlist=file.shortlist,
    )


def visit_of(family: Family) -> Visit:
    """Return a new visit with the people of a family."""
    return replace(
        new_visit(),
        family=dict(family.shared),
        children=[SessionChild(facts=dict(facts)) for facts in family.children],
        carers=[
            SessionCarer(
                role=carer.role.id if carer.role else None,
                for_children=sorted(carer.for_children),
                facts=dict(carer.facts),
                with_child={number: dict(facts) for number, facts in carer.with_child.items()},
            )
            for carer in family.carers
        ],
    )
