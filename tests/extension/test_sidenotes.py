"""Where footnotes stand on a page, and in what order they are read."""

import re

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.support import Mini

LONG = " ".join(["word"] * 61)
TEXT = f"""\
First[^a] and again[^b] in `one` paragraph.

Second, as before.[^a]

- a point[^c]
- another

> What somebody said.[^d]
>
> And more.

| left | right |
| ---- | ----- |
| one[^e]  | two |

Then long[^f], coded[^g] and nested[^h].

```{{note}}
Boxed.[^i]
```

## A heading

The end of it.[^j]

[^a]: Said *twice*, with `code` and [the first](first.md).
[^b]: Beside the same.
[^c]: In a list.
[^d]: On a quotation.
[^e]: In a table.
[^f]: {LONG}
[^g]: Says:

    > two things.

[^h]: With a note.[^k]
[^i]: In a box.
[^j]: {LONG.removesuffix(" word")}
[^k]: In a note.
"""


def write(site):
    """Give a small site three notes with footnotes."""
    site.note("first", date="2019-05-06")
    link = "[The first](first.md) counted the rows of one day and trusted the count of all."
    site.note(
        "second",
        ("tags: [schemas]", "tags: [schemas]\nrelations:\n  - builds on: first"),
        ("Some text.", f"{link}\n\n{TEXT}"),
        date="2019-05-07",
    )
    short = "Some text.[^x]\n\n[^x]: A note."
    site.note("third", ("Some text.", short), date="2019-05-08")
    return site


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    return write(Mini(tmp_path_factory.mktemp("sidenotes")))


@pytest.fixture(scope="module")
def built(mini):
    return mini.build()


@pytest.fixture(scope="module")
def page(built):
    return built["posts/second"].article


def note(page, words):
    (found,) = [box for box in page.select(".sidenote") if words in box.get_text()]
    return found


def before(page, words):
    """What stands before the notes among which is the one with *words*."""
    return note(page, words).parent.find_previous_sibling()


BLOCKS = {
    "Said twice": ("p", "First"),
    "Beside the same": ("p", "First"),
    "In a list": ("p", "a point"),
    "On a quotation": ("blockquote", "What somebody"),
    "In a box": ("p", "Boxed."),
    "word word": ("p", "The end"),
}


@pytest.mark.parametrize("words", BLOCKS)
def test_a_note_stands_beside_what_it_is_about(page, words):
    block = before(page, words)
    name, start = BLOCKS[words]
    assert block.name == name
    assert block.get_text().strip().startswith(start)
    assert block.parent["class"][0] == "noted"


def test_a_note_on_a_table_stands_under_it(page):
    block = before(page, "In a table")
    assert "table-wrapper" in block["class"]
    assert not block.find_parent(class_="noted")


def test_notes_stay_where_they_belong(page):
    assert note(page, "In a list").find_parent("li").get_text().strip().startswith("a point")
    assert not note(page, "On a quotation").find_parent("blockquote")
    assert note(page, "In a box").find_parent(class_="admonition")


def test_long_ones_stay_at_the_end(page):
    last = page.select("aside.footnote")
    assert [re.sub(r"\W+", " ", box.get_text()).split()[1] for box in last] == [
        "word", "Says", "In",
    ]  # fmt: skip
    assert len(last[0].get_text().split()) > 61
    assert page.select("hr.footnotes")


def test_no_rule_is_left_where_no_note_is_at_the_end(built):
    page = built["posts/third"].article
    assert page.select(".sidenote")
    assert not page.select("aside.footnote, hr")


def test_every_mark_leads_to_its_note_and_back(page):
    marks = page.select("a.footnote-reference")
    assert len(marks) == 12
    for mark in marks:
        target = page.find(id=mark["href"][1:])
        assert target["role"] in ("note", "doc-footnote")
        number = mark.get_text().strip("[]")
        assert target.get_text().strip(" \n[").startswith(number)
        assert [link for link in target.select(f'a[href="#{mark["id"]}"]') if link.get_text()]


def test_nothing_is_said_twice(page):
    for words in (
        "Said",
        "Beside the same",
        "In a list",
        "On a quotation",
        "In a table",
        "In a box",
    ):
        assert page.get_text().count(words) == 1, words
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_note_keeps_its_markup(page):
    box = note(page, "twice")
    assert (box.em.get_text(), box.code.get_text()) == ("twice", "code")
    assert box.find("a", string="the first")["href"] == "../first/"


def test_a_feed_reads_the_note_after_its_paragraph(built):
    (entry,) = [
        e for e in feedparser.parse(built.out / "posts/atom.xml").entries if "Second" in e.title
    ]
    text = BeautifulSoup(entry.content[0].value, "lxml")
    paragraphs = [p.get_text() for p in text.find_all("p")]
    place = paragraphs.index("First1 and again2 in one paragraph.")
    assert paragraphs[place + 1 : place + 3] == [
        "1 Said twice, with code and the first.", "2 Beside the same.",
    ]  # fmt: skip
    assert "2 Beside the same." in [small.get_text() for small in text.find_all("small")]
    assert "↩" not in text.get_text()
