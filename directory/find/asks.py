"""Counting for which recommendations people look near a place, and whether anything was found.

Counted when somebody says near where to look while a programme is chosen: that is an ask for each
recommendation that the programme answers. Why so: docs/decisions/unmet-asks.md.
"""

from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from directory import bridge, logs
from directory.actions.asks import count_asks
from directory.clock import today
from directory.extensions import current_settings, db
from directory.find.address import Address
from directory.places import Place
from directory.searching.lexicon import lexicon_in
from directory.searching.search import Asked, search
from matcher import Knowledge
from matcher.delivering import deliverers

MOST_COUNTED = 40
"""Programmes that are remembered beside a place; after so many no more are counted."""


def count_near(
    address: Address, place: Place, miles: int, counted: tuple[str, ...]
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
    data = current_settings().data
    knowledge = bridge.knowledge_in(data)
    asked = Asked(
        place=place, within_miles=float(miles), chosen={"programme": (programme,)}, on=today()
    )
    found = search(db.session, knowledge, lexicon_in(data, knowledge), asked)
    asks = dict.fromkeys(_answered_by(programme, knowledge), len(found.places) > 0)
    count_asks(db.session, asks, place.authority or "", f"{today():%Y-%m}")


def _answered_by(programme: str, knowledge: Knowledge) -> Iterator[str]:
    for item in knowledge.recommendations:
        if programme in deliverers(knowledge, item.id):
            yield item.id
