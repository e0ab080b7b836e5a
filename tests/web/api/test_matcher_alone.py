"""The API and `python -m matcher`, which reads `data/` and nothing else, say the same of a case."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from directory.infrastructure import paths
from tests.directory_builders import HOME
from tests.web.api.conftest import Api
from tests.web.api.test_match import CASES

pytestmark = pytest.mark.database


@pytest.fixture(scope="session")
def data() -> Path:
    return paths.data()


def test_the_matcher_alone_says_the_same(api: Api, tmp_path: Path) -> None:
    answers = [api.match({**case, "postcode": HOME}) for case in CASES]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, CASES)))

    alone = subprocess.run(
        [sys.executable, "-m", "matcher", "match", "--jsonl", str(file), "--on", answers[0]["on"]],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip

    for answer in answers:
        del answer["located"]
        for each in answer["options"]:
            for key in ("services", "services_count", "next_accepting_miles"):
                del each[key]
        for notice in answer["act_first"]:
            del notice["contacts"]
    assert list(map(json.loads, alone.stdout.splitlines())) == answers
