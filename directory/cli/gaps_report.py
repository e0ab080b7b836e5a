"""`waymark gaps report`: the sufficiency paper of one authority, as the page gives it out."""

from pathlib import Path
from typing import Any, cast

import click

from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.gaps_plan import OTHER_TERMS
from directory.cli.gaps_terms import asks
from directory.cli.resources import session_or_stop
from directory.infrastructure.settings import Settings


@click.command()
@click.argument("area")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: its ending is .docx, .pdf or .xlsx.",
)  # fmt: skip
@asks(*OTHER_TERMS)
def report(area: str, out: Path, **options: Any) -> None:
    """Write the sufficiency paper of one authority, such as E06000047."""
    ending = out.suffix.lower().removeprefix(".")
    if ending not in ("docx", "pdf", "xlsx"):
        stop([f"--out {out}: the ending should be .docx, .pdf or .xlsx"], WRONG_USE)
    settings = settings_or_stop()
    with session_or_stop(settings):
        content = _content(settings, {**options, "area": area}, ending)
    try:
        out.write_bytes(content)
    except OSError as error:
        stop([f"--out {out}: {error.strerror}"])
    click.echo(f"Wrote {out}")


def _content(settings: Settings, asks: dict[str, Any], ending: str) -> bytes:
    """Return the file, made as the page makes it: by a request that nobody sent."""
    from directory.web.app import create_app
    from directory.web.gaps.paper_views import Ending, one_authority, paper_file
    from directory.web.gaps.request_context import gap_request
    from directory.web.pdf import PdfMissingError

    query = {name: value for name, value in asks.items() if value}
    app = create_app(settings)
    try:
        with app.test_request_context("/gaps/", query_string=query):
            asked = one_authority(gap_request())
            if asked.problems:
                stop([each.problem for each in asked.problems], WRONG_USE)
            return paper_file(asked, cast(Ending, ending))
    except PdfMissingError:
        stop(["A PDF cannot be made here: the system lacks Pango. Ask for .docx"])
    finally:
        app.extensions["engine"].dispose()
