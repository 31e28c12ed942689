"""How others may cite a note."""

import datetime as dt
from dataclasses import replace

from pybtex.database import parse_string

from notes_ext.bibliography import bibtex
from notes_ext.note import Update
from tests.unit.test_collection import A


def test_an_entry_that_bibtex_reads():
    title = "Half of 100% & C# {or} less_"
    note = replace(A, title=title.replace("{or}", "or"))
    text = bibtex(note, "Ann & Co", "https://x.example/posts/a/")
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert (entry.key, entry.type) == ("a", "misc")
    assert dict(entry.fields) == {
        "title": r"{Half of 100\% \& C\# or less\_}",
        "year": "2020",
        "month": "1",
        "url": "https://x.example/posts/a/",
    }
    assert text.splitlines()[1].strip() == r'author = "{Ann \& Co}",'


def test_an_entry_tells_when_the_note_was_revised():
    note = replace(A, updates=(Update(dt.date(2021, 2, 3), "x", 7),))
    entry = parse_string(bibtex(note, "Ann", "x"), "bibtex").entries["a"]
    assert entry.fields["note"] == "Revised 2021-02-03"
