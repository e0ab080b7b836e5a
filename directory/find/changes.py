"""What changed: the page, and its feeds for a reader that follows an authority or a programme."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Response, abort, render_template, request, url_for
from sqlalchemy import select

from directory import bridge
from directory.clock import date_in_england, now
from directory.db import Service
from directory.extensions import current_settings, db
from directory.find import changes_feeds
from directory.find.changes_areas import NOT_STATED, Authority, area_name, authorities, authority_of
from directory.find.changes_feeds import Channel
from directory.find.changes_found import KEEPER, MOST, Asked, Told, changed_at, shown, told
from directory.find.changes_words import LABELS, sentence, source
from directory.find.journey import blueprint
from directory.security import let_keep
from matcher import Knowledge
from matcher.knowledge import Programme

MONTHS = 12
Option = tuple[str, str]
"""A value in the address, and what it is called."""
SUBTITLE = (
    "Services opened, changed, paused, ending or closed. "
    "What is no longer listed is said to be so: whether it closed is then not known."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Whom and what the address asks for, by name; None for what is not asked, or not known."""

    asked: Asked
    authority: Authority | None
    programme: Programme | None

    @property
    def problems(self) -> list[dict[str, str]]:
        """Return what is not known, in words."""
        found = []
        if self.asked.authority and not self.authority:
            text = f"“{self.asked.authority}” is no authority that is known here: choose one"
            found.append({"text": text, "href": "#authority"})
        if self.asked.programme and not self.programme:
            text = f"“{self.asked.programme}” is no programme that is known here: choose one"
            found.append({"text": text, "href": "#programme"})
        return found

    @property
    def title(self) -> str:
        """Return what the feed is called."""
        names = [each.name for each in (self.authority, self.programme) if each]
        return ": ".join(["What changed", *([", ".join(names)] if names else [])])

    @property
    def address(self) -> dict[str, str]:
        """Return what is asked as parameters, those that say nothing left out."""
        asked = {"authority": self.asked.authority, "programme": self.asked.programme}
        return {name: value for name, value in asked.items() if value}


@blueprint.get("/changes")
def changes() -> str | tuple[str, int]:
    """Show what happened, day by day, and lead to the feeds."""
    knowledge, following = _knowledge(), _following()
    areas, used = KEEPER.keep(db.session, now(), "occurring", _occurring)
    entries = [] if following.problems else told(db.session, knowledge, following.asked, now())
    page = render_template(
        "find/changes.html",
        following=following,
        error_list=following.problems,
        authorities=_authorities(following.authority, areas),
        not_stated=NOT_STATED,
        programmes=_programmes(knowledge, following.programme, used),
        days=[(day, list(some)) for day, some in groupby(entries, _day)],
        labels=LABELS,
        sentence=sentence,
        source=source,
        months=MONTHS,
        most=MOST,
        has_sample=any(each.is_sample for each in entries),
    )
    return (page, 404) if following.problems else page


@blueprint.get("/changes.atom")
def changes_atom() -> Response:
    """Give out what happened as an Atom feed."""
    return _feed(changes_feeds.atom, changes_feeds.ATOM)


@blueprint.get("/changes.json")
def changes_json() -> Response:
    """Give out what happened as a JSON Feed."""
    return _feed(changes_feeds.json_feed, changes_feeds.JSON)


def _feed(write: Callable[[Channel], bytes], mimetype: str) -> Response:
    following = _following()
    if following.problems:
        abort(404)
    entries = told(db.session, _knowledge(), following.asked, now())
    updated = entries[0].event.at if entries else changed_at(db.session)
    address = following.address
    channel = Channel(
        title=following.title,
        subtitle=SUBTITLE,
        page=url_for("find.changes", _external=True, **address),
        itself=url_for(str(request.endpoint), _external=True, **address),
        updated=updated,
        entries=entries,
        page_of=lambda id: url_for("find.service", id=id, _external=True),
    )
    response = Response(write(channel), mimetype=mimetype)
    response.last_modified = updated
    response.add_etag()
    response.make_conditional(request)
    return let_keep(response)


def _following() -> Following:
    asked = Asked(
        authority=request.args.get("authority", "").strip()[:40] or None,
        programme=request.args.get("programme", "").strip()[:80] or None,
    )
    return Following(
        asked=asked,
        authority=authority_of(db.session, asked.authority) if asked.authority else None,
        programme=_knowledge().programme.get(asked.programme) if asked.programme else None,
    )


def _occurring() -> tuple[list[Authority], set[str | None]]:
    """Return the authorities and the programmes of the services that may be told of."""
    of = shown(db.session)
    programmes = select(Service.programme).where(*of).distinct()
    return authorities(db.session, of), set(db.session.scalars(programmes))


def _authorities(chosen: Authority | None, found: list[Authority]) -> list[Option]:
    """Return the authorities that occur, what is chosen, and that none is stated."""
    options = {each.code: each.name for each in (*found, *([chosen] if chosen else []))}
    options.pop(NOT_STATED, None)
    named = sorted(options.items(), key=lambda option: option[1])
    return [*named, (NOT_STATED, area_name(NOT_STATED))]


def _programmes(
    knowledge: Knowledge, chosen: Programme | None, used: set[str | None]
) -> list[Option]:
    """Return the programmes that any service delivers, their classes, and what is chosen."""
    wanted = {id for p in knowledge.programmes if p.id in used for id in (p.id, *p.classes)}
    return [(p.id, p.name) for p in knowledge.programmes if p.id in wanted or p == chosen]


def _knowledge() -> Knowledge:
    return bridge.knowledge_in(current_settings().data)


def _day(each: Told) -> date:
    return date_in_england(each.event.at)
