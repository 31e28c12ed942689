"""The notes together: their order, their neighbors, and what connects them.

Nothing here imports Sphinx. Everything is computed once from the notes' own words, in time linear
in notes plus links.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from notes_ext.note import Note, Vocabulary
from notes_ext.paths import ReadingPath, Stop


@dataclass(frozen=True)
class Connection:
    """A relation as one of its two notes shows it."""

    type: str
    """The type as seen from here: "builds on", or its inverse, "built on by"."""
    note: Note
    """The note at the other end."""
    sentence: str
    """The sentence that makes the link, word for word from the note that makes it."""
    corrects: str = ""
    """What the later note corrects in the earlier, or nothing."""


class Collection:
    """Notes that meet the contract, oldest first.

    Raises nothing: :func:`load` gives a collection only together with no problems.
    """

    def __init__(
        self,
        notes: Iterable[Note],
        vocabulary: Vocabulary,
        paths: Iterable[ReadingPath] = (),
    ) -> None:
        self.notes: tuple[Note, ...] = tuple(
            sorted(notes, key=lambda note: (note.date, note.title))
        )
        self.vocabulary = vocabulary
        self.paths = tuple(paths)
        self.by_slug = {note.slug: note for note in self.notes}
        self.number = {note.slug: place for place, note in enumerate(self.notes, 1)}

    def earlier(self, note: Note) -> Note | None:
        """The note before *note*, by date."""
        place = self.number[note.slug] - 1
        return self.notes[place - 1] if place else None

    def later(self, note: Note) -> Note | None:
        """The note after *note*, by date."""
        place = self.number[note.slug]
        return self.notes[place] if place < len(self.notes) else None

    @cached_property
    def connections(self) -> dict[str, tuple[Connection, ...]]:
        """For each slug its relations in both directions, by the date of the other note."""
        found: dict[str, list[Connection]] = defaultdict(list)
        for note in self.notes:
            sentence = {link.target: link.sentence for link in reversed(note.links)}
            for relation in note.relations:
                target = self.by_slug.get(relation.target)
                if target is None:
                    continue
                words = sentence[relation.target]
                inverse = self.vocabulary.relations[relation.type]
                corrects = relation.corrects
                found[note.slug].append(Connection(relation.type, target, words, corrects))
                found[target.slug].append(Connection(inverse, note, words, corrects))
        order = self.number
        return {
            slug: tuple(sorted(rows, key=lambda row: order[row.note.slug]))
            for slug, rows in found.items()
        }

    @cached_property
    def routes(self) -> dict[str, tuple[Note, ...]]:
        """The notes of each path by its name, without what is not written yet."""
        found = {
            path.name: tuple(self.by_slug[slug] for slug in path.slugs if slug in self.by_slug)
            for path in self.paths
        }
        return {name: notes for name, notes in found.items() if notes}

    @cached_property
    def stops(self) -> dict[str, tuple[Stop, ...]]:
        """For each slug its places on the paths."""
        found: dict[str, list[Stop]] = defaultdict(list)
        for name, notes in self.routes.items():
            following = (*notes[1:], None)
            for place, (note, after) in enumerate(zip(notes, following, strict=True), 1):
                found[note.slug].append(Stop(name, place, len(notes), after))
        return {slug: tuple(stops) for slug, stops in found.items()}

    @cached_property
    def users(self) -> dict[str, tuple[Note, ...]]:
        """For each idea, by its folded case, the notes that use it, oldest first."""
        found: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            for term in note.terms:
                found[term].append(note)
        return {term: tuple(notes) for term, notes in found.items()}


def newest(notes: Iterable[Note]) -> dt.date | None:
    """The day of the newest words in *notes*."""
    return max((note.revised or note.date for note in notes), default=None)
