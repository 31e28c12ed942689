"""Pages kept fresh that show something of notes which are not their own source."""

from __future__ import annotations

import hashlib

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from notes_ext.note import Note
from notes_ext.publish import Site


def show_collection(env: BuildEnvironment) -> None:
    """Say that the page being read shows notes, so that it is read again when any changes."""
    shown: set[str] = vars(env).setdefault("notes_shown", set())
    shown.add(env.docname)


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a page said that is read again or gone; a handler of ``env-purge-doc``."""
    vars(env).get("notes_shown", set()).discard(docname)


class Fresh:
    """Compares what pages take from notes with what they took in the last build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Return the pages to read again because they show the notes together.

        These are the pages that called :func:`show_collection`, if any note or path is not what
        it was; a handler of ``env-get-outdated``.
        """
        every = self.site.collection
        now = hashlib.sha256(repr((every.notes, every.paths)).encode()).hexdigest()
        before = vars(env).get("notes_digest")
        vars(env)["notes_digest"] = now
        return sorted(vars(env).get("notes_shown", ())) if before != now else []

    def stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the notes to write again because of other notes; for ``env-updated``.

        Sphinx writes a page again when its own source changes.
        """
        folder = app.config.blog_path
        views = {f"{folder}/{note.slug}": self.view(note) for note in self.site.collection.notes}
        before: dict[str, str] = vars(env).get("notes_views", {})
        vars(env)["notes_views"] = views
        return [
            name
            for name, view in views.items()
            if name in env.found_docs and before.get(name) != view
        ]

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
