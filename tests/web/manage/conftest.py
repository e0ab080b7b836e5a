"""Two entries of two organisations, and people who are signed in."""

import pytest
from flask import Flask

from directory.model.roles import AccountRole
from tests.directory_builders import Directory, entry, venue
from tests.web.manage.entry_pages import As
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in


@pytest.fixture
def as_role(app: Flask, directory: Directory) -> As:
    directory.take(
        entry("a", venue("NE1 4ST", name="Rooms", address="1 High Street"), name="Harbour"),
        entry("b", organisation="Zebra"),
    )

    def signed_in(role: AccountRole) -> PageClient:
        client = PageClient(app.test_client())
        sign_in(client.raw, role)
        return client

    return signed_in
