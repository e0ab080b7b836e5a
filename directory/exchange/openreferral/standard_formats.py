"""The forms of text that Open Referral UK checks: uuid, uri, email and date-time.

The official validator asserts formats, and so do we. uuid, uri and date-time are those of the
jsonschema package (the last two through rfc3986-validator and rfc3339-validator).
"""

import re

from jsonschema import Draft202012Validator, FormatChecker

FORMATS = ("uuid", "uri", "date-time")

CHECKER = FormatChecker(formats=())
CHECKER.checkers = {name: Draft202012Validator.FORMAT_CHECKER.checkers[name] for name in FORMATS}


@CHECKER.checks("email")
def is_email(value: object) -> bool:
    """Say whether a text may be an e-mail address.

    The package asks for an @ and no more, so that “see our page @ council.example” would pass.
    """
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


def fits(form: str, value: object) -> bool:
    """Say whether a value is text in one of the forms."""
    return isinstance(value, str) and CHECKER.conforms(value, form)
