"""What axe finds, and what a keyboard finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, EVERY, NOTES, PHONE, Open

AXE = Path("node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


# Little is handed over: what passed is only counted.
RUN = """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}).then(
  found => [found.passes.length, found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))])"""


def violations(page: Page) -> list[str]:
    """Every violation, with the element that makes it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # a script tag the page's policy would refuse
    passed, found = page.evaluate(RUN, RULES)
    assert passed > 10
    return found


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", EVERY)
def test_axe_finds_nothing(visit: Open, kind: str, width: int) -> None:
    page = visit(kind, width, color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_menu(visit: Open, scheme: str) -> None:
    page = visit("long note", PHONE, color_scheme=scheme)
    page.get_by_role("button", name="Menu").click()
    assert violations(page) == []


# What Tab reaches next: where it is, how it shows, whether it is seen, and its name if it is new.
FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  if (it === document.body) return null;
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const again = it.dataset.reached; it.dataset.reached = 1;
  return {what: it.outerHTML.slice(0, 120), seen, ring, again};
}"""
REACHABLE = """[...document.querySelectorAll("a[href], button, input, pre, [tabindex='0']")].filter(
  it => it.checkVisibility({visibilityProperty: true}) && it.type !== "hidden"
  && (!it.matches("pre") || it.tabIndex === 0 || it.scrollWidth > it.clientWidth)).length"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", ["front", "note with code", "note with tables and figures", "404"])
def test_tab_reaches_everything_and_shows_where_it_is(visit: Open, kind: str, width: int) -> None:
    page = visit(kind, width, reduced_motion="reduce")
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now is None or now["again"]:
            break
        reached.append(now)
    assert [it["what"] for it in reached if not it["ring"]] == []
    assert [it["what"] for it in reached if not it["seen"]] == []
    assert len(reached) == page.evaluate(REACHABLE) > 5


def test_the_keyboard_scrolls_code(visit: Open) -> None:
    page = visit("note with code", PHONE)
    code = page.locator("pre").first
    code.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('pre').scrollLeft > 0")


def test_the_first_tab_offers_to_skip_to_the_text(visit: Open) -> None:
    page = visit("long note")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_and_closes_by_keyboard(visit: Open, script: bool) -> None:  # noqa: FBT001
    page = visit("long note", PHONE, java_script_enabled=script)
    notes = page.get_by_role("link", name="All notes")
    assert not notes.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    assert notes.is_visible()
    page.keyboard.press("Escape")
    assert not notes.is_visible()


def test_the_menu_closes_when_it_has_led_to_a_section(visit: Open) -> None:
    page = visit("long note", PHONE)
    page.get_by_role("button", name="Menu").click()
    section = page.get_by_role("navigation", name="In this note").get_by_role("link").first
    section.click()
    section.wait_for(state="hidden")
    assert "#" in page.url


@pytest.mark.parametrize("kind", NOTES)
def test_nothing_moves_for_those_who_want_no_motion(visit: Open, kind: str) -> None:
    page = visit(kind, PHONE, reduced_motion="reduce")
    moving = page.evaluate("""[...document.querySelectorAll("*")].filter(it => {
      const style = getComputedStyle(it);
      return [style.transitionDuration, style.animationDuration].some(time => parseFloat(time) > 0)
        || style.scrollBehavior === "smooth";
    }).map(it => it.outerHTML.slice(0, 80))""")
    assert moving == []


def test_the_button_changes_the_colors_and_the_next_page_keeps_them(visit: Open) -> None:
    page = visit("front", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="colors").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.get_by_role("link", name="All notes").click()
    page.wait_for_load_state()
    assert page.evaluate(paper) == dark
