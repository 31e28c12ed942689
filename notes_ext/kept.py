"""What one build leaves for the next.

Sphinx saves its environment before it writes; this is saved when all is written, and is gone while
a build runs, so that after one that failed everything is done anew.
"""

from __future__ import annotations

import pickle
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from notes_ext import contract, inputs
from notes_ext.note import Note, Problem, Vocabulary


class Kept:
    """What the parts of a build remember, each in a dictionary of its own."""

    def __init__(self) -> None:
        self.means = ""
        self.contents: dict[str, str] = {}
        """The digest of every source, taken before any is read."""
        self.vocabulary: Vocabulary | None = None
        self.notes: dict[str, tuple[str, Note | None, list[Problem]]] = {}
        """What the contract found in each file, and the digest of the file."""
        self.views: dict[str, str] = {}
        """What each page shows of others."""
        self.texts: dict[str, str] = {}
        """The text of each note as feeds have it, by its slug."""
        self.bodies: dict[str, str] = {}
        """The digest of each note's text on its page, by its slug."""
        self.shown: dict[str, str] = {}
        """The digest of what each list and feed shows."""

    def load(self, app: Sphinx, config: Config) -> None:
        """Take over what the last build left, if it was made with the same; for ``config-inited``.

        What is edited from here on is read again by the next build.
        """
        self.file = Path(app.doctreedir, "kept.pickle")
        self.means = inputs.means(
            app.srcdir, [repr((config.notes_drafts, config.notes_search, config.html_baseurl))]
        )
        if self.file.exists():
            before = pickle.loads(self.file.read_bytes())  # noqa: S301 (written below)
            if before["means"] == self.means:
                vars(self).update(before)
        self.before = self.contents
        self.contents = inputs.contents(app.srcdir)

    def begin(self, app: Sphinx) -> None:
        """Forget it on disk while something is being done; for ``builder-inited``.

        The compiled templates stay: an eighth of the time of a build after one edit.
        """
        self.file.unlink(missing_ok=True)
        if isinstance(app.builder, StandaloneHTMLBuilder):
            folder = Path(app.doctreedir, "templates")
            folder.mkdir(exist_ok=True)
            app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))

    def save(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave it all for the next build; the last handler of ``build-finished``."""
        if exception is None:
            left = {
                name: value for name, value in vars(self).items() if name not in ("file", "before")
            }
            self.file.write_bytes(pickle.dumps(left, pickle.HIGHEST_PROTOCOL))

    def parse(
        self, path: str, raw: bytes, vocabulary: Vocabulary
    ) -> tuple[Note | None, list[Problem]]:
        """What :func:`contract.parse` finds in a file, found again only if something changed."""
        if vocabulary != self.vocabulary:
            self.vocabulary = vocabulary
            self.notes.clear()
        name = inputs.digest(raw)
        if path not in self.notes or self.notes[path][0] != name:
            self.notes[path] = (name, *contract.parse(path, raw, vocabulary))
        return self.notes[path][1:]

    def same(self, name: str, shown: object) -> bool:
        """Whether the file *name* showed the same in the last build; remembers what it shows."""
        before, now = self.shown.get(name), inputs.digest(shown)
        self.shown[name] = now
        return before == now
