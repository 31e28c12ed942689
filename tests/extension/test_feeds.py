"""What a feed says of a note that was renamed, revised and corrected, and holds all there is."""

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.support import ATOM, Mini

BASE = "https://x.example/en/latest/"
AUTHORITY = "tag:blog.readthedocs.io,2018"
ADDRESS = f"{BASE}posts/second/"

FIRST = """\
tags: [schemas]
redirects: [zeroth, half]
updates:
  - {date: 2019-06-01, reason: 'It said "a < b".'}
  - {date: 2021-02-03, reason: One figure was wrong.}
  - {date: 2021-02-03, reason: And another.}"""
SECOND = """\
tags: [schemas, data-quality]
relations:
  - {builds on: first, corrects: 'The first left out a < b.'}"""
TEXT = """\
Before[^1] "the" table, with [a section](#a-section) and `<b>`.[^2]

| left | right |
| :--- | ----: |
| one  | `<i>` |

```{figure} picture.png
:alt: A line.

A caption.
```

```{code-block} sh
:caption: Not run: it deletes files
rm -r x  # & more
```

```{note}
Nested text.
```

## A section

Says {cite:t}`knuth84`, as [the first](first.md) denies, that programs are read.

[^1]: A *footnote*.
[^2]: Another.
"""


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("feeds"))
    boxes = "Some text.\n\n```{update} 2019-06-01\n```\n\n```{update} 2021-02-03\nNow 4.\n```"
    site.note("first", ("tags: [schemas]", FIRST), ("Some text.", boxes), date="2019-05-06")
    site.note(
        "second",
        ("tags: [schemas]", SECOND),
        ("Some text.", TEXT),
        ("One sentence.", 'Why 1 < 2, "really".'),
        title=r"1 < 2 \& “3”",
        date="2020-05-07",
    )
    site.write("posts/picture.png", b"")
    site.write("posts/references.bib", "@book{knuth84, author = {Knuth, D.}, title = {Works}}")
    return site


@pytest.fixture(scope="module")
def built(mini):
    return mini.build(READTHEDOCS_CANONICAL_URL=BASE, TZ="Pacific/Kiritimati")


@pytest.fixture(scope="module")
def entries(built):
    return feedparser.parse(built.out / "posts/atom.xml").entries


@pytest.fixture(scope="module")
def text(entries):
    """The second note's text, as a reader is sent it."""
    return BeautifulSoup(entries[0].content[0].value, "lxml").body


def test_feeds_are_atom_as_the_rfc_says(built):
    for path in [*built.feeds, built.revisions]:
        tree = etree.parse(path)
        assert ATOM.validate(tree), (path, ATOM.error_log)
        names = [child.tag.partition("}")[2] for child in tree.getroot()]
        assert "author" in names, "RFC 4287, 4.1.1: the feed or all its entries have an author"


@pytest.mark.parametrize("missing", ["id", "title", "updated"])
def test_the_schema_finds_what_is_missing(built, missing):
    for place in ("", "entry/"):
        tree = etree.parse(built.revisions)
        namespace = "{http://www.w3.org/2005/Atom}"
        parent = tree.find(namespace + "entry") if place else tree.getroot()
        parent.remove(parent.find(namespace + missing))
        assert not ATOM.validate(tree)


def test_ids_survive_a_new_name_and_do_not_hold_the_address(built, entries):
    assert [entry.id for entry in entries] == [
        f"{AUTHORITY}:note/second",
        f"{AUTHORITY}:note/zeroth",
    ]
    ids = {path.parent.name: feedparser.parse(path).feed.id for path in built.feeds}
    assert ids == {
        "posts": f"{AUTHORITY}:feed/site",
        "2019": f"{AUTHORITY}:feed/year/2019",
        "2020": f"{AUTHORITY}:feed/year/2020",
        "data-engineering": f"{AUTHORITY}:feed/category/data-engineering",
        "data-quality": f"{AUTHORITY}:feed/tag/data-quality",
        "schemas": f"{AUTHORITY}:feed/tag/schemas",
    }


def test_the_revisions_have_a_feed(built):
    feed = feedparser.parse(built.revisions)
    assert feed.feed.id == f"{AUTHORITY}:feed/revisions"
    assert feed.feed.updated == "2021-02-03T00:00:00Z"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{BASE}posts/revisions.xml",
        "alternate": f"{BASE}posts/",
    }
    rows = [
        (e.id.removeprefix(AUTHORITY), e.title, e.updated[:10], e.summary) for e in feed.entries
    ]
    assert rows == [
        (":revision/zeroth/2021-02-03/2", "Revised: First", "2021-02-03", "And another."),
        (":revision/zeroth/2021-02-03", "Revised: First", "2021-02-03", "One figure was wrong."),
        (
            ":correction/zeroth/second",
            "Corrected: First",
            "2020-05-07",
            "The first left out a < b.",
        ),
        (":revision/zeroth/2019-06-01", "Revised: First", "2019-06-01", "It said “a < b”."),
    ]
    assert {entry.link for entry in feed.entries} == {f"{BASE}posts/first/"}
    correction = {link.rel: link.href for link in feed.entries[2].links}
    assert correction == {"alternate": f"{BASE}posts/first/", "related": ADDRESS}


