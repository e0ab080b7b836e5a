"""The load of `make bench-load`: the mix that is asked for, and how its results are read."""

import ast
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from bench.filled import fill
from bench.load.__main__ import _drift, _lost, _of_mix, _processor, of_lists, options
from bench.load.locust_run import ALL, LoadResult, read_results
from bench.load.served import processor_of

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


def test_what_a_request_costs_is_told_of_what_two_cores_can_give() -> None:
    found = _processor(3.0, result(requests=120))

    assert (found.ours, round(found.ratio, 2)) == (25, 0.75)


def test_what_this_process_computes_is_counted() -> None:
    before = processor_of(os.getpid())
    end = process_time() + 0.2
    while process_time() < end:
        pass

    assert 0.1 < processor_of(os.getpid()) - before < 2


@pytest.mark.parametrize(("after", "held"), [(1050, True), (1051, False)])
def test_memory_may_drift_by_a_twentieth(after: float, held: bool) -> None:
    assert (_drift(1000, after).ratio <= 1) is held


@pytest.mark.parametrize(("busy", "held"), [(80, True), (79, False)])
def test_editing_may_cost_a_fifth(busy: float, held: bool) -> None:
    found = _lost(result(per_second=100), result(per_second=busy))

    assert (found.ratio <= 1) is held


def test_the_lists_are_compared_by_the_medians_of_their_turns() -> None:
    ours = [result(per_second=each) for each in (90, 200, 100)]

    found = of_lists(ours, [result(per_second=each) for each in (99, 10, 101)])

    assert (found.ours, found.peer, found.void) == (100, 99, None)
    assert found.ratio < 1


def test_a_failure_in_any_turn_voids_the_lists() -> None:
    failed = result(failures=2, requests=9)

    assert of_lists([result()], [result(), failed]).void == "2 of 9 failed"


@pytest.mark.parametrize(
    ("environ", "arguments", "seconds", "database"),
    [
        ({}, [], 600, None),
        (
            {"WAYMARK_LOAD_SECONDS": "90", "DATABASE_URL": "postgresql://a"},
            [],
            90,
            "postgresql://a",
        ),
        ({"WAYMARK_LOAD_SECONDS": "90"}, ["--seconds", "5"], 5, None),
    ],
)
def test_the_environment_says_how_long_and_where_unless_an_argument_does(
    environ: dict[str, str],
    arguments: list[str],
    seconds: int,
    database: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("WAYMARK_LOAD_SECONDS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    found = options(arguments)

    assert (found.seconds, found.database) == (seconds, database)


def test_a_directory_that_is_in_use_is_not_filled(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ours.sqlite'}"
    with closing(sqlite3.connect(tmp_path / "ours.sqlite")) as ours, ours:
        ours.execute("CREATE TABLE service (id)")

    with pytest.raises(SystemExit, match="name an empty one"):
        fill(url, 1)


def result(
    requests: int = 1,
    failures: int = 0,
    per_second: float = 1,
    p50: float = 1,
    p95: float = 1,
    p99: float = 1,
) -> LoadResult:
    return LoadResult(
        requests=requests, failures=failures, per_second=per_second, p50=p50, p95=p95, p99=p99
    )
