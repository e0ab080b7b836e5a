"""A page as a test reads it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import HTML5TreeBuilder
from html5lib import HTMLParser
from werkzeug.test import TestResponse


class Builder(HTML5TreeBuilder):
    """Build the tree of a page, and keep what its markup does wrong: parsed once, not twice."""

    faults: list[str]

    def feed(self, markup: Any) -> None:
        parser = HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup).original_encoding = None
        self.faults = [f"line {at[0]}: {code} {details}" for at, code, details in parser.errors]


@dataclass(frozen=True)
class Page:
    """One answer of the app, parsed."""

    response: TestResponse

    @cached_property
    def soup(self) -> BeautifulSoup:
        markup = self.response.get_data(as_text=True)
        return BeautifulSoup(markup, builder=Builder(store_line_numbers=False))

    @property
    def faults(self) -> list[str]:
        """The errors of the markup, each with its line."""
        builder = self.soup.builder
        assert isinstance(builder, Builder)
        return builder.faults

    @cached_property
    def tags(self) -> list[Tag]:
        """Every tag, in the order of the page: for what looks at all of them."""
        return self.soup.find_all()

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
        if css.isalnum():  # the name of a tag: much quicker than the machine for selectors
            return [tag for tag in self.tags if tag.name == css]
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
