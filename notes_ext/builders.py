"""Sphinx's builders of HTML, on every core: each reads, and then writes, its share of the pages.

Sphinx's own copies of the process send nothing back of what they have written, and the main process
alone prepares what they write. Here each does all of a page, and tells what the build must know.
"""

from __future__ import annotations

import pickle
from collections.abc import Set as AbstractSet

from sphinx.application import Sphinx
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase

from notes_ext import parallel
from notes_ext.kept import Written
from notes_ext.publish import site_of


def setup(app: Sphinx) -> None:
    """Put them in the place of Sphinx's."""
    app.add_builder(SiteBuilder, override=True)
    app.add_builder(DirectorySiteBuilder, override=True)


class SiteBuilder(StandaloneHTMLBuilder):
    """``html``."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read pages, each core its share of them.

        In the place of Sphinx's, which makes a copy for each 130 of 3,400 notes, and each sends
        what was read before it too: 72 s for 90, and 0.6 GB for 1.1, one run each on shared cores.
        If Sphinx asks for it no longer, Sphinx reads in its own way.
        """
        if len(docnames) < parallel.LEAST:
            self._read_serial(docnames)
            return
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        parallel.share(nproc, self.read_share, docnames, self.merge)

    def read_share(self, docnames: list[str]) -> bytes:
        """Read some pages; return the environment with what they say."""
        self.env._app = self._app  # noqa: SLF001 (as Sphinx does)
        for docname in docnames:
            self.read_doc(docname, _cache=False)
        return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

    def merge(self, docnames: list[str], environment: bytes) -> None:
        """Add what was read in a copy to the environment."""
        read = pickle.loads(environment)  # noqa: S301 (written above)
        self.env.merge_info_from(docnames, read, self._app)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write pages, each core its share of them."""
        if self.parallel_ok and len(docnames) >= parallel.LEAST:
            parallel.share(self._app.parallel, self.write_share, sorted(docnames), self.take)
        else:
            self.parallel_ok = False
            super().write_documents(docnames)

    def write_share(self, docnames: list[str]) -> tuple[Written, dict[str, str]]:
        """Write some pages; return what they leave, and their images."""
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        return site_of(self._app).kept.written, self.images

    def take(self, docnames: list[str], told: tuple[Written, dict[str, str]]) -> None:
        """Know what was written in a copy."""
        written, images = told
        site_of(self._app).kept.written.update(written)
        self.images.update(images)


class DirectorySiteBuilder(DirectoryHTMLBuilder, SiteBuilder):
    """``dirhtml``: a folder for each page."""
