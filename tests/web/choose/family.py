"""Families of tests that begin in the middle of a visit: what is known, and where options stand."""

from functools import cache
from typing import Any

from directory.web.choose.options.option_presenter import number_of
from directory.web.family_session import SessionCarer, SessionChild, Visit
from tests.family_session_builders import held_by, open_visit
from tests.web.choose.people import POSTCODE
from tests.web.page import Page
from tests.web.page_client import PageClient
from tests.web.rulebook import knowledge

ATTACHMENT, SAFECARE, HOME_VISITING = "ng76:1.7.4", "ng76:1.7.10", "ng76:1.5.13"
TODDLER: dict[str, Any] = {
    "child.age_months": 30,
    "stage": "after_abuse",
    "abuse.neglect": True,
    "abuse.physical": False,
    "abuse.emotional": False,
    "abuse.sexual": False,
}
TEENAGER: dict[str, Any] = {**TODDLER, "child.age_months": 180}
HARMED: dict[str, Any] = {"carer.maltreating_parent": True}


@cache
def place(id: str) -> int:
    return number_of(id, knowledge())


def option_at(id: str, child: int = 1) -> str:
    return f"/choose/child/{child}/option/{place(id)}"


def begin(client: PageClient, *children: dict[str, Any], **holds: Any) -> Visit:
    """Open the visit of a mother who harmed her children; one toddler unless others are given."""
    usual: dict[str, Any] = {
        "children": [SessionChild(facts=facts) for facts in children or (TODDLER,)],
        "carers": [
            SessionCarer(
                role="mother", for_children=[*range(1, len(children) + 1)] or [1], facts=HARMED
            )
        ],
        "family": {"safety.current_domestic_abuse": False},
        "postcode": POSTCODE,
    }
    return open_visit(client, **(usual | holds))


def held(client: PageClient) -> Visit:
    visit = held_by(client)
    assert visit is not None
    return visit


def press(client: PageClient, page: Page, words: str, status: int = 200) -> Page:
    """Press the first button with these words, which stands in a form or names one."""
    button = next(b for b in page.all("main button") if b.get_text().strip().startswith(words))
    named = button.get("form")
    form = page.one(f"#{named}") if named else button.find_parent("form")
    assert form is not None
    values = {str(f["name"]): str(f["value"]) for f in form.select("input[type=hidden]")}
    values[str(button["name"])] = str(button["value"])
    return client._sent(str(form["action"]), values, status)