def test_the_head_of_every_page_names_the_feeds(built):
    elsewhere = {"404", "posts/zeroth", "posts/half"}  # shown at any address; only lead on
    for name in set(built.names) - elsewhere:
        links = built[name].find_all("link", type="application/atom+xml")
        files = {(built.out / name / link["href"]).resolve() for link in links}
        assert {built.out / "posts/atom.xml", built.revisions} <= files, name
        assert all(file.exists() for file in files), name


def test_a_feed_without_entries_is_as_old_as_its_id(mini, tmp_path):
    empty = Mini(tmp_path)
    empty.note("only")
    built = empty.build()
    feed = feedparser.parse(built.revisions)
    assert (feed.entries, feed.feed.updated) == ([], "2018-01-01T00:00:00Z")
    assert ATOM.validate(etree.parse(built.revisions))


def test_titles_and_summaries_are_text(entries):
    assert (entries[0].title_detail.type, entries[0].summary_detail.type) == ("text/plain",) * 2
    assert entries[0].title == "1 < 2 & “3”"
    assert entries[0].summary == "Why 1 < 2, “really”."


def test_an_entry_names_its_author_language_and_subjects(entries):
    assert (entries[0].author, entries[0].title_detail.language) == ("Blog", "en")
    assert [(tag.term, tag.scheme.removeprefix(AUTHORITY)) for tag in entries[0].tags] == [
        ("Data Engineering", ":category"), ("schemas", ":tag"), ("data-quality", ":tag"),
    ]  # fmt: skip


def test_footnotes_are_read_without_a_stylesheet(text):
    marks = text.select("p > sup > a")
    assert [mark.get_text() for mark in marks] == ["1", "2"]
    assert {mark["href"].partition("#")[0] for mark in marks} == {ADDRESS}
    notes = text.select("p > small:has(sup)")
    assert [note.get_text() for note in notes] == ["1 A footnote.", "2 Another."]
    assert notes[0].em.get_text() == "footnote"


def test_tables_figures_and_code_are_read_without_a_stylesheet(text):
    assert [cell.get("align") for cell in text.select("td")] == ["left", "right"]
    assert [cell.get_text() for cell in text.select("td")] == ["one", "<i>"]
    assert text.figure.img["alt"] == "A line."
    assert text.figure.img["src"] == f"{BASE}_images/picture.png"
    assert text.figcaption.get_text(strip=True) == "A caption."
    code = text.find("pre")
    assert code.code.get_text() == "rm -r x  # & more\n"
    assert code.find_previous("p").get_text() == "Not run: it deletes files"
    assert text.find("blockquote").strong.get_text() == "Note"
    output = text.find("p", string="Output:")
    assert output.find_previous("pre").get_text() == "print(2 + 2)\n"
    assert output.find_next("pre").get_text() == "4\n"
    assert text.h2.get_text() == "A section"


def test_nothing_means_something_only_here(text):
    assert not text.select("h1, div, span, [class], [id], [role], [style], [tabindex]")
    for element in text.select("[href], [src]"):
        assert (element.get("href") or element["src"]).startswith("https://x.example/")
    assert text.find("a", string="a section")["href"] == f"{ADDRESS}#a-section"


def test_a_picture_keeps_its_address_when_the_page_is_not_written_anew(mini, built):
    before = (built.out / "posts/atom.xml").read_bytes()
    again = mini.build(READTHEDOCS_CANONICAL_URL=BASE, TZ="Pacific/Kiritimati")
    assert (again.out / "posts/atom.xml").read_bytes() == before


def test_another_time_zone_gives_the_same_bytes(mini, built):
    west = mini.build(out="west", READTHEDOCS_CANONICAL_URL=BASE, TZ="Pacific/Pago_Pago")
    assert west.files().keys() == built.files().keys()
    differing = [name for name, data in west.files().items() if built.files()[name] != data]
    assert differing == []


def test_under_another_builder_only_the_addresses_differ(mini, built, entries):
    pages = mini.build("-b", "html", out="pages", READTHEDOCS_CANONICAL_URL=BASE)
    feed = feedparser.parse(pages.out / "posts/atom.xml")
    assert [entry.id for entry in feed.entries] == [entry.id for entry in entries]
    for address in (feed.entries[0].link, feed.feed.links[1].href):
        assert address.endswith(".html")
        assert (pages.out / address.removeprefix(BASE)).exists()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("notes_tag_authority", ""),
        ("notes_tag_authority", "x.example"),
        ("notes_tag_authority", "x.example,18"),
        ("notes_tag_authority", "x.example,2018-13"),
        ("html_baseurl", ""),
        ("html_baseurl", "x.example/"),
        ("html_baseurl", "https://x.example/page"),
    ],
)
def test_a_setting_that_would_make_wrong_feeds_is_refused(tmp_path, setting, value):
    mini = Mini(tmp_path)
    mini.note("only")
    done = mini.try_build("-D", f"{setting}={value}")
    assert done.returncode == 2
    assert f"{setting} is {value!r}; write" in done.stderr
    assert not list((tmp_path / "html").glob("*.html"))
