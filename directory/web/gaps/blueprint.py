"""The blueprint of gaps, which its modules fill."""

from flask import Blueprint

blueprint = Blueprint("gaps", __name__, url_prefix="/gaps")
