"""Which version of the standard this feed follows: the one place to change for the next."""

VERSION = "HSDS-UK-3.0"
PROFILE = "https://openreferraluk.org/specifications/3.0/"
OPENAPI_URL = "https://openreferraluk.org/specifications/3.0/openapi.json"

DETAILS = {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI_URL}
"""What the feed says of itself."""
