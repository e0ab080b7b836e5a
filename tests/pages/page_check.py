"""What holds for every page, whatever it says. The page client asks all of it each time."""

import re
from collections import Counter
from urllib.parse import urlsplit

import html5lib
from bs4 import Tag

from tests.pages.page import Page, words

# Each of these is loaded by the browser by itself.
LOADED = ("script[src]", "img[src]", "iframe[src]", "source[src]", "link[href]", "use[href]")
FAMILY_JOURNEYS = ("/choose", "/signpost")
NOT_PROSE = ("script", "style", "code", "pre", "textarea", "title")
STRAIGHT_QUOTES = re.compile(r"[\"']")
RANGE_WITH_A_DASH = re.compile(r"\d\s*[-–—]\s*\d")


def check_page(page: Page, path: str) -> None:
    """Fail with a sentence if the page breaks a rule that every page keeps."""
    check_html(page)
    check_headings(page)
    check_title(page)
    check_ids(page)
    check_labels(page)
    check_error_summary(page)
    check_nothing_foreign(page)
    check_scripts(page)
    check_prose(page)
    check_forms(page)
    check_not_stored(page)
    check_exit(page, path)


def check_html(page: Page) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(page.response.get_data(as_text=True))
    problems = [f"line {place[0]}: {code} {details}" for place, code, details in parser.errors]
    assert not problems, f"not valid HTML5: {problems}"
    assert page.one("html").get("lang"), "the page does not say its language"


def check_headings(page: Page) -> None:
    assert len(page.all("h1")) == 1, "a page has exactly one h1"


def check_title(page: Page) -> None:
    has_errors = bool(page.all(".govuk-error-summary"))
    said = page.title.removeprefix("Error: ")
    assert said.startswith(page.heading), f"title “{page.title}” begins not with “{page.heading}”"
    assert (said != page.title) == has_errors, "“Error: ” belongs in the title when there are some"


def check_ids(page: Page) -> None:
    counted = Counter(str(tag["id"]) for tag in page.all("[id]"))
    repeated = [name for name, count in counted.items() if count > 1]
    assert not repeated, f"ids used more than once: {repeated}"


def check_labels(page: Page) -> None:
    for field in page.all("input, select, textarea"):
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        assert _is_labelled(page, field), f"no label for {field}"


def _is_labelled(page: Page, field: Tag) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    labels = page.all(f'label[for="{field.get("id")}"]')
    return len(labels) == 1 and bool(words(labels[0]))


def check_error_summary(page: Page) -> None:
    for link in page.all(".govuk-error-summary a"):
        target = str(link["href"]).removeprefix("#")
        found = page.soup.find(id=target)
        assert found is not None, f"the error “{words(link)}” links to nothing: {link['href']}"


def check_nothing_foreign(page: Page) -> None:
    for tag in page.all(", ".join(LOADED)):
        address = str(tag.get("src") or tag.get("href"))
        assert not urlsplit(address).netloc, f"the page loads from another host: {address}"


def check_scripts(page: Page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    for script in page.all("script"):
        nonce = script.get("nonce")
        assert nonce, f"a script without a nonce: {script}"
        assert f"'nonce-{nonce}'" in policy, "the nonce is not the one of the policy"
    assert not page.all("[style], style"), "the policy stops styles within the page"
    for tag in page.all("*"):
        handlers = [name for name in tag.attrs if name.startswith("on")]
        assert not handlers, f"the policy stops {handlers} of {tag}"


def check_prose(page: Page) -> None:
    for string in page.one("body").find_all(string=True):
        if string.parent and string.parent.name in NOT_PROSE:
            continue
        said = " ".join(string.split())
        assert not STRAIGHT_QUOTES.search(said), f"use ‘ ’ “ ” rather than straight quotes: {said}"
        assert not RANGE_WITH_A_DASH.search(said), f"write “to” in a range: {said}"


def check_forms(page: Page) -> None:
    for form in page.all("form"):
        assert not urlsplit(str(form.get("action") or "")).netloc, "a form that goes elsewhere"
        if str(form.get("method", "get")).lower() == "post":
            assert form.select_one("[name=csrf_token]"), "a form without its CSRF token"


def check_not_stored(page: Page) -> None:
    assert page.response.headers["Cache-Control"] == "no-store"


def check_exit(page: Page, path: str) -> None:
    if path.startswith(FAMILY_JOURNEYS) and page.status == 200:
        assert page.all(".govuk-exit-this-page"), "a page about a family has “exit this page”"
        for form in page.all("form"):
            assert str(form.get("method")).lower() == "post", "answers must not be in a URL"
