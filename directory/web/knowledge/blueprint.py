"""The blueprint of knowledge, which its views fill."""

from flask import Blueprint

from directory.storage import reference_data
from directory.web.extensions import current_settings
from matcher import Knowledge

blueprint = Blueprint("knowledge", __name__, url_prefix="/knowledge")


def knowledge_now() -> Knowledge:
    """Return the knowledge that is in force today."""
    return reference_data.knowledge_in(current_settings())
