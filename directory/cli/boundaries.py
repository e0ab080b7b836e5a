"""`waymark boundaries`: the lines that maps are drawn on, brought as GeoJSON."""

import re
from pathlib import Path

import click

from directory.cli.errors import settings_or_stop, stop
from directory.cli.statistics_common import FILE, content_or_stop, echo_json
from directory.exchange.statistics.boundaries import Boundaries, read_boundaries
from directory.exchange.statistics.boundaries_file import drawn_beside, write_boundaries
from directory.exchange.statistics.publication_registry import OGL, ONS
from directory.geo.paths import boundaries_file
from directory.infrastructure.settings import Settings

_CALLED = {
    "lsoas": "LSOAs",
    "wards": "wards",
    "districts": "districts",
    "upper": "upper-tier authorities",
}
_LICENCE = (
    f"Source: {ONS}, licensed under the {OGL}. "
    "Contains OS data © Crown copyright and database right {year}"
)


@click.group()
def boundaries() -> None:
    """Bring the boundaries that maps are drawn on."""


@boundaries.command("import")
@click.argument("file", type=FILE)
@click.option("--title", help="What they are, where the file does not tell.")
@click.option("--licence", help="Their licence, where the file does not tell.")
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_(file: Path, title: str | None, licence: str | None, dry_run: bool, form: str) -> None:
    """Take in FILE: GeoJSON in WGS84, plain or in gzip, of districts, upper-tier authorities,
    wards or LSOAs.

    Maps of services are drawn on districts; until there is a file, on outlines drawn from
    postcodes. Authority of a place is told by its postcode all the same.
    """
    settings = settings_or_stop()
    with content_or_stop(file) as content:
        found = read_boundaries(content)
    shown = _shown(file, found, title, licence)
    path = boundaries_file(settings.places, found.kind)
    kept = drawn_beside(found, settings.places)
    if not dry_run:
        _write(settings, found, *shown)
    if form == "json":
        counts = {"kind": found.kind, "areas": len(found.features), "points": found.points}
        echo_json(counts, {"drawn": kept, "changed": not dry_run})
        return
    if kept:
        click.echo(f"{kept} districts are not in it, and keep the outline drawn from postcodes")
    what = f"{len(found.features):,} {_CALLED[found.kind]}, {found.points:,} points"
    click.echo(f"{'Would be' if dry_run else 'Done'}: {what} in {path}")


def _shown(
    file: Path, found: Boundaries, title: str | None, licence: str | None
) -> tuple[str, str]:
    """Return title and licence, or stop where neither the file nor anybody says them."""
    if year := re.search(r"\d\d", found.published_as or ""):
        title = title or f"Boundaries of {_CALLED[found.kind]}, 20{year[0]} ({ONS})"
        licence = licence or _LICENCE.format(year=f"20{year[0]}")
    if not (title and licence):
        stop([f"{file}: does not tell whose it is: say so with --title and --licence"])
    return title, licence


def _write(settings: Settings, found: Boundaries, title: str, licence: str) -> None:
    try:
        write_boundaries(found, settings.places, source=title, licence=licence)
    except OSError as error:
        stop([f"{error.filename}: cannot be written: {error.strerror}"])
