"""`waymark feed report`: how good a feed or a directory file is, and what to mend."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from directory.cli.errors import PROBLEM_IN_DATA, settings_or_stop, stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.exchange.data_quality.feed_files import (
    DOCUMENTS,
    UnreadableError,
    read_document,
    read_folder,
)
from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.file_report import report_entries, report_problems
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.data_quality.report_text import as_text
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.tables import Layout, is_workbook, read_table
from directory.infrastructure.clock import today
from directory.model.problems import FileError
from directory.storage import reference_data

Fetch = Callable[[str], FeedDocuments]
"""Returns the documents of a feed by its address or name; raises UnreadableError.

The group `feed` gives one as the object of its context.
"""
SHEETS = (".csv", ".xlsx")
STANDARD_INPUT = "-"


@click.command()
@click.argument("source")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def report(ctx: click.Context, source: str, form: str) -> None:
    """Say how good a feed or a directory file is, and what to mend first.

    SOURCE is a file (.json, .json.gz, .ndjson, .csv, .xlsx), a folder of JSON documents
    (api_details.json, service_list.json, service_full.json, services/ID.json), the address of a
    feed, the name of one that was added, or - for standard input.

    Exit status: 0 it conforms at Level 1 (a directory file: it can be taken in), 1 it does not,
    or that cannot be told, or it cannot be read; 2 wrong use.
    """
    try:
        made = _report(source, ctx.obj)
    except UnreadableError as error:
        stop([str(error)])
    click.echo(json.dumps(made.as_data(), indent=2) if form == "json" else as_text(made))
    if made.conforms is not True:
        raise SystemExit(PROBLEM_IN_DATA)


def _report(source: str, fetch: Fetch) -> QualityReport:
    path = Path(source)
    if path.is_dir():
        return report_feed(read_folder(path), on=today())
    named_as_file = source.lower().endswith((*DOCUMENTS, *SHEETS)) and "://" not in source
    if path.is_file() or named_as_file or source == STANDARD_INPUT:
        return _of_content(source, _content(source))
    return report_feed(fetch(source), on=today())


def _content(source: str) -> bytes:
    try:
        with click.open_file(source, "rb") as file:
            content: bytes = file.read()
            return content
    except OSError as error:
        raise UnreadableError(f"{source}: cannot be read: {error.strerror}") from None


def _of_content(source: str, content: bytes) -> QualityReport:
    if source.lower().endswith(SHEETS) or _is_sheet(content):
        return _of_sheet(source, content)
    return report_feed(read_document(source, content), on=today())


def _is_sheet(content: bytes) -> bool:
    """Say whether bytes without a name are a directory file: by its header, or as a workbook."""
    return is_workbook(content) or {"id", "organisation"} <= _names(content)


def _names(content: bytes) -> set[str]:
    """Return the names in the first row; none where there is no row that can be read."""
    try:
        table = read_table(content, Layout(), [])
    except FileError:
        return set()
    return set(table.headings) if table else set()


def _of_sheet(source: str, content: bytes) -> QualityReport:
    settings = settings_or_stop()
    vocabulary = reference_data.vocabulary(
        knowledge_or_stop(settings), places_or_stop(settings), today()
    )
    try:
        return report_entries(source, read_entries(content, vocabulary), on=today())
    except FileError as error:
        return report_problems(source, error, on=today())
