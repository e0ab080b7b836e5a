"""`waymark settings`: print the page of settings that docs/settings.md holds."""

import click

from directory.infrastructure.setting_list import LISTED

INTRODUCTION = """\
# Settings

Settings come from the environment and are checked when a command starts;
every problem is named at once.
This page is the output of `waymark settings`.

| Name | Default | Meaning |
|---|---|---|
"""


@click.command()
def settings() -> None:
    """Print every setting as a Markdown page (docs/settings.md)."""
    click.echo(settings_page(), nl=False)


def settings_page() -> str:
    """Return the page of settings."""
    rows = (f"| `{item.name}` | {item.default} | {item.meaning} |\n" for item in LISTED)
    return INTRODUCTION + "".join(rows)
