"""`waymark services`: the directory file, in and out."""

from pathlib import Path

import click

from directory.cli.corrections import settle_, told
from directory.cli.errors import settings_or_stop, stop
from directory.cli.geocode import geocode
from directory.cli.resources import knowledge_or_stop, session_or_stop
from directory.cli.services_import import import_
from directory.exchange.directory_file.file_writer import write_entries, write_rows
from directory.exchange.directory_file.guide import example_rows, guide_of
from directory.exchange.directory_file.xlsx_writer import write_template, write_workbook
from directory.model.problems import FileError
from directory.model.row_version import RowVersion, row_version
from directory.storage.entry_repository import gone_ids, stored_entries, stored_versions

FORMAT = click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx"]), help="Instead of what the name says."
)


@click.group()
def services() -> None:
    """Take in and give out the directory file, and read what people say is wrong with it."""


services.add_command(import_)
services.add_command(told)
services.add_command(settle_)
services.add_command(geocode)


@services.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
@click.option("--plain", is_flag=True, help="Leave out the versions of the rows.")
def export(file: Path, form: str | None, plain: bool) -> None:
    """Write the directory as CSV or XLSX, hidden addresses left out; - writes to standard output.

    A last column, row_version, lets an import see what others changed in the meantime.
    Without --format the end of the file's name tells which: .xlsx is a workbook.
    """
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        gone = gone_ids(session)
        kept = [entry for id, entry in stored_entries(session).items() if id not in gone]
        changed_in = stored_versions(session)
    versions: dict[str, RowVersion] | None = None
    if not plain:
        versions = {entry.id: row_version(entry, changed_in[entry.id]) for entry in kept}
    try:
        content = (
            write_workbook(kept, guide_of(knowledge_or_stop(settings)), versions)
            if _is_workbook(file, form)
            else write_entries(kept, versions)
        )
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])
    _write(file, content)


@services.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
def template(file: Path, form: str | None) -> None:
    """Write an empty directory file to fill in: XLSX with drop-downs and help, or CSV.

    Its one row is an example, which an import refuses.
    """
    if _is_workbook(file, form):
        content = write_template(guide_of(knowledge_or_stop(settings_or_stop())))
    else:
        content = write_rows(example_rows())
    _write(file, content)


def _is_workbook(file: Path, form: str | None) -> bool:
    return (form or file.suffix.casefold()) in ("xlsx", ".xlsx")


def _write(file: Path, content: bytes) -> None:
    try:
        with click.open_file(str(file), "wb", atomic=str(file) != "-") as out:
            out.write(content)
    except OSError as error:
        stop([f"{file}: cannot be written: {error.strerror}"])
