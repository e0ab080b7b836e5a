"""The blueprint of pages, which its views fill."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
