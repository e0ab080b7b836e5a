"""The journey `gaps`: which children have nobody suitable within reach, and what would help."""

from directory.gaps.journey import blueprint

__all__ = ["blueprint"]
