"""A service whose words name a programme is suggested, and never tagged."""

from functools import cache
from pathlib import Path

import pytest

from directory.exchange.openreferral.programme_suggestions import (
    FILE,
    ProgrammeName,
    read_names,
    suggestions,
)
from directory.infrastructure import paths
from directory.model.problems import FileError
from tests.directory_builders import entry, knowledge


@cache
def names() -> tuple[ProgrammeName, ...]:
    return read_names(paths.data() / FILE, knowledge().programme)


def suggested(description: str, **values: str) -> list[str]:
    found = suggestions(entry("a", description=description, **values), names())
    return [each.programme or each.called for each in found]


@pytest.mark.parametrize(
    ("words", "programmes"),
    [
        ("We run Triple P groups", ["triple-p"]),
        ("we run triple-p groups", ["triple-p"]),
        ("Pathways Triple P for parents", ["pathways-triple-p"]),
        ("Incredible Years for toddlers", ["Incredible Years"]),
        ("Video Interaction Guidance at home", ["Video Interaction Guidance"]),
        ("SafeCare", ["safecare"]),
        ("Learn your ABC with us", []),
        ("ABC (Attachment and Biobehavioral Catch-up)", ["abc"]),
        ("ABC, an attachment programme", ["abc"]),
        ("abc attachment", []),
        ("Children under a CPP", []),
        ("parents under pressure at work", []),
        ("Parents Under Pressure", ["parents-under-pressure"]),
        ("Triple Pay", []),
        ("", []),
    ],
)
def test_a_programme_is_found_where_the_words_clearly_name_it(
    words: str, programmes: list[str]
) -> None:
    assert suggested(words) == programmes


def test_what_a_service_states_already_is_not_suggested() -> None:
    assert suggested("We run Triple P", programme="triple-p") == []


def test_a_suggestion_shows_the_words_it_was_found_in_and_where() -> None:
    text = "x " * 60 + "trained in SafeCare since 2019 " + "y " * 60

    [found] = suggestions(entry("a", description=text), names())

    assert (found.service_id, found.column) == ("a", "description")
    assert "trained in SafeCare since 2019" in found.words
    assert found.words[0] == found.words[-1] == "…"


def test_an_entry_is_not_changed_by_a_suggestion() -> None:
    service = entry("a", name="Triple P")

    suggestions(service, names())

    assert service.values["programme"] is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("magic,Magic,,,\n", "line 2, programme: “magic” is not a programme"),
        ("abc,,,,\n", "line 2, called: is empty"),
        ("abc,ABC,no,,\n", "line 2, exact: “no” should be yes, or empty"),
        ("abc\n", "line 2: should have 5 cells"),
    ],
)
def test_a_mistake_in_the_names_is_told_by_line_and_column(
    row: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / FILE
    file.write_text("programme,called,exact,needs,note\n" + row, encoding="utf-8")

    with pytest.raises(FileError) as raised:
        read_names(file, knowledge().programme)

    assert str(raised.value).startswith(said)
