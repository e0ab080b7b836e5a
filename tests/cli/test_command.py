"""The command `waymark`: help at every level, clear endings, nothing imported in vain."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from directory.cli import COMMANDS, main
from directory.cli.errors import settings_or_stop


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    answer = CliRunner().invoke(main, [name, "--help"])

    assert answer.exit_code == 0, answer.output
    assert "Usage: " in answer.output


def test_the_list_of_commands_says_what_each_does() -> None:
    answer = CliRunner().invoke(main, ["--help"])

    assert answer.exit_code == 0
    for name in COMMANDS:
        assert f"  {name} " in answer.output


def test_an_unknown_command_is_wrong_use() -> None:
    answer = CliRunner().invoke(main, ["nonsense"])

    assert answer.exit_code == 2
    assert "No such command" in answer.output


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_an_impossible_port_is_wrong_use(port: str) -> None:
    answer = CliRunner().invoke(main, ["run", "--port", port])

    assert answer.exit_code == 2


@pytest.mark.parametrize("command", ["run", "serve"])
def test_wrong_settings_stop_the_start_with_a_line_each(command: str) -> None:
    wrong = {"WAYMARK_ENV": "production", "SECRET_KEY": "", "WAYMARK_PROXIES": "x"}

    answer = CliRunner().invoke(main, [command], env=wrong)

    assert answer.exit_code == 2
    assert [line.split()[0] for line in answer.stderr.splitlines()] == [
        "SECRET_KEY",
        "WAYMARK_PROXIES",
    ]


def test_a_command_can_ask_for_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYMARK_ENV", raising=False)

    assert not settings_or_stop().is_production


def test_the_group_alone_does_not_import_the_web() -> None:
    code = "import sys, directory.cli; sys.exit('flask' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_command_is_one_line_of_the_list() -> None:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
        assert isinstance(command, click.Command)
