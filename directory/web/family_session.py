"""A visit: what a worker has entered, carried by their own browser and kept nowhere else.

It travels in cookies, sealed with a key of this server, so that neither the browser's owner nor a
copy of its files can read it. A seal that was not touched for 30 minutes opens no more, and
"clear everything" drops it. The server holds nothing between two requests.
"""

import json
import secrets
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cattrs import BaseValidationError, Converter
from cryptography.fernet import InvalidToken, MultiFernet
from flask import Flask, Response, g, request

from directory.web.encrypted_cookies import cookie_manners, seal_for

LASTS_SECONDS = 30 * 60
TOUCHED_SECONDS = 60
WARNED_AFTER_SECONDS = LASTS_SECONDS - 2 * 60 - TOUCHED_SECONDS
"""After a page came, when to warn that two minutes are left: its seal may be a minute older."""
COOKIE = "waymark_visit"
PIECE, MOST_PIECES = 3600, 2
"""Browsers keep about 4,000 characters a cookie, and servers read about 8,000 in all."""
MOST_LETTERS = PIECE * MOST_PIECES
_CONVERTER = Converter(forbid_extra_keys=True)


class VisitFullError(Exception):
    """More was entered than a visit can hold; nothing of the last step was kept."""


@dataclass(frozen=True, kw_only=True)
class SessionChild:
    """One child: the facts known, by their ids, and the signs that were ticked."""

    facts: dict[str, Any] = field(default_factory=dict)
    signs: list[str] = field(default_factory=list)
    years_only: bool = False
    """Whether the age is known in whole years alone: the child may be up to 11 months older."""


@dataclass(frozen=True, kw_only=True)
class SessionCarer:
    """Someone who would take part, named by role, and for which children.

    `with_child` holds what is so with one child alone.
    """

    role: str | None = None
    for_children: list[int] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    with_child: dict[int, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OptionNote:
    """What the worker thinks of one option for one child: `reason` sets it aside."""

    child: int
    recommendation: str
    reason: str | None = None
    words: str = ""
    prefers: bool = False
    """The family prefers it."""


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A question about one person, or about the family where neither is given."""

    fact: str
    child: int | None = None
    carer: int | None = None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Everything that one visit holds. Children and carers are counted from 1."""

    id: str
    children: list[SessionChild] = field(default_factory=list)
    carers: list[SessionCarer] = field(default_factory=list)
    family: dict[str, Any] = field(default_factory=dict)
    postcode: str = ""
    within_miles: float = 10.0
    proceedings_on: str | None = None
    """The day when care proceedings were issued, ISO."""
    asking: AskedQuestion | None = None
    passed: list[AskedQuestion] = field(default_factory=list)
    shortlist: list[str] = field(default_factory=list)
    """Services by their ids in the directory."""
    comparing: list[str] = field(default_factory=list)
    comparing_for: int = 1
    """The services side by side, and the child for whom."""
    thoughts: list[OptionNote] = field(default_factory=list)
    contact: dict[str, Any] = field(default_factory=dict)
    """How the family can be reached safely, as answered in signpost."""
    counted: dict[str, list[str]] = field(default_factory=dict)
    """The recommendations that were counted as asked for, by the authority that was known then."""

    def as_data(self) -> dict[str, Any]:
        """Return the visit as JSON-ready data."""
        return asdict(self)


def new_visit() -> Visit:
    """Return an empty visit with an id that nobody can guess."""
    return Visit(id=secrets.token_urlsafe(12))


def read_visit(data: object) -> Visit:
    """Return the visit that JSON data describes. Raises cattrs' errors for what is not one."""
    return _CONVERTER.structure(data, Visit)


def current_visit() -> Visit | None:
    """Return the visit that this request belongs to, or None where none is open."""
    if "visit" not in g:
        g.visit = _opened(_sent())
    visit: Visit | None = g.visit
    return visit


def keep_visit(visit: Visit) -> None:
    """Let the answer to this request carry the visit on.

    Raises VisitFullError where it is too large to be carried.
    """
    if len(sealed(visit)) > MOST_LETTERS:
        raise VisitFullError
    g.visit, g.visit_changed = visit, True


def change_visit(visit: Visit, **changes: Any) -> Visit:
    """Keep the visit with these changes, and return it. Raises VisitFullError."""
    changed = replace(visit, **changes)
    keep_visit(changed)
    return changed


def renamed() -> dict[str, Any]:
    """Return a fresh id as a change of a visit: pages made before then write into it no more.

    For changes after which "child 2" is somebody else.
    """
    return {"id": new_visit().id}


def forget_visit() -> None:
    """Drop all that the visit holds, with the answer to this request."""
    g.visit = None
    g.visit_forgotten = True


def carry_visits(app: Flask) -> None:
    """Let the answer to each request that opened a visit carry it for another 30 minutes."""
    app.after_request(_carry)


def _carry(response: Response) -> Response:
    if g.get("visit") is not None:
        if g.get("visit_changed") or (_is_due(_sent()) and not _is_download(response)):
            _set(response, sealed(g.visit))
    elif g.get("visit_forgotten") or ("visit" in g and _sent()):
        _set(response, "")
    return response


def _is_due(text: str) -> bool:
    """Say whether a seal is to be made anew, to last 30 minutes from this touch.

    Not with each page: one that is slow to come would bring back what was there when it was asked
    for, over an answer that was given meanwhile.
    """
    return time.time() - _seal().extract_timestamp(text.encode()) >= TOUCHED_SECONDS


def _is_download(response: Response) -> bool:
    return "Content-Disposition" in response.headers


def _set(response: Response, text: str) -> None:
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    for name, piece in zip(_names(), [*pieces, *[""] * MOST_PIECES], strict=False):
        if piece:
            response.set_cookie(name, piece, max_age=LASTS_SECONDS, **cookie_manners())
        elif name in request.cookies:
            response.delete_cookie(name, **cookie_manners())


def _names() -> Iterator[str]:
    yield from (COOKIE if place == 0 else f"{COOKIE}_{place + 1}" for place in range(MOST_PIECES))


def _sent() -> str:
    return "".join(request.cookies.get(name, "") for name in _names())


def sealed(visit: Visit) -> str:
    """Return a visit as its cookies carry it."""
    packed = zlib.compress(json.dumps(visit.as_data(), separators=(",", ":")).encode(), level=9)
    return _seal().encrypt(packed).decode()


def _opened(text: str) -> Visit | None:
    """Return what is sealed; None where it is old, or was not sealed by this server."""
    try:
        packed = _seal().decrypt(text.encode(), ttl=LASTS_SECONDS)
        return read_visit(json.loads(zlib.decompress(packed)))
    except (InvalidToken, ValueError, zlib.error, BaseValidationError):
        # A newer version of Waymark may hold a visit differently; then it has ended.
        return None


def _seal() -> MultiFernet:
    return seal_for("visit")
