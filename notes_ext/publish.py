"""The contract enforced, drafts kept out and what is gone removed, by Sphinx's events."""

from __future__ import annotations

import datetime as dt
import locale
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import ablog.blog
from docutils import nodes
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from notes_ext import sources
from notes_ext.collection import Collection
from notes_ext.kept import Kept
from notes_ext.note import Note

SITES = ("dirhtml", "html")
"""The builders that write the site."""
MOST_IN_MEMORY = 500  # notes


def steady() -> None:
    """Make one site of one set of sources, whoever builds it when.

    ABlog reads the clock when it is imported and hides the posts dated after tomorrow: ``draft``
    alone decides. Sphinx takes the language of whoever runs it for the names of months.
    """
    ablog.blog.TOMORROW = dt.datetime.max
    locale.setlocale(locale.LC_TIME, "C")


def lighten(app: Sphinx, doctree: nodes.document) -> None:
    """Drop the copy of the text that ABlog keeps of each post for feeds; for ``doctree-read``.

    Ours are made of pages. With the copies the environment is 16 times as large.
    """
    for post in vars(app.env)["ablog_posts"].get(app.env.docname, ()):
        post.update(doctree=None, excerpt=[])
    # Sphinx holds what it has read until it is written, 0.4 MB of a note, as well as on disk. Most
    # notes are then loaded from there: at 3,400, half of the memory for a twentieth of the time.
    read = getattr(app.env, "_write_doc_doctree_cache", {})
    if len(read) > MOST_IN_MEMORY:
        read.clear()


def name_pictures(app: Sphinx, env: BuildEnvironment) -> None:
    """Refuse two pictures that would be published under one name; for ``env-updated``.

    Sphinx gives the second a number, in the order in which it happens to read the pages.
    """
    for file, (pages, name) in env.images.items():
        if name != PurePosixPath(file).name:
            shown = ", ".join(sorted(pages))
            raise ExtensionError(f"{shown}: another picture has the name of {file}; rename one")


def site_of(app: Sphinx) -> Site:
    """Return the site of *app*, for what Sphinx itself makes: roles, nodes, transforms."""
    site = vars(app).get("notes_site")
    if not isinstance(site, Site):
        site = vars(app)["notes_site"] = Site()
    return site


def is_site(app: Sphinx) -> bool:
    """Whether the builder writes the site: pages with templates, lists and feeds."""
    return app.builder.name in SITES


class Site:
    """What the handlers of one build share: the collection, as the sources state it."""

    collection: Collection
    references: Mapping[str, Entry]

    def __init__(self) -> None:
        self.kept = Kept()

    def load(self, app: Sphinx, config: Config) -> None:
        """Read every note before anything is built; exit with all problems if there are any.

        This exits by itself because Sphinx follows an error of its own with a traceback and asks
        for a report to its developers.
        """
        self.folder = app.srcdir / config.blog_path
        self.bibliography = self.folder / "references.bib"
        parse = partial(self.kept.parse, jobs=app.parallel)
        read = sources.read(app.srcdir, config.__getitem__, drafts=config.notes_drafts, parse=parse)
        if read.problems:
            end = f"Nothing was published: {len(read.problems)} to mend, then build again."
            sys.exit("\n".join([*map(str, read.problems), end]))
        self.collection, self.references = read.collection, read.references
        config.exclude_patterns += [
            f"{config.blog_path}/{file.name}"
            for file in sorted(self.folder.glob("*.md"))
            if file.stem not in self.collection.by_slug
        ]

    def wrote(self, app: Sphinx, pagename: str, *_: Any) -> None:
        """Remember a page of this build; a handler of ``html-page-context``."""
        self.kept.written.files.add(str(app.builder.get_outfilename(pagename)))  # type: ignore[attr-defined]

    def wrote_note(self, app: Sphinx, note: Note) -> bool:
        """Whether this build has written the page of *note*."""
        docname = f"{app.config.blog_path}/{note.slug}"
        return str(app.builder.get_outfilename(docname)) in self.kept.written.files  # type: ignore[attr-defined]

    def unchanged(self, app: Sphinx, pagename: str, shown: object) -> bool:
        """Whether a page that shows *shown* stands as the last build wrote it."""
        file = Path(app.builder.get_outfilename(pagename))  # type: ignore[attr-defined]
        if not self.kept.same(pagename, shown) or not file.exists():
            return False
        self.kept.written.files.add(str(file))
        return True

    def sweep(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove the pages and feeds of notes and lists that are no more.

        And the images. Sphinx writes what is there and leaves what is gone, so that a note made a
        draft would stay where it was published.
        """
        written = self.kept.written.files
        if exception or not written:
            return
        path = app.builder.get_outfilename  # type: ignore[attr-defined]
        pages = written | {str(path(name)) for name in app.env.found_docs}
        for file in sorted((app.outdir / self.folder.name).rglob("*.html"), reverse=True):
            if str(file) not in pages:
                file.unlink()
                file.with_name("atom.xml").unlink(missing_ok=True)
                with suppress(OSError):  # it holds something else
                    file.parent.rmdir()
        images = {name for _, name in app.env.images.values()}
        for file in (app.outdir / "_images").glob("*"):
            if file.name not in images:
                file.unlink()

    def note(self, docname: str) -> Note | None:
        """The note that a page shows, or None."""
        folder, _, slug = docname.rpartition("/")
        return self.collection.by_slug.get(slug) if folder == self.folder.name else None
