"""What the words of a feed's entries name and its columns do not state: taken only when asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.feed_enrichment import write_dropped
from directory.application.feeds.enrichment import enrich
from directory.application.feeds.staged_reader import ReadContext
from directory.exchange.openreferral.text_suggestions import TextSuggestion, text_suggestions
from directory.model.import_plan import ImportPlan
from directory.storage import DroppedSuggestion
from directory.storage.entry_repository import stored_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSuggestion:
    """A suggestion for one entry, which is called `name`."""

    name: str
    suggested: TextSuggestion

    @property
    def key(self) -> str:
        """Return which suggestion of which entry it is, also when the feed was read anew."""
        cells = ";".join(f"{column}={cell}" for column, cell in self.suggested.cells)
        return f"{self.suggested.service_id}|{cells}"


def feed_suggestions(session: Session, feed_id: str) -> Sequence[FeedSuggestion]:
    """Return the kinds and ages that the words of a feed's entries name, entry by entry.

    Those that an editor dropped are left out.
    """
    dropped = select(DroppedSuggestion.key).where(DroppedSuggestion.feed_id == feed_id)
    done = set(session.scalars(dropped))
    found = (
        FeedSuggestion(name=str(entry.values["name"]), suggested=each)
        for entry in stored_entries(session, feed_id).values()
        for each in text_suggestions(entry)
    )
    return [each for each in found if each.key not in done]


def take_suggestions(
    session: Session,
    feed_id: str,
    reading: ReadContext,
    keys: Collection[str],
    *,
    actor: str,
    now: datetime,
) -> ImportPlan:
    """Let the suggestions of these keys hold of their entries; the caller commits.

    One that is not made any more is passed over. Raises RefusedError as `enrich` does.
    """
    cells: dict[str, dict[str, str]] = {}
    for each in feed_suggestions(session, feed_id):
        if each.key in keys:
            cells.setdefault(each.suggested.service_id, {}).update(each.suggested.cells)
    return enrich(session, feed_id, reading, cells, actor=actor, now=now)


def drop_suggestions(
    session: Session, feed_id: str, keys: Collection[str], *, actor: str, now: datetime
) -> int:
    """Suggest these no more, and return how many they were; the caller commits.

    One that is not made any more is passed over.
    """
    found = [each.key for each in feed_suggestions(session, feed_id) if each.key in keys]
    write_dropped(session, feed_id, found, actor=actor, now=now)
    return len(found)
