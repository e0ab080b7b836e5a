"""The tests of this folder share the made-up directory."""

from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
