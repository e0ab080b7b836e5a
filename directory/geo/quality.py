"""What the publishers' quality indicator says about how far off a postcode's point may be.

The Office for National Statistics uses 1 to 9, Code-Point Open ten times that: 1 a building of the
postcode, 2 the same found by eye, 3 within 50 m, 4 mean of its addresses, 5 imputed from its
neighbours, 6 mean of its sector, 8 last known before records were linked, 9 none.
"""

IMPUTED, SECTOR_MEAN, NONE = 5, 6, 9
KNOWN = frozenset({1, 2, 3, 4, 5, 6, 8, 9})

# Half the distance to the next postcode, 95th percentile over England (320 m, November 2025): homes
# between two postcodes' points belong to the nearer. The publishers give no spread of their own.
POSTCODE_ERROR_M = 160

# 95th percentile of how far 429 imputed points of May 2025 had moved when surveyed by November.
IMPUTED_ERROR_M = 5800


def error_m(quality: int) -> int:
    """Return the likely error in metres of a postcode that has a point of its own."""
    return IMPUTED_ERROR_M if quality == IMPUTED else POSTCODE_ERROR_M
