"""What people call a recommendation, and for whom it is."""

from dataclasses import replace

import pytest

from tests.matcher.shipped import knowledge

ANY = knowledge().recommendations[0]


@pytest.mark.parametrize(
    ("name", "title", "for_whom"),
    [
        ("A guide", "A guide, for whoever cares for a child", "for whoever cares for a child"),
        ("A guide", "A guide", ""),
        ("", "A guide, for carers", ""),
    ],
)
def test_for_whom_is_the_rest_of_the_title(name: str, title: str, for_whom: str) -> None:
    item = replace(ANY, name=name, title=title)

    assert item.for_whom == for_whom
    assert item.short_title == (name or title)
