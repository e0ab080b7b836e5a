"""What is wrong with a hazard is told, and the report begins with what no test holds."""

from pathlib import Path
from typing import Any

import pytest

from scripts.safety_case import (
    Chance,
    Hazard,
    UnsoundSafetyCaseError,
    problems,
    read_hazards,
    report,
    test_faults,
)

SAID = "words enough to be read"
ONE, TWO = ("/".join(("tests", name)) for name in ("test_one.py", "test_two.py"))
FILE = """
import pytest

@pytest.mark.real_data
def test_of_files(): ...

def test_that_runs(): ...
"""


def hazard(**more: Any) -> Hazard:
    said = dict.fromkeys(("title", "cause", "effect", "control"), SAID)
    chance = Chance(severity="major", likelihood="low")
    told = {"id": "H01", "before": chance, "after": chance, "where": ["tests"], "tests": []}
    return Hazard(**(told | said | more))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / ONE).write_text(FILE)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (f"{TWO}::test_that_runs", "there is no test"),
        (f"{ONE}::test_that_was", "there is no test"),
        (f"{ONE}::test_of_files", "does not always run: real_data"),
    ],
)
def test_a_test_that_is_not_there_or_may_be_left_out_is_told(
    name: str, fault: str, root: Path
) -> None:
    (said,) = test_faults([name], root)

    assert fault in said


def test_a_test_that_is_there_is_no_fault(root: Path) -> None:
    assert list(test_faults([f"{ONE}::test_that_runs"], root)) == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, "no test holds the control"),
        ({"after": Chance(severity="major", likelihood="high")}, "a risk of 4 remains"),
        ({"after": Chance(severity="catastrophic", likelihood="low")}, "higher than before"),
        ({"where": ["gone.py"]}, "gone.py is not there"),
        ({"tests": [f"{ONE}::test_that_runs"] * 2}, "named twice"),
    ],
)
def test_what_is_wrong_with_a_hazard_is_told(more: dict[str, Any], fault: str, root: Path) -> None:
    assert any(fault in line for line in problems([hazard(**more)], root))


def test_too_few_and_one_id_twice_are_told(root: Path) -> None:
    held = hazard(tests=[f"{ONE}::test_that_runs"])

    assert problems([held, held], root) == ["2 hazards: at least 40", "H01 stands 2 times"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("- id: H1", "0.id"), ("- [", "hazards.yaml"), ("- id: H01\n  sort: new", "0.sort")],
)
def test_a_file_that_cannot_be_read_names_its_places(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "hazards.yaml").write_text(text)

    with pytest.raises(UnsoundSafetyCaseError, match=place):
        read_hazards(tmp_path / "hazards.yaml")


def test_the_report_begins_with_what_no_test_holds() -> None:
    held = hazard(tests=[f"{ONE}::test_that_runs"])
    in_part = hazard(id="H02", tests=held.tests, open=SAID)
    page = report([held, in_part, hazard(id="H03", open=SAID)])

    assert [page.index(f"### {name}") for name in ("H03", "H02", "H01")] == sorted(
        page.index(f"### {name}") for name in ("H01", "H02", "H03")
    )


def test_the_risk_is_that_of_the_table() -> None:
    risks = [
        Chance(severity=severity, likelihood=likelihood).risk
        for severity, likelihood in (
            ("minor", "very low"), ("considerable", "very low"), ("catastrophic", "very low"),
            ("major", "high"), ("catastrophic", "very high"),
        )
    ]  # fmt: skip

    assert risks == [1, 2, 3, 4, 5]
