"""A page as a PDF that can be read aloud (PDF/UA), made on this machine and from nothing else.

WeasyPrint opens Pango, a library of the system, when it is imported; where that is missing the
browser's own printing does the same, and the pages say so.
"""

import contextlib
import io
import warnings
from functools import cache
from typing import Any


class PdfMissingError(Exception):
    """No PDF can be made here: the system lacks what WeasyPrint needs."""


@cache
def can_make_pdf() -> bool:
    """Say whether PDFs can be made on this machine."""
    try:
        _weasyprint()
    except PdfMissingError:
        return False
    return True


def make_pdf(html: str) -> bytes:
    """Return a page as a tagged PDF. Raises PdfMissingError."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_refuse)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _weasyprint() -> Any:
    try:
        # It prints advice and warns where a library is missing; a server has no use for either.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError as error:
        raise PdfMissingError from error
    return weasyprint


def _refuse(url: str, *args: Any, **kwargs: Any) -> Any:
    """Load nothing: what becomes a PDF holds all that it needs."""
    raise ValueError("a PDF loads nothing")


_refuse._fail_on_errors = False  # type: ignore[attr-defined]
