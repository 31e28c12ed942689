"""A drawing in the text of a page, and what is sent of it elsewhere."""

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.support import Mini
from tests.unit.test_drawing import GOOD, LINE

BLOCK = '```{svg} figures/line.svg\n:alt: A "line" < 2.\n\nA *caption*.\n```\n\n'


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("figures"))
    site.note("drawn", ("Some text.", f"Text.\n\n{BLOCK}Text.\n\n{BLOCK}"))
    site.write("posts/figures/line.svg", GOOD)
    return site


@pytest.fixture(scope="module")
def built(mini):
    return mini.build()


def test_a_drawing_is_a_part_of_the_page(built):
    figures = built["posts/drawn"].article.find_all("figure")
    assert len(figures) == 2
    for place, figure in enumerate(figures):
        assert figure.svg["aria-label"] == 'A "line" < 2.'
        assert figure.svg["role"] == "img"
        assert figure.select_one(".caption-text").get_text() == "A caption."
        assert figure.figcaption.em
        (path,) = figure.select("path.red")
        assert path["marker-end"] == f"url(#drawing{place}-end)"
        assert figure.find(id=f"drawing{place}-end")
        assert not figure.img


def test_feeds_are_sent_a_file(built):
    (entry,) = feedparser.parse(built.out / "posts/atom.xml").entries
    text = BeautifulSoup(entry.content[0].value, "lxml")
    pictures = text.select("figure img")
    assert [picture["alt"] for picture in pictures] == ['A "line" < 2.'] * 2
    assert pictures[0]["src"].endswith("/_images/line.svg")
    assert (built.out / "_images/line.svg").read_text(encoding="utf-8") == GOOD
    assert not text.svg


def test_a_changed_drawing_is_drawn_again_and_a_bad_one_stops_the_build(tmp_path):
    site = Mini(tmp_path)
    site.note("drawn", ("Some text.", BLOCK))
    site.write("posts/figures/line.svg", GOOD)
    site.build()
    site.write("posts/figures/line.svg", GOOD.replace("M0 0h48", "M0 0h24"))
    assert "M0 0h24" in str(site.build()["posts/drawn"].article.figure)
    site.write("posts/figures/line.svg", GOOD.replace(LINE, "<script>alert(1)</script>"))
    done = site.try_build()
    assert done.returncode == 1
    assert "posts/figures/line.svg:5: a drawing holds no <script>; delete it" in done.stderr
