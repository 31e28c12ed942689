"""The chart: whether its drawings stand where its words do."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Open

# For each row the middle of its height and the box of its words; for each column its middle; the
# places of the marks and the ends of the arcs; the room between the two drawings.
MEASURED = """() => {
  const all = (what) => [...document.querySelectorAll(`.chart ${what}`)];
  const box = (it) => it.getBoundingClientRect();
  const x = (it) => (box(it).left + box(it).right) / 2;
  const y = (it) => (box(it).top + box(it).bottom) / 2;
  const place = (svg, x, y) => {
    const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
    return [at.x, at.y];
  };
  return {
    rows: all(".chart-notes li").map(y),
    heights: all(".chart-notes a").map(it => box(it).height),
    sizes: all(".chart-notes a, .chart-paths li").map(
      it => parseFloat(getComputedStyle(it).fontSize)),
    words: all(".chart-notes a").map(it => {
      const range = document.createRange(); range.selectNodeContents(it);
      return [box(range).left, box(range).right, box(range).top, box(range).bottom];
    }),
    edges: all(".chart-notes li").map(it => [box(it).top, box(it).bottom]),
    columns: all(".chart-paths li").map(x),
    marks: all(".mark").map(it => {
      const [column, row] = it.getAttribute("d").match(/[\\d.]+/g).map(Number);
      return [column, row, ...place(it.ownerSVGElement, column, row)];
    }),
    arcs: all(".chart-arcs path").map(it => box(it).left),
    left: box(all(".chart-arcs")[0]).left,
    room: [box(all(".chart-arcs")[0]).right, box(all(".chart-marks")[0]).left],
  };
}"""


@pytest.mark.parametrize("text", ["100%", "200%"])
@pytest.mark.parametrize("width", [320, PHONE, 640, DESKTOP])
def test_the_marks_stand_in_their_rows_and_columns(visit: Open, width: int, text: str) -> None:
    page = visit("paths", width, bypass_csp=True)
    page.add_style_tag(content=f"html {{ font-size: {text} }}")
    chart = page.evaluate(MEASURED)
    assert len(chart["rows"]) >= len({row for _, row, *_ in chart["marks"]}) > 5
    for column, row, x, y in chart["marks"]:
        assert abs(y - chart["rows"][int(row)]) < 1, (row, y)
        assert abs(x - chart["columns"][int(column)]) < 1, (column, x)
    assert min(chart["heights"]) >= 24
    assert min(chart["sizes"]) >= 13 * float(text.rstrip("%")) / 100
    assert min(chart["arcs"]) >= chart["left"]


@pytest.mark.parametrize("width", [320, PHONE, 640, DESKTOP])
def test_the_words_stand_between_the_drawings(visit: Open, width: int) -> None:
    chart = visit("paths", width).evaluate(MEASURED)
    begin, end = chart["room"]
    for words, (above, below) in zip(chart["words"], chart["edges"], strict=True):
        left, right, top, bottom = words
        assert begin <= left < right <= end
        assert above <= top < bottom <= below


def test_the_marks_are_round_and_seen(visit: Open) -> None:
    """A dot is a line of no length: were its ends not round, nothing would be drawn."""
    page = visit("paths", PHONE)
    style = "it => [getComputedStyle(it).strokeLinecap, getComputedStyle(it).vectorEffect]"
    mark = page.locator(".mark").first
    assert mark.evaluate(style) == ["round", "non-scaling-stroke"]
    assert float(mark.evaluate("it => parseFloat(getComputedStyle(it).strokeWidth)")) >= 8
