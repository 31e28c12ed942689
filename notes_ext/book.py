"""The notes as a book: what Sphinx's EPUB builder needs where the site has templates and lists."""

from __future__ import annotations

import datetime as dt
import html
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.application import Sphinx

from notes_ext import card
from notes_ext.note import Note
from notes_ext.pages import by_year, day, ledger, typographic
from notes_ext.publish import Site
from notes_ext.web import chart_place

CHAPTER = "toctree-l1"  # by this class the builder knows a link to a chapter


class Book:
    """Makes chapters of pages. One for each build; every other builder is left alone."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def connect(self, app: Sphinx) -> None:
        """Wire the book to Sphinx's events."""
        app.connect("builder-inited", self.begin)
        app.connect("doctree-resolved", self.chapter)
        app.connect("html-page-context", self.name_language)
        app.connect("build-finished", self.bind)

    def begin(self, app: Sphinx) -> None:
        """Date the book by its newest words and draw its cover; for ``builder-inited``."""
        if app.builder.name == "epub":
            # The builder reads the variable, or else the clock.
            os.environ["SOURCE_DATE_EPOCH"] = f"{self.moment().timestamp():.0f}"
            rows = [
                (str(year) if place == 0 else "", typographic(note.title))
                for year, notes in reversed(by_year(self.site.collection.notes))
                for place, note in enumerate(reversed(notes))
            ]
            cover, font = Path(app.outdir, app.config.epub_cover[0]), app.srcdir / card.FONT
            card.cover(cover, app.config.epub_title, rows, font)

    def moment(self) -> dt.datetime:
        """The day of the newest words, or the first that a zip file can name."""
        days = [note.revised or note.date for note in self.site.collection.notes]
        return dt.datetime.combine(max(days, default=dt.date(1980, 1, 1)), dt.time(), dt.UTC)

    def chapter(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Give a page what a template gives it on the site; for ``doctree-resolved``."""
        if app.builder.name != "epub":
            return
        note, top = self.site.note(docname), next(doctree.findall(nodes.section), None)
        if note and top is not None:
            number = self.site.collection.number[note.slug]
            words = f"Note {number} · {day(note.date)}"
            if note.revised:
                words += f" · revised {day(note.revised)}"
            top.insert(0, nodes.paragraph("", words, classes=["dateline"]))
            for footnote in [child for child in doctree.children if child is not top]:
                doctree.remove(footnote)
                top += footnote
            top += self.foot(app, docname, note)
        for place in list(doctree.findall(ledger)):
            place.replace_self(list(self.contents(app, docname)))
        for drawn in list(doctree.findall(chart_place)):
            address = f"{app.config.html_baseurl}{docname}/"
            link = nodes.reference("", address, refuri=address, internal=False)
            drawn.replace_self(nodes.paragraph("", "The chart is at ", link, nodes.Text(".")))

    def name_language(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Say of each page in which language it is; for ``html-page-context``."""
        if app.builder.name == "epub":
            language = f'lang="{app.config.language}" xml:lang="{app.config.language}"'
            context["html_tag"] = context["html_tag"].replace("<html", f"<html {language}", 1)

    def contents(self, app: Sphinx, docname: str) -> Iterator[nodes.Node]:
        """The chapters: the notes by date, oldest first, then the pages about them."""
        for year, notes in reversed(by_year(self.site.collection.notes)):
            yield nodes.rubric("", str(year))
            for note in reversed(notes):
                yield self.entry(app, docname, f"{app.config.blog_path}/{note.slug}")
                yield nodes.paragraph("", typographic(note.description), classes=["entry"])
        about = [name.removesuffix(".md") for name in app.config.include_patterns]
        for name in about:
            if name in app.env.found_docs and name != docname:
                yield self.entry(app, docname, name)

    def entry(self, app: Sphinx, docname: str, target: str) -> nodes.paragraph:
        """A link to a chapter."""
        link = self.link(app, docname, target, app.env.titles[target].astext())
        return nodes.paragraph("", "", link, classes=[CHAPTER])

    def link(self, app: Sphinx, docname: str, target: str, words: str) -> nodes.reference:
        """A link from one page of the book to another."""
        address = app.builder.get_relative_uri(docname, target)
        return nodes.reference("", words, refuri=address, internal=True)

    def foot(self, app: Sphinx, docname: str, note: Note) -> Iterator[nodes.Node]:
        """The relations and the changes of a note, as sections of it."""
        rows: list[nodes.Node] = []
        for row in self.site.collection.connections.get(note.slug, ()):
            target = f"{app.config.blog_path}/{row.note.slug}"
            name = self.link(app, docname, target, typographic(row.note.title))
            about = nodes.paragraph("", "", name, nodes.Text(f" {row.note.date.year}"))
            quoted = nodes.block_quote("", nodes.paragraph("", typographic(row.sentence)))
            corrected = [nodes.paragraph("", typographic(row.corrects))] if row.corrects else []
            rows.append(item(row.type.capitalize(), about, quoted, *corrected))
        if rows:
            yield section("Relations", rows)
        rows = [
            item(day(update.date), nodes.paragraph("", typographic(update.reason)))
            for update in note.updates
        ]
        if rows:
            yield section("What changed", rows)

    def bind(self, app: Sphinx, exception: Exception | None) -> None:
        """Date every file in the book alike, by its newest words; for ``build-finished``."""
        if exception or app.builder.name != "epub":
            return
        file = Path(app.outdir, f"{app.config.epub_basename}.epub")
        with ZipFile(file) as book:
            content = {name: book.read(name) for name in book.namelist()}
        # Sphinx writes there the name of the element that holds the identifier.
        name, identifier = (
            f'content="{app.config.epub_uid}"',
            html.escape(app.config.epub_identifier),
        )
        ncx = content["toc.ncx"].decode().replace(name, f'content="{identifier}"')
        content["toc.ncx"] = ncx.encode()
        when = self.moment().timetuple()[:6]
        with ZipFile(file, "w") as book:
            for name, data in content.items():
                how = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(ZipInfo(name, when), data, how, 9)


def item(term: str, *definition: nodes.Node) -> nodes.definition_list_item:
    """One row of a definition list."""
    meaning = nodes.definition("", *definition)
    return nodes.definition_list_item("", nodes.term("", term), meaning)


def section(title: str, rows: list[nodes.Node]) -> nodes.section:
    """A section that holds a definition list."""
    name = nodes.make_id(f"{title} of this note")
    return nodes.section(
        "", nodes.title("", title), nodes.definition_list("", *rows), ids=[name], names=[name]
    )
