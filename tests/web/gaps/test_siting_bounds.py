"""How many new sites may be asked for."""

import pytest

from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.gaps.test_siting_views import PREMISES, ask, laid
from tests.web.page_client import PageClient

__all__ = ["laid"]

pytestmark = pytest.mark.database


def test_a_number_of_sites_of_very_many_digits_is_refused(page_client: PageClient) -> None:
    for number in ("010" + "0" * 400, "010" + "0" * 5000):
        page = ask(page_client, **PREMISES, sites=number, status=422)

        assert "Number of new sites must be 1 to" in page.text
