"""Who may use each endpoint, and an address at which to try it.

Every endpoint is in this table; tests/pages/test_access.py fails on one that is not.
"""

from typing import NamedTuple


class Access(NamedTuple):
    who: str
    method: str
    path: str
    status: int


ANYONE = "anyone"

ACCESS = {
    "api.match": Access(ANYONE, "POST", "/api/v1/match", 400),
    "api.openapi": Access(ANYONE, "GET", "/api/v1/openapi.json", 200),
    "choose.change": Access(ANYONE, "POST", "/choose/change", 400),  # no form was sent
    "choose.enter": Access(ANYONE, "GET", "/choose/", 200),
    "choose.one_answer": Access(ANYONE, "POST", "/choose/answer", 400),
    "choose.options": Access(ANYONE, "POST", "/choose/options", 400),
    "choose.start_again": Access(ANYONE, "GET", "/choose/options", 302),
    "pages.about_the_knowledge": Access(ANYONE, "GET", "/about-the-knowledge", 200),
    "pages.accessibility": Access(ANYONE, "GET", "/accessibility", 200),
    "pages.cookies": Access(ANYONE, "GET", "/cookies", 200),
    "pages.privacy": Access(ANYONE, "GET", "/privacy", 200),
    "pages.start": Access(ANYONE, "GET", "/", 200),
    "static": Access(ANYONE, "GET", "/static/images/waymark.svg", 200),
}

# Addresses once given out. People keep them in bookmarks, programs in settings:
# one that moves is redirected, and stays in this list.
KEPT_ADDRESSES = (
    "/",
    "/about-the-knowledge",
    "/accessibility",
    "/api/v1/match",
    "/api/v1/openapi.json",
    "/choose/",
    "/choose/answer",
    "/choose/change",
    "/choose/options",
    "/cookies",
    "/privacy",
)
