"""A running preview page and a browser on it, watched: no request may leave loopback, nothing may reach the error console."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from chromium import ARGS, find_chromium
from fake_bridge import FakeBridge, pushed
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from werkzeug.serving import make_server

from addon.preview.page import create_page

expect.set_options(timeout=15_000)  # how long to wait for a slow machine; a fast one never waits
logging.getLogger("werkzeug").setLevel(logging.ERROR)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(ARGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[str, BrowserContext]:
    """Browser windows by their look, shared by tests: the page keeps nothing in the browser, and opening one is slow."""
    return {}


@pytest.fixture
def bridge() -> FakeBridge:
    """The invented mailbox behind the page; a test changes it before it opens the page."""
    return FakeBridge()


@pytest.fixture
def url(bridge: FakeBridge) -> Iterator[str]:
    """The address of the served page."""
    app = Flask("page under test", static_folder=None)
    app.register_blueprint(create_page(bridge))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/preview/"
    if bridge.gate is not None:
        bridge.gate.set()
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Desk:
    """The page in front of the reader, with names for its parts."""

    page: Page
    url: str
    bridge: FakeBridge
    complaints: list[str] = field(default_factory=list)

    def open(self, hash_: str = "") -> Desk:
        """Load the page at ``#hash_`` and wait until the list stands."""
        self.page.goto(self.url + (f"#{hash_}" if hash_ else ""))
        expect(self.page.locator("#folder-list a").first).to_be_attached()
        return self

    def show(self, card: dict[str, Any]) -> Desk:
        """Load the page with ``card`` as the homepage card."""
        self.bridge.answers["homepage"] = pushed(card)
        return self.open()

    def read(self, number: int = 0) -> Desk:
        """Open message ``number`` by its address."""
        return self.open(f"message/{0x18C0000000000000 + number:x}")

    @property
    def rows(self) -> Locator:
        """The lines of the message list."""
        return self.page.locator(".row")

    @property
    def card(self) -> Locator:
        """The card in the sidebar."""
        return self.page.locator("#panel .card")

    @property
    def panel(self) -> Locator:
        """The sidebar."""
        return self.page.locator("#panel")

    @property
    def compose(self) -> Locator:
        """The compose window."""
        return self.page.locator(".compose")

    def watch(self) -> None:
        """Note what may not happen."""
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def _note_request(self, address: str) -> None:
        if urlsplit(address).scheme not in {"data", "blob"} and urlsplit(address).hostname != "127.0.0.1":
            self.complaints.append(f"request to {address}")


@pytest.fixture
def make_desk(
    browser: Browser, windows: dict[str, BrowserContext], url: str, bridge: FakeBridge
) -> Iterator[Callable[..., Desk]]:
    """A function that opens a browser window of a given size and colour scheme on the page."""
    desks: list[Desk] = []

    def make(width: int = 1280, height: int = 800, color_scheme: Literal["light", "dark"] = "light") -> Desk:
        key = f"{width} {height} {color_scheme}"
        if key not in windows:
            windows[key] = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=color_scheme,
                locale="en-GB",
                timezone_id="Europe/London",
            )
            windows[key].set_default_timeout(15_000)
        desk = Desk(windows[key].new_page(), url, bridge)
        desk.watch()
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        desk.page.close()
    assert [complaint for desk in desks for complaint in desk.complaints] == []


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A window of desktop size on the page, not loaded yet."""
    return make_desk()
