"""The search: Pagefind's index of the published notes, in place of Sphinx's."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from notes_ext.publish import is_site, site_of

SPHINX = ("doctools", "documentation_options", "language_data", "searchtools", "sphinx_highlight")
"""Sphinx's scripts, all for its own search. Its basic theme brings them, searched or not."""

WORDLESS = "pre, .note-foot, .dateline, .headerlink, [role=doc-noteref]"
"""What no excerpt should show of a note: code, and what is said about the note, not in it."""


def connect(app: Sphinx) -> None:
    """Wire the search to Sphinx's events."""
    app.connect("builder-inited", begin)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", finish, priority=900)


def begin(app: Sphinx) -> None:
    """Have Sphinx write no index and no search page; a handler of ``builder-inited``."""
    if is_site(app):
        app.builder.search = False  # type: ignore[attr-defined]  # for builders of HTML


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that the search field leads to; a handler of ``html-collect-pages``."""
    if is_site(app):
        yield "search", {"title": "Search"}, "search.html"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Index the notes unless they say what they said; a handler of ``build-finished``.

    The last of them: what other handlers remove is then gone.
    """
    if exception or not is_site(app):
        return
    out = Path(app.outdir)
    for name in SPHINX:
        (out / f"_static/{name}.js").unlink(missing_ok=True)
    site = site_of(app)
    said = [(note.slug, note.date, site.kept.body(note.slug)) for note in site.collection.notes]
    if not site.kept.same("pagefind", said) or not (out / "pagefind").exists():
        shutil.rmtree(out / "pagefind", ignore_errors=True)
        if app.config.notes_search:
            index(out, f"{app.config.blog_path}/**/*.html")


def index(out: Path, pages: str) -> None:
    """Index the notes as their pages stand, from nothing.

    Pagefind takes the pages that have an element with ``data-pagefind-body``, see
    ``_templates/page.html``.
    """
    command = [str(get_executable()), "--quiet", "--site", str(out)]
    options = ["--glob", pages, "--exclude-selectors", WORDLESS]
    ran = subprocess.run(  # noqa: S603
        # Its files stay open there: notes_ext/build.py is locked as long as Pagefind runs.
        [*command, *options],
        capture_output=True,
        text=True,
        check=False,
        close_fds=False,
    )
    if ran.returncode:
        raise ExtensionError(f"pagefind: {ran.stdout}{ran.stderr}")
    for file in (out / "pagefind").glob("pagefind-*"):  # interfaces; _static/search.js is ours
        if file.name not in ("pagefind-entry.json", "pagefind-worker.js"):
            file.unlink()
