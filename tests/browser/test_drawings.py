"""Drawings take the ink of the page."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.support import ROOT

DRAWN = sorted(
    f"posts/{note.stem}/" for note in (ROOT / "posts").glob("*.md") if "{svg}" in note.read_text()
)

STROKES = """() => {
  const color = (it) => getComputedStyle(it).stroke;
  const lines = [...document.querySelectorAll("figure svg :is(path, polyline)")];
  const token = (name) => {
    const it = document.body.appendChild(document.createElement("i"));
    it.style.color = `var(--${name})`;
    const color = getComputedStyle(it).color;
    it.remove();
    return color;
  };
  return {
    drawn: [...new Set(lines.map(color))].sort(),
    inks: [...new Set([token("ink"), token("muted"), token("red")])].sort(),
  };
}"""


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_are_in_ink_red_and_one_gray(visit: Open, scheme: str, media: str) -> None:
    drawn = set()
    for note in DRAWN:
        page = visit(note, color_scheme=scheme)
        page.emulate_media(media=media)
        strokes = page.evaluate(STROKES)
        assert set(strokes["drawn"]) <= set(strokes["inks"])
        drawn |= set(strokes["drawn"])
    assert len(drawn) == 3


@pytest.mark.parametrize("note", DRAWN)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_words_of_a_drawing_can_be_read(visit: Open, width: int, note: str) -> None:
    page = visit(note, width)
    sizes = page.evaluate("""[...document.querySelectorAll("figure svg text")].map(it =>
      parseFloat(getComputedStyle(it).fontSize) * it.getScreenCTM().a)""")
    assert sizes
    assert min(sizes) >= 11
    outside = page.evaluate("""[...document.querySelectorAll("figure svg text")].filter(it => {
      const word = it.getBoundingClientRect(), all = it.closest("svg").getBoundingClientRect();
      return word.left < all.left - 3 || word.right > all.right + 3 || word.top < all.top - 3;
    }).map(it => it.textContent)""")
    assert outside == []
    (drawing,) = page.locator("figure").get_by_role("img").all()
    assert len(drawing.get_attribute("aria-label")) > 100
