"""The page client: ask for a page, get it parsed, and have it checked on the way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.page_check import check_page

Values = Mapping[str, str | Sequence[str]]
TOKEN = re.compile(r"<input[^>]*csrf_token[^>]*>")


@dataclass
class PageClient:
    """A browser without a screen: it keeps cookies, sends CSRF tokens and checks each page."""

    raw: FlaskClient
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, status: int = 200) -> Page:
        """Return the page at `path`."""
        return self._checked(Page(self.raw.get(path, headers=self.headers)), path, status)

    def post(
        self, path: str, values: Values | None = None, status: int = 200, form_at: str | None = None
    ) -> Page:
        """Return what `path` answers to `values`; the CSRF token comes from the form.

        `form_at` is the page with the form, where that is not `path` itself.
        """
        form = self.raw.get(form_at or path, headers=self.headers)
        data = {"csrf_token": _token(form.text), **(values or {})}
        return self._sent(path, data, status)

    def submit(
        self, page: Page, changes: Values | None = None, form: str = "form", status: int = 200
    ) -> Page:
        """Send the form of `page` as it stands, with `changes`; an empty list unticks."""
        path = str(page.one(form).get("action") or page.response.request.path)
        data = {**page.form_values(form), **(changes or {})}
        return self._sent(path, data, status)

    def _sent(self, path: str, data: Values, status: int) -> Page:
        """Send a form, and follow where the answer leads, as a browser does."""
        page = Page(self.raw.post(path, data=data, follow_redirects=True))
        return self._checked(page, path, status)

    def _checked(self, page: Page, path: str, status: int) -> Page:
        assert page.status == status, f"{path} answered {page.status}, not {status}"
        check_page(page, path)
        return page


def _token(html: str) -> str:
    """Return the value of the first field of that name; the page itself is not parsed for it."""
    [field] = BeautifulSoup(TOKEN.findall(html)[0], "html.parser").select("[name=csrf_token]")
    return str(field["value"])


@pytest.fixture
def page_client(app: Flask) -> PageClient:
    return PageClient(app.test_client())
