"""The search: Pagefind's index of the published notes, in place of Sphinx's."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from notes_ext.note import Note
from notes_ext.publish import is_site, site_of

SPHINX = ("doctools", "documentation_options", "language_data", "searchtools", "sphinx_highlight")
"""Sphinx's scripts, all for its own search. Its basic theme brings them, searched or not."""

WORDLESS = "pre, .note-foot, .dateline, .headerlink, [role=doc-noteref]"
"""What no excerpt should show of a note: code, and what is said about the note, not in it."""

LEAST, MOST, PARTS = 64, 1024, 8
"""How many notes a part of the index holds at least and at most, and how many parts are enough."""


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
    """Index the notes, each part unless it says what it said; a handler of ``build-finished``.

    The last of them: what other handlers remove is then gone.
    """
    if exception or not is_site(app):
        return
    out = Path(app.outdir)
    for name in SPHINX:
        (out / f"_static/{name}.js").unlink(missing_ok=True)
    site, top = site_of(app), out / "pagefind"
    shared = parts(site.collection.notes) if app.config.notes_search else []
    folders = [top / str(number) for number, _ in enumerate(shared, start=1)]
    for folder in set(top.glob("*/")) - set(folders):
        shutil.rmtree(folder)
    for folder, part in zip(folders, shared, strict=True):
        said = [(note.slug, note.date, site.kept.body(note.slug)) for note in part]
        if not site.kept.same(f"pagefind/{folder.name}", said) or not folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
            names = [f"{app.config.blog_path}/{note.slug}" for note in part]
            paths = [Path(app.builder.get_outfilename(name)) for name in names]  # type: ignore[attr-defined]
            index(out, [path.relative_to(out).as_posix() for path in paths], folder)
    if folders:
        (top / "parts.json").write_text(f"{len(folders)}\n", encoding="utf-8")
    else:
        shutil.rmtree(top, ignore_errors=True)


def parts(notes: Sequence[Note]) -> list[Sequence[Note]]:
    """The notes by date, in parts that are indexed for themselves and searched as one.

    Pagefind indexes a folder from nothing, so an edit costs what its part does, and a new note the
    last part. The parts are as long as keeps them to :data:`PARTS`, for whoever searches fetches
    something of each; but their names must fit on one line of commands.
    """
    size = LEAST
    while len(notes) > PARTS * size and size < MOST:
        size *= 2
    return [notes[start : start + size] for start in range(0, len(notes), size)]


def index(out: Path, pages: Sequence[str], folder: Path) -> None:
    """Index *pages*, which are below *out*, from nothing.

    Pagefind takes those that have an element with ``data-pagefind-body``, see
    ``_templates/page.html``.
    """
    command = [str(get_executable()), "--quiet", "--site", str(out), "--output-path", str(folder)]
    options = ["--glob", f"{{{','.join(pages)}}}", "--exclude-selectors", WORDLESS]
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
    for file in folder.glob("pagefind-*"):  # interfaces; _static/search.js is ours
        if file.name not in ("pagefind-entry.json", "pagefind-worker.js"):
            file.unlink()
