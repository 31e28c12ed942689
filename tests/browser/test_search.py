"""The search, by keyboard and by touch, with script and without."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from notes_ext import search
from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.test_accessibility import violations
from tests.browser.test_layout import SMALL, TOO_WIDE
from tests.support import Mini
from tools import chromium

FIELD = "Search the notes"
# The title of a note, but for its last letters, in capitals.
WORDS, NOTE = "DEBUGGING WITH ROW COUN", "posts/debugging-with-row-counts/"


def ask(page: Page, words: str = WORDS) -> Page:
    """Open the search, type, and wait for the answers."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator(".answers li").first.wait_for()
    return page


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", ["long note", "front", "no/such/page", "search"])
def test_it_answers_as_one_types(visit: Open, site: str, kind: str, width: int) -> None:
    asked: list[str] = []
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

    page = visit(kind, width, prepare=listen)
    assert not [url for url in asked if "/pagefind/" in url]
    said.clear()  # that a wrong address is one
    ask(page)
    answer = page.locator(".answers li").first
    assert answer.get_by_role("link").evaluate("it => it.href") == site + NOTE
    assert re.match(r"\d+ \w+ 20\d\d$", answer.locator("time").inner_text())
    assert len(answer.locator("p").inner_text()) > 80
    shown = "it => [it.textContent.toLowerCase(), getComputedStyle(it).backgroundColor]"
    assert answer.locator("mark").first.evaluate(shown) == ["debugging", "rgb(246, 227, 180)"]
    assert re.match(r"\d+ notes?\b", page.locator("p[role=status]").inner_text())
    assert [url for url in asked if "/pagefind/" in url]
    assert [url for url in asked if not url.startswith(site)] == said == []


def test_what_comes_late_is_not_shown(visit: Open) -> None:
    page = visit("front")
    page.keyboard.press("/")
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")
    page.wait_for_timeout(1500)
    assert page.locator(".answers li").count() == 0


def test_nothing_found_is_said(visit: Open) -> None:
    page = visit("front")
    page.get_by_label(FIELD).fill("жжж")
    expect(page.locator("p[role=status]")).to_have_text("No notes")
    assert not page.locator(".answers").is_visible()


def test_arrows_move_and_enter_opens(visit: Open, site: str) -> None:
    page = ask(visit("long note"), "row")
    links = page.locator(".answers a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)  # an answer to the focus would take the link away
    expect(links.first).to_be_focused()
    first = links.first.evaluate("it => it.href")
    page.keyboard.press("Enter")
    page.wait_for_url(first)
    assert first.startswith(f"{site}posts/")


def test_enter_in_the_field_leads_to_every_answer(visit: Open) -> None:
    page = ask(visit("long note"), "row")
    few, told = page.locator(".answers li").count(), page.locator("p[role=status]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=row")
    page.locator("main .answers li").first.wait_for()
    assert page.get_by_label(FIELD).input_value() == "row"
    assert page.locator("main .answers li").count() == int(told.split()[0]) >= few


@pytest.mark.parametrize("inside", [False, True], ids=["in the field", "in the answers"])
def test_escape_leads_back(visit: Open, inside: bool) -> None:  # noqa: FBT001
    page = visit("long note")
    before = page.get_by_role("link", name="All notes")
    before.focus()
    ask(page)
    if inside:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(before).to_be_focused()
    assert not page.locator(".answers").is_visible()
    assert not page.locator("p[role=status]").inner_text()


def test_escape_closes_the_menu_that_it_opened(visit: Open) -> None:
    page = ask(visit("long note", PHONE))
    page.keyboard.press("Escape")
    expect(page.get_by_label(FIELD)).to_be_hidden()


def test_the_answers_go_when_the_focus_does(visit: Open) -> None:
    page = ask(visit("long note"))
    page.mouse.click(1200, 500)
    assert not page.locator(".answers").is_visible()


def test_a_slash_is_a_slash_where_one_types(visit: Open) -> None:
    page = visit("front")
    page.get_by_label(FIELD).focus()
    page.keyboard.type("a/b")
    assert page.get_by_label(FIELD).input_value() == "a/b"


def test_the_key_can_be_switched_off_and_on(visit: Open) -> None:
    page = visit("search")
    choice = page.get_by_role("checkbox")
    for opens in (False, True):
        choice.set_checked(opens)
        page.reload()
        assert choice.is_checked() is opens
        page.keyboard.press("/")
        focused = page.get_by_label(FIELD).evaluate("it => it === document.activeElement")
        assert focused is opens


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", ["long note", "search"])
def test_open_answers_are_sound(visit: Open, kind: str, width: int) -> None:
    page = ask(visit(kind, width), "row")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(TOO_WIDE) == []


def test_many_notes_are_searched_as_one(
    context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """From 65 notes on, the index has two parts."""
    mini = Mini(tmp_path)
    first = dt.date(2020, 1, 1)
    for number in range(search.LEAST + 1):
        text = ("Some text.", "Zarzuela." if number % search.LEAST == 0 else "Fandango.")
        mini.note(f"note-{number}", text, date=f"{first + dt.timedelta(days=number)}")
    built = mini.build("-D", "notes_search=1", out="host/below")
    shutil.copy(built.out / "404.html", tmp_path / "host")
    asked: list[str] = []
    with chromium.serve(tmp_path / "host") as address:
        page = context().new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}below/about/")
        ask(page, "zarzuela")
        expect(page.locator("p[role=status]")).to_have_text("2 notes")
        found = page.locator(".answers a").evaluate_all("them => them.map((it) => it.href)")
        last = f"{address}below/posts/note-{search.LEAST}/"
        assert sorted(found) == [f"{address}below/posts/note-0/", last]
        page.get_by_label(FIELD).fill("fandango")
        expect(page.locator("p[role=status]")).to_contain_text(f"{search.LEAST - 1} notes")
        assert [url for url in asked if "/pagefind/2/" in url]


def test_without_script_the_field_leads_to_the_lists(visit: Open) -> None:
    page = visit("long note", java_script_enabled=False)
    page.get_by_label(FIELD).fill("row")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=row")
    assert page.get_by_role("heading", level=1).inner_text() == "Search"
    assert not page.get_by_label(FIELD).is_visible()
    page.locator("main").get_by_role("link", name="Subjects").click()
    page.wait_for_url("**/posts/tag/")
