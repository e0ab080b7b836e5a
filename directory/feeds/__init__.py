"""Other directories’ feeds: fetched, staged, taken in whole, and matched with what is here."""

from directory.feeds.errors import FeedError
from directory.feeds.looking import documents

__all__ = ["FeedError", "documents"]
