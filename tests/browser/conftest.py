"""The built site in Chromium; `make test-browser` builds it first. What is missing ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools import chromium

PHONE, DESKTOP = 390, 1280
# The names of tools.chromium.kinds, which can be asked only when the site is built.
NOTES = list(chromium.FEATURES)
EVERY = [*NOTES, "subject", *chromium.KINDS]

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    try:
        with chromium.serve() as address:
            yield address
    except LookupError as missing:
        pytest.exit(str(missing), returncode=1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with chromium.browser() as running:
            yield running
    except LookupError as missing:
        pytest.exit(str(missing), returncode=1)


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh profile: `context(color_scheme="dark", java_script_enabled=False)`."""
    made = []

    def make(**settings: object) -> BrowserContext:
        made.append(browser.new_context(**settings))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for profile in made:
        profile.close()


@pytest.fixture
def visit(site: str, context: Callable[..., BrowserContext]) -> Open:
    """Open a page by its kind or its address: `visit("front", 390, color_scheme="dark")`.

    *prepare* is given the page before it asks for anything.
    """
    kinds = chromium.kinds()

    def go(
        kind: str,
        width: int = DESKTOP,
        prepare: Callable[[Page], object] = lambda page: None,
        **settings: object,
    ) -> Page:
        page = context(viewport={"width": width, "height": 900}, **settings).new_page()
        prepare(page)
        page.goto(site + kinds.get(kind, kind))
        page.evaluate("document.fonts.ready")
        return page

    return go
