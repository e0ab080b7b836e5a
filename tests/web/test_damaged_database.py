"""A database file that is damaged is told in plain words, and pages without it still answer."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from tests.directory_fixtures import migrated
from tests.web.page_client import PageClient

__all__ = ["migrated"]


@pytest.fixture
def damaged(app: Flask, migrated: str) -> PageClient:
    file = Path(str(make_url(app.extensions["waymark"].database_url).database))
    sound = bytearray(Path(str(make_url(migrated).database)).read_bytes())
    file.write_bytes(b"\xff" * 4096 + sound[4096:])
    app.testing = False
    return PageClient(app.test_client())


def test_a_page_of_a_damaged_directory_says_so(damaged: PageClient) -> None:
    page = damaged.get("/find/", status=503)

    assert "the file is damaged" in page.text


def test_a_damaged_directory_is_told_to_programs(damaged: PageClient) -> None:
    answer = damaged.raw.get("/oruk/services")

    assert answer.status_code == 503
    assert "damaged" in answer.get_json()["problems"][0]["problem"]


def test_a_page_that_needs_no_directory_answers(damaged: PageClient) -> None:
    assert damaged.get("/privacy").heading
