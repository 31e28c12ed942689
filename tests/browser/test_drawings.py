"""Drawings take the ink of the page."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open

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
def test_a_drawing_is_in_ink_red_and_one_gray(visit: Open, scheme: str, media: str) -> None:
    page = visit("note with a drawing", color_scheme=scheme)
    page.emulate_media(media=media)
    strokes = page.evaluate(STROKES)
    assert strokes["drawn"] == strokes["inks"]
    assert len(strokes["inks"]) == 3


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_words_of_a_drawing_can_be_read(visit: Open, width: int) -> None:
    page = visit("note with a drawing", width)
    sizes = page.evaluate("""[...document.querySelectorAll("figure svg text")].map(it =>
      parseFloat(getComputedStyle(it).fontSize) * it.getScreenCTM().a)""")
    assert sizes
    assert min(sizes) >= 11
    outside = page.evaluate("""[...document.querySelectorAll("figure svg text")].filter(it => {
      const word = it.getBoundingClientRect(), all = it.closest("svg").getBoundingClientRect();
      return word.left < all.left - 3 || word.right > all.right + 3 || word.top < all.top - 3;
    }).map(it => it.textContent)""")
    assert outside == []
    assert page.get_by_role("img", name="Rows loaded").count() == 1
