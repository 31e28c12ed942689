"""Footnotes in the margin of a wide page, and under their paragraph elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_accessibility import violations
from tests.browser.test_html import complaints
from tests.browser.test_layout import TOO_WIDE
from tests.extension.test_sidenotes import write
from tests.support import Built, Mini
from tools import chromium

LONG = " ".join(["as long a word as this"] * 10)
# One line with a note of 60 words, and after it each thing that may be wide or have a note itself.
CROWDED = f"Line.[^l1]\n\nLine.\n\nLine.[^l2]\n\nLine.[^l3]\n\n    wide\n\n[^l1]: {LONG}\n"
CROWDED += f"\n[^l2]: {LONG}\n\n[^l3]: {LONG}\n"
# The boxes of the notes in the margin, and of all else that is read: [left, top, right, bottom].
BOXES = """() => {
  const box = (it) => { const b = it.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  return {
    pairs: [...document.querySelectorAll(".noted")].map(it =>
      [box(it.firstElementChild), [...it.querySelectorAll(":scope > .sidenotes > .sidenote")].map(box)]),
    under: [...document.querySelectorAll(":not(.noted) > .sidenotes")].map(it =>
      [box(it.previousElementSibling), box(it)]),
    notes: [...document.querySelectorAll(".sidenote")].map(box),
    others: [...document.querySelectorAll("article p, article pre, article table, article h2, article li")]
      .filter(it => !it.closest(".sidenote")).map(box),
  };
}"""  # noqa: E501


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = write(Mini(tmp_path_factory.mktemp("sidenotes")))
    wide = f"```{{code-block}} sh\n:caption: Not run: wide\n{'x' * 99}\n```"
    site.note("crowded", ("Some text.", CROWDED.replace("    wide", wide)), date="2020-01-01")
    return site.build()


@pytest.fixture
def look(built: Built, context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    with chromium.serve(built.out) as address:

        def go(slug: str, width: int, **settings: object) -> Page:
            page = context(viewport={"width": width, "height": 900}, **settings).new_page()
            page.goto(f"{address}posts/{slug}/")
            page.evaluate("document.fonts.ready")
            return page

        yield go


def apart(one: list[float], other: list[float]) -> bool:
    return (one[2] <= other[0] + 1 or other[2] <= one[0] + 1
            or one[3] <= other[1] + 1 or other[3] <= one[1] + 1)  # fmt: skip


@pytest.mark.parametrize("slug", ["second", "crowded"])
@pytest.mark.parametrize("width", [320, 390, 1279, 1280, 1920])
def test_no_note_lies_on_anything(look: Callable[..., Page], slug: str, width: int) -> None:
    page = look(slug, width)
    boxes = page.evaluate(BOXES)
    for place, note in enumerate(boxes["notes"]):
        for other in boxes["notes"][place + 1 :]:
            assert apart(note, other)
        inside = [it for it in boxes["others"] if it[0] <= note[0] and it[2] >= note[2]
                  and it[1] <= note[1] and it[3] >= note[3]]  # fmt: skip
        assert [it for it in boxes["others"] if it not in inside and not apart(note, it)] == []
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("slug", ["second", "crowded"])
def test_beside_the_text_when_wide(look: Callable[..., Page], slug: str, script: bool) -> None:  # noqa: FBT001
    boxes = look(slug, 1280, java_script_enabled=script).evaluate(BOXES)
    assert boxes["pairs"]
    for text, notes in boxes["pairs"]:
        assert all(note[0] > text[2] + 20 for note in notes)
        assert text[1] - 5 < notes[0][1] < text[1] + 15, "its first line is beside the first line"
    for text, note in boxes["under"]:
        assert note[1] >= text[3]


@pytest.mark.parametrize("media", ["screen", "print"])
def test_under_the_text_on_a_phone_and_on_paper(look: Callable[..., Page], media: str) -> None:
    page = look("second", 390 if media == "screen" else 1500)
    page.emulate_media(media=media)
    boxes = page.evaluate(BOXES)
    for text, notes in boxes["pairs"]:
        assert all(text[3] <= note[1] < text[3] + 60 * (place + 1)
                   for place, note in enumerate(notes))  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(look: Callable[..., Page], width: int, scheme: str) -> None:
    assert violations(look("second", width, color_scheme=scheme)) == []


def test_the_checker_finds_no_error(built: Built) -> None:
    assert complaints(built.out) == []


def test_the_keyboard_goes_to_the_note_and_back(look: Callable[..., Page]) -> None:
    page = look("second", 390)
    mark = page.locator("a.footnote-reference").nth(2)  # the first note, from its second place
    mark.press("Enter")
    page.wait_for_function("location.hash !== ''")
    note = page.get_by_role("note").first
    assert page.url.endswith(f"#{note.get_attribute('id')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.sidenote') !== null")
    note.get_by_role("link", name="Back to place 2").press("Enter")
    assert page.url.endswith(f"#{mark.get_attribute('id')}")
