"""The ids that stand for things, so that one is never taken for another."""

from typing import NewType

ServiceId = NewType("ServiceId", str)
"""Names a service, from year to year; of a feed's service, the feed's id comes first."""
ProgrammeId = NewType("ProgrammeId", str)
"""A key of data/programmes.yaml."""
AreaCode = NewType("AreaCode", str)
"""A code of the Office for National Statistics, as in E08000021."""
