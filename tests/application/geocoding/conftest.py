"""The tests of this folder share the made-up directory, and a made-up geocoder."""

from tests.application.geocoding.fixtures import *  # noqa: F403
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
