"""Square codes that a phone reads, drawn here: no other computer is asked for them."""

import re

import segno
from markupsafe import Markup

COUNTRY = "+44"


def square_code(text: str) -> Markup:
    """Return the QR code of a text as SVG: black on white, with the quiet edge that phones need."""
    drawn = segno.make(text, micro=False, error="m").svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="waymark-qr__code"
    )
    return Markup(drawn)  # it holds shapes alone, and none of the text


def dialled(phone: str) -> str:
    """Return a number as a phone dials it, from any country.

    >>> dialled("0191 498 0101")
    'tel:+441914980101'
    >>> dialled("116 123")
    'tel:116123'
    """
    digits = re.sub(r"(?!^\+)\D", "", phone.strip().replace("(0)", ""))
    return f"tel:{COUNTRY}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
