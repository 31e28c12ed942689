"""What the templates are given, and the lists of notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import ablog
from ablog.post import generate_archive_pages
from docutils import nodes
from docutils.utils import smartquotes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_ext.bibliography import bibtex
from notes_ext.fresh import show_collection
from notes_ext.note import Note
from notes_ext.publish import Site, is_site, site_of
from notes_ext.sources import slugify

LINK = re.compile(r'(\b(?:href|src|action|data-content_root)=")([^"#][^"]*)')
CATALOGS = {
    "archive": ("Years", "year", "The notes in the order in which they were written."),
    "category": ("Categories", "category", "Every note is filed under one."),
    "tags": ("Subjects", "subject", "A note has one to four."),
}
"""The title of each of ABlog's pages that list lists, what one of them is called, a sentence."""


@cache
def typographic(text: str) -> str:
    """Give plain text the quotation marks that Sphinx gives the text of a page."""
    return smartquotes.smartyPants(text, "qe")


def day(date: dt.date) -> str:
    """Write a date as a reader does: ``17 January 2020``."""
    return f"{date.day} {date:%B %Y}"


def by_year(notes: Iterable[Note]) -> list[tuple[int, list[Note]]]:
    """Group notes by year, newest first in both."""
    years: dict[int, list[Note]] = {}
    for note in sorted(notes, key=lambda note: (note.date, note.title), reverse=True):
        years.setdefault(note.date.year, []).append(note)
    return list(years.items())


class ledger(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where a page lists the notes."""


class NotesDirective(SphinxDirective):
    """``{notes}``: every note, newest first, as a ledger by year."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; the list is written with the page."""
        show_collection(self.env)
        return [ledger()]


class Pages:
    """Gives the templates what they show. One for each build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Add to a page's context; a handler of ``html-page-context``."""
        context.update(
            typographic=typographic, day=day, by_year=by_year, slugify=slugify, note=None
        )
        context["blog_path"] = app.config.blog_path
        context.update(prev=None, next=None)  # Sphinx's are alphabetical
        note = self.site.note(pagename)
        if note:
            every = self.site.collection
            context.update(
                note=note,
                number=every.number[note.slug],
                earlier=every.earlier(note),
                later=every.later(note),
                connections=every.connections.get(note.slug, ()),
                stops=every.stops.get(note.slug, ()),
                anchor=nodes.make_id,
                author=app.config.author,
                bibtex=bibtex(note, app.config.author, context.get("pageurl") or ""),
            )

    def lists(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """ABlog's pages with words of ours, without its drafts; for ``html-collect-pages``."""
        if not is_site(app):
            return
        blog = ablog.Blog(app)
        sentences = {**app.config.notes_categories, **app.config.notes_tags}
        for pagename, context, template in generate_archive_pages(app):
            if pagename == blog.drafts.docname:
                continue
            if "catalog" in context:
                title, context["singular"], lead = CATALOGS[context["catalog"].name]
                context["filled"] = [posts for posts in context["catalog"] if len(posts)]
            else:
                posts = context["collection"]
                found = [self.site.note(post.docname) for post in posts]
                context["entries"] = [note for note in found if note]
                title = "All notes" if posts is blog.posts else str(posts.name)
                lead = sentences.get(posts.name, "Newest first.")
            context.update(title=title, lead=lead, sentences=sentences)
            entries = [
                (note.slug, note.title, note.date, note.description, note.revised, note.draft)
                for note in context.get("entries", ())
            ]
            lists = [(posts.docname, str(posts), len(posts)) for posts in context.get("filled", ())]
            if not self.site.unchanged(app, pagename, (title, lead, entries, lists)):
                yield pagename, context, template
        newest = self.site.collection.notes[-5:]
        yield "404", {"title": "There is no such page", "entries": newest}, "404.html"

    def absolute(self, app: Sphinx, exception: Exception | None) -> None:
        """Let the page for wrong addresses be served at any; a handler of ``build-finished``.

        Hosts look for ``404.html`` at the top, and show it at whatever depth was asked for.
        """
        builder = app.builder
        if exception or not is_site(app) or not isinstance(builder, StandaloneHTMLBuilder):
            return
        top = urlsplit(app.config.html_baseurl).path or "/"
        here = urljoin(top, builder.get_target_uri("404"))
        page = builder.get_output_path("404")
        text = LINK.sub(lambda link: link[1] + urljoin(here, link[2]), page.read_text("utf-8"))
        for file in {page, Path(app.outdir, "404.html")}:
            file.write_text(text, "utf-8")


def visit_ledger(self: HTML5Translator, node: ledger) -> None:
    """Write the list of every note where the page has its directive."""
    builder = self.builder

    def pathto(docname: str) -> str:
        return builder.get_relative_uri(builder.current_docname, docname)

    site = site_of(builder.app)
    context = {
        "entries": site.collection.notes,
        "pathto": pathto,
        "by_year": by_year,
        "typographic": typographic,
        "blog_path": builder.config.blog_path,
    }
    self.body.append(builder.templates.render("ledger.html", context))


def leave_ledger(self: HTML5Translator, node: ledger) -> None:
    """Nothing is left open."""


def skip_ledger(self: Any, node: ledger) -> None:
    """Write nothing: a builder that has no templates has no lists."""
    raise nodes.SkipNode
