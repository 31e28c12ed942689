"""The notes as one EPUB. What epubcheck says of it is in tests/browser: that needs Java."""

import posixpath
from urllib.parse import urldefrag, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from tests.support import ROOT, Mini

BASE = "https://x.example/en/latest/"
OPTIONS = (
    *("-b", "epub"),
    *("-D", f"templates_path={ROOT}/_epub/templates"),
    *("-D", f"html_static_path={ROOT}/_epub/static"),
)
XHTML = "{http://www.w3.org/1999/xhtml}"
TEXT = """\
Before.[^1]

```{figure} picture.png
:alt: A line.

A caption.
```

A first look says more of what counts than [the second](second.md) with {cite:t}`knuth84`.

[^1]: A footnote.
"""
SECOND = """\
tags: [schemas]
updates:
  - {date: 2021-02-03, reason: One figure was wrong.}"""
FIRST = """\
tags: [schemas]
relations:
  - {revisits: second, corrects: It was less.}"""


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("book"))
    changed = "Some text.\n\n```{update} 2021-02-03\nIt is four.\n```"
    site.note(
        "second",
        ("tags: [schemas]", SECOND),
        ("Some text.", changed),
        date="2019-05-06",
        title="1 < 2 \\& “3”",
    )
    site.note("first", ("tags: [schemas]", FIRST), ("Some text.", TEXT), date="2020-05-07")
    site.write("about.md", "# About\n\nBy {ref}`subject <tag-schemas>`.\n")
    site.write("posts/picture.png", (ROOT / "_static/favicon.ico").read_bytes())
    site.write("posts/references.bib", "@book{knuth84, author = {Knuth, D.}, title = {Works}}")
    return site


def bind(mini, out, **variables):
    mini.build(*OPTIONS, out=out, READTHEDOCS_CANONICAL_URL=BASE, **variables)
    return mini.folder.parent / out / "notes.epub"


@pytest.fixture(scope="module")
def file(mini):
    return bind(mini, "book", TZ="Pacific/Kiritimati")


@pytest.fixture(scope="module")
def book(file):
    """What the book holds, its XML parsed."""
    with ZipFile(file) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    xml = (".xhtml", ".opf", ".ncx", ".xml")
    return {k: etree.fromstring(v) if k.endswith(xml) else v for k, v in content.items()}


def text(element):
    return " ".join("".join(element.itertext()).split())


def test_it_begins_with_its_cover_and_has_the_notes_by_date(book):
    opf = book["content.opf"]
    files = {item.get("id"): item.get("href") for item in opf.iterfind(".//{*}manifest/{*}item")}
    assert [files[item.get("idref")] for item in opf.iterfind(".//{*}itemref")] == [
        "epub-cover.xhtml", "index.xhtml", "posts/second.xhtml", "posts/first.xhtml",
        "paths.xhtml", "ideas.xhtml", "about.xhtml",
    ]  # fmt: skip
    contents = book["nav.xhtml"].iterfind(f".//{XHTML}nav//{XHTML}a")
    assert [text(link) for link in contents] == [
        "Blog", "1 < 2 & “3”", "First", "Paths", "Ideas", "About",
    ]  # fmt: skip
    assert book["_static/cover.png"].startswith(b"\x89PNG")


def test_it_holds_the_notes_and_nothing_of_the_site(book):
    pages = {name for name in book if name.endswith(".xhtml")}
    assert len(pages) == 8  # and nav.xhtml
    assert not [name for name in book if name.endswith((".js", ".woff2", ".html"))]
    for name in pages:
        spoken = book[name].get("{http://www.w3.org/XML/1998/namespace}lang")
        assert name == "nav.xhtml" or book[name].get("lang") == spoken == "en", name
        assert not [tag for tag in ("script", "nav", "form") if name != "nav.xhtml"
                    and book[name].find(f".//{XHTML}{tag}") is not None]  # fmt: skip


def test_every_link_leads_to_something_in_it_or_to_the_site(book):
    outward = set()
    for name in [name for name in book if name.endswith(".xhtml")]:
        for element in book[name].iter():
            for key in {"href", "src"} & set(element.attrib):
                address, anchor = urldefrag(element.get(key))
                if urlsplit(address).scheme:
                    outward.add(address)
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
                target = target if address else name
                assert target in book, (name, address)
                assert not anchor or book[target].find(f".//*[@id='{anchor}']") is not None
    assert f"{BASE}posts/tag/schemas" in outward


def test_a_note_has_its_date_its_relations_and_its_changes(book):
    first, second = (book[f"posts/{name}.xhtml"] for name in ("first", "second"))
    assert "Note 2 · 7 May 2020 First One sentence. Before." in text(first)
    assert "Note 1 · 6 May 2019 · revised 3 February 2021 1 < 2 & “3”" in text(second)
    assert "A footnote. Relations Revisits1 < 2 & “3” 2019 A first look says more of what" in text(
        first
    )
    assert (
        "Relations Revisited byFirst 2020 A first look says more of what counts than the second"
        in text(second)
    )
    assert "It was less." in text(second)
    assert "What changed 3 February 2021One figure was wrong." in text(second)
    assert "A caption." in text(first)


def test_the_same_notes_make_the_same_book(mini, file):
    with ZipFile(file) as zipped:
        first, *others = zipped.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert {entry.date_time for entry in [first, *others]} == {(2021, 2, 3, 0, 0, 0)}
    again = bind(mini, "again", TZ="Pacific/Pago_Pago", SOURCE_DATE_EPOCH="1")
    assert again.read_bytes() == file.read_bytes()


def test_its_name_is_permanent(book):
    (identifier,) = book["content.opf"].iter("{http://purl.org/dc/elements/1.1/}identifier")
    assert identifier.text == "tag:blog.readthedocs.io,2018:book"
    assert identifier.text in [meta.get("content") for meta in book["toc.ncx"].iter("{*}meta")]
