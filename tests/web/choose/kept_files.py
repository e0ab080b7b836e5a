"""A kept file, and how a test opens it."""

import json
from typing import Any

import pytest

from tests.family_session_builders import held_by
from tests.web.choose.kept_family import kept, open_family
from tests.web.page import Page
from tests.web.page_client import PageClient


def drop_visit(client: PageClient) -> None:
    """Let the visit end, as when the browser is closed."""
    for name in ("waymark_visit", "waymark_visit_2"):
        client.raw.delete_cookie(name)


def open_kept(client: PageClient, file: Any, status: int = 200) -> Page:
    """Open a file, given as bytes or as the data that it holds."""
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    token = str(client.get("/choose/open").one("main [name=csrf_token]")["value"]).encode()
    # Made by hand: Werkzeug's builder leaves large files open on the disk.
    parts = (b'csrf_token"\r\n\r\n' + token, b'kept"; filename="a"\r\n\r\n' + content)
    head = b'--cut\r\nContent-Disposition: form-data; name="'
    body = b"".join(head + part + b"\r\n" for part in parts) + b"--cut--\r\n"
    kind = "multipart/form-data; boundary=cut"
    page = Page(client.raw.post("/choose/open", data=body, content_type=kind))
    return client._checked(page, "/choose/open", status)


def refused(client: PageClient, file: Any) -> list[str]:
    """Return what is said of a file that is not opened, and that nothing of it was."""
    page = open_kept(client, file, status=422)
    assert held_by(client) is None
    return page.errors


@pytest.fixture
def file(client: PageClient) -> dict[str, Any]:
    """Return the file of the family, whose visit has ended since."""
    open_family(client)
    data = kept(client)
    drop_visit(client)
    return data
