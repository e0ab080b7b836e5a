"""The blueprint of assure, which its modules fill."""

from flask import Blueprint

blueprint = Blueprint("assure", __name__, url_prefix="/assure")
