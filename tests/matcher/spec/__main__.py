"""`python -m tests.matcher.spec`: write docs/spec/conditions.md."""

from tests.matcher.spec.page import PAGE, page

PAGE.parent.mkdir(parents=True, exist_ok=True)
PAGE.write_text(page(), encoding="utf-8")
