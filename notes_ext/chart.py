"""The chart of the collection, drawn over time: what its template puts beside the notes.

The notes are the rows of a list, oldest first, as high as their titles need and all equally high.
Beside them stand two drawings, one unit wide for each path, or one in all, and one unit high for
each row. They are stretched to the list, so only what survives stretching is drawn: lines that
keep their width, and dots, which are lines of no length with round ends. ``notes.css`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notes_ext.collection import Collection

DEEPEST = 1.3
"""How far to the left an arc over all rows is pulled, in widths; a cubic goes 3/4 of the way."""
LEAST = 0.15
"""The same for an arc to the next row."""


@dataclass(frozen=True)
class Drawn:
    """One line of a drawing: its path data and what it stands for."""

    d: str
    kind: str
    title: str = ""


def marks(collection: Collection) -> Iterator[Drawn]:
    """For each path a line from its first note to its last, and a mark on each of its notes."""
    row = collection.number
    for column, (name, notes) in enumerate(collection.routes.items()):
        x = column + 0.5
        places = [row[note.slug] - 0.5 for note in notes]
        yield Drawn(f"M{x} {min(places)}V{max(places)}", "line")
        for place, (y, note) in enumerate(zip(places, notes, strict=True), 1):
            yield Drawn(f"M{x} {y}h0", "mark", f"{name}, {place} of {len(notes)}: {note.title}")


def arcs(collection: Collection) -> Iterator[Drawn]:
    """An arc for each relation, from the note that declares it up to the earlier one."""
    row = collection.number
    longest = max(1, len(collection.notes) - 1)
    for note in collection.notes:
        for relation in note.relations:
            if relation.target not in row:
                continue
            start, end = row[note.slug] - 0.5, row[relation.target] - 0.5
            x = 1 - LEAST - (DEEPEST - LEAST) * (start - end) / longest
            kind = "corrects" if relation.corrects else "relation"
            yield Drawn(f"M1 {start}C{x:.3f} {start} {x:.3f} {end} 1 {end}", kind)
