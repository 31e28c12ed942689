"""What a page asks for, weighs and moves."""

from __future__ import annotations

import gzip
import time

import pytest
from playwright.sync_api import Page, Response, Route

from tests.browser.conftest import DESKTOP, EVERY, NOTES, PHONE, Open

# Every unexpected move of the layout, added up as the browsers do: https://web.dev/articles/cls
SHIFT = """new PerformanceObserver(list => {
  for (const shift of list.getEntries()) window.shifted = (window.shifted ?? 0) + shift.value;
}).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.parametrize("kind", [*EVERY, "no/such/page"])
def test_a_page_asks_no_other_host_and_has_no_complaint(visit: Open, site: str, kind: str) -> None:
    asked: list[str] = []
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))

    page = visit(kind, prepare=listen)
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(100)
    if kind == "no/such/page":  # that the page itself is a 404 is what was asked for
        said = [line for line in said if "404" not in line]
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source')
    assert asked
    assert [url for url in asked if not url.startswith(site)] == []
    assert [line for line in said if line.startswith(("error", "warning"))] == []


@pytest.mark.parametrize("kind", ["front", *NOTES])
def test_a_page_is_light(visit: Open, kind: str) -> None:
    answers: list[Response] = []
    # Playwright marks the functions it is given: it takes no bound method.
    visit(kind, prepare=lambda page: page.on("response", lambda it: answers.append(it)))  # noqa: PLW0108
    fonts = [answer.body() for answer in answers if answer.url.endswith(".woff2")]
    rest = [gzip.compress(answer.body()) for answer in answers if ".woff2" not in answer.url]
    assert len(answers) <= 12
    assert 0 < sum(map(len, rest)) <= 30_000
    assert 0 < sum(map(len, fonts + rest)) <= 85_000
    assert fonts


def late(route: Route) -> None:
    time.sleep(0.7)
    route.continue_()


@pytest.mark.parametrize("fonts", ["at once", "late"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", ["front", *NOTES, "404"])
def test_nothing_moves_while_a_page_loads(visit: Open, kind: str, width: int, fonts: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(SHIFT)
        if fonts == "late":
            page.route("**/*.woff2", late)

    page = visit(kind, width, prepare)
    page.wait_for_timeout(50)
    assert page.evaluate("window.shifted ?? 0") < 0.01


# The width of an element's own words in a family of fonts.
WIDTH = """(it, family) => {
  const line = document.createElement("span");
  line.textContent = it.innerText.replace(/\\s+/g, " ");
  line.style.cssText = "position: absolute; white-space: nowrap; font-size: 100px";
  line.style.fontFamily = family;
  it.append(line);
  const measured = line.getBoundingClientRect().width;
  line.remove();
  return measured;
}"""


@pytest.mark.parametrize("kind", ["front", *NOTES])
def test_the_page_is_set_in_its_fonts(visit: Open, kind: str) -> None:
    """At the first visit if they come in time; at the second in any case."""
    page = visit(kind)
    page.reload()
    for element in ("h1", "section > p:not([class])", "section em"):
        if page.locator(element).count():
            text = page.locator(element).first
            shown = text.evaluate(WIDTH, "inherit")
            assert shown == text.evaluate(WIDTH, '"Source Serif 4", monospace')
            assert shown != text.evaluate(WIDTH, "monospace")


def test_the_fallback_is_as_wide_as_the_font(visit: Open) -> None:
    """The one that Linux has, on the words of one paragraph."""
    page = visit("long note")
    page.evaluate("document.fonts.load('16px \"Serif Fallback 2\"')")
    families = '"Source Serif 4", monospace', '"Serif Fallback 2", monospace'
    words = page.locator("section > p:not([class])").nth(1)
    font, fallback = (words.evaluate(WIDTH, family) for family in families)
    assert font * 0.985 < fallback < font * 1.015
