"""Plans that are kept under a name and compared, as a commissioner does it."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.model.roles import AccountRole
from directory.storage import SavedPlan
from tests.directory_builders import GATESHEAD, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.need.test_worked_example import worked  # noqa: F401 (a fixture)
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
ASKED = f"/gaps/plan?miles=3&area={GATESHEAD}&place_cost=2500"


@pytest.fixture
def client(page_client: PageClient, worked: Directory) -> PageClient:  # noqa: F811
    return page_client


def keep(client: PageClient, name: str, budget: int, status: int = 200) -> Page:
    page = client.get(f"{ASKED}&budget={budget}")
    return client.submit(page, {"name": name}, "#keep", status)


def test_a_plan_is_kept_under_a_name_and_worked_out_again(client: PageClient) -> None:
    page = keep(client, "Two places", 5000)

    table = page.one("[aria-label='Plans side by side']")
    assert words(table.select_one("thead")) == "Two places"
    said = words(table)
    assert "£5,000 a year" in said
    assert "2 more places at quayside" in said
    opened = client.get(str(page.one("thead a")["href"]))
    assert "For £5,000 a year: 2 more places" in words(opened.one(".waymark-gaps__headline"))


def test_two_plans_stand_side_by_side(client: PageClient) -> None:
    keep(client, "Two places", 5000)
    keep(client, "One place", 2500)
    page = client.get("/gaps/plans")

    page = client.get("/gaps/plans?" + "&".join(f"plan={n}" for n in numbers(page)))

    table = page.one("[aria-label='Plans side by side']")
    rows = {words(row.select_one("th")): [words(td) for td in row.select("td")]
            for row in table.select("tbody tr")}  # fmt: skip
    assert page.heading == "Plans side by side"
    assert rows["Children more"] == ["2", "1"]
    assert rows["Cost a year"] == ["£5,000", "£2,500"]
    assert rows["Cost for each child"] == ["£2,500", "£2,500"]


def numbers(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.all("input[name=plan]")]


def test_more_than_four_are_not_compared(client: PageClient) -> None:
    for number in range(5):
        keep(client, f"Plan {number}", 2500)
    boxes = numbers(client.get("/gaps/plans"))

    page = client.get("/gaps/plans?" + "&".join(f"plan={n}" for n in boxes), 422)

    assert "Choose up to 4 plans to compare" in page.text
    assert not page.all("[aria-label='Plans side by side']")


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "Enter a name"), ("x" * 81, "80 characters"), ("two  PLACES", "choose another name")],
)
def test_a_name_that_cannot_be_is_said_beside_it_and_nothing_is_lost(
    client: PageClient, name: str, says: str
) -> None:
    keep(client, "Two places", 5000)

    page = keep(client, name, 2500, status=422)

    assert any(says in error for error in page.errors)
    assert page.form_values("#plan")["budget"] == ["2500"]
    assert len(numbers(client.get("/gaps/plans"))) == 1


def test_what_is_no_plan_is_not_kept(client: PageClient) -> None:
    client.post(
        f"/gaps/plan?area={GATESHEAD}&budget=x", {"name": "x"}, 422, form_at=f"{ASKED}&budget=5000"
    )

    assert "No plan is kept yet" in client.get("/gaps/plans").text


def test_who_made_it_or_keeps_the_directory_drops_it(client: PageClient, app: Flask) -> None:
    page = keep(client, "Two places", 5000)
    [number] = numbers(page)

    page = client.submit(client.get("/gaps/plans"), {}, f"#drop-{number}")

    assert "No plan is kept yet" in page.text
    client.post(f"/gaps/plans/{number}/drop", {}, 404, form_at=f"{ASKED}&budget=5000")


def test_a_plan_of_somebody_else_is_not_dropped(client: PageClient, app: Flask) -> None:
    [number] = numbers(keep(client, "Two places", 5000))
    with Session(app.extensions["engine"]) as session:
        session.get_one(SavedPlan, int(number)).made_by = "commissioner 99"
        session.commit()

    assert not client.get("/gaps/plans").all(f"#drop-{number}")
    client.post(f"/gaps/plans/{number}/drop", {}, 403, form_at=f"{ASKED}&budget=5000")
    administrator = PageClient(app.test_client())
    sign_in(administrator.raw, AccountRole.ADMINISTRATOR)
    administrator.submit(administrator.get("/gaps/plans"), {}, f"#drop-{number}")


def test_a_plan_that_cannot_be_answered_any_more_says_so(client: PageClient, app: Flask) -> None:
    [number] = numbers(keep(client, "Two places", 5000))
    with Session(app.extensions["engine"]) as session:
        session.get_one(SavedPlan, int(number)).asked = '{"area": ["gone"], "budget": ["5000"]}'
        session.commit()

    page = client.get(f"/gaps/plans?plan={number}")

    assert "cannot be answered any more" in page.text
