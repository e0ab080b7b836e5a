"""The command `waymark`.

A command is imported only when it is asked for, so that `waymark places find`
does not wait for Flask. To add one: a module with a click command, and its line
in COMMANDS.
"""

from importlib import import_module

import click

# name -> module:command
COMMANDS = {
    "account": "directory.cli.account:account",
    "assure": "directory.cli.assure:assure",
    "backup": "directory.cli.backup:backup",
    "boundaries": "directory.cli.boundaries:boundaries",
    "caseload": "directory.cli.caseload:caseload",
    "db": "directory.cli.db:db",
    "demo": "directory.cli.demo:demo",
    "deprivation": "directory.cli.deprivation:deprivation",
    "feed": "directory.cli.feed:feed",
    "gaps": "directory.cli.gaps:gaps",
    "mail": "directory.cli.mail:mail",
    "match": "directory.cli.match:match",
    "need": "directory.cli.need:need",
    "places": "directory.cli.places:places",
    "population": "directory.cli.population:population",
    "restore": "directory.cli.backup:restore",
    "run": "directory.cli.run:run",
    "serve": "directory.cli.serve:serve",
    "services": "directory.cli.services:services",
    "settings": "directory.cli.settings:settings",
    "shares": "directory.cli.shares:shares",
    "travel": "directory.cli.travel:travel",
    "watch": "directory.cli.watch:watch",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="waymark", message="%(prog)s %(version)s")
def main() -> None:
    """Match families to programmes and local services.

    Exit status: 0 done, 1 a problem in what was given, 2 wrong use,
    3 the knowledge files are unsound.
    """
