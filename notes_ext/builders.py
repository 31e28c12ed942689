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

        In the place of Sphinx's, which makes many copies, of 26 shares at 3,400 notes, and each
        sends back all that was read before it: FIGURE. If Sphinx
        calls it no longer, it reads as it does by itself.
        """
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
        jobs = self._app.parallel if self.parallel_ok else 1
        self.parallel_ok = False  # a copy writes its share as Sphinx does with one core
        parallel.share(jobs, self.write_share, sorted(docnames), self.take)

    def write_share(self, docnames: list[str]) -> tuple[Written, dict[str, str]]:
        """Write some pages; return what they leave, and their images."""
        super().write_documents(set(docnames))
        return site_of(self._app).kept.written, self.images

    def take(self, docnames: list[str], told: tuple[Written, dict[str, str]]) -> None:
        """Know what was written, here or in a copy."""
        written, images = told
        site_of(self._app).kept.written.update(written)
        self.images.update(images)


class DirectorySiteBuilder(DirectoryHTMLBuilder, SiteBuilder):
    """``dirhtml``: a folder for each page."""
