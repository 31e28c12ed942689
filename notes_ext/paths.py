"""The reading paths: ``paths.md`` declares each one, with its notes in order.

A path is a fence on that page::

    ```{path} Contracts
    One sentence on the idea that develops.

    - schemas-are-promises
    - data-contracts-before-they-were-fashionable
    ```

A note that is not written yet is left out, and so is a path with no notes, until they exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches as close
from pathlib import Path

from notes_ext import markdown
from notes_ext.directives import Fence
from notes_ext.note import Note, Problem

PAGE = "paths"
"""The page that declares and shows the paths."""
NEAR = 0.9
"""How alike two names are of which one is misspelled; planned notes are less alike."""


@dataclass(frozen=True)
class ReadingPath:
    """One path, as it is declared."""

    name: str
    sentence: str
    """What develops along it, in Markdown."""
    slugs: tuple[str, ...]
    """Its notes in order, the planned ones too."""
    lines: tuple[int, ...]
    """The line of its fence, and that of each note."""


@dataclass(frozen=True)
class Stop:
    """A note's place on one path."""

    path: str
    place: int
    """From 1."""
    of: int
    following: Note | None


def read(file: Path) -> list[ReadingPath]:
    """Read the paths that *file* declares; none if there is no file."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = []
    for token in markdown.parse(text):
        fence = Fence.of(token) if token.type == "fence" else None
        if fence and fence.name == "path":
            found.append(_path(fence, markdown.line_of(token, 0)))
    return found


def _path(fence: Fence, line: int) -> ReadingPath:
    rows = list(enumerate(fence.content.split("\n"), line + fence.skipped + 1))
    stops = [(number, row[2:].strip()) for number, row in rows if row.startswith("- ")]
    sentence = "\n".join(row for _, row in rows if not row.startswith("- ")).strip()
    slugs = tuple(slug for _, slug in stops)
    return ReadingPath(fence.argument, sentence, slugs, (line, *(number for number, _ in stops)))


def check(paths: Iterable[ReadingPath], notes: Iterable[Note]) -> list[Problem]:
    """Check the paths against each other and against the notes."""
    problems: list[Problem] = []

    def refuse(line: int, what: str, remedy: str) -> None:
        problems.append(Problem(f"{PAGE}.md", line, what, remedy))

    notes, paths = list(notes), list(paths)
    renamed = {name: note.slug for note in notes for name in note.redirects}
    for note in notes:
        renamed.pop(note.slug, None)
    slugs = {note.slug for note in notes}
    known = slugs.union(*(path.slugs for path in paths))
    names: set[str] = set()
    for path in paths:
        first, *lines = path.lines
        if not path.name or not path.sentence or not path.slugs:
            remedy = "write '{path} Name', a sentence, an empty line, and '- note' for each note"
            refuse(first, "a path has a name, a sentence and notes", remedy)
        if path.name in names:
            refuse(first, f"the path {path.name!r} stands twice", "give one of them another name")
        names.add(path.name)
        for place, (slug, line) in enumerate(zip(path.slugs, lines, strict=True)):
            if slug in path.slugs[:place]:
                refuse(line, f"{slug!r} is on the path {path.name!r} twice", "delete one of them")
            if slug in renamed:
                refuse(line, f"{slug!r} has another name now", f"write {renamed[slug]}")
            elif slug not in slugs and (near := close(slug, known - {slug}, n=1, cutoff=NEAR)):
                refuse(line, f"no note is named {slug!r}", f"did you mean {near[0]!r}?")
    return problems
