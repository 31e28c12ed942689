"""The boxes of a note: hairlines and a bold word, and none of Furo's icons."""

from __future__ import annotations

from tests.browser.conftest import Open
from tools.chromium import SITE

SHOWN = """it => {
  const title = getComputedStyle(it), icon = getComputedStyle(it, "::before");
  return [title.fontWeight, title.color, icon.content];
}"""


def test_a_correction_is_red_with_a_bold_word_and_no_icon(visit: Open) -> None:
    pages = sorted(SITE.glob("posts/*/index.html"))
    corrected = [page.parent.name for page in pages if 'class="correction' in page.read_text()]
    assert corrected
    for name in corrected:
        page = visit(f"posts/{name}/", color_scheme="light")
        title = page.locator(".correction > .admonition-title").first
        assert title.evaluate(SHOWN) == ["600", "rgb(140, 47, 27)", "none"]
