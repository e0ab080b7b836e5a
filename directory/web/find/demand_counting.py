"""Counting for which recommendations people look near a place, and whether anything was found.

Counted when somebody says near where to look while a programme is chosen: that is an ask for each
recommendation that the programme answers. Why so: docs/decisions/unmet-asks.md.
"""

from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from directory.application.commands.unmet_demand import count_asks
from directory.domain.search.search import search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import lexicon_in
from directory.geo import Place
from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web import logs
from directory.web.extensions import current_settings, db
from directory.web.find.query_params import SearchParams
from matcher import Knowledge
from matcher.programme_index import deliverers

MOST_COUNTED = 40
"""Programmes that are remembered beside a place; after so many no more are counted."""


def count_near(
    address: SearchParams, place: Place, miles: int, counted: tuple[str, ...]
) -> tuple[str, ...]:
    """Count the programmes chosen near a place, unless they were; return which were by now.

    Nothing is counted where the authority is not certain. A page never fails for a count.
    """
    if not current_settings().counts_asks or place.authority_share < 1 or not place.authority:
        return counted
    named = {f"{place.authority} {each}": each for each in address.chosen.get("programme", ())}
    new = {key: each for key, each in named.items() if key not in counted}
    if not new or len(counted) + len(new) > MOST_COUNTED:
        return counted
    try:
        for programme in new.values():
            _count(programme, place, miles)
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        logs.log_failure(error)
    return (*counted, *new)


def _count(programme: str, place: Place, miles: int) -> None:
    settings = current_settings()
    knowledge = reference_data.knowledge_in(settings)
    asked = SearchQuery(
        place=place, within_miles=float(miles), chosen={"programme": (programme,)}, on=today()
    )
    found = search(db.session, knowledge, lexicon_in(settings.data, knowledge), asked)
    asks = dict.fromkeys(_answered_by(programme, knowledge), len(found.places) > 0)
    count_asks(db.session, asks, place.authority or "", f"{today():%Y-%m}")


def _answered_by(programme: str, knowledge: Knowledge) -> Iterator[str]:
    for item in knowledge.recommendations:
        if programme in deliverers(knowledge, item.id):
            yield item.id
