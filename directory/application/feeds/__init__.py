"""Other directories’ feeds: fetched, staged, taken in whole, and matched with what is here."""

from directory.application.feeds.errors import FeedError
from directory.application.feeds.preview import documents

__all__ = ["FeedError", "documents"]
