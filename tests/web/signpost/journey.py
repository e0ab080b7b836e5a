"""Steps of the journey, as a worker takes them; each page on the way is checked."""

from tests.web.page import Page
from tests.web.page_check import check_page
from tests.web.page_client import PageClient, Values

SAFE = {"phone": "no", "post": "no", "screen": "no", "paper": "yes", "way": "call"}
UNSAFE = {"phone": "yes", "post": "unknown", "screen": "yes", "paper": "no", "way": "text"}
HARBOUR, REFUGE, LARDER = "sample-abc-harbour", "sample-refuge-rowan-gate", "sample-little-larder"
CLOSED, PAUSED, CLOSING = (
    "sample-pup-county",
    "sample-safecare-fellside",
    "sample-abc-toddler-gateshead",
)
NEAR = "NE6 3BW"
"""A postcode in Newcastle that is no venue's of a service on the sheet."""
START, CONTACT, ADVICE = "/signpost/", "/signpost/contact", "/signpost/advice"
SHEET, NUMBERS, MESSAGE = "/signpost/sheet", "/signpost/numbers", "/signpost/message"


def send(client: PageClient, page: Page, form: str, changes: Values | None = None) -> Page:
    """Send a form of a page and follow where it leads."""
    return client.submit(page, changes, form=form)


def follow(client: PageClient, path: str) -> Page:
    """Ask for a page and follow where it leads."""
    page = Page(client.raw.get(path, follow_redirects=True))
    check_page(page, at(page))
    return page


def at(page: Page) -> str:
    """Return the address where a page was found in the end."""
    return page.response.request.path
