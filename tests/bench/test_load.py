"""The load of `make bench-load`: the mix that is asked for, and how its results are read."""

import ast
from pathlib import Path

import pytest

from bench.load.__main__ import _drift, _lost, _of_mix
from bench.load.locust_run import ALL, LoadResult, read_results

LOCUSTFILE = Path(__file__).parents[2] / "bench" / "load" / "locustfile.py"
STATS = (
    "Type,Name,Request Count,Failure Count,Requests/s,50%,95%,99%\n"
    "GET,find,40,0,24.5,30,140,200\n"
    ",Aggregated,100,3,60.2,28,151,260\n"
)


def weights() -> dict[str, int]:
    """Return how often each thing is asked, as the file of locust says it."""
    [people] = (
        each
        for each in ast.parse(LOCUSTFILE.read_text("utf-8")).body
        if isinstance(each, ast.ClassDef) and each.name == "People"
    )
    found = {}
    for method in people.body:
        if isinstance(method, ast.FunctionDef):
            [task] = method.decorator_list
            assert isinstance(task, ast.Call)
            [weight] = task.args
            found[method.name] = ast.literal_eval(weight)
    return found


def test_the_mix_is_that_of_a_national_directory() -> None:
    assert weights() == {"match": 40, "find": 40, "service": 15, "feed": 5}


def test_what_locust_wrote_is_read(tmp_path: Path) -> None:
    file = tmp_path / "out_stats.csv"
    file.write_text(STATS, encoding="utf-8")

    found = read_results(file)

    assert found["find"] == result(requests=40, per_second=24.5, p50=30, p95=140, p99=200)
    assert found[ALL].failures == 3


def test_all_of_the_mix_comes_first_and_a_failure_voids_it(tmp_path: Path) -> None:
    file = tmp_path / "out_stats.csv"
    file.write_text(STATS, encoding="utf-8")

    first, second = _of_mix("", read_results(file))

    assert first.name.startswith("all of the mix at 60 requests a second")
    assert (first.ours, first.peer, first.void) == (151, 150, "3 of 100 failed")
    assert (second.ours, second.void) == (140, None)
    assert first.ratio > 1 >= second.ratio


@pytest.mark.parametrize(("after", "held"), [(1050, True), (1051, False)])
def test_memory_may_drift_by_a_twentieth(after: float, held: bool) -> None:
    assert (_drift(1000, after).ratio <= 1) is held


@pytest.mark.parametrize(("busy", "held"), [(80, True), (79, False)])
def test_editing_may_cost_a_fifth(busy: float, held: bool) -> None:
    found = _lost(result(per_second=100), result(per_second=busy))

    assert (found.ratio <= 1) is held


def result(
    requests: int = 1, per_second: float = 1, p50: float = 1, p95: float = 1, p99: float = 1
) -> LoadResult:
    return LoadResult(
        requests=requests, failures=0, per_second=per_second, p50=p50, p95=p95, p99=p99
    )
