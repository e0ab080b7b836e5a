"""What the pages of feeds read a feed with."""

from directory.application.feeds.read_context import read_context
from directory.application.feeds.staged_reader import ReadContext
from directory.storage import reference_data
from directory.web.extensions import current_settings
from directory.web.manage.view_support import knowledge


def feed_read_context() -> ReadContext:
    """Return the table of terms, the words and the postcodes of this copy."""
    settings = current_settings()
    return read_context(settings, knowledge(), reference_data.places_in(settings.places))
