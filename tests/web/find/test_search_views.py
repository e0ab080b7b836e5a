"""The list of services: filters in the address, counts, and what is not stated in its own words."""

import pytest

from tests.directory_builders import Directory, entry, hidden, statements, venue
from tests.web.page import Page
from tests.web.page_client import PageClient


def names(page: Page) -> list[str]:
    return [link.get_text(strip=True) for link in page.all(".waymark-result__name a")]


def result(page: Page, number: int = 1) -> str:
    return page.one(f"#result-{number}").get_text(" ", strip=True)


def test_a_search_lists_what_it_finds_with_the_reason(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Anger work"), entry("b", name="Debt advice"))

    page = client.get("/find/?q=anger")

    assert names(page) == ["Anger work"]
    assert "“anger”: in its name" in result(page)
    assert page.one("h2#results").get_text(strip=True) == "1 service"


def test_a_service_that_a_filter_leaves_says_what_it_meets(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", programme="abc", kind="therapeutic", cost="Free"), entry("b"))

    page = client.get("/find/?programme=attachment-based-intervention&kind=therapeutic&cost=free")

    assert "kind of help: Therapeutic; programme: Attachment and Biobehavioral" in result(page)
    assert "cost: Says it is free" in result(page)


def test_a_service_says_nothing_of_a_filter_that_it_is_silent_on(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a"))

    words = result(client.get("/find/?cost=free"))

    assert "Listed because" not in words
    assert "Not stated: the cost" in words


def test_silence_is_said_and_never_a_fact(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", name="Silent"))

    words = result(client.get("/find/"))

    assert "Ages: not stated" in words
    assert "Wait: not stated" in words
    assert "Never checked, as far as is stated" in words
    assert "Free" not in words


def test_an_open_filter_is_said_on_the_service(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", cost="Free"), entry("b"))

    page = client.get("/find/?cost=free")

    assert page.one("h2#results").get_text(strip=True) == (
        "2 services: 1 state all you ask for, 1 may fit but do not say"
    )
    assert "Not stated: the cost" in result(page, 2)


def test_the_switch_hides_what_is_not_stated_and_says_how_many(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", cost="Free"), entry("b"))

    page = client.get("/find/?cost=free&stated=1")

    assert names(page) == ["a"]
    assert "1 more may fit, but do not state what you ask for." in page.text


def test_filters_stand_in_the_address_with_counts_and_can_be_taken_away(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", kind="advocacy"), entry("b", kind="training"))

    page = client.get("/find/?kind=advocacy")

    assert page.one("#kind").get("checked") is not None
    labels = [
        label.get_text(" ", strip=True) for label in page.all("label[for=kind], label[for^=kind-]")
    ]
    assert labels == ["Advocacy 1", "Training 1"]
    assert page.all(".waymark-chosen a")[0]["href"] == "/find/"


def test_an_age_is_asked_in_years_and_months(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", name="Small", age_from_months=6, age_under_months=30))

    assert names(client.get("/find/?years=2&months=5")) == ["Small"]
    assert names(client.get("/find/?years=2&months=6")) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("years=two", "Enter the age in whole years and months, such as 2 and 6"),
        ("years=18", "The child must be under 18: enter 17 years 11 months or less"),
        ("months=-3", "Enter the age in whole years and months, such as 2 and 6"),
    ],
)
def test_an_age_that_cannot_be_is_told_beside_its_field(
    client: PageClient, directory: Directory, asked: str, words: str
) -> None:
    page = client.get(f"/find/?{asked}")

    assert page.one(".govuk-error-summary a")["href"] == "#years"
    assert words in page.one("#years-and-months-error").get_text()


def test_a_page_of_the_list_is_twenty_and_the_rest_follows(
    client: PageClient, directory: Directory
) -> None:
    directory.take(*(entry(f"s{n:02}", name=f"Service {n:02}") for n in range(45)))

    page = client.get("/find/?page=2")

    assert names(page)[0] == "Service 20"
    assert len(names(page)) == 20
    assert page.one(".govuk-pagination__next a")["href"] == "/find/?page=3"
    assert names(client.get("/find/?page=99"))[0] == "Service 40"


def test_what_an_address_holds_that_is_unknown_does_no_harm(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a"))

    client.get("/find/?kind=nothing&checked=forever&page=x&years=&nonsense=1&takes=abuse.none")


def test_a_service_that_ends_or_takes_nobody_says_so_first(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", status="closing"), entry("b", status="closed"))

    page = client.get("/find/")

    assert result(page, 1).startswith("Ending: the date is not stated")
    assert result(page, 2).startswith("Closed")


def test_points_are_given_for_the_map_but_never_a_hidden_one(
    client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("a", venue("NE1 4SU")), entry("b", hidden("NE1 4SX", name="Secret")), entry("c")
    )

    page = client.get("/find/")

    assert [item.get("data-points") is not None for item in page.all(".waymark-result")] == [
        True, False, False,
    ]  # fmt: skip
    assert "Secret" not in page.text


def test_an_empty_answer_says_what_to_do(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a"))

    page = client.get("/find/?q=zzzzqqq&stated=1")

    assert "Nothing matches “zzzzqqq”." in page.text
    assert "Show what is not stated" in page.text


def test_a_page_asks_the_database_no_more_for_more_services(
    client: PageClient, directory: Directory
) -> None:
    engine = client.raw.application.extensions["engine"]
    directory.take(entry("a"))
    client.get("/find/?kind=other")
    with statements(engine) as few:
        client.raw.get("/find/?kind=other")
    directory.take(*(entry(f"s{n}", venue("NE1 4SU")) for n in range(20)))
    client.get("/find/?kind=other")

    with statements(engine) as many:
        client.raw.get("/find/?kind=other")

    assert len(many) == len(few)


def test_an_age_can_be_taken_away_again(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a"))

    page = client.get("/find/?years=2&months=6&cost=free")

    assert page.all(".waymark-chosen a")[0]["href"] == "/find/?cost=free"
    assert "Aged 2 years 6 months" in page.text


def test_a_new_search_keeps_the_filters(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", kind="advocacy"))

    page = client.get("/find/?q=anger&kind=advocacy&years=2")

    # One form: the words belong to that of the filters, wherever they stand on the page.
    assert page.one("#q")["form"] == "filters"
    assert [button["form"] for button in page.all(".waymark-search button")] == ["filters"]
    assert not page.all("#filters [name=q]")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sleep", "We see families."),
        ("smoking", "After smacking."),
        ("prison", "In person."),
        ("deaf", "We deal with debt."),
        ("weed", "Every week."),
        ("disability", "Send the form."),
        ("grandparents", "Relationship-based play."),
    ],
)
def test_a_need_is_not_read_as_a_word_that_looks_like_it(
    client: PageClient, directory: Directory, typed: str, said: str
) -> None:
    directory.take(entry("a", description=said))

    assert names(client.get(f"/find/?q={typed}")) == []


def test_words_around_a_need_do_not_hide_it(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", name="Rowan refuge"), entry("b", description="Up and about."))

    assert names(client.get("/find/?q=somewhere+up+here+refuge+near+here")) == ["Rowan refuge"]


def test_a_word_that_may_be_meant_is_offered_as_a_link(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", name="Harbour ABC"))

    page = client.get("/find/?q=Harber+abc&cost=free")

    assert "Nothing matches “Harber”. Did you mean harbour" in page.text
    assert "/find/?q=harbour+abc&cost=free" in [link.get("href") for link in page.all("main a")]
