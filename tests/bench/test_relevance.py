"""Searches that a coordinator types give what they mean: a smaller set of those of the bench."""

import pytest

from bench.filled import sample_entries
from bench.relevance import made_directory
from bench.relevance.figures import SAMPLE
from bench.relevance.judged import JudgedError, JudgedQuery, judged, read
from bench.relevance.ndcg import ndcg
from tests.directory_builders import TODAY, Directory
from tests.domain.search.finding import found

pytestmark = pytest.mark.database

ASKED = (
    "safe care", "going missing", "somebody to talk to", "food bank", "cannabis", "respite",
    "NSPCC", "anger", "triple p", "young carers", "foster carers", "refuge", "MST", "low mood",
    "self harm", "LADO", "debt", "recognising neglect training", "parenting course", "perpetrator",
)  # fmt: skip
AIM = 0.9


def sample_searches(directory: Directory) -> list[JudgedQuery]:
    entries = sample_entries()
    directory.take(*entries)
    status = {entry.id.removeprefix(SAMPLE): entry.values["status"] for entry in entries}
    return [each for each in judged("sample_queries.yaml", {}, status) if each.asked in ASKED]


def test_searches_of_the_sample_give_what_is_meant(directory: Directory) -> None:
    searches = sample_searches(directory)
    scores = {
        each.asked: ndcg(
            [id.removeprefix(SAMPLE) for id in found(directory, each.asked)], each.grades
        )
        for each in searches
    }

    assert len(scores) == len(ASKED)
    assert sum(scores.values()) / len(scores) >= AIM, scores
    assert min(scores.values()) > 0.5, scores


def test_every_made_service_is_made_alike_each_time() -> None:
    first, again = (list(made_directory.services(TODAY)) for _ in range(2))

    assert first == again
    assert len({entry.id for _, entry in first}) == made_directory.SERVICES


def test_no_search_is_judged_twice() -> None:
    for file, part in (("sample_queries.yaml", "queries"), ("made_queries.yaml", "queries")):
        asked = [each["asked"] for each in read(file)[part]]
        assert len(asked) == len(set(asked))


def test_a_judgment_of_a_service_that_is_not_there_is_refused() -> None:
    with pytest.raises(JudgedError, match="neither a group nor a service"):
        judged("sample_queries.yaml", {}, {"abc-harbour": "active"})


@pytest.mark.parametrize(
    ("listed", "score"), [(["a", "b"], 1.0), (["b", "a"], 0.7098), (["c"], 0.0), ([], 0.0)]
)
def test_a_list_in_the_best_order_has_1(listed: list[str], score: float) -> None:
    assert ndcg(listed, {"a": 3, "b": 1}) == pytest.approx(score, abs=1e-3)
