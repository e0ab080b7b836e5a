# ruff: noqa: E501 (one mistake a line)
"""A family that cannot be read is refused, with what is wrong and where."""

from __future__ import annotations

from typing import Any

import pytest

from matcher import CaseError
from matcher.family import read_family
from tests.matcher.shipped import ON, knowledge

BAD = [
    ([], None, "a family is an object with children"),
    ({"children": []}, "children", "name at least one child"),
    ({"kids": [{}]}, "kids", "is not one of family, children, carers"),
    ({"children": {}}, "children", "should be a list of at most 20"),
    ({"children": [{}] * 21}, "children", "should be a list of at most 20"),
    ({"children": [{"abuse.neglct": True}]}, "children[1].abuse.neglct", "did you mean abuse.neglect?"),
    ({"children": [{}, {"stage": 5}]}, "children[2].stage", "should be one of"),
    ({"children": [{"parent.low_income": True}]}, "children[1].parent.low_income", "is about a carer"),
    ({"children": [{}], "family": {"abuse.neglect": True}}, "family.abuse.neglect", "is about a child"),
    ({"children": [{}], "carers": [{"role": "aunt"}]}, "carers[1].role", "is not one of mother"),
    ({"children": [{}], "carers": [{"name": "Ann"}]}, "carers[1].name", "is not part of a carer"),
    ({"children": [{}], "carers": [{"with_child": {"2": {}}}]}, "carers[1].with_child.2", "there is no child 2"),
    ({"children": [{}, {}], "carers": [{"role": "mother"}]}, "carers[1].for_children", "1 to 2"),
    ({"children": [{}, {}], "carers": [{"for_children": [3]}]}, "carers[1].for_children", "1 to 2"),
    ({"children": [{}, {}], "carers": [{"for_children": [1], "with_child": {"2": {}}}]}, "carers[1].with_child.2", "child 2 is not in for_children"),
    ({"children": [{"carer.foster": True}], "carers": [{"role": "mother"}]}, "children[1].carer.foster", "put it into with_child"),
    ({"children": [{}], "carers": [{"with_child": {"one": {}}}]}, "carers[1].with_child.one", "should be the number"),
    ({"children": [{}], "carers": [5]}, "carers[1]", "should be an object"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "field", "text"), BAD)
def test_a_family_that_cannot_be_read_says_where_and_why(
    data: Any, field: str | None, text: str
) -> None:
    with pytest.raises(CaseError) as error:
        read_family(data, knowledge().facts, ON)
    [problem] = error.value.problems
    assert problem.field == field
    assert text in problem.problem
