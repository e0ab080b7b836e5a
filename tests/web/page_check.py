"""What holds for every page, whatever it says. The page client asks all of it each time."""

import re
from collections import Counter
from urllib.parse import urlsplit

from bs4 import Tag

from tests.web.page import Page, words

# The attribute of each tag that makes the browser load something by itself.
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "use": "href",
}
FIELDS = ("input", "select", "textarea")
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
    assert not page.faults, f"not valid HTML5: {page.faults}"
    assert page.one("html").get("lang"), "the page does not say its language"


def check_headings(page: Page) -> None:
    assert len(page.all("h1")) == 1, "a page has exactly one h1"


def check_title(page: Page) -> None:
    has_errors = any(_of_class(tag, "govuk-error-summary") for tag in page.tags)
    title, heading = page.title, page.heading
    said = title.removeprefix("Error: ")
    assert said.startswith(heading), f"title “{title}” begins not with “{heading}”"
    assert (said != title) == has_errors, "“Error: ” belongs in the title when there are some"


def check_ids(page: Page) -> None:
    counted = Counter(str(tag["id"]) for tag in page.tags if tag.has_attr("id"))
    repeated = [name for name, count in counted.items() if count > 1]
    assert not repeated, f"ids used more than once: {repeated}"


def check_labels(page: Page) -> None:
    labels: dict[str, list[str]] = {}
    for label in page.all("label"):
        labels.setdefault(str(label.get("for", "")), []).append(words(label))
    for field in page.tags:
        if field.name not in FIELDS or field.get("type") in ("hidden", "submit", "button"):
            continue
        assert _is_labelled(field, labels), f"no label for {field}"


def _is_labelled(field: Tag, labels: dict[str, list[str]]) -> bool:
    """Say whether one label alone, and not an empty one, is of the field."""
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    own = labels.get(str(field.get("id")), [])
    return len(own) == 1 and bool(own[0])


def check_error_summary(page: Page) -> None:
    summaries = [tag for tag in page.tags if _of_class(tag, "govuk-error-summary")]
    for link in (link for summary in summaries for link in summary.find_all("a")):
        target = str(link["href"]).removeprefix("#")
        found = page.soup.find(id=target)
        assert found is not None, f"the error “{words(link)}” links to nothing: {link['href']}"


def check_nothing_foreign(page: Page) -> None:
    for tag in page.tags:
        address = str(tag.get(LOADED.get(tag.name, ""), ""))
        assert not urlsplit(address).netloc, f"the page loads from another host: {address}"


def check_scripts(page: Page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    for script in page.all("script"):
        nonce = script.get("nonce")
        assert nonce, f"a script without a nonce: {script}"
        assert f"'nonce-{nonce}'" in policy, "the nonce is not the one of the policy"
    for tag in page.tags:
        styled = tag.name == "style" or tag.has_attr("style")
        assert not styled, f"the policy stops styles within the page: {tag}"
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
        exits = any(_of_class(tag, "govuk-exit-this-page") for tag in page.tags)
        assert exits, "a page about a family has “exit this page”"
        for form in page.all("form"):
            assert str(form.get("method")).lower() == "post", "answers must not be in a URL"


def _of_class(tag: Tag, name: str) -> bool:
    return name in tag.get_attribute_list("class")
