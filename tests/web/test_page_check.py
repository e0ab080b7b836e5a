"""The page check catches what it is for."""

import pytest
from flask import Flask, Response

from tests.web import page_check
from tests.web.page import Page

SOUND = (
    '<!DOCTYPE html><html lang="en"><head><title>Head – Waymark</title></head>'
    "<body><main><h1>Head</h1>{}</main></body></html>"
)


def page_of(body: str, whole: str = SOUND) -> Page:
    app = Flask(__name__)
    headers = {"Content-Security-Policy": "script-src 'nonce-n'", "Cache-Control": "no-store"}
    answer = Response(whole.replace("{}", body), headers=headers)
    app.add_url_rule("/", view_func=lambda: answer)
    return Page(app.test_client().get("/"))


def test_a_sound_page_passes() -> None:
    page_check.check_page(page_of("<p>From 2 to 5 years</p>"), "/")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p><div></p>", "not valid HTML5"),
        ("<h1>Another</h1>", "exactly one h1"),
        ('<div class="govuk-error-summary"></div>', "“Error: ”"),
        ('<p id="a"></p><p id="a"></p>', "more than once"),
        ('<input name="age">', "no label"),
        ('<img src="https://cdn.example/a.png" alt="">', "another host"),
        ('<script src="/a.js"></script>', "without a nonce"),
        ('<script src="/a.js" nonce="m"></script>', "not the one of the policy"),
        ('<p style="color:red">Red</p>', "styles within"),
        ('<p onclick="go()">Go</p>', "onclick"),
        ("<p>the family's postcode</p>", "straight quotes"),
        ("<p>Ages 2–5</p>", "in a range"),
        ('<form method="post"></form>', "CSRF"),
        ('<form method="post" action="//x.example"></form>', "elsewhere"),
    ],
)
def test_a_fault_is_named(body: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        page_check.check_page(page_of(body), "/")


def test_an_error_that_links_to_nothing_is_named() -> None:
    summary = '<div class="govuk-error-summary"><a href="#age">Enter an age</a></div>'
    whole = SOUND.replace("<title>", "<title>Error: ")

    with pytest.raises(AssertionError, match="links to nothing"):
        page_check.check_page(page_of(summary, whole), "/")


def test_a_page_about_a_family_without_its_exit_is_named() -> None:
    with pytest.raises(AssertionError, match="exit this page"):
        page_check.check_page(page_of(""), "/choose/")
