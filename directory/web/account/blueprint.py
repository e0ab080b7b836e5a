"""The blueprint of account, which its modules fill."""

from flask import Blueprint

blueprint = Blueprint("account", __name__, url_prefix="/account")
