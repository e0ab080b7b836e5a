"""The pages of gaps are tried by a commissioner; who else may see which: tests/web/access.py."""

import pytest
from flask import Flask

from directory.model.roles import AccountRole
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in


@pytest.fixture
def page_client(app: Flask) -> PageClient:
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.COMMISSIONER)
    return client
