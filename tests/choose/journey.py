"""The steps of the journey, as a test takes them."""

from bs4 import Tag

from tests.choose.people import Values
from tests.pages.page import Page, words
from tests.pages.page_client import PageClient

FORM = "#case"
ANSWER = "#answer-form"
KNOWN = "#known"


def see_options(client: PageClient, values: Values, status: int = 200) -> Page:
    """Enter what is known, everything else left blank, and see the options."""
    return client.post("/choose/options", values, status=status, form_at="/choose/")


def answer(client: PageClient, page: Page, values: Values, status: int = 200) -> Page:
    """Answer the question that the page asks."""
    return client.submit(page, values, form=ANSWER, status=status)


def ask(client: PageClient, page: Page, fact: str) -> Page:
    """Press “Change”, or a question that is listed."""
    return client.submit(page, {"ask": fact}, form=KNOWN)


def change_all(client: PageClient, page: Page) -> Page:
    """Press “Change all answers”."""
    return client.post("/choose/change", page.form_values(KNOWN), form_at="/choose/")


def counts(page: Page) -> str:
    return words(page.one(".waymark-counts")).replace(" ,", ",")


def titles(page: Page, section: str) -> list[str]:
    """Return the titles of the options in a section, by the id of its heading."""
    found = page.one(f"section[aria-labelledby={section}]").select(".waymark-option__title")
    return [words(title) for title in found]


def option(page: Page, title: str) -> Tag:
    """Return the option of that title."""
    [found] = [
        article
        for article in page.all("article.waymark-option")
        if words(article.select(".waymark-option__title")[0]) == title
    ]
    return found


def service(part: Tag, name: str) -> str:
    """Return what an option says about the service of that name."""
    [found] = [words(item) for item in part.select(".waymark-service") if name in words(item)]
    return found


def known(page: Page) -> dict[str, str]:
    """Return what is known: label and sentence."""
    return {
        words(row.select("dt")[0]): words(row.select("dd")[0])
        for row in page.all(".waymark-known .govuk-summary-list__row")
    }


def ticked(page: Page, group: str) -> list[str]:
    return [str(box["value"]) for box in page.all(f"input[name={group}][checked]")]
