"""What may be placed: only what a service delivers by itself."""

import pytest

from tests.directory_builders import HOME, RECOMMENDATION, Directory, entry, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, people
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PATH = "/gaps/siting"


@pytest.fixture
def laid(directory: Directory) -> Directory:
    people(directory, area("town", HOME))
    directory.take(entry("a", venue(HOME)))
    return directory


@pytest.mark.parametrize("id", ["ng76:1.5.8", "ng76:1.5.4"])
def test_what_no_service_delivers_by_itself_is_never_offered(
    page_client: PageClient, laid: Directory, id: str
) -> None:
    offered = [str(each.get("value")) for each in page_client.get(PATH).all("#target option")]

    assert f"recommendation:{RECOMMENDATION}" in offered
    assert f"recommendation:{id}" not in offered
    page_client.get(f"{PATH}?target=recommendation:{id}")
    assert page_client.post(PATH, {"target": f"recommendation:{id}"}, status=422).errors
