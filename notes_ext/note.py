"""What a note is, and how a problem with one is told.

Nothing here reads anything: these are the words that the other modules share.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file: where it is, what it is, and what to type instead."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.remedy}"


Refuse = Callable[[int, str, str], None]
"""Notes a problem of the file being read: its line, what is wrong, what to type instead."""


@dataclass(frozen=True)
class Vocabulary:
    """The words a note may choose from. They are settings: see ``conf.py``."""

    categories: tuple[str, ...]
    tags: tuple[str, ...]
    relations: Mapping[str, str]
    """Each type of relation with its inverse: ``{"builds on": "built on by"}``."""
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The keys that may be cited, each with the names and the year it is cited under."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """The ideas that may be used, each by its folded case."""


@dataclass(frozen=True)
class Link:
    """A link to another note: its slug, its line, its words, and the sentence that holds it."""

    target: str
    line: int
    sentence: str
    words: str


@dataclass(frozen=True)
class Pointer:
    """A link to a heading, or to a page of the site that is no note."""

    file: str
    """As it is written: "" for the note itself, a note's file, or "../paths.md"."""
    anchor: str
    line: int


@dataclass(frozen=True)
class Relation:
    """A typed link to an earlier note."""

    type: str
    target: str
    line: int
    corrects: str = ""
    """What the earlier note got wrong and what holds instead, or nothing."""


@dataclass(frozen=True)
class Update:
    """A dated change to a published note."""

    date: dt.date
    reason: str
    line: int


@dataclass(frozen=True)
class Note:
    """One note that meets the contract."""

    slug: str
    path: str
    title: str
    date: dt.date
    description: str
    category: str
    tags: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    updates: tuple[Update, ...] = ()
    redirects: tuple[str, ...] = ()
    draft: bool = False
    links: tuple[Link, ...] = ()
    """Its links to other notes, in order, each with the sentence that holds it."""
    citations: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """The ideas it uses, by their folded case."""
    drawings: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The files that are drawn in its text, each with the line that names it."""
    images: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The files that are shown in its text, each with the line that names it."""
    pointers: tuple[Pointer, ...] = field(default=(), compare=False)
    anchors: frozenset[str] = field(default=frozenset(), compare=False)
    """What its headings can be linked by."""
    words: int = 0
    """Words of prose, without code."""
    text: str = field(default="", compare=False, repr=False)
    """The whole file."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key of the front matter, and of the title."""

    @property
    def revised(self) -> dt.date | None:
        """The date of the newest update, or None."""
        return max((update.date for update in self.updates), default=None)

    @property
    def minutes(self) -> int:
        """Minutes to read it, at 220 words a minute, at least one."""
        return max(1, round(self.words / 220))


def nearest(value: str, choices: Iterable[str], otherwise: str = "") -> str:
    """Return the remedy for a word outside *choices*: the nearest of them, or what else to do.

    Without *otherwise* all the choices are named.
    """
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(value.casefold().strip(), folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean {folded[close[0]]!r}?"
    return otherwise or "use one of " + ", ".join(repr(choice) for choice in folded.values())
