"""Pages are tested on the small rulebook, in a browser as without one."""

from tests.web.conftest import data

__all__ = ["data"]
