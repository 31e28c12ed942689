"""The works that notes cite: ``posts/references.bib``, and the words they are cited with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pybtex.database import BibliographyData, BibliographyDataError, Entry, Person, parse_string
from pybtex.database.output.bibtex import Writer
from pybtex.scanner import PybtexSyntaxError

from notes_ext.note import Note, Problem

ROUND = str.maketrans("{}", "()")  # BibTeX has no way to write a brace without its other


def read(path: Path, shown: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Read the bibliography at *path*, which messages call *shown*; none if there is no file.

    Returns its entries by their keys, and its problems.
    """
    if not path.exists():
        return {}, []
    raw = path.read_bytes()
    line, remedy = 1, "mend it as BibTeX: @book{key, title = {...}}"
    try:
        text = raw.decode("utf-8")
        works: BibliographyData = parse_string(text, "bibtex")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what, remedy = f"the byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8"
    except PybtexSyntaxError as error:
        line, what = error.lineno, f"this is not BibTeX ({error.args[0]})"
    except BibliographyDataError as error:
        line = line_of(str(error).rpartition(": ")[2], text)
        what, remedy = f"{error}", "give one of them another key"
    else:
        return dict(works.entries), list(incomplete(works.entries, text, shown))
    return {}, [Problem(shown, line, what, remedy)]


def line_of(key: str, text: str) -> int:
    """The line on which the last entry with a key begins."""
    begun = [found.start() for found in re.finditer(rf"@\w+\s*[{{(]\s*{re.escape(key)}\s*,", text)]
    return text.count("\n", 0, begun[-1]) + 1 if begun else 1


def incomplete(entries: Mapping[str, Entry], text: str, shown: str) -> Iterator[Problem]:
    """Refuse works that no citation could name."""
    for key, entry in entries.items():
        line = line_of(key, text)
        if not entry.persons.get("author"):
            yield Problem(shown, line, f"{key!r} has no author", "add 'author = {...},'")
        if not entry.fields.get("title"):
            yield Problem(shown, line, f"{key!r} has no title", "add 'title = {...},'")
        if not re.match(r"https?://", entry.fields.get("url", "https://")):
            yield Problem(
                shown, line, f"the url of {key!r} is none of the web", "write https://..."
            )


def plain(text: str) -> str:
    """Drop the braces with which BibTeX keeps capitals."""
    return text.replace("{", "").replace("}", "")


def surname(person: Person) -> str:
    """The name under which a person is cited."""
    return plain(" ".join((*person.prelast_names, *person.last_names)))


def full_name(person: Person) -> str:
    """A person's name as the bibliography gives it."""
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names)
    return plain(" ".join(word for part in parts for word in part))


def names(words: list[str]) -> str:
    """Join names: "A", "A and B", "A, B, and C"; a last "others" becomes "et al."."""
    if words[-1:] == ["others"]:
        return ", ".join(words[:-1]) + " et al."
    if len(words) < 3:
        return " and ".join(words)
    return ", ".join(words[:-1]) + ", and " + words[-1]


def label(entry: Entry) -> tuple[str, str]:
    """The names and the year under which *entry* is cited: ``("Huang et al.", "2017")``."""
    words = [surname(person) for person in entry.persons.get("author", ())]
    who = names(words) if len(words) < 3 else f"{words[0]} et al."
    return who, str(entry.fields.get("year", ""))


def bibtex(note: Note, author: str, url: str) -> str:
    """The entry under which others may cite *note*, as BibTeX. The braces keep its capitals."""
    fields = {
        "author": f"{{{author}}}",
        "title": f"{{{note.title.translate(ROUND)}}}",
        "year": str(note.date.year),
        "month": str(note.date.month),
        "url": url,
    }
    if note.revised:
        fields["note"] = f"Revised {note.revised}"
    entry = Entry("misc", list(fields.items()))
    return str(Writer().to_string(BibliographyData({note.slug: entry}))).strip()
