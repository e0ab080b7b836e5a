"""What is needed to read the records of a feed, or the command stops."""

from directory.application.commands.geocoding import locator
from directory.application.feeds.staged_reader import ReadContext
from directory.cli.errors import stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.exchange.openreferral.importer_term_map import FILE, read_mapping
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings
from directory.model.problems import FileError
from directory.storage import reference_data


def feed_context(settings: Settings) -> ReadContext:
    """Return the table of terms, the vocabulary and the postcodes; stop where one is unsound."""
    knowledge, places = knowledge_or_stop(settings), places_or_stop(settings)
    try:
        mapping = read_mapping(settings.data / FILE, knowledge.programme)
    except FileError as error:
        stop([f"{settings.data / FILE}: {problem}" for problem in error.problems])
    vocabulary = reference_data.vocabulary(knowledge, places, today())
    return ReadContext(mapping=mapping, vocabulary=vocabulary, locate=locator(places))
