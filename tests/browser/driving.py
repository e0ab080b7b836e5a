"""Drive the system's Chromium over a live server.

`live_server` is the address of the app; `browser_page` a fresh page at the width of a
desktop; `phone_page` at that of a phone; `plain_page` with scripts off. `axe(page)`
returns what axe-core finds wrong, as sentences.
"""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from werkzeug.serving import make_server

from directory.cli.run import QuietHandler

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Chromium speaks to no one of its own accord.
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Axe = Callable[[Page], list[str]]
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, headless=True, args=QUIET_CHROMIUM
        )
        yield browser
        browser.close()


def closing_answers(app: Flask) -> Callable[..., Iterable[bytes]]:
    """Return `app` with each answer closed even where the browser has gone.

    Werkzeug leaves the file of an answer open where the connection breaks as it is sent.
    """

    def served(environ: Any, start_response: Any) -> Iterator[bytes]:
        answer: Any = app(environ, start_response)
        with closing(answer):
            yield from answer

    return served


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port of this machine; the value is its address."""
    app.testing = False
    served = closing_answers(app)
    server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def new_page(chromium: Browser, live_server: str) -> Iterator[NewPage]:
    """Return a maker of pages; each must call no other host and raise no error."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = chromium.new_context(base_url=live_server, viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        _watch(page, live_server, faults)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults


def _watch(page: Page, address: str, faults: list[str]) -> None:
    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            faults.append(f"the page called {request.url}")

    page.on("request", note)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: faults.append(message.text) if message.type == "error" else None,
    )


@pytest.fixture
def erring_page(chromium: Browser, live_server: str) -> Iterator[NewPage]:
    """Return a maker of pages that may be told of errors: Chromium notes each status above 399."""
    contexts: list[BrowserContext] = []

    def make(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        contexts.append(chromium.new_context(base_url=live_server, viewport=viewport, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def phone_page(new_page: NewPage) -> Page:
    return new_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def plain_page(new_page: NewPage) -> Page:
    """Return a page of a browser in which scripts are off."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def axe() -> Axe:
    """Return a check of a page; it gives a sentence for each fault, none if all is well."""
    source = AXE.read_text()

    def check(page: Page) -> list[str]:
        # evaluate() is not bound by the page's policy, as a script tag would be.
        page.evaluate(source)
        found = page.evaluate("axe.run()")["violations"]
        return [
            f"{fault['id']}: {fault['help']} at {[node['target'] for node in fault['nodes']]}"
            for fault in found
        ]

    return check
