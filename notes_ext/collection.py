"""The notes together: their order, their neighbors, and what connects them.

Nothing here imports Sphinx. Everything is computed once from the notes' own words, in time linear
in notes plus links.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData, parse_file

from notes_ext.contract import Note, Problem, Vocabulary, nearest, parse


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


class Collection:
    """Notes that meet the contract, oldest first.

    Raises nothing: :func:`load` gives a collection only together with no problems.
    """

    def __init__(self, notes: Iterable[Note], vocabulary: Vocabulary) -> None:
        self.notes: tuple[Note, ...] = tuple(
            sorted(notes, key=lambda note: (note.date, note.title))
        )
        self.vocabulary = vocabulary
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
                found[note.slug].append(Connection(relation.type, target, words))
                found[target.slug].append(Connection(inverse, note, words, relation.corrects))
        order = self.number
        return {
            slug: tuple(sorted(rows, key=lambda row: order[row.note.slug]))
            for slug, rows in found.items()
        }


def references(path: Path) -> BibliographyData:
    """Read the bibliography at *path*; an empty one if there is none."""
    return parse_file(str(path)) if path.exists() else BibliographyData()


def vocabulary(setting: Callable[[str], Any], keys: Iterable[str]) -> Vocabulary:
    """Return what the notes may say.

    *setting* gives a setting of ``conf.py`` by its name, *keys* are those of the bibliography.
    Raises :class:`ValueError` if two of
    the words would share an address.
    """
    words = Vocabulary(
        categories=tuple(setting("notes_categories")),
        tags=tuple(setting("notes_tags")),
        relations=dict(setting("notes_relations")),
        references=frozenset(keys),
    )
    for kind in (words.categories, words.tags):
        seen: dict[str, str] = {}
        for word in kind:
            other = seen.setdefault(slugify(word), word)
            if other != word:
                raise ValueError(f"{other!r} and {word!r} share one address; rename one")
    return words


def slugify(word: str) -> str:
    """The address of a category or tag, as ABlog makes it."""
    word = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKD", word)).strip().lower()
    return re.sub(r"[-\s]+", "-", word)


def load(
    folder: Path, vocabulary: Vocabulary, root: Path, *, drafts: bool = False
) -> tuple[Collection, list[Problem]]:
    """Read every note of *folder*.

    Messages name files relative to *root*. Returns the collection of the notes that meet the
    contract, with those marked ``draft: true`` only if *drafts*, and every problem found in any
    file, drafts included.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.md")):
        note, found = parse(file.relative_to(root).as_posix(), file.read_bytes(), vocabulary)
        problems += found
        if note:
            notes.append(note)
    problems += check(notes, unread={problem.path for problem in problems})
    published = [note for note in notes if drafts or not note.draft]
    return Collection(published, vocabulary), sorted(set(problems))


def check(notes: Iterable[Note], unread: Iterable[str] = ()) -> list[Problem]:
    """Check what no note can know alone.

    *unread* are the paths of notes that were refused: a link to one of them is not an error of
    the note that links.
    """
    notes = list(notes)
    problems: list[Problem] = []
    by_slug = {note.slug: note for note in notes}
    known = set(by_slug) | {Path(path).stem for path in unread}
    titles: dict[str, Note] = {}
    addresses: dict[str, Note] = {}
    for note in notes:
        first = titles.setdefault(note.title.casefold(), note)
        if first is not note:
            what = f"the title {note.title!r} is that of {first.path}"
            problems.append(Problem(note.path, 1, what, "give one of them another title"))
        for name in note.redirects:
            owner = by_slug.get(name) or addresses.setdefault(name, note)
            if owner is not note or name == note.slug:
                what = f"the redirect {name!r} is the address of {owner.path}"
                line = note.lines.get("redirects", 1)
                problems.append(Problem(note.path, line, what, "delete it"))
        for update in note.updates:
            if update.date <= note.date:
                what = f"the update of {update.date} is not after the note's date"
                line = note.lines.get("updates", 1)
                problems.append(Problem(note.path, line, what, f"write a date after {note.date}"))
        problems += check_links(note, by_slug, known)
    return problems


def check_links(note: Note, by_slug: dict[str, Note], known: set[str]) -> list[Problem]:
    """Check that each relation has its sentence, each link its relation, and both a note."""
    problems: list[Problem] = []

    def refuse(line: int, what: str, remedy: str) -> None:
        problems.append(Problem(note.path, line, what, remedy))

    linked: dict[str, int] = {}
    for link in note.links:
        linked.setdefault(link.target, link.line)
    related = {relation.target: relation.line for relation in note.relations}
    # A wrong name is reported once, where it stands first: in the relations, else in the text.
    for target, line in (linked | related).items():
        other = by_slug.get(target)
        if target == note.slug:
            refuse(line, "the note points to itself", "name an earlier note, or link a heading")
        elif target not in known:
            refuse(line, f"no note is named {target!r}", nearest(target, known - {note.slug}))
        elif other and other.draft and not note.draft:
            refuse(line, f"{target!r} is a draft", "publish it first, or delete the relation")
        elif other and (other.date, other.title) > (note.date, note.title):
            remedy = "declare the relation there: a note relates to earlier notes"
            refuse(line, f"{target!r} is later ({other.date})", remedy)
        elif target not in linked:
            remedy = f"write a sentence with [words]({target}.md), or delete the relation"
            refuse(line, f"no sentence links {target!r}", remedy)
        elif target not in related:
            remedy = f"add '- builds on: {target}' (or another type) to the relations"
            refuse(line, f"the link to {target!r} has no relation", remedy)
    return problems


def future(notes: Iterable[Note], today: dt.date) -> list[Problem]:
    """The notes and updates dated after *today*: an error of the checks, never of the build."""
    problems = []
    for note in notes:
        dates = [("date", note.date)] + [("updates", update.date) for update in note.updates]
        for key, date in dates:
            if date > today:
                what = f"the date {date} has not come yet"
                remedy = f"write {today} or earlier, or add 'draft: true'"
                problems.append(Problem(note.path, note.lines.get(key, 1), what, remedy))
    return problems
