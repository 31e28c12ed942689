"""The notes themselves, before any build."""

import datetime as dt
import re

import pytest

from notes_ext import __main__ as command
from notes_ext import checks, examples, new, sources
from tests.support import ROOT, SETTINGS

READ = sources.read(ROOT, SETTINGS.__getitem__, drafts=True)
PUBLISHED = [note for note in READ.notes if not note.draft]


def test_every_note_meets_the_contract():
    assert READ.problems == []
    assert checks.future(READ.notes, dt.datetime.now(dt.UTC).date()) == []
    assert len(READ.notes) == len(list(ROOT.glob("posts/*.md")))


def test_every_note_keeps_the_rules(capsys):
    """Of style, spelling and references, and its program prints what it says."""
    assert command.main(["check", "--format", "text"]) == 0, capsys.readouterr().out


def test_the_notes_are_the_oldest_of_the_source_in_its_order():
    """Notes are added in order, so those there are the last of the list, which is newest first.

    What comes after the list is the author's own.
    """
    lines = (ROOT / "tests/source-list.txt").read_text(encoding="utf-8").splitlines()
    titles = lines[3::2][::-1]
    written = [note.title for note in READ.collection.notes if not note.draft]
    assert written[: len(titles)] == titles[: len(written)]


@pytest.mark.parametrize("note", PUBLISHED, ids=lambda note: note.slug)
def test_an_essay_stands_on_others(note):
    """Works from outside, and earlier notes for all but the first."""
    assert note.citations or re.search(r"\]\(https://", note.text)
    assert note.relations or note is READ.collection.notes[0]


def test_a_slug_is_its_title():
    for note in PUBLISHED:
        assert note.slug == new.slug(note.title), note.path


@pytest.mark.parametrize("note", PUBLISHED, ids=lambda note: note.slug)
def test_a_claim_about_chance_is_swept(note):
    """What a note says of one seed is tried over others."""
    code = "".join(example.code for example in examples.read(note.text))
    if re.search(r"\bRandom\(|\brandom\.seed\(|default_rng\(", code):
        sweep = ROOT / f"tests/examples/test_{note.slug.replace('-', '_')}.py"
        assert "seed" in sweep.read_text()
