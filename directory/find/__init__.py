"""The journey `find`: search the directory, read an entry, follow what changes."""

from directory.find import changes, listing, outlines, service_page, where, wrong
from directory.find.journey import blueprint

__all__ = ["blueprint", "changes", "listing", "outlines", "service_page", "where", "wrong"]
