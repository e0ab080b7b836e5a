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
    "api.family": Access(ANYONE, "POST", "/api/v1/family", 400),
    "api.openapi": Access(ANYONE, "GET", "/api/v1/openapi.json", 200),
    "choose.add_carer": Access(ANYONE, "POST", "/choose/family/carer", 400),
    "choose.add_child": Access(ANYONE, "POST", "/choose/family/child", 400),
    "choose.answer_one": Access(ANYONE, "POST", "/choose/child/1/answer", 400),
    "choose.ask_one": Access(ANYONE, "POST", "/choose/child/1/ask", 400),
    "choose.begin": Access(ANYONE, "POST", "/choose/", 400),
    "choose.carer_answers": Access(ANYONE, "POST", "/choose/carer/1/questions", 400),
    "choose.carer_questions": Access(ANYONE, "GET", "/choose/carer/1/questions", 303),
    "choose.child_answers": Access(ANYONE, "POST", "/choose/child/1/questions", 400),
    "choose.child_options": Access(ANYONE, "GET", "/choose/child/1", 303),
    "choose.child_questions": Access(ANYONE, "GET", "/choose/child/1/questions", 303),
    "choose.change_shortlist": Access(ANYONE, "POST", "/choose/shortlist", 400),
    "choose.clear": Access(ANYONE, "POST", "/choose/clear", 400),
    "choose.compare": Access(ANYONE, "POST", "/choose/compare", 400),
    "choose.compare_again": Access(ANYONE, "GET", "/choose/compare", 303),
    "choose.enter": Access(ANYONE, "GET", "/choose/", 200),
    "choose.family": Access(ANYONE, "GET", "/choose/family", 303),
    "choose.family_answers": Access(ANYONE, "POST", "/choose/family/questions", 400),
    "choose.family_questions": Access(ANYONE, "GET", "/choose/family/questions", 303),
    "choose.family_where": Access(ANYONE, "POST", "/choose/family", 400),
    "choose.judge": Access(ANYONE, "POST", "/choose/child/1/option/1", 400),
    "choose.leave": Access(ANYONE, "GET", "/choose/leave", 302),
    "choose.open_kept": Access(ANYONE, "GET", "/choose/open", 200),
    "choose.opened": Access(ANYONE, "POST", "/choose/open", 400),  # no form was sent
    "choose.record": Access(ANYONE, "GET", "/choose/record", 303),  # no visit is open
    "choose.record_file": Access(ANYONE, "GET", "/choose/record.json", 303),
    "choose.record_pdf": Access(ANYONE, "GET", "/choose/record.pdf", 303),
    "choose.record_plain": Access(ANYONE, "GET", "/choose/record.txt", 303),
    "choose.option": Access(ANYONE, "GET", "/choose/child/1/option/1", 303),
    "choose.remove_carer": Access(ANYONE, "POST", "/choose/carer/1/remove", 400),
    "choose.remove_child": Access(ANYONE, "POST", "/choose/child/1/remove", 400),
    "choose.shortlist": Access(ANYONE, "GET", "/choose/shortlist", 303),
    "choose.signs": Access(ANYONE, "GET", "/choose/child/1/signs", 303),  # no visit is open
    "choose.signs_seen": Access(ANYONE, "POST", "/choose/child/1/signs", 400),
    "choose.start_again": Access(ANYONE, "GET", "/choose/options", 302),
    "choose.time": Access(ANYONE, "GET", "/choose/child/1/time", 303),
    "pages.about_the_knowledge": Access(ANYONE, "GET", "/about-the-knowledge", 200),
    "pages.accessibility": Access(ANYONE, "GET", "/accessibility", 200),
    "pages.cookies": Access(ANYONE, "GET", "/cookies", 200),
    "pages.privacy": Access(ANYONE, "GET", "/privacy", 200),
    "pages.start": Access(ANYONE, "GET", "/", 200),
    "signpost.advice": Access(ANYONE, "GET", "/signpost/advice", 303),  # no visit is open
    "signpost.begin": Access(ANYONE, "POST", "/signpost/", 400),
    "signpost.contact": Access(ANYONE, "GET", "/signpost/contact", 303),
    "signpost.numbers": Access(ANYONE, "GET", "/signpost/numbers", 303),
    "signpost.put_contact": Access(ANYONE, "POST", "/signpost/contact", 400),
    "signpost.remove": Access(ANYONE, "POST", "/signpost/remove", 400),
    "signpost.sheet": Access(ANYONE, "GET", "/signpost/sheet", 303),
    "signpost.start": Access(ANYONE, "GET", "/signpost/", 200),
    "signpost.start_again": Access(ANYONE, "GET", "/signpost/remove", 303),
    "static": Access(ANYONE, "GET", "/static/images/waymark.svg", 200),
}

# Addresses once given out. People keep them in bookmarks, programs in settings:
# one that moves is redirected, and stays in this list.
KEPT_ADDRESSES = (
    "/",
    "/about-the-knowledge",
    "/accessibility",
    "/api/v1/family",
    "/api/v1/match",
    "/api/v1/openapi.json",
    "/choose/",
    "/choose/answer",
    "/choose/change",
    "/choose/clear",
    "/choose/compare",
    "/choose/family",
    "/choose/family/carer",
    "/choose/family/child",
    "/choose/family/questions",
    "/choose/leave",
    "/choose/open",
    "/choose/options",
    "/choose/shortlist",
    "/choose/record",
    "/choose/record.json",
    "/choose/record.pdf",
    "/choose/record.txt",
    "/cookies",
    "/privacy",
    "/signpost/",
    "/signpost/advice",
    "/signpost/contact",
    "/signpost/numbers",
    "/signpost/remove",
    "/signpost/sheet",
)
