"""The tests of this folder share the made-up postcodes."""

from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
