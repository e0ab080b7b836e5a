"""What is given to operators names settings, commands and files that there are."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from directory.cli import COMMANDS
from directory.infrastructure.setting_list import LISTED
from tests.house.project_files import ROOT

DEPLOY = sorted((ROOT / "deploy").iterdir())
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
NAMED = {setting.name for setting in LISTED}
OF_COMPOSE = {"WAYMARK_HOST", "WAYMARK_UPSTREAM"}
SETTING = re.compile(r"\b(WAYMARK_[A-Z_]+|SECRET_KEY[A-Z_]*)\b")


@pytest.mark.parametrize("file", DEPLOY, ids=lambda file: file.name)
def test_every_setting_that_is_named_is_read(file: Path) -> None:
    assert set(SETTING.findall(file.read_text("utf-8"))) <= NAMED | OF_COMPOSE


def test_the_page_names_settings_that_are_read() -> None:
    assert set(SETTING.findall(OPERATING)) <= NAMED


def test_every_command_that_is_told_is_one_of_ours() -> None:
    blocks = " ".join(re.findall(r"```sh\n(.*?)```", OPERATING, re.DOTALL))
    spans = re.findall(r"`waymark ([a-z]+)[^`]*`", OPERATING)

    named = {*spans, *re.findall(r"(?<![-/\w])waymark ([a-z]+)\b", blocks)}
    assert named >= {"serve", "backup", "restore", "db", "account"}
    assert named <= set(COMMANDS)


def test_every_file_of_the_folder_is_told_of() -> None:
    told = OPERATING + (ROOT / "deploy" / "compose.yaml").read_text("utf-8")

    assert [file.name for file in DEPLOY if file.name not in told] == []


def test_the_services_of_the_one_file_wait_for_what_they_need() -> None:
    services = YAML(typ="safe").load(ROOT / "deploy" / "compose.yaml")["services"]

    assert set(services) == {"database", "upgrade", "app", "mail", "proxy"}
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
    assert "ports" not in services["app"]
    assert "ports" not in services["database"]
    assert services["app"]["environment"]["WAYMARK_ENV"] == "production"


def test_the_server_is_given_longer_to_stop_than_its_requests_have() -> None:
    from directory.cli.serve import STOP_SECONDS

    unit = (ROOT / "deploy" / "waymark.service").read_text("utf-8")
    found = re.search(r"TimeoutStopSec=(\d+)", unit)
    assert found
    assert int(found[1]) > STOP_SECONDS
