"""A table of shares that a council sets for the steps of need."""

import pytest

from directory.exchange.statistics.need_shares import read_need_shares
from directory.model.problems import FileError

HEAD = "authority,step,low,likely,high,source,dated\n"
STEPS = ("takes-part", "foster-care")


def table(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode()


def test_shares_are_read_as_parts_or_percentages() -> None:
    found = read_need_shares(
        table(
            "E08000021,takes-part,20%,,0.5,Our audit,2026",
            "e08000021,foster-care,0,0.7,1,SSDA903,2025",
        ),
        STEPS,
    )

    first, second = found.rows
    assert (first.low, first.likely, first.high) == (0.2, None, 0.5)
    assert (second.authority, second.low, second.likely, second.high) == ("E08000021", 0, 0.7, 1)
    assert (found.published.title, found.published.dated) == ("Shares set by the council", "2026")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("E99,takes-part,0,,1,a,2026", "is not the code of an authority"),
        ("E08000021,other,0,,1,a,2026", "is no step: it may be foster-care, takes-part"),
        ("E08000021,takes-part,0,,1,,2026", "say where the share comes from"),
        ("E08000021,takes-part,0,,1,a,spring", "names no year"),
        ("E08000021,takes-part,0,x,1,a,2026", "should be shares such as 0.4 or 40%"),
        ("E08000021,takes-part,0,,1.2,a,2026", "should be shares"),
        ("E08000021,takes-part,,0.4,0.5,a,2026", "should be shares"),
        ("E08000021,takes-part,0.6,0.4,0.5,a,2026", "are not in order"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(row: str, says: str) -> None:
    with pytest.raises(FileError) as told:
        read_need_shares(table(row), STEPS)

    assert says in "\n".join(map(str, told.value.problems))


def test_a_share_that_stands_twice_is_refused() -> None:
    row = "E08000021,takes-part,0,,1,a,2026"

    with pytest.raises(FileError, match="stands twice"):
        read_need_shares(table(row, row), STEPS)
