"""The former names of notes: pages that lead on at once, and a file for hosts that can say 301."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from notes_ext.pages import typographic
from notes_ext.publish import Site, is_site


class Redirects:
    """Writes what is left at the former names of notes. One for each build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def moves(self, app: Sphinx) -> Iterator[tuple[str, str, str]]:
        """Each former document, the document it is now, and the title of the note."""
        folder = app.config.blog_path
        for note in self.site.collection.notes:
            for name in note.redirects:
                yield f"{folder}/{name}", f"{folder}/{note.slug}", typographic(note.title)

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """A page for each former name; a handler of ``html-collect-pages``."""
        if is_site(app):
            for old, new, title in self.moves(app):
                moved = app.config.html_baseurl + app.builder.get_target_uri(new)
                yield old, {"title": title, "target": new, "moved": moved}, "redirect.html"

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write ``_redirects``, which Netlify and Cloudflare Pages read; for ``build-finished``."""
        if exception or not is_site(app):
            return
        base, target = urlsplit(app.config.html_baseurl).path, app.builder.get_target_uri
        rows = [f"{base}{target(old)} {base}{target(new)} 301\n" for old, new, _ in self.moves(app)]
        Path(app.outdir, "_redirects").write_text("".join(rows), encoding="utf-8")
