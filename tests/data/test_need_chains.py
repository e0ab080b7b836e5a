"""The chains that are shipped: one for each recommendation that a service can deliver."""

from pathlib import Path

import pytest

from directory.domain.need.chain_data import NeedChainError, need_chains_in
from directory.infrastructure import paths
from matcher.programme_index import deliverers
from tests.directory_builders import knowledge

PROGRAMMES = ("offer", "consider")


def test_every_programme_that_a_service_can_deliver_has_a_chain() -> None:
    known = knowledge()
    wanted = {
        item.id
        for item in known.recommendations
        if item.strength in PROGRAMMES and not item.worker and deliverers(known, item.id)
    }

    assert set(need_chains_in(paths.data()).chain) == wanted


def test_every_step_is_used() -> None:
    chains = need_chains_in(paths.data())

    assert {id for each in chains.chains for id in each.steps} == set(chains.step)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("steps: []\nchains: [{recommendation: a, steps: [b]}]", "there is no step b"),
        ("steps: [{id: a, kind: rate, says: b, asks: c, low: d}]\nchains: []", "must be measures"),
        (
            "steps: [{id: a, kind: factors, says: b, asks: c, any_of: [d]}]\nchains: []",
            "any_of must name some of",
        ),
        (
            "steps: [{id: a, kind: share, says: b, asks: c}]\n"
            "chains: [{recommendation: a, steps: [a]}]",
            "one step must be a rate, or a base",
        ),
        ("steps: [}", "need_chains.yaml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "need_chains.yaml").write_text(text)

    with pytest.raises(NeedChainError, match=says):
        need_chains_in(tmp_path)
