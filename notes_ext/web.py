"""What pages show of the notes together: paths, the chart, who uses an idea; and dated updates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_ext import chart
from notes_ext.collection import Connection
from notes_ext.fresh import show_collection
from notes_ext.note import Note
from notes_ext.pages import day, typographic
from notes_ext.publish import site_of


def link(env: BuildEnvironment, note: Note) -> Iterator[nodes.Node]:
    """A link to *note* by its title, and its year."""
    words = nodes.inline("", typographic(note.title))
    folder = env.config.blog_path
    yield addnodes.pending_xref(
        "",
        words,
        refdoc=env.docname,
        refdomain="std",
        reftype="doc",
        reftarget=f"/{folder}/{note.slug}",
        refexplicit=True,
        refwarn=True,
    )
    yield nodes.Text(" ")
    yield nodes.inline("", str(note.date.year), classes=["year"])


def open_note(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the description and the corrections under the title; for ``doctree-resolved``."""
    site = site_of(app)
    note = site.note(docname)
    title = next(doctree.findall(nodes.title), None)
    if note and title is not None and title.parent is not None:
        standfirst = nodes.paragraph("", typographic(note.description), classes=["standfirst"])
        own = {relation.target for relation in note.relations}
        rows = site.collection.connections.get(note.slug, ())
        notices = [
            correction(app, docname, row)
            for row in rows
            if row.corrects and row.note.slug not in own
        ]
        place = title.parent.index(title) + 1
        title.parent[place:place] = [standfirst, *notices]


def correction(app: Sphinx, docname: str, row: Connection) -> nodes.admonition:
    """What a later note corrects on the page *docname*, with that note's date and link."""
    address = app.builder.get_relative_uri(docname, f"{app.config.blog_path}/{row.note.slug}")
    box = nodes.admonition(classes=["correction"])
    box += nodes.title("", f"Corrected on {day(row.note.date)}")
    later = nodes.reference("", typographic(row.note.title), refuri=address, internal=True)
    words = [nodes.Text(f"{typographic(row.corrects)} See "), later, nodes.Text(".")]
    box += nodes.paragraph("", "", *words)
    return box


class PathDirective(SphinxDirective):
    """``{path} Name``: a section with a sentence and, in order, the notes of the path."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the section, or nothing while none of its notes is written."""
        show_collection(self.env)
        collection = site_of(self.env.app).collection
        name = self.arguments[0]
        if name not in collection.routes:
            return []
        (path,) = (path for path in collection.paths if path.name == name)
        section = nodes.section("", names=[nodes.fully_normalize_name(name)])
        section += nodes.title(name, typographic(name))
        section += self.parse_text_to_nodes(path.sentence, offset=self.content_offset)
        stops = nodes.enumerated_list(classes=["path"], enumtype="arabic", prefix="", suffix=".")
        for note in collection.routes[name]:
            stops += nodes.list_item("", nodes.paragraph("", "", *link(self.env, note)))
        section += stops
        self.state.document.note_implicit_target(section, section)
        return [section]


class UpdateDirective(SphinxDirective):
    """``{update} 2024-05-14``: what changed on that day, at its place, or else why.

    It takes the place of ABlog's directive, which writes the date as numbers.
    """

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        note = site_of(self.env.app).note(self.env.docname)
        date = self.arguments[0]
        updates = [update for update in note.updates if str(update.date) == date] if note else []
        if not updates:
            raise self.error(f"no update of {date} is declared")
        box = nodes.admonition(classes=["update"])
        box += nodes.title("", f"Updated on {day(updates[0].date)}")
        reasons = [nodes.paragraph("", typographic(update.reason)) for update in updates]
        box += self.parse_content_to_nodes() or reasons
        return [box]


class UsedBy(SphinxTransform):
    """Lists below each idea of a glossary the notes that use it; the first of them coins it."""

    default_priority = 700

    def apply(self) -> None:
        """Append a paragraph to each definition of which a note makes use."""
        users = site_of(self.env.app).collection.users
        for glossary in self.document.findall(addnodes.glossary):
            show_collection(self.env)
            for item in glossary.findall(nodes.definition_list_item):
                terms = [term.astext().casefold() for term in item.findall(nodes.term)]
                notes = {note.slug: note for term in terms for note in users.get(term, ())}
                for definition in item.findall(nodes.definition) if notes else ():
                    definition += self.used_by(notes.values())

    def used_by(self, notes: Iterable[Note]) -> nodes.paragraph:
        """Where an idea is coined, and where it is used again."""
        first, *others = notes
        paragraph = nodes.paragraph("", "Coined in ", *link(self.env, first), classes=["used-by"])
        for place, note in enumerate(others):
            paragraph += nodes.Text(", " if place else "; used in ")
            paragraph += link(self.env, note)
        paragraph += nodes.Text(".")
        return paragraph


class chart_place(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where a page has the chart of the collection."""


class ChartDirective(SphinxDirective):
    """``{chart}``: the collection over time, its paths and relations."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; the chart is drawn with the page."""
        show_collection(self.env)
        return [chart_place()]


def visit_chart(self: HTML5Translator, node: chart_place) -> None:
    """Draw the chart where the page has its directive."""
    builder = self.builder
    collection = site_of(builder.app).collection
    context: dict[str, Any] = {
        "notes": collection.notes,
        "paths": list(collection.routes),
        "marks": list(chart.marks(collection)),
        "arcs": list(chart.arcs(collection)),
        "typographic": typographic,
        "address": lambda note: builder.get_relative_uri(
            builder.current_docname, f"{builder.config.blog_path}/{note.slug}"
        ),
    }
    self.body.append(builder.templates.render("chart.html", context))
    raise nodes.SkipNode
