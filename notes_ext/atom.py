"""Atom (RFC 4287) as XML, with ids that are permanent (RFC 4151)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sphinx.config import Config

from notes_ext.note import Note
from notes_ext.pages import typographic

ATOM = "http://www.w3.org/2005/Atom"
HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
# RFC 4151: a domain or an address, and a day on which it was the author's.
AUTHORITY = re.compile(
    r"(?:[\w.+-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)*,(\d{4}(?:-\d\d(?:-\d\d)?)?)", re.ASCII
)


@dataclass(frozen=True)
class Entry:
    """One entry: a note, or a change to one."""

    name: str
    """What its id ends in: ``note/schemas-are-promises``."""
    note: Note
    """The note it leads to."""
    title: str
    published: dt.date
    updated: dt.date
    summary: str
    content: str = ""
    """The text of the note as HTML, if it holds that."""
    related: Note | None = None
    """The later note that corrects it."""


@dataclass(frozen=True)
class Feed:
    """One feed."""

    name: str
    """What its id ends in: ``feed/tag/schemas``."""
    file: str
    page: str
    """The document that lists the same notes."""
    title: str
    subtitle: str
    updated: dt.date | None
    """The day of its newest entry."""
    entries: list[str]
    """What :meth:`Writer.entry` has made of each, newest first."""


@dataclass(frozen=True)
class Writer:
    """Writes feeds with the settings of one build."""

    config: Config
    address: Callable[[str], str]
    """Gives the whole address of a document."""

    def feed(self, feed: Feed) -> bytes:
        """One feed as a file."""
        root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": self.config.language})
        add(root, "id", self.permanent(feed.name))
        add(root, "title", feed.title)
        if feed.subtitle:
            add(root, "subtitle", feed.subtitle)
        add(root, "updated", moment(feed.updated or minted(self.config.notes_tag_authority)))
        here = self.config.html_baseurl + quote(feed.file)
        add(root, "link", rel="self", type="application/atom+xml", href=here)
        add(root, "link", rel="alternate", type="text/html", href=self.address(feed.page))
        add(add(root, "author"), "name", self.config.author)
        ET.indent(root)
        head = ET.tostring(root, encoding="unicode").removesuffix("</feed>")
        rows = [HEAD, head, *(f"  {entry}\n" for entry in feed.entries), "</feed>\n"]
        return "".join(rows).encode()

    def entry(self, entry: Entry) -> str:
        """One entry, as every feed has it that holds it: an element without its namespace."""
        element = ET.Element("entry")
        add(element, "id", self.permanent(entry.name))
        add(element, "title", entry.title)
        add(element, "link", rel="alternate", type="text/html", href=self.note(entry.note))
        if entry.related:
            title = typographic(entry.related.title)
            add(element, "link", rel="related", title=title, href=self.note(entry.related))
        add(add(element, "author"), "name", self.config.author)  # readers look for it here
        add(element, "published", moment(entry.published))
        add(element, "updated", moment(entry.updated))
        for kind, names in (("category", (entry.note.category,)), ("tag", entry.note.tags)):
            for name in names:
                add(element, "category", term=name, scheme=self.permanent(kind))
        add(element, "summary", entry.summary)
        if entry.content:
            add(element, "content", entry.content, type="html")
        ET.indent(element, level=1)
        return ET.tostring(element, encoding="unicode")

    def note(self, note: Note) -> str:
        """Where a note is published."""
        return self.address(f"{self.config.blog_path}/{note.slug}")

    def permanent(self, name: str) -> str:
        """A ``tag:`` URI, free of host, path and builder."""
        return f"tag:{self.config.notes_tag_authority}:{quote(name)}"


def minted(authority: str) -> dt.date:
    """The day of the ids' authority: no id is older. Raises ValueError if it is no authority."""
    match = AUTHORITY.fullmatch(authority)
    if not match:
        raise ValueError(authority)
    return dt.date.fromisoformat((match[1] + "-01-01")[:10])


def moment(date: dt.date) -> str:
    """A date as RFC 3339 writes the beginning of that day, in UTC."""
    return f"{date.isoformat()}T00:00:00Z"


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an Atom element."""
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child
