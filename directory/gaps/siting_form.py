"""What is asked on the page of sites, as it was typed, and what of it cannot be meant.

The postcodes are of premises. They are in the body of a request and in the page that answers it,
never in an address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from werkzeug.datastructures import MultiDict

from directory.covering.candidate_sites import MOST_SITES
from directory.covering.sites import MOST_NEW
from directory.covering.terms import Target, What
from directory.covering.wording import target_title
from directory.gaps.asking import Problem
from directory.places import Place, PlaceError, Places
from matcher import Knowledge

Sort = Literal["venues", "anywhere", "teams", "postcodes"]
SORTS: dict[Sort, tuple[str, str]] = {
    "venues": ("Venues that are in the directory", "Of any service, except hidden ones"),
    "anywhere": (
        "Anywhere",
        "The middle of each square of the map where children have nobody sure",
    ),
    "teams": ("Home-visiting teams", "Each visits every home in one district"),
    "postcodes": ("Premises that I name", "By their postcodes"),
}
_SHARE = re.compile(r"(\d{1,3})(?:\.(\d))?\s*%?")
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SitingAsked:
    """The form as it was sent, or as it is first shown."""

    target: str = ""
    """What it is and its id: `recommendation:ng76:1.7.4`."""
    way: str = "sites"
    sites: str = "1"
    share: str = ""
    sort: str = "venues"
    postcodes: str = ""


@dataclass(slots=True, kw_only=True)
class SitingWanted:
    """What the form asks, as far as it can be read, and every problem of the rest."""

    target: Target | None = None
    sites: int | None = None
    share: float | None = None
    sort: Sort = "venues"
    premises: tuple[Place, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def read_siting(form: "MultiDict[str, str]") -> SitingAsked:
    """Return the fields as they were typed."""
    usual = SitingAsked()
    return SitingAsked(
        target=form.get("target", usual.target),
        way=form.get("way", usual.way),
        sites=form.get("sites", usual.sites).strip(),
        share=form.get("share", usual.share).strip(),
        sort=form.get("sort", usual.sort),
        postcodes=form.get("postcodes", usual.postcodes),
    )


def wanted(asked: SitingAsked, knowledge: Knowledge, places: Places) -> SitingWanted:
    """Return what the fields mean; what cannot be meant is a problem beside its field."""
    found = SitingWanted()
    found.target = target_of(asked.target, knowledge)
    if found.target is None:
        found.problems.append(_problem("target", "Choose a recommendation or a programme"))
    _read_way(asked, found)
    if asked.sort in get_args(Sort):
        found.sort = asked.sort  # type: ignore[assignment]
    else:
        found.problems.append(_problem("sort", "Choose where they could be"))
    if found.sort == "postcodes":
        _read_postcodes(asked.postcodes, places, found)
    return found


def target_of(text: str, knowledge: Knowledge) -> Target | None:
    """Return a recommendation or a programme by what it is and its id; None for any other."""
    what, _, id = text.partition(":")
    known = {"recommendation": knowledge.recommendation, "programme": knowledge.programme}
    return Target(what=what, id=id) if id in known.get(what, {}) else None  # type: ignore[arg-type]


def targets(knowledge: Knowledge) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be chosen, in groups: each value with its label."""
    groups: list[tuple[str, What, list[str]]] = [
        ("Recommendations", "recommendation", [item.id for item in knowledge.recommendations]),
        ("Programmes", "programme", [each.id for each in knowledge.programmes]),
    ]
    return [
        (label, [(f"{what}:{id}", _label(Target(what=what, id=id), knowledge)) for id in ids])
        for label, what, ids in groups
    ]


def _label(target: Target, knowledge: Knowledge) -> str:
    title = target_title(target, knowledge)
    if target.what == "programme":
        return title
    citation = knowledge.recommendation[target.id].citation
    return f"{title} ({citation.source} {citation.ref})"


def _read_way(asked: SitingAsked, found: SitingWanted) -> None:
    if asked.way == "share":
        found.share = _share(asked.share)
        if found.share is None:
            found.problems.append(
                _problem("share", "Share to reach must be a percentage from 1 to 100, such as 80")
            )
        return
    if asked.sites.isdecimal() and 1 <= int(asked.sites[:3]) <= MOST_NEW:
        found.sites = int(asked.sites)
    else:
        found.problems.append(_problem("sites", f"Number of new sites must be 1 to {MOST_NEW}"))


def _share(text: str) -> float | None:
    match = _SHARE.fullmatch(text)
    if not match:
        return None
    share = float(f"{match[1]}.{match[2] or 0}") / _WHOLE
    return share if 0 < share <= 1 else None


def _read_postcodes(text: str, places: Places, found: SitingWanted) -> None:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        found.problems.append(_problem("postcodes", "Enter a postcode of premises on each line"))
    if len(lines) > MOST_SITES:
        words = f"Enter at most {MOST_SITES} postcodes: there are {len(lines):,}"
        found.problems.append(_problem("postcodes", words))
        return
    located = list(_located(lines, places, found.problems))
    found.premises = tuple(located)


def _located(
    lines: list[tuple[int, str]], places: Places, problems: list[Problem]
) -> Iterator[Place]:
    for number, line in lines:
        try:
            yield places.find(line)
        except PlaceError as error:
            problems.append(_problem("postcodes", f"Line {number}: {error}"))


def _problem(name: str, text: str) -> Problem:
    return {"text": text, "href": f"#{name}"}
