"""One small site with all that notes may hold, and much that must stay out of it."""

import re
from urllib.parse import urldefrag

import feedparser
import pytest

from tests.support import Mini

BASE = "https://x.example/en/latest/"
UNHEARD = "Zarzuela"

TEXT = """\
% allow: worn-word: the Zarzuela is a word
% of its own
Before[^1] the table, with [a section](#a-section) and `<b>`.

| left | right |
| ---- | ----- |
| one  | `<i>` |

term
: its definition

> quoted

```{figure} picture.png
:alt: A line.

A caption.
```

```{code-block} sh
:caption: Not run: it deletes files
rm -r x
```

```{note}
Nested text.

% Zarzuela
```

## A section

Says {cite:t}`knuth84`, as [the first](first.md) denies, that programs are read, and
H{sub}`2`O. [^1]: no note.
% Zarzuela again: 100 %

[^1]: A footnote.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("rich"))
    site.note("first", date="2019-05-06")
    site.note(
        "second",
        ("tags: [schemas]", "tags: [schemas, data-quality]\nrelations:\n  - builds on: first"),
        ("Some text.", TEXT),
        title=r"1 < 2 \& “3” &lt;script&gt;",
        date="2019-05-07",
    )
    site.note("third", ("Data Engineering", "Applied AI Product Engineering"), date="2999-01-01")
    site.note(
        "unfinished",
        ("tags: [schemas]", "tags: [llm]\nrelations:\n  - builds on: first\ndraft: true"),
        ("Some text.", f"{UNHEARD} is what [the first](first.md) did not say of rows and money."),
        date="2020-01-01",
    )
    site.write("posts/picture.png", PNG)
    site.write(
        "posts/references.bib",
        "@book{knuth84, author = {Donald E. Knuth}, title = {Literate <Programming>},\n"
        "  year = {1984}, url = {https://x.example/knuth}}",
    )
    for stray in ("README.md", ".venv/lib/x.md", "tests/roots/x.md", "notes/x.md", "TODO.rst"):
        site.write(stray, "# Stray\n\nText.\n")
    return site


@pytest.fixture(scope="module")
def built(mini):
    return mini.build(READTHEDOCS_CANONICAL_URL=BASE)


@pytest.fixture(scope="module")
def drafted(mini):
    return mini.build("-D", "notes_drafts=1", out="drafts")


def test_what_notes_may_hold_is_rendered(built):
    page = built["posts/second"].article
    assert [cell.get_text() for cell in page.select("td")] == ["one", "<i>"]
    assert page.dt.get_text() == "term"
    assert page.dd.p.get_text() == "its definition"
    assert page.blockquote.get_text(strip=True) == "quoted"
    assert page.figure.img["alt"] == "A line."
    assert "A caption." in page.figure.figcaption.get_text()
    assert "Not run: it deletes files" in page.get_text()
    assert "rm -r x" in page.get_text()
    assert "Nested text." in page.select_one(".admonition").get_text()
    assert page.sub.get_text() == "2"
    assert "A footnote." in page.get_text()
    assert page.find("a", string="a section")["href"] == "#a-section"
    assert page.find(id="a-section").h2
    assert page.find("a", string="Knuth (1984)")
    assert "Literate <Programming>" in page.get_text()


def test_the_picture_is_published(built):
    source = built["posts/second"].article.img["src"]
    assert (built.out / "posts/second" / source).read_bytes() == PNG


def test_a_title_is_text_wherever_it_stands(built):
    title = "1 < 2 & “3” <script>"
    assert built["posts/second"].h1.find(string=True) == title
    assert title in built["posts/second"].title.get_text()
    assert title in built.listed("")
    neighbors = built["posts/first"].find("nav", attrs={"aria-label": "Notes by date"})
    assert title in neighbors.get_text()
    assert title in built["posts/first"].find("link", rel="next")["title"]
    written = (built.out / "posts/first/index.html").read_text(encoding="utf-8")
    assert 'title="1 &lt; 2 &amp; “3” &lt;script&gt;"' in written
    for name in built.names:
        for script in built[name].find_all("script"):
            assert "2 &" not in script.get_text()
    for feed in built.feeds:
        titles = [entry.title_detail.value for entry in feedparser.parse(feed).entries]
        assert not [t for t in titles if t.startswith("1") and t != title], feed


def test_only_what_is_listed_is_published(built):
    assert not [name for name in built.names if re.search("README|TODO|venv|tests|notes", name)]
    assert not [name for name in built.files() if re.search("README|TODO|venv|tests/|Stray", name)]
    assert [name for name in built.names if re.match(r"posts/[a-z-]+$", name)] == [
        "posts/archive", "posts/category", "posts/first", "posts/second", "posts/tag",
        "posts/third",
    ]  # fmt: skip
    assert not [name for name, text in built.files().items() if b"Stray" in text]


def test_the_addresses_are_below_the_base(built):
    for name in built.names:
        canonical = built[name].find("link", rel="canonical")
        assert canonical["href"] == (f"{BASE}{name}/" if name else BASE), name


def test_the_feeds_name_whole_addresses(built):
    assert built.feeds
    for path in built.feeds:
        feed = feedparser.parse(path)
        here = path.relative_to(built.out).as_posix()
        assert {link.rel: link.href for link in feed.feed.links} == {
            "self": BASE + here,
            "alternate": BASE + here.removesuffix("atom.xml"),
        }
        for entry in feed.entries:
            found = [entry.link, *re.findall(r'(?:href|src)="([^"]*)"', entry.content[0].value)]
            for address in found:
                assert address.startswith("https://x.example/"), address
                below = urldefrag(address).url.removeprefix(BASE)
                target = built.out / below
                assert address == "https://x.example/knuth" or target.exists(), address


def test_a_draft_is_nowhere(built):
    assert not (built.out / "posts/unfinished").exists()
    for trace in (UNHEARD.lower().encode(), b"unfinished"):
        assert not [name for name, text in built.files().items() if trace in text.lower()], trace
    assert "posts/tag/llm" not in built.names
    assert "posts/2020" not in built.names


def test_the_notes_and_no_other_sources_are_published(built):
    sources = [name for name in built.files() if "_sources" in name or name.endswith(".md")]
    assert sorted(sources) == ["posts/first.md", "posts/second.md", "posts/third.md"]


def test_no_reader_sees_a_comment(built):
    """Not on the page, nor in a feed, an index or the note's own Markdown."""
    assert UNHEARD in (built.out.parent / "site/posts/second.md").read_text(encoding="utf-8")
    assert [name for name, raw in built.files().items() if UNHEARD.encode() in raw] == []
    source = (built.out / "posts/second.md").read_text(encoding="utf-8")
    assert "Before[^1] the table" in source
    assert "\nH{sub}`2`O. [^1]: no note.\n\n[^1]: A footnote.\n" in source


def test_drafts_are_shown_and_marked_to_their_author(drafted, built):
    page = drafted["posts/unfinished"]
    assert UNHEARD in page.article.get_text()
    assert "Draft" in page.article.get_text()
    for name in ("", "posts", "posts/tag/llm", "posts/2020"):
        entry = drafted[name].find("a", string="Unfinished").find_parent("li")
        assert "Draft" in entry.get_text()
    assert "Draft" not in drafted["posts/first"].find("h1").parent.find("p").get_text()
    assert not [name for name in drafted.names + built.names if "drafts" in name]


def test_a_date_to_come_is_no_matter_for_the_build(built):
    assert "Third" in built.listed("")
    assert "Some text." in built["posts/third"].article.get_text()
