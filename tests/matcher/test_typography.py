"""What a page would refuse is found by `check`, with its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher import cli
from matcher.loader import DATA, documents
from matcher.typography import typography_problems


def found(text: str) -> list[str]:
    return [each.text for each in typography_problems({"a.yaml": {"says": text}}, Path("data"))]


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("the child's age", "use ‘ ’ “ ” rather than straight quotes"),
        ('they say "no"', "use ‘ ’ “ ” rather than straight quotes"),
        ("for 10-12 weeks", "write “to” in a range"),
        ("ages 5–10", "write “to” in a range"),
        ("two  spaces", "has two spaces together"),
    ],
)
def test_a_text_that_a_page_would_refuse_is_named_with_how_to_mend_it(text: str, mend: str) -> None:
    assert found(text) == [f"{mend}: {text}"]


@pytest.mark.parametrize(
    "text",
    ["the child’s age", "checked 2019-07-12", "since 2020-08", "TF-CBT", "5 to 10", "a-3 b-c",
     "see https://example.org/a'b"],
)  # fmt: skip
def test_a_text_that_is_well_typed_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_ids_and_addresses_are_no_words() -> None:
    document = {"id": "a'b", "url": "x'y", "programmes": [{"id": "1-2"}]}

    assert typography_problems({"a.yaml": document}, Path("data")) == []


def test_the_line_is_that_of_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in documents(DATA):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    terms = tmp_path / "terms.yaml"
    lines = terms.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if " says:" in text or "met:" in text)
    at = next(n for n in range(line, len(lines)) if "’" in lines[n])
    lines[at] = lines[at].replace("’", "'")
    terms.write_text("\n".join(lines), encoding="utf-8")

    status = cli.main(["--data", str(tmp_path), "check"])

    assert status == cli.UNSOUND
    assert f"terms.yaml:{at + 1}: use ‘ ’ “ ” rather than straight quotes" in (
        capsys.readouterr().err
    )
