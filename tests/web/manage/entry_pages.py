"""Changing an entry through its pages, and reading what is stored of it."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy.orm import Session

from directory.model.roles import AccountRole
from directory.storage import Service
from tests.web.page import Page
from tests.web.page_client import PageClient

FORM = "#entry-form"
PATH = "/manage/service/a"
As = Callable[[AccountRole], PageClient]
Taken = Callable[..., PageClient]
"""Takes a feed of these records in, and returns an editor who is signed in."""


def change(
    client: PageClient,
    topic: str,
    status: int = 200,
    do: str = "save",
    path: str = PATH,
    **typed: str,
) -> Page:
    page = client.get(f"{path}/{topic}")
    return client.submit(page, {"do": do, **typed}, FORM, status)


def stored(app: Flask, id: str = "a") -> Service:
    with Session(app.extensions["engine"], expire_on_commit=False) as session:
        found = session.get_one(Service, id)
        _ = found.venues, found.areas, found.criteria
        session.expunge_all()
        return found


def press(client: PageClient, do: str, path: str = PATH, status: int = 200) -> Page:
    page = client.get(path)
    return client.submit(page, {"do": do}, "#presses", status)
