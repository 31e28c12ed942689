"""What one build leaves for the next.

Sphinx saves its environment before it writes; this is saved when all is written, and is gone while
a build runs, so that after one that failed everything is done anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from notes_ext import contract, inputs, parallel
from notes_ext.note import Vocabulary
from notes_ext.sources import Parsed


@dataclass
class Written:
    """What the writing of pages leaves for the rest of the build, and for the next."""

    files: set[str] = field(default_factory=set)
    """The pages."""
    entries: dict[str, str] = field(default_factory=dict)
    """Each note as feeds have it, by its slug."""
    bodies: dict[str, str] = field(default_factory=dict)
    """The digest of each note's text on its page, by its slug."""
    shown: dict[str, str] = field(default_factory=dict)
    """The digest of what each list, feed and card shows, by its name."""

    def update(self, other: Written) -> None:
        """Add what *other* tells of other pages."""
        for name, told in vars(other).items():
            getattr(self, name).update(told)


class Kept:
    """What the parts of a build remember, each in a dictionary of its own."""

    def __init__(self) -> None:
        self.means = ""
        self.contents: dict[str, str] = {}
        """The digest of every source, taken before any is read."""
        self.vocabulary: Vocabulary | None = None
        self.notes: dict[str, tuple[str, Parsed]] = {}
        """What the contract found in each file, and the digest of the file."""
        self.views: dict[str, str] = {}
        """What each page shows of others."""
        self.last = Written()
        """What the builds before this one have written last of each."""
        self.written = Written()
        """What this one has."""

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
            self.last.update(self.written)
            self.last.files.clear()
            left = {
                name: value
                for name, value in vars(self).items()
                if name not in ("file", "before", "written")
            }
            aside = self.file.with_suffix(".new")  # whoever is killed here leaves no half of it
            aside.write_bytes(pickle.dumps(left, pickle.HIGHEST_PROTOCOL))
            aside.replace(self.file)

    def parse(
        self, files: Mapping[str, bytes], vocabulary: Vocabulary, *, jobs: int = 1
    ) -> list[Parsed]:
        """What :func:`contract.parse` finds in each file, found again only if something changed."""
        if vocabulary != self.vocabulary:
            self.vocabulary = vocabulary
            self.notes.clear()
        names = {path: inputs.digest(raw) for path, raw in files.items()}
        changed = [
            path
            for path, name in names.items()
            if path not in self.notes or self.notes[path][0] != name
        ]

        def task(paths: list[str]) -> list[Parsed]:
            return [contract.parse(path, files[path], vocabulary) for path in paths]

        def take(paths: list[str], found: list[Parsed]) -> None:
            for path, told in zip(paths, found, strict=True):
                self.notes[path] = (names[path], told)

        parallel.share(jobs, task, changed, take)
        return [self.notes[path][1] for path in files]

    def same(self, name: str, shown: object) -> bool:
        """Whether the file *name* showed the same in the last build; remembers what it shows."""
        now = self.written.shown[name] = inputs.digest(shown)
        return self.last.shown.get(name) == now

    def entry(self, slug: str) -> str:
        """A note as feeds have it."""
        return self.written.entries.get(slug) or self.last.entries[slug]

    def body(self, slug: str) -> str | None:
        """The digest of the text of a note on its page."""
        return self.written.bodies.get(slug) or self.last.bodies.get(slug)
