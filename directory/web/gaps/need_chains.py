"""The chains of need of this copy."""

from directory.domain.need.chain_data import NeedChains, need_chains_in
from directory.web.extensions import current_settings


def chains() -> NeedChains:
    """Return the chains of this copy."""
    return need_chains_in(current_settings().data)
