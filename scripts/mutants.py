"""Try whether the tests notice small faults: a sample of mutants, in a copy of the project.

`make mutants` runs it; docs/developing.md says how to read what it prints. Each
mutant is one change of one place in `matcher/` or `directory/domain/`. It is
tried with the tests that name its module, then with those of its layer.
"""

import argparse
import compileall
import csv
import importlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.mutations import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.csv")
MUTATED = ("matcher", "directory/domain")
LAYERS = {"matcher": ("tests/matcher", "tests/cases"), "directory/domain": ("tests/domain",)}
NOT_IN_GIT = (
    "instance/places.bin",
    "instance/places-outlines.json",
    "static/build",
    "node_modules",
)
# What the project is built on is imported once; each trial is a fork that has it.
IMPORTED_ONCE = (
    "flask",
    "numpy",
    "pydantic",
    "scipy.optimize",
    "scipy.spatial",
    "shapely",
    "sqlalchemy",
)
PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
          "-m", "not browser")  # fmt: skip
REPEATABLE = ("--tb=no", "--hypothesis-seed=0")
MOST_SECONDS, MOST_BYTES = 600, 8 << 30
PASSED, NO_TESTS = 0, 5


def every_mutant(root: Path) -> list[Mutant]:
    """Each mutant of the code that is mutated, in the order of its place."""
    modules = sorted(path for part in MUTATED for path in (root / part).rglob("*.py"))
    return [
        mutant
        for path in modules
        for mutant in mutants_of(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    ]


def known_equivalent() -> dict[tuple[str, str, str], str]:
    """Why no test can tell a mutant from the code, by module and by its line before and after."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as lines:
        return {
            (row["module"], row["before"], row["after"]): row["why"]
            for row in csv.DictReader(lines)
        }


def copy_tree(copy: Path) -> None:
    """Copy the files of the project as they stand, and link what is built."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    for name in NOT_IN_GIT:
        if (ROOT / name).exists() and not (copy / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).symlink_to((ROOT / name).resolve())
    for package in ("matcher", "directory"):
        compileall.compile_dir(copy / package, quiet=2)


def turns(module: str, root: Path) -> list[list[str]]:
    """The tests that are near a module by their name or by naming it, and the rest of its layer's.

    Near `matcher/timing_text.py` is `test_timing.py`, and whatever names `matcher.timing_text`.
    """
    layer = next(layer for part, layer in LAYERS.items() if module.startswith(part))
    dotted = module.removesuffix(".py").replace("/", ".")
    first_word = dotted.rpartition(".")[2].partition("_")[0]
    files = sorted(path for part in layer for path in (root / part).rglob("test_*.py"))
    near = [
        path.relative_to(root).as_posix()
        for path in files
        if first_word in path.stem or dotted in path.read_text("utf-8")
    ]
    return [near, [*layer, *(f"--ignore={name}" for name in near)]]


def run_tests(root: Path, chosen: list[str]) -> int:
    """Run pytest in a fork, and return how it ended: minus nine where it took too long."""
    child = os.fork()
    if child == 0:
        os._exit(_in_fork(root, chosen))
    ends = time.monotonic() + MOST_SECONDS
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.1)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


def _in_fork(root: Path, chosen: list[str]) -> int:
    """Pytest in this process, which ends with it: its group, memory and output are apart."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    os.chdir(root)
    os.environ["PYTHONPATH"] = str(root)
    sys.path.insert(0, str(root))
    log = os.open(root / "mutants.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    import pytest

    ended = int(pytest.main([*PYTEST, *REPEATABLE, *chosen]))
    sys.stdout.flush()
    return ended


def is_killed(mutant: Mutant, root: Path, chosen: list[str]) -> bool:
    """Whether one of the chosen tests fails where the mutant stands in the copy."""
    path = root / mutant.module
    whole = path.read_text("utf-8")
    path.write_text(mutant.text, "utf-8")
    try:
        return run_tests(root, chosen) not in (PASSED, NO_TESTS)
    finally:
        path.write_text(whole, "utf-8")


def first_failure(root: Path) -> str:
    """The test that failed, as pytest printed it; nothing where none did."""
    lines = (root / "mutants.log").read_text("utf-8", "replace").splitlines()
    return next((line for line in lines if line.startswith(("FAILED", "ERROR"))), "")


def try_sample(sample: list[Mutant], root: Path, first: int = 1) -> Counter[str]:
    """Try all with the near tests, those left with their layers', print each end and count."""
    known, ends = known_equivalent(), Counter[str]()
    left = {number: mutant for number, mutant in enumerate(sample, first)}
    for number, mutant in [each for each in left.items() if each[1].key in known]:
        ends["equivalent"] += 1
        print(f"{number} equivalent {mutant}: {known[left.pop(number).key]}", flush=True)
    for turn in (0, 1):
        for number, mutant in list(left.items()):
            chosen = turns(mutant.module, root)[turn]
            if chosen and is_killed(mutant, root, chosen):
                ends["killed"] += 1
                print(f"{number} killed {left.pop(number)} {first_failure(root)}", flush=True)
            else:
                end = "LEFT" if turn else "not killed by the near tests:"
                print(f"{number} {end} {mutant}", flush=True)
    ends["LEFT"] = len(left)
    return ends


def tally(ends: Counter[str]) -> str:
    """The figure: how many of those that a test could kill were killed."""
    could = ends["killed"] + ends["LEFT"]
    share = 100 * ends["killed"] / could if could else 100
    counts = f"{ends['killed']} killed, {ends['equivalent']} equivalent, {ends['LEFT']} left"
    return f"{ends.total()} tried: {counts}; {share:.0f} % of those that are not equivalent killed"


def check_sound(sample: list[Mutant], root: Path) -> None:
    """Stop where the tests fail without a mutant: nothing could be learned."""
    parts = {part for part in MUTATED for mutant in sample if mutant.module.startswith(part)}
    for part in sorted(parts):
        if run_tests(root, list(LAYERS[part])) != PASSED:
            sys.exit(f"The tests of {part} fail as the code stands: {first_failure(root)}")


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=60, metavar="MUTANTS")
    parser.add_argument("--first", type=int, default=1, help="take the sample up at this one")
    parser.add_argument("--unchecked", action="store_true", help="trust that the tests pass")
    return parser.parse_args()


def draw(given: argparse.Namespace, root: Path) -> list[Mutant]:
    """The same sample for the same seed and code; a smaller one is the beginning of a larger."""
    every = every_mutant(root)
    drawn = random.Random(given.seed).sample(every, len(every))[: given.sample]
    print(f"{len(drawn)} of {len(every)} mutants, seed {given.seed}", flush=True)
    return drawn[given.first - 1 :]


def main() -> int:
    """Draw the sample, try it, and end with 1 where a mutant is left."""
    given = asked()
    for name in IMPORTED_ONCE:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        root = Path(folder)
        copy_tree(root)
        sample = draw(given, root)
        if not given.unchecked:
            check_sound(sample, root)
        # Of two versions of a file within one second, Python would take the compiled one for both.
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        ends = try_sample(sample, root, given.first)
    print(tally(ends))
    return 1 if ends["LEFT"] else 0


if __name__ == "__main__":
    sys.exit(main())
