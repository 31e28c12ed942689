"""Everything that is read before a build: the settings, the bibliography, the notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pybtex.database import Entry

from notes_ext import anchors, bibliography, checks, contract, drawing, ideas, paths
from notes_ext.collection import Collection
from notes_ext.note import Note, Problem, Vocabulary

Setting = Callable[[str], Any]
"""Gives a setting of ``conf.py`` by its name."""
Parsed = tuple[Note | None, list[Problem]]
"""What :func:`contract.parse` finds in a file."""
Parse = Callable[[Mapping[str, bytes], Vocabulary], list[Parsed]]
"""Reads files, given by their paths."""
# Endings of files that were meant as notes; pictures and data may lie beside the notes.
TEXT = (".md", ".markdown", ".mdown", ".mkd", ".rst", ".txt")


@dataclass(frozen=True)
class Sources:
    """What the author wrote, read."""

    collection: Collection
    notes: list[Note]
    """Every note as far as it could be read, drafts and those with problems too."""
    references: Mapping[str, Entry]
    problems: list[Problem]


def parse_each(files: Mapping[str, bytes], vocabulary: Vocabulary) -> list[Parsed]:
    """Read files one after another."""
    return [contract.parse(path, raw, vocabulary) for path, raw in files.items()]


def read(
    root: Path, setting: Setting, *, drafts: bool = False, parse: Parse = parse_each
) -> Sources:
    """Read all that lies below *root*, and check it.

    The collection holds the notes that meet the contract, those marked ``draft: true`` only if
    *drafts*. The problems are those of every file, drafts included, sorted.
    """
    folder = root / setting("blog_path")
    file = folder / "references.bib"
    references, problems = bibliography.read(file, file.relative_to(root).as_posix())
    words = vocabulary(setting, references, ideas.read(root / f"{ideas.PAGE}.md"))
    problems += collisions(words, root / "conf.py")
    files = {}
    for path in sorted(folder.rglob("*")):
        shown = path.relative_to(root).as_posix()
        misplaced = list(stray(path, folder, shown))
        problems += misplaced
        if misplaced or path.suffix != ".md" or path.name.startswith("."):
            continue
        files[shown] = path.read_bytes()
    notes: list[Note] = []
    for note, found in parse(files, words):
        problems += found
        if note:
            notes.append(note)
            problems += [*drawings(note, folder), *images(note, folder)]
    refused = {problem.path for problem in problems}
    problems += checks.check(notes, refused)
    problems += anchors.check(notes, folder)
    routes = paths.read(root / f"{paths.PAGE}.md")
    problems += paths.check(routes, notes)
    sound = [note for note in notes if note.path not in refused and (drafts or not note.draft)]
    collection = Collection(sound, words, routes)
    return Sources(collection, notes, references, sorted(set(problems)))


def stray(path: Path, folder: Path, shown: str) -> Iterator[Problem]:
    """Refuse a file that was meant as a note and is none."""
    if path.name.startswith(".") or path.suffix.lower() not in TEXT:
        return
    if not path.is_file():
        yield Problem(shown, 1, "this is no file that can be read", "delete it or rename it")
    elif path.suffix != ".md":
        remedy = f"rename it to {path.stem}.md, or move it elsewhere"
        yield Problem(shown, 1, f"a file {path.suffix} is no note", remedy)
    elif path.parent != folder:
        remedy = f"move it to {folder.name}/{path.name}"
        yield Problem(shown, 1, "a note in a folder of its own is not found", remedy)


def drawings(note: Note, folder: Path) -> Iterator[Problem]:
    """Refuse what the drawings of a note may not hold, and those that are not there."""
    for name, line in note.drawings.items():
        try:
            _, found = drawing.read((folder / name).read_bytes())
        except OSError:
            remedy = f"draw it, or write the name of a file below {folder.name}/"
            yield Problem(note.path, line, f"there is no file {name!r}", remedy)
        else:
            yield from (Problem(f"{folder.name}/{name}", *told) for told in found)


def images(note: Note, folder: Path) -> Iterator[Problem]:
    """Refuse images that are not there."""
    for name, line in note.images.items():
        if not (folder / name).is_file():
            remedy = f"put it there, or write the name of a file below {folder.name}/"
            yield Problem(note.path, line, f"there is no file {name!r}", remedy)


def vocabulary(
    setting: Setting, references: Mapping[str, Entry], terms: Mapping[str, str] | None = None
) -> Vocabulary:
    """Return what the notes may say."""
    return Vocabulary(
        categories=tuple(setting("notes_categories")),
        tags=tuple(setting("notes_tags")),
        relations=dict(setting("notes_relations")),
        references={key: bibliography.label(entry) for key, entry in references.items()},
        terms=terms or {},
    )


def collisions(words: Vocabulary, conf: Path) -> Iterator[Problem]:
    """Refuse two categories, or two tags, whose pages would share one address."""
    for kind in (words.categories, words.tags):
        seen: dict[str, str] = {}
        for word in kind:
            address = slugify(word)
            other = seen.setdefault(address, word)
            if other == word and address:
                continue
            rows = conf.read_text(encoding="utf-8").split("\n") if conf.exists() else []
            line = next((n for n, row in enumerate(rows, 1) if f'"{word}"' in row), 1)
            what = f"{other!r} and {word!r} share the address {address!r}"
            if not address:
                what = f"{word!r} has no letters to make an address of"
            yield Problem(conf.name, line, what, "rename one of them" if address else "rename it")


def slugify(word: str) -> str:
    """The address of a category or tag, as ABlog makes it."""
    word = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKD", word)).strip().lower()
    return re.sub(r"[-\s]+", "-", word)
