"""Pages kept fresh that show something of notes which are not their own source."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace

import ablog
from ablog.post import register_posts
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from notes_ext.note import Note
from notes_ext.publish import Site


def show_collection(env: BuildEnvironment) -> None:
    """Say that the page being read shows notes, to be read again when one looks otherwise."""
    shown: set[str] = vars(env).setdefault("notes_shown", set())
    shown.add(env.docname)


def seen(note: Note) -> Note:
    """What the lists, paths, chart and ideas may show of a note: all but what is in its text.

    They would be read and written again at each save: a fifth of the time until it is served.
    """
    return replace(
        note,
        links=(),
        drawings={},
        images={},
        pointers=(),
        anchors=frozenset(),
        words=0,
        text="",
        lines={},
    )


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a page said that is read again or gone; a handler of ``env-purge-doc``."""
    vars(env).get("notes_shown", set()).discard(docname)
    vars(env).get("notes_links", {}).pop(docname, None)


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a page links; a handler of ``doctree-read``."""
    links: dict[str, set[str]] = vars(app.env).setdefault("notes_links", {})
    links[app.env.docname] = {node["reftarget"] for node in doctree.findall(addnodes.pending_xref)}


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Take over what a copy of this process has read; a handler of ``env-merge-info``.

    What ABlog knows of a post too, which it does not do itself.
    """
    theirs = vars(other)
    vars(env).setdefault("notes_shown", set()).update(theirs.get("notes_shown", set()) & docnames)
    for name in ("notes_links", "ablog_posts"):
        read = {key: value for key, value in theirs.get(name, {}).items() if key in docnames}
        vars(env).setdefault(name, {}).update(read)


class Fresh:
    """Compares what pages are made of with what they were made of in the last build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Return the pages to read again; a handler of ``env-get-outdated``.

        These are the pages whose source is not what it was, or a file that it draws on; and those
        that called :func:`show_collection`, if a path is not what it was, or what is :func:`seen`
        of a note. Sphinx compares times, and takes a note for unchanged that was replaced by an
        older one.
        """
        every, kept = self.site.collection, self.site.kept
        now, before = kept.contents, kept.before
        edited = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        notes = [seen(note) for note in every.notes]
        together = kept.same("the notes together", (notes, every.paths))
        shown = set() if together else vars(env).get("notes_shown", set())
        return sorted(
            name
            for name in env.found_docs
            if name in shown or not edited.isdisjoint(self.drawn_on(env, name))
        )

    def drawn_on(self, env: BuildEnvironment, docname: str) -> Iterator[str]:
        """The files that a page is read from."""
        yield str(env.doc2path(docname))
        for name in env.dependencies.get(docname, ()):
            yield os.path.normpath(env.srcdir / name)

    def stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages to write again because of other pages; for ``env-updated``.

        Sphinx writes a page again when its own source changes.
        """
        face = faces(app, env)
        views = {}
        for name, links in vars(env).get("notes_links", {}).items():
            note = self.site.note(name)
            shown = [face(name, link) for link in sorted(links)]
            views[name] = repr((note and self.view(note), shown))
        before, self.site.kept.views = self.site.kept.views, views
        return [name for name, view in views.items() if before.get(name) != view]

    def view(self, note: Note) -> str:
        """Everything that the page of *note* takes from other notes, as text to compare.

        Its number, its neighbors, its relations and corrections, its places on the paths.
        """

        def end(other: Note | None) -> tuple[str, str] | None:
            return (other.slug, other.title) if other else None

        every = self.site.collection
        rows = [
            (row.type, end(row.note), row.note.date, row.sentence, row.corrects)
            for row in every.connections.get(note.slug, ())
        ]
        stops = [
            (stop.path, stop.place, stop.of, end(stop.following))
            for stop in every.stops.get(note.slug, ())
        ]
        ends = end(every.earlier(note)), end(every.later(note))
        return repr((every.number[note.slug], ends, rows, stops))


def faces(app: Sphinx, env: BuildEnvironment) -> Callable[[str, str], object]:
    """Return what gives, for a page and the target of a link in it, all that the link may show."""
    blog, std = ablog.Blog(app), env.domains.standard_domain
    if not blog:  # ABlog does it too late for the lists that the first page links
        register_posts(app)
    terms = {
        name.casefold(): place for (kind, name), place in std.objects.items() if kind == "term"
    }

    def face(docname: str, target: str) -> object:
        name = target.casefold()
        found = {target.lstrip("/"), docname_join(docname, target)} & env.titles.keys()
        pages = [
            (page, env.titles[page].astext(), env.metadata[page].get("myst_slugs"))
            for page in sorted(found)
        ]
        places = std.labels.get(name), std.anonlabels.get(name), terms.get(name)
        return pages, places, blog.references.get(target)

    return face
