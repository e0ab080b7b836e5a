"""What a list shows beside services: telephones, suggestions, training, helplines, near words."""

from tests.directory_builders import GATESHEAD, Directory, entry
from tests.web.page_client import PageClient


def test_each_row_has_the_telephone_or_says_that_none_is_stated(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="A", phone="0191 498 0000"), entry("b", name="B"))

    page = client.get("/find/")

    assert page.one("#result-1 a[href='tel:01914980000']").text == "0191 498 0000"
    assert "Phone: not stated" in page.one("#result-2").get_text(" ", strip=True)


def test_training_and_helplines_stand_apart_and_that_is_said(
    client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("t", name="Debt day", kind="training"),
        entry("h", name="Night line", kind="helpline"),
        entry("s", name="Debt work"),
    )

    page = client.get("/find/?q=debt")

    order = ["Debt work", "Training for workers", "Debt day", "Helplines", "Night line"]
    places = [page.one("main").get_text(" ").index(each) for each in order]
    assert places == sorted(places)
    assert page.one("#results").text == "2 services"


def test_helplines_are_shown_where_nothing_was_found(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("h", name="Night line", kind="helpline"), entry("s", name="Debt work"))

    page = client.get("/find/?q=zzzzqqq")

    assert "Nothing matches “zzzzqqq”." in page.text
    assert "Night line" in page.text


def test_what_nothing_matches_is_said_as_it_was_typed(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Clean start", kind="substance_misuse"))

    assert "Nothing matches “Cannabis”. The nearest:" in client.get("/find/?q=Cannabis").text
    assert "Nothing matches" not in client.get("/find/?q=drugs").text


def test_that_some_services_lack_a_word_is_said(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", name="Anger and debt"), entry("b", name="Anger"))

    said = "1 service has all of these words. The others have some of them."
    assert said in client.get("/find/?q=anger+debt").text
    assert said not in client.get("/find/?q=anger").text


def test_programmes_kinds_and_areas_of_the_directory_are_suggested_in_the_page(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", programme="abc", kind="therapeutic", areas_served=(GATESHEAD,)))

    page = client.get("/find/")

    assert page.one("input[name=q]")["list"] == "may-be-typed"
    assert [each["value"] for each in page.all("#may-be-typed option")] == [
        "Attachment and Biobehavioral Catch-up (ABC)", "Gateshead", "Therapeutic",
    ]  # fmt: skip
    for each in page.all("#may-be-typed option"):
        assert client.get(f"/find/?q={each['value']}").one("#results").text == "1 service"
