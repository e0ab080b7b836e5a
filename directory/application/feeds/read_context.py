"""What is needed to read the records of a feed: the table of terms, words, and postcodes."""

from directory.application.commands.geocoding import locator
from directory.application.feeds.staged_reader import ReadContext
from directory.exchange.openreferral.importer_term_map import FILE, read_mapping
from directory.geo import Places
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings
from directory.storage import reference_data
from matcher import Knowledge


def read_context(settings: Settings, knowledge: Knowledge, places: Places) -> ReadContext:
    """Return what a feed is read with. Raises FileError where the table of terms is unsound."""
    return ReadContext(
        mapping=read_mapping(settings.data / FILE, knowledge.programme),
        vocabulary=reference_data.vocabulary(knowledge, places, today()),
        locate=locator(places),
    )
