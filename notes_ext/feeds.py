"""Atom feeds (RFC 4287): of the site, and of each tag, category and year.

ABlog's feeds share one id, date themselves by the clock and write relative links, so they are
switched off by configuration and written here whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import ablog
from ablog.blog import html_builder_write_doc
from lxml import html
from sphinx.application import Sphinx

from notes_ext.note import Note
from notes_ext.pages import typographic
from notes_ext.publish import Site

ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("", ATOM)


def moment(date: dt.date) -> str:
    """A date as RFC 3339 writes the beginning of that day, in UTC."""
    return f"{date.isoformat()}T00:00:00Z"


def changed(note: Note) -> dt.date:
    """The day of a note's newest words."""
    return note.revised or note.date


class Feeds:
    """Writes the feeds of one build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def identity(self, app: Sphinx, kind: str, name: str) -> str:
        """A permanent ``tag:`` URI (RFC 4151), free of host, path and builder."""
        return f"tag:{app.config.notes_tag_authority}:{kind}/{name}"

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write every feed; a handler of ``build-finished``."""
        if exception or not ablog.builder_support(app) or not app.config.html_baseurl:
            return
        self.contents: dict[str, str] = {}
        for path, title, notes in self.feeds(app):
            feed = self.feed(app, path, title, notes)
            ET.indent(feed)
            file = Path(app.outdir, path, "atom.xml")
            file.parent.mkdir(parents=True, exist_ok=True)
            text = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
            file.write_bytes(text + b"\n")

    def feeds(self, app: Sphinx) -> Iterator[tuple[str, str, list[Note]]]:
        """Yield path, title and notes, newest first, of each feed."""
        blog = ablog.Blog(app)
        yield blog.blog_path, app.config.html_title, list(reversed(self.site.collection.notes))
        for catalog in (blog.tags, blog.category, blog.archive):
            for posts in catalog:
                notes = [self.site.note(post.docname) for post in posts]
                found = [note for note in notes if note]
                if found:
                    yield posts.path, f"{app.config.html_title}: {posts.name}", found

    def feed(self, app: Sphinx, path: str, title: str, notes: Iterable[Note]) -> ET.Element:
        """One feed with the whole text of each of its notes."""
        notes = list(notes)
        base = app.config.html_baseurl
        feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": app.config.language})
        add(feed, "id", self.identity(app, "feed", path))
        add(feed, "title", title)
        add(feed, "updated", moment(max(map(changed, notes), default=dt.date(2018, 1, 1))))
        add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{path}/atom.xml")
        add(feed, "link", rel="alternate", type="text/html", href=f"{base}{path}/")
        add(add(feed, "author"), "name", app.config.author)
        for note in notes:
            self.entry(app, feed, note)
        return feed

    def entry(self, app: Sphinx, feed: ET.Element, note: Note) -> None:
        """Append the entry of one note."""
        docname = f"{app.config.blog_path}/{note.slug}"
        address = app.config.html_baseurl + app.builder.get_target_uri(docname)
        name = note.redirects[0] if note.redirects else note.slug  # its first name
        entry = add(feed, "entry")
        add(entry, "id", self.identity(app, "note", name))
        add(entry, "title", typographic(note.title))
        add(entry, "link", rel="alternate", type="text/html", href=address)
        add(entry, "published", moment(note.date))
        add(entry, "updated", moment(changed(note)))
        add(entry, "summary", typographic(note.description))
        for term in (note.category, *note.tags):
            add(entry, "category", term=term)
        if note.slug not in self.contents:
            self.contents[note.slug] = self.content(app, docname, address)
        add(entry, "content", self.contents[note.slug], type="html")

    def content(self, app: Sphinx, docname: str, address: str) -> str:
        """The text of a note as HTML that needs no stylesheet and no other page."""
        doctree = app.env.get_and_resolve_doctree(docname, app.builder)
        text = html_builder_write_doc(app.builder, docname, doctree)
        root = html.fragment_fromstring(text, create_parent="div")
        for dropped in root.xpath(".//h1 | .//a[contains(@class,'headerlink')] | .//button"):
            dropped.drop_tree()
        for element in root.iter():
            for name in ("class", "tabindex", "role", "translate"):
                element.attrib.pop(name, None)
            for name in ("href", "src"):
                if name in element.attrib:
                    element.set(name, urljoin(address, element.get(name)))
        return "".join(html.tostring(child, encoding="unicode") for child in root)


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an Atom element."""
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
