"""The tests of this folder share the made-up directory."""

from tests.directory_fixtures import (
    database_url,
    directory,
    empty_database_url,
    migrated,
    packed,
    places,
    settings,
    words,
)

__all__ = [
    "database_url",
    "directory",
    "empty_database_url",
    "migrated",
    "packed",
    "places",
    "settings",
    "words",
]
