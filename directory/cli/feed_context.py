"""What is needed to read the records of a feed, or the command stops."""

from directory.application.feeds.read_context import read_context
from directory.application.feeds.staged_reader import ReadContext
from directory.cli.errors import stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.exchange.openreferral.importer_term_map import FILE
from directory.infrastructure.settings import Settings
from directory.model.problems import FileError


def feed_context(settings: Settings) -> ReadContext:
    """Return the table of terms, the vocabulary and the postcodes; stop where one is unsound."""
    try:
        return read_context(settings, knowledge_or_stop(settings), places_or_stop(settings))
    except FileError as error:
        stop([f"{settings.data / FILE}: {problem}" for problem in error.problems])
