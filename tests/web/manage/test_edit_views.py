"""Changing an entry in the browser, as an editor, as a provider, and two at once."""

import pytest
from flask import Flask

from directory.model.columns import OF_SERVICE
from directory.model.roles import AccountRole
from directory.web.entry_forms.topics import NOT_TYPED, TOPICS
from tests.directory_builders import Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.manage.entry_pages import FORM, PATH, As, change, press, stored

pytestmark = pytest.mark.database


def test_every_column_is_in_one_topic() -> None:
    named = [name for topic in TOPICS for name in topic.columns if name != "venues"]

    assert sorted(named) == sorted({c.name for c in OF_SERVICE} - NOT_TYPED)


@pytest.mark.parametrize("topic", [topic.id for topic in TOPICS])
def test_a_form_that_is_sent_as_it_stands_changes_nothing(
    topic: str, as_role: As, app: Flask
) -> None:
    before = stored(app).changed_in

    page = change(as_role(AccountRole.EDITOR), topic)

    assert "Nothing was different" in page.text
    assert stored(app).changed_in == before


def test_an_editor_changes_a_telephone_number(as_role: As, app: Flask) -> None:
    page = change(as_role(AccountRole.EDITOR), "contact", phone="0191 498 0101")

    assert "Saved." in page.text
    assert stored(app).phone == "0191 498 0101"
    assert "0191 498 0101" in as_role(AccountRole.READER).get("/find/service/a").text


def test_ages_are_entered_in_years_and_months(as_role: As, app: Flask) -> None:
    change(
        as_role(AccountRole.EDITOR), "who",
        **{"age_from_months-years": "", "age_from_months-months": "6",
           "age_under_months-years": "4", "age_under_months-months": "6"},
    )  # fmt: skip

    assert (stored(app).age_from_months, stored(app).age_under_months) == (6, 54)


def test_areas_are_named_as_people_name_them(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    change(client, "who", areas_served="Gateshead\nNewcastle upon Tyne")
    assert [area.code for area in stored(app).areas] == ["E08000037", "E08000021"]

    page = client.get(f"{PATH}/who")
    assert "Gateshead\nNewcastle upon Tyne" in page.one("#areas_served").text
    page = change(client, "who", 422, areas_served="Gateshead\nNarnia")
    assert any("Narnia is not the ONS code" in error for error in page.errors)


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(
    as_role: As, app: Flask
) -> None:
    page = change(as_role(AccountRole.EDITOR), "places", 422, waiting_weeks="soon", ends_on="never")

    assert any("Weeks from referral to start: “soon” should be" in e for e in page.errors)
    assert any("ends: “never” should be a date" in e for e in page.errors)
    assert page.form_values(FORM)["waiting_weeks"] == ["soon"]
    assert stored(app).waiting_weeks is None


def test_it_is_seen_as_families_and_practitioners_see_it_before_it_is_saved(
    as_role: As, app: Flask
) -> None:
    page = change(
        as_role(AccountRole.EDITOR), "contact", do="preview", phone="0191 498 0707", cost="Free"
    )

    assert "Not saved yet" in page.text
    assert page.text.count("0191 498 0707") >= 3, "among the changes, for families, for workers"
    assert stored(app).phone != "0191 498 0707"
    assert "0191 498 0707" not in as_role(AccountRole.READER).get("/find/service/a").text


def test_two_people_at_once_never_lose_a_word(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    slow = client.get(f"{PATH}/contact")
    change(client, "contact", phone="0191 498 0101", hours="9 to 5")

    page = client.submit(slow, {"do": "save", "phone": "0191 498 0202"}, FORM, 409)
    assert any(
        "was changed by somebody else meanwhile, to: 0191 498 0101" in e for e in page.errors
    )
    assert page.form_values(FORM)["phone"] == ["0191 498 0202"]
    assert stored(app).phone == "0191 498 0101"

    page = client.submit(page, {"do": "save"}, FORM)
    assert "Saved." in page.text
    assert (stored(app).phone, stored(app).hours) == ("0191 498 0202", "9 to 5")


def test_a_venue_is_added_changed_and_taken_out(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    change(client, "where", **{"venue-2-venue_name": "Hall", "venue-2-postcode": "NE8 1AA"})
    assert [v.name for v in stored(app).venues] == ["Rooms", "Hall"]

    change(client, "where", **{
        "venue-1-venue_name": "", "venue-1-address": "", "venue-1-postcode": "",
    })  # fmt: skip
    assert [v.name for v in stored(app).venues] == ["Hall"]


def test_a_hidden_address_is_on_no_page_of_the_editor_and_stays(
    as_role: As, app: Flask, directory: Directory
) -> None:
    directory.take(entry("a", hidden("NE8 1AA", address="2 Low Road"), venue("NE1 4ST")))
    client = as_role(AccountRole.EDITOR)

    for path in (PATH, f"{PATH}/where", f"{PATH}/versions", "/manage/", "/manage/audit"):
        text = client.raw.get(path).text
        assert "Low Road" not in text
        assert "NE8 1AA" not in text
    change(client, "where", **{"venue-2-venue_name": "Hall"})

    first = stored(app).venues[0]
    assert (first.address, first.postcode, first.hide_address) == ("2 Low Road", "NE8 1AA", True)


@pytest.mark.parametrize(
    ("do", "status"), [("pause", "paused"), ("close", "closed"), ("checked", "active")]
)
def test_one_press_does_what_it_says(do: str, status: str, as_role: As, app: Flask) -> None:
    press(as_role(AccountRole.EDITOR), do)

    found = stored(app)
    assert found.status == status
    assert (found.assured_on is not None and found.assured_by == "Editor") or do != "checked"


def test_an_address_is_hidden_at_once(as_role: As, app: Flask) -> None:
    press(as_role(AccountRole.EDITOR), "hide")

    assert "High Street" not in as_role(AccountRole.READER).raw.get("/find/service/a").text
    assert stored(app).venues[0].hide_address


def test_an_earlier_version_is_brought_back(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    change(client, "contact", phone="0191 498 0101")
    change(client, "contact", phone="0191 498 0202")
    page = client.get(f"{PATH}/versions")
    newest = page.all("main form")[0]

    client.raw.post(f"{PATH}/versions", data={
        "csrf_token": newest.select_one("[name=csrf_token]")["value"],  # type: ignore[index]
        "before": newest.select_one("button")["value"],  # type: ignore[index]
    })  # fmt: skip

    assert stored(app).phone == "0191 498 0101"


def test_a_new_entry_is_added_and_led_on_to_who_it_takes(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    page = client.submit(
        client.get("/manage/new"),
        {
            "name": "Ménage à deux",
            "organisation": "O",
            "kind": "parenting",
            "phone": "0191 498 0101",
        },
        FORM,
    )

    assert page.heading == "Ménage à deux"
    assert stored(app, "menage-a-deux").status == "active"


def test_a_form_posted_twice_adds_two_names_and_breaks_nothing(as_role: As, app: Flask) -> None:
    client = as_role(AccountRole.EDITOR)
    form = client.get("/manage/new")
    values = {"name": "New", "organisation": "O", "kind": "parenting"}

    client.submit(form, values, FORM)
    client.submit(form, values, FORM)

    assert stored(app, "new").name == stored(app, "new-2").name
