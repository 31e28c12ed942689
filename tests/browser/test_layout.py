"""Where things stand, measured."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, EVERY, NOTES, PHONE, Open

WIDTHS = [320, 360, 390, 480, 576, 640, 768, 900, 1007, 1008, 1120, 1280, 1440, 1552, 1920]
# WCAG 1.4.12: a reader may set these, and nothing may be lost.
SPACING = """* { letter-spacing: .12em !important; line-height: 1.5 !important; }
* { word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
# What sticks out of the window and cannot be scrolled to, or is cut by a box that does not scroll.
TOO_WIDE = """() => [...document.querySelectorAll("body, body *")].filter(it => {
  if (!it.checkVisibility() || it.closest("svg, .skip-to-content")) return false;
  const box = it.getBoundingClientRect();
  if (it.parentElement.closest("pre, .table-wrapper")) return false;
  if (it.matches("html, body, .side") && it.scrollWidth > it.clientWidth) return true;
  return box.right > innerWidth + 1 || box.left < -1;
}).map(it => it.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("spacing", ["/* as set */", SPACING], ids=["as set", "text spacing"])
@pytest.mark.parametrize("kind", EVERY)
def test_nothing_is_wider_than_the_window(visit: Open, kind: str, spacing: str) -> None:
    page = visit(kind, bypass_csp=True)
    page.add_style_tag(content=spacing)
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide += [f"{width}: {what}" for what in page.evaluate(TOO_WIDE)]
    assert wide == []


# Characters of every full line of every paragraph: a paragraph's last line is not full.
LINES = """() => [...document.querySelectorAll("article section > p:not([class])")].flatMap(p => {
  const lines = [], range = document.createRange(), walk = document.createTreeWalker(p, 4);
  let top = -99;
  while (walk.nextNode())
    for (let i = 0; i < walk.currentNode.length; i++) {
      range.setStart(walk.currentNode, i); range.setEnd(walk.currentNode, i + 1);
      const box = range.getClientRects()[0];
      if (!box) continue;
      if (box.bottom - top > 20) { lines.push(0); top = box.bottom; }
      lines[lines.length - 1]++;
    }
  return lines.slice(0, -1);
})"""


@pytest.mark.parametrize("kind", NOTES)
def test_a_line_has_60_to_72_characters(visit: Open, kind: str) -> None:
    lines = visit(kind, DESKTOP).evaluate(LINES)
    assert len(lines) > 20
    assert 60 <= sum(lines) / len(lines) <= 72


# Links within a line of text are exempt from WCAG 2.5.8: their height is the line's.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, summary")].filter(it => {
  if (it.type === "hidden" || !it.checkVisibility({visibilityProperty: true})) return false;
  const box = it.getBoundingClientRect();
  if (box.bottom < 0) return false;
  const line = it.closest("p, li, dd, dt, h1, h2, h3");
  if (line && line.textContent.trim() !== it.textContent.trim()) return false;
  return box.width < 24 || box.height < 24;
}).map(it => it.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", EVERY)
def test_targets_are_24_pixels(visit: Open, kind: str, width: int) -> None:
    page = visit(kind, width)
    assert page.evaluate(SMALL) == []
    if width == PHONE:
        page.get_by_role("button", name="Menu").click()
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("kind", EVERY)
def test_the_whole_text_is_there_without_script(visit: Open, kind: str) -> None:
    page = visit(kind)
    page.evaluate("document.querySelector('.shortcut')?.remove()")  # a switch for what scripts do
    with_script = page.locator("main").inner_text()
    text = visit(kind, java_script_enabled=False).locator("main")
    assert text.is_visible()
    assert text.inner_text() == with_script
    assert len(with_script) > 200


# The styles that a script can ask for: of an element, or of what stands after its text.
STYLE = "(it, [name, after]) => getComputedStyle(it, after)[name]"
SCROLLS = "[...document.querySelectorAll('pre')].some(it => it.scrollWidth > it.clientWidth)"


def test_paper_has_the_text_and_not_the_chrome(visit: Open) -> None:
    page = visit("note with code", width=612, color_scheme="dark")  # A4 within its margins
    page.emulate_media(media="print", color_scheme="dark")
    chrome = page.locator("header, .colophon, .neighbors, .headerlink").filter(visible=True)
    assert chrome.count() == 0
    assert page.locator("body").evaluate(STYLE, ["backgroundColor", None]) == "rgb(255, 255, 255)"
    assert page.locator("article").evaluate(STYLE, ["fontSize", None]) == "14px"  # 10.5 points
    assert page.evaluate(TOO_WIDE) == []
    outside = page.locator("article a.external").first
    assert str(outside.get_attribute("href")) in outside.evaluate(STYLE, ["content", "::after"])


def test_code_is_broken_on_paper_and_scrolls_on_screens(visit: Open) -> None:
    page = visit("note with code", width=320)  # where some line is too long
    assert page.evaluate(SCROLLS)
    page.emulate_media(media="print")
    assert not page.evaluate(SCROLLS)
