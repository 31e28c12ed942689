"""What no note can know alone: whether the notes fit together."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from notes_ext import bibliography, linking
from notes_ext.note import Link, Note, Problem, nearest


def check(notes: Iterable[Note], refused: Iterable[str] = ()) -> list[Problem]:
    """Check the notes against each other.

    *refused* are the paths of files with problems, of which some may be no notes yet: that a
    note names one of them is no error of that note.
    """
    notes = list(notes)
    problems: list[Problem] = []
    by_slug = {note.slug: note for note in notes}
    known = set(by_slug) | {PurePosixPath(path).stem for path in refused}
    titles: dict[str, Note] = {}
    addresses: dict[str, Note] = {}
    pictures: dict[str, str] = {}
    for note in notes:
        first = titles.setdefault(" ".join(note.title.casefold().split()), note)
        if first is not note:
            what = f"the title {note.title!r} is that of {first.path}"
            line = note.lines.get("title", 1)
            problems.append(Problem(note.path, line, what, "give one of them another title"))
        for name in note.redirects:
            owner = by_slug.get(name) or addresses.setdefault(name, note)
            if owner is not note or name == note.slug:
                what = f"the redirect {name!r} is the address of {owner.path}"
                line = note.lines.get("redirects", 1)
                problems.append(Problem(note.path, line, what, "delete it"))
        for update in note.updates:
            if update.date <= note.date:
                what = f"the update of {update.date} is not after the note's date"
                remedy = f"write a date after {note.date}"
                problems.append(Problem(note.path, update.line, what, remedy))
        for name, line in {**note.drawings, **note.images}.items():
            # Sphinx gives the second of a name a number, in the order in which it reads the notes.
            file = posixpath.normpath(name)
            other = pictures.setdefault(PurePosixPath(file).name, file)
            if other != file:
                what = f"{name!r} would be published under the name of {other!r}"
                problems.append(Problem(note.path, line, what, "rename one of them"))
        problems += check_links(note, by_slug, known)
    return problems


def check_links(note: Note, by_slug: dict[str, Note], known: set[str]) -> list[Problem]:
    """Check that each relation has its sentence, each link its relation, and both a note.

    Where a note is linked more than once, the first sentence is the one that relates them.
    """
    problems: list[Problem] = []

    def refuse(line: int, what: str, remedy: str) -> None:
        problems.append(Problem(note.path, line, what, remedy))

    linked: dict[str, Link] = {}
    places: dict[str, list[int]] = {relation.target: [relation.line] for relation in note.relations}
    related = set(places)
    for link in note.links:
        linked.setdefault(link.target, link)
        places.setdefault(link.target, []).append(link.line)
    # What is wrong with a note's name is told where it stands first: in the relations, else in the
    # text. That there is no such note, which may be because it was renamed, is told everywhere.
    for target, lines in places.items():
        line, other = lines[0], by_slug.get(target)
        if target == note.slug:
            refuse(line, "the note points to itself", "name an earlier note, or link a heading")
        elif target not in known:
            remedy = nearest(target, known - {note.slug}, "write the name of a note's file")
            for line in lines:
                refuse(line, f"no note is named {target!r}", remedy)
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
        elif weak := linking.weakness(linked[target]):
            refuse(linked[target].line, f"the sentence that links {target!r} {weak[0]}", weak[1])
    return problems


def future(notes: Iterable[Note], today: dt.date) -> list[Problem]:
    """Dates after *today* of what is no draft: an error of the checks, never of the build."""
    problems = []
    for note in notes:
        dates = [(note.lines.get("date", 1), note.date)]
        dates += [(update.line, update.date) for update in note.updates]
        for line, date in dates:
            if date > today and not note.draft:
                what = f"the date {date} has not come yet"
                remedy = f"write {today} or earlier, or add 'draft: true'"
                problems.append(Problem(note.path, line, what, remedy))
    return problems


def unused(notes: Iterable[Note], references: Iterable[str], folder: Path) -> list[Problem]:
    """Works of the bibliography in *folder* that no note cites, drafts included."""
    cited = {key for note in notes for key in note.citations}
    left = [key for key in references if key not in cited]
    file = folder / "references.bib"
    text = file.read_text(encoding="utf-8") if left else ""
    path = f"{folder.name}/{file.name}"
    return [
        Problem(path, bibliography.line_of(key, text), f"no note cites {key!r}", "delete it")
        for key in left
    ]
