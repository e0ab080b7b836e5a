"""A page as a test reads it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Page:
    """One answer of the app, parsed."""

    response: TestResponse

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.get_data(as_text=True), "html5lib")

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def heading(self) -> str:
        return words(self.one("h1"))

    @property
    def title(self) -> str:
        return words(self.one("head > title"))

    @property
    def text(self) -> str:
        """Everything in the main part, as words."""
        return words(self.one("main"))

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [words(line) for line in self.all(".govuk-error-summary__list li")]

    def all(self, css: str) -> list[Tag]:
        return list(self.soup.select(css))

    def one(self, css: str) -> Tag:
        """Return the only match, or fail naming what was there."""
        found = self.all(css)
        assert len(found) == 1, f"{len(found)} of “{css}” on the page, not one"
        return found[0]

    def form_values(self, css: str = "form") -> dict[str, list[str]]:
        """Return what the browser would send if nobody changed anything."""
        values: dict[str, list[str]] = {}
        for field in self.one(css).select("[name]"):
            for value in _sent(field):
                values.setdefault(str(field["name"]), []).append(value)
        return values


def words(tag: Tag) -> str:
    """Return the words of a tag, spaces run together."""
    return " ".join(tag.get_text(" ").split())


def _sent(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.get_text()]
    if field.name == "select":
        return [_value(option) for option in field.select("option[selected]")]
    kind = field.get("type")
    if kind in ("submit", "button") or field.name == "button":
        return []
    if kind in ("checkbox", "radio") and not field.has_attr("checked"):
        return []
    return [_value(field)]


def _value(field: Tag) -> str:
    value: Any = field.get("value", "")
    return str(value)
