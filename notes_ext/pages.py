"""What the templates are given, and the lists of notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import ablog
from ablog.post import generate_archive_pages
from docutils import nodes
from docutils.utils import smartquotes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_ext.note import Note
from notes_ext.publish import Site, site_of
from notes_ext.sources import slugify


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
            )

    def describe(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Put the description under the title; a handler of ``doctree-resolved``."""
        note = self.site.note(docname)
        title = next(doctree.findall(nodes.title), None)
        if note and title is not None and title.parent is not None:
            words = typographic(note.description)
            standfirst = nodes.paragraph("", words, classes=["standfirst"])
            title.parent.insert(title.parent.index(title) + 1, standfirst)

    def lists(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """ABlog's pages with words of ours, without its drafts; for ``html-collect-pages``."""
        if not ablog.builder_support(app):
            return
        blog = ablog.Blog(app)
        sentences = {**app.config.notes_categories, **app.config.notes_tags}
        for pagename, context, template in generate_archive_pages(app):
            if pagename == blog.drafts.docname:
                continue
            if "catalog" in context:
                title = {"tags": "Subjects", "category": "Categories", "archive": "Years"}[
                    context["catalog"].name
                ]
                lead = ""
            else:
                posts = context["collection"]
                found = [self.site.note(post.docname) for post in posts]
                context["entries"] = [note for note in found if note]
                title = "All notes" if posts is blog.posts else posts.name.__str__()
                lead = sentences.get(posts.name, "")
            context.update(title=title, lead=lead, sentences=sentences)
            yield pagename, context, template


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
