"""The command line as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASE = '{"stage": "after_abuse", "abuse.neglect": true, "child.age_months": 30}'

BLOCKED = ["flask", "sqlalchemy", "numpy", "pydantic", "click", "wtforms", "structlog", "directory"]
ALONE = f"""
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {BLOCKED!r}:
            raise ImportError(name + " is not for the matcher")
sys.meta_path.insert(0, Blocker())
from matcher.cli import main
status = main(sys.argv[1:])
allowed = set(sys.stdlib_module_names) | {{"matcher", "ruamel", "cattrs", "cattr", "attr", "attrs",
    "typing_extensions", "exceptiongroup", "__main__", "_ruamel_yaml", "ruamel_yaml_clib"}}
strange = {{name.partition(".")[0] for name in sys.modules}} - allowed
strange = {{name for name in strange if not name.startswith(("_", "sitecustomize", "distutils"))}}
print("strange:", sorted(strange), file=sys.stderr)
sys.exit(status)
"""


def test_the_standard_library_ruamel_yaml_and_cattrs_are_enough() -> None:
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE, "match", "-"],
        input=CASE.encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert found.stderr.decode() == "strange: []\n"
    assert found.returncode == 0
    assert json.loads(found.stdout)["options"]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "matcher", "rules"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == 0


def test_a_terminal_without_our_quotes_still_gets_the_text() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "matcher", "match", "-", "--format", "text"],
        input=b"{}",
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert (found.returncode, found.stderr) == (0, b"")
