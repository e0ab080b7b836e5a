"""The blueprint of find, which its modules fill."""

from flask import Blueprint

blueprint = Blueprint("find", __name__, url_prefix="/find")
