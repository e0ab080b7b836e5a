"""Which passwords are taken, and that the list of stolen ones is searched to its ends."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.infrastructure.password_hash import hash_password, is_password, password_problem

EMAIL = "jo.smith@council.gov.uk"


def listed(folder: Path, passwords: list[str]) -> Path:
    digests = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in passwords)
    file = folder / "stolen.txt"
    file.write_text("".join(f"{digest}:{place}\n" for place, digest in enumerate(digests)))
    return file


def test_a_password_is_known_by_its_hash_alone() -> None:
    kept = hash_password("correct horse battery")

    assert "correct" not in kept
    assert is_password("correct horse battery", kept)
    assert not is_password("correct horse batterx", kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_no_password_opens_an_account_without_one(kept: str | None) -> None:
    assert not is_password("the password of nobody", kept)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("too short", "12 characters or more"),
        ("x" * 201, "200 characters or less"),
        ("aaaaaaaaaaaaaa", "easy to guess"),
        ("jo.smith is the best", "easy to guess"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, says: str) -> None:
    assert says in (password_problem(password, EMAIL, None) or "")


@given(st.lists(st.text(min_size=12, max_size=20), min_size=1, max_size=30, unique=True))
def test_every_stolen_password_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, passwords: list[str]
) -> None:
    *stolen, other = [*passwords, "an entirely other one"]
    file = listed(tmp_path_factory.mktemp("stolen"), stolen)

    for each in stolen:
        if password_problem(each, EMAIL, None) is None:
            assert "stolen" in (password_problem(each, EMAIL, file) or "")
    assert password_problem(other, EMAIL, file) is None or other in stolen


def test_a_list_that_is_empty_names_none(tmp_path: Path) -> None:
    file = tmp_path / "stolen.txt"
    file.write_text("")

    assert password_problem("correct horse battery", EMAIL, file) is None
