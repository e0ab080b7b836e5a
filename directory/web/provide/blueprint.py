"""The blueprint of provide, which its views fill."""

from flask import Blueprint

blueprint = Blueprint("provide", __name__, url_prefix="/provide")
