"""The works that notes cite: ``posts/references.bib``, and the words they are cited with."""

from __future__ import annotations

from pathlib import Path

from pybtex.database import BibliographyData, BibliographyDataError, Entry, Person, parse_file
from pybtex.scanner import PybtexSyntaxError

from notes_ext.note import Problem


def read(path: Path, shown: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Read the bibliography at *path*, which messages call *shown*; none if there is no file.

    Returns its entries by their keys, and its problems.
    """
    if not path.exists():
        return {}, []
    line, remedy = 1, "mend it as BibTeX: @book{key, title = {...}}"
    try:
        works: BibliographyData = parse_file(str(path), encoding="utf-8")
    except PybtexSyntaxError as error:
        line, what = error.lineno, f"this is not BibTeX ({error.args[0]})"
    except BibliographyDataError as error:
        what, remedy = f"{error}", "give one of them another key"
    except UnicodeDecodeError:
        what, remedy = "the bibliography is not UTF-8", "save it as UTF-8"
    else:
        return dict(works.entries), []
    return {}, [Problem(shown, line, what, remedy)]


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
    if words[-1] == "others":
        return ", ".join(words[:-1]) + " et al."
    if len(words) < 3:
        return " and ".join(words)
    return ", ".join(words[:-1]) + ", and " + words[-1]


def label(entry: Entry) -> tuple[str, str]:
    """The names and the year under which *entry* is cited: ``("Huang et al.", "2017")``."""
    words = [surname(person) for person in entry.persons.get("author", ())]
    who = names(words) if len(words) < 3 else f"{words[0]} et al."
    return who, str(entry.fields.get("year", ""))
