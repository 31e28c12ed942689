"""What the file of a note may say, and what to type where it says something else.

Nothing here imports Sphinx: the build and ``python -m notes_ext check`` read notes through the
same function, :func:`parse`. It never raises for what an author wrote; it returns problems, each
with its line and its remedy.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from itertools import takewhile
from pathlib import PurePosixPath

from notes_ext import body, directives, frontmatter, inline
from notes_ext.note import Note, Problem, Refuse, Update, Vocabulary

# Control characters but for tab and line feed, marks of direction, what has no width, and
# noncharacters.
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def parse(path: str, raw: bytes, vocabulary: Vocabulary) -> tuple[Note | None, list[Problem]]:
    """Read one file.

    *path* is shown in messages and its stem is the note's slug; *raw* is what the file holds.
    Returns the note as far as it could be read, so that it can be checked against others, or
    None if it has no date or no title; and every problem found, in order of line. The note meets
    the contract if there are none.
    """
    problems: set[Problem] = set()

    def refuse(line: int, what: str, remedy: str) -> None:
        problems.add(Problem(path, line, what, remedy))

    note = _read(path, raw, vocabulary, refuse)
    return note, sorted(problems)


def _read(path: str, raw: bytes, vocabulary: Vocabulary, refuse: Refuse) -> Note | None:
    slug = PurePosixPath(path).stem
    _check_name(slug, refuse)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        refuse(1, "the file is UTF-16", "save it as UTF-8")
        return None
    rows = _decode(raw, refuse).split("\n")
    if rows[0].rstrip() != "---":
        refuse(1, "the note does not begin with its front matter", "begin it with a line '---'")
        return None
    inside = list(takewhile(lambda row: not row.strip().startswith("---"), rows[1:]))
    closing = len(inside) + 1
    if closing == len(rows):
        refuse(1, "the front matter is not closed", "end it with a line '---'")
        return None
    if rows[closing].rstrip() != "---":
        refuse(closing + 1, "this line closes the front matter", "write '---' and nothing else")
    values = frontmatter.read("\n".join(inside), vocabulary, refuse)
    text = body.read("\n".join(rows[closing + 1 :]), closing + 1, vocabulary, refuse)
    _check_updates(values.get("updates", ()), text.updates, refuse)
    if not values.get("date") or not text.title:
        return None
    lines = {**values.pop("lines"), "title": text.line}
    return Note(
        slug=slug,
        path=path,
        title=text.title,
        links=tuple(text.links),
        citations=tuple(text.citations),
        terms=tuple(text.terms),
        drawings=text.drawings,
        images=text.images,
        pointers=tuple(text.pointers),
        anchors=frozenset(text.anchors),
        words=text.words,
        text="\n".join(rows),
        lines=lines,
        **{"description": "", "category": "", "tags": (), **values},
    )


def _check_updates(declared: tuple[Update, ...], shown: Mapping[str, int], refuse: Refuse) -> None:
    """Each declared update is shown where it changed the text, and no other is."""
    days = {str(update.date) for update in declared}
    for update in declared:
        if str(update.date) not in shown:
            what = f"the update of {update.date} is not shown"
            remedy = f"write an {{update}} {update.date} box where the text changed"
            refuse(update.line, what, remedy)
    for day, line in shown.items():
        if day not in days:
            what = f"no update of {day!r} is declared"
            refuse(line, what, "declare it under 'updates', with its reason")


def _check_name(slug: str, refuse: Refuse) -> None:
    if not frontmatter.SLUG.fullmatch(slug):
        wanted = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "a-short-title"
        refuse(1, f"the name {slug!r} is no address", f"rename the file to {wanted}.md")
    elif frontmatter.RESERVED.fullmatch(slug):
        remedy = f"rename the file, to a-note-on-{slug}.md for example"
        refuse(1, f"the name {slug!r} is taken by a list of notes", remedy)


def _decode(raw: bytes, refuse: Refuse) -> str:
    """Return the text, after refusing what is not text; that is left out."""
    raw = raw.replace(b"\r\n", b"\n")
    for number, row in enumerate(raw.split(b"\n"), 1):
        try:
            text = row.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"the byte 0x{row[error.start]:02x} is not UTF-8"
            refuse(number, what, "save the file as UTF-8")
            text = row.decode("utf-8", errors="ignore")
        if "\r" in text:
            refuse(number, "a line ends in CR alone", "save the file with line ends LF or CRLF")
        for code in sorted({ord(found) for found in CONTROL.findall(text)} - {ord("\r")}):
            what = f"the control character U+{code:04X} is not text"
            refuse(number, what, "delete it, or save the file as UTF-8 without a byte order mark")
    return CONTROL.sub("", raw.decode("utf-8", errors="ignore").replace("\r", "\n"))


def tables() -> str:
    """What a note may hold, as tables in Markdown: ``CONTRIBUTING.md`` has them."""
    keys = {f"`{key}`": what for key, what in frontmatter.REQUIRED.items()}
    keys |= {f"`{key}`, if any": what for key, what in frontmatter.OPTIONAL.items()}
    blocks = {
        f"`{{{name}}}`": "; ".join(
            [what, *(f"`:{option}:`" for option in directives.OPTIONS.get(name, ()))]
        )
        for name, what in directives.DIRECTIVES.items()
    }
    roles = {f"`{{{name}}}`": what for name, what in inline.ROLES.items()}
    parts = []
    for title, rows in (("key", keys), ("block", blocks), ("role", roles)):
        parts.append(f"| {title} | what it holds |\n| --- | --- |")
        parts[-1] += "".join(f"\n| {name} | {what} |" for name, what in rows.items())
    return "\n\n".join(parts)
