"""The blueprint of signpost, which its views fill."""

from flask import Blueprint

blueprint = Blueprint("signpost", __name__, url_prefix="/signpost")
