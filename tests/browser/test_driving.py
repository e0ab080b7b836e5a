"""The live server leaves nothing open, whatever a browser does."""

from flask import Flask, Response
from werkzeug.test import EnvironBuilder

from tests.browser.driving import closing_answers


def test_an_answer_that_is_dropped_half_sent_is_closed() -> None:
    closed: list[bool] = []
    app = Flask(__name__)

    @app.get("/")
    def page() -> Response:
        answer = Response(iter(["one", "two"]))
        answer.call_on_close(lambda: closed.append(True))
        return answer

    sent = iter(closing_answers(app)(EnvironBuilder("/").get_environ(), lambda *_: None))
    next(sent)
    del sent

    assert any(closed)
