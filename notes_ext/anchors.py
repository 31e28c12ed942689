"""Links to headings and to pages that are no notes: whether they lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it.token import Token
from myst_parser.slugs import github_slugify, unique_slug

from notes_ext import markdown
from notes_ext.note import Note, Problem, nearest


def of(tokens: Iterable[Token]) -> list[str]:
    """What the headings of a text can be linked by, as MyST names them."""
    found: list[str] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            children = inline.children or ()
            words = [part.content for part in children if part.type in ("text", "code_inline")]
            found.append(unique_slug(github_slugify("".join(words)), found))
    return found


def check(notes: Iterable[Note], folder: Path) -> Iterator[Problem]:
    """Refuse what leads nowhere; the notes lie in *folder*.

    That there is no such note is told where the links between notes are checked.
    """
    notes = list(notes)
    known = {note.path: note.anchors for note in notes}
    for note in notes:
        for pointer in note.pointers:
            path = f"{folder.name}/{pointer.file}" if pointer.file else note.path
            if "/" in pointer.file and path not in known:
                page = folder / pointer.file
                if not page.is_file():
                    pages = (f"../{file.name}" for file in folder.parent.glob("*.md"))
                    remedy = nearest(pointer.file, pages, "write '../page.md'")
                    what = f"there is no page {pointer.file}"
                    yield Problem(note.path, pointer.line, what, remedy)
                    continue
                known[path] = frozenset(of(markdown.parse(page.read_text(encoding="utf-8"))))
            if pointer.anchor and pointer.anchor not in known.get(path, {pointer.anchor}):
                what = f"no heading of {Path(path).name} is linked by #{pointer.anchor}"
                remedy = nearest(pointer.anchor, known[path], "write a heading in lower case")
                yield Problem(note.path, pointer.line, what, remedy)
