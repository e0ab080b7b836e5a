"""The outlines as they are served: small, kept by the browser, and the same for everyone."""

import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.geo.paths import boundaries_file, outlines_file
from directory.infrastructure.settings import Settings

DRAWN = '{"type":"FeatureCollection","outcodes":[["NE1",54.97,-1.61]],"features":[{}]}'
ADDRESS = "/find/outlines.json"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Return settings with a folder of their own for what is drawn."""
    return replace(settings, places=tmp_path / "places.bin")


@pytest.fixture
def client(app: Flask, settings: Settings) -> FlaskClient:
    outlines_file(settings.places).write_text(DRAWN, encoding="utf-8")
    return app.test_client()


def test_the_outlines_that_were_drawn_are_served(client: FlaskClient) -> None:
    reply = client.get(ADDRESS)

    assert (reply.status_code, reply.text) == (200, DRAWN)
    assert reply.mimetype == "application/geo+json"
    assert "Set-Cookie" not in reply.headers


def test_they_are_compressed_for_those_who_can_read_it(client: FlaskClient) -> None:
    reply = client.get(ADDRESS, headers={"Accept-Encoding": "br, gzip"})

    assert reply.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in reply.headers["Vary"]
    assert gzip.decompress(reply.data).decode() == DRAWN


def test_a_browser_keeps_them_and_fetches_them_once(client: FlaskClient) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_outlines_drawn_anew_are_fetched_again(client: FlaskClient, settings: Settings) -> None:
    before = client.get(ADDRESS)
    path = outlines_file(settings.places)
    path.write_text(DRAWN.replace("NE1", "NE2"), encoding="utf-8")
    os.utime(path, ns=(1, 1))

    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, "NE2" in after.text) == (200, True)


def test_boundaries_that_somebody_brought_come_before_what_was_drawn(
    client: FlaskClient, settings: Settings
) -> None:
    brought = DRAWN.replace("NE1", "NE3")
    boundaries_file(settings.places).write_text(brought, encoding="utf-8")

    assert client.get(ADDRESS).text == brought


def test_nothing_in_the_address_changes_them(client: FlaskClient) -> None:
    assert client.get(ADDRESS, query_string={"within": "54,-2,55,-1"}).text == DRAWN


def test_where_none_were_drawn_there_is_no_feature(app: Flask) -> None:
    reply = app.test_client().get(ADDRESS)

    assert (reply.status_code, reply.json) == (
        200,
        {"type": "FeatureCollection", "outcodes": [], "features": []},
    )
