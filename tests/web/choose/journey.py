"""The steps of the journey, as a test takes them."""

from bs4 import Tag

from tests.web.choose.people import Person, Values
from tests.web.page import Page, words
from tests.web.page_client import PageClient

FORM = "#case"
ANSWER = "#answer-form"
ASKS = "#asks"


def see_options(client: PageClient, values: Values, status: int = 200) -> Page:
    """Begin anew with what is known, everything else left blank, and see the options."""
    client.raw.delete_cookie("waymark_visit")
    return client.post("/choose/", values, status=status)


def meet(client: PageClient, person: Person) -> Page:
    """Begin with a person, and answer the questions that their worker would."""
    page = see_options(client, person.values)
    for key, word in person.answers.items():
        page = answer(client, ask(client, page, key), {"answer": word})
    return page


def answer(client: PageClient, page: Page, values: Values, status: int = 200) -> Page:
    """Answer the question that the page asks."""
    return client.submit(page, values, form=ANSWER, status=status)


def key(fact: str, child: int | None = 1, carer: int | None = None) -> str:
    """Return a question as a button carries it."""
    return f"{fact}/{child or ''}/{carer or ''}"


def ask(client: PageClient, page: Page, question: str) -> Page:
    """Press “Change”, or a question that is listed."""
    return client.submit(page, {"asked": question}, form=ASKS)


def asked(page: Page) -> str:
    """Return the question that the page asks, as its form carries it."""
    return page.form_values(ANSWER)["asked"][0]


def counts(page: Page) -> str:
    return words(page.one(".waymark-counts")).replace(" ,", ",")


def every_option(client: PageClient, number: int = 1) -> Page:
    """Return the page of every option of a child, with the reasons of each."""
    return client.get(f"/choose/child/{number}/every-option")


WHERE = {
    "applies": (
        ".waymark-card:not(.waymark-card--waits) .waymark-card__title,"
        " section[aria-labelledby=also] a"
    ),
    "needs-an-answer": (
        ".waymark-card--waits .waymark-card__title, .waymark-if .waymark-option__line a"
    ),
    "does-not-apply": ".waymark-folded-options .waymark-option__line a",
}
"""Where the titles of the options of a status stand."""


def titles(page: Page, status: str) -> list[str]:
    """Return the titles of the options of a status, in the order of the page."""
    return [words(title) for title in page.all(WHERE[status])]


def option(page: Page, title: str) -> Tag:
    """Return the card, or the near match, of that title."""
    [found] = [
        article
        for article in page.all("article.waymark-card, article.waymark-option")
        if words(article.select(".waymark-card__title, .waymark-option__title")[0]) == title
    ]
    return found


def known(page: Page) -> list[str]:
    """Return what is known, a sentence each."""
    return [
        words(row).removesuffix(words(row.select("button")[0])).strip()
        for row in page.all(".waymark-known li")
    ]


def ticked(page: Page, group: str) -> list[str]:
    return [str(box["value"]) for box in page.all(f"input[name={group}][checked]")]
