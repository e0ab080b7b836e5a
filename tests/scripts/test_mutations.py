"""The mutants of a module, and the tests that each is tried with."""

from pathlib import Path

import pytest

from scripts.mutants import every_mutant, known_equivalent, turns
from scripts.mutations import mutants_of

ROOT = Path(__file__).resolve().parents[2]


def after(code: str) -> list[str]:
    return [mutant.after for mutant in mutants_of("one.py", code)]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("n = a < b", ["n = (a <= b)"]),
        ("n = a < b == c", ["n = (a <= b == c)", "n = (a < b != c)"]),
        ("n = a not in b", ["n = (a in b)"]),
        ("n = a and not b", ["n = (a or not b)", "n = a and b"]),
        ("n = a + b * c", ["n = (a - b * c)", "n = a + (b / c)"]),
        ("n = True", ["n = False"]),
        ("n = 2", ["n = 3"]),
        ("n = -1", ["n = 1", "n = -2"]),
        ("n = '–' if a else 2", ["n = '–' if a else 3"]),
    ],
)
def test_each_place_is_changed_by_itself(code: str, changed: list[str]) -> None:
    assert after(code) == changed


def test_a_function_that_returns_something_returns_nothing() -> None:
    assert after("def f():\n    return a\n") == ["return None"]
    assert after("def f():\n    return None\n") == []


@pytest.mark.parametrize(
    "code",
    [
        "n: int | None = a",
        "Names = str | None",
        "@cache(maxsize=4)\ndef f(n: Literal[1]) -> Literal[2]: ...",
        "n = zip(a, b, strict=True)",
        "n = 'words'",
        "n = f'{a + b}'",
    ],
)
def test_what_states_no_rule_is_left_as_it_is(code: str) -> None:
    assert after(code) == []


def test_a_mutant_says_its_place_and_keeps_the_other_lines() -> None:
    (mutant,) = mutants_of("one.py", "# first\nif (a and\n        b):\n    pass\n")

    assert mutant.line == 2
    assert mutant.before == "if (a and b):"
    assert mutant.text == "# first\nif ((a and b)):\n    pass\n".replace("a and b", "a or b")


def test_the_tests_that_name_a_module_come_first_and_are_not_run_twice() -> None:
    first, rest = turns("directory/domain/search/normalise.py", ROOT)

    assert "tests/domain/search/test_normalise.py" in first
    assert rest == ["tests/domain", *(f"--ignore={name}" for name in first)]


def test_each_mutant_that_is_called_equivalent_is_one_of_the_code() -> None:
    keys = {mutant.key for mutant in every_mutant(ROOT)}

    assert [key for key in known_equivalent() if key not in keys] == []
    assert all(known_equivalent().values())
