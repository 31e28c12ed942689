"""Every note prints what it says, to the letter, however Python orders its sets."""

import pytest

from notes_ext import examples, sources
from tests.examples import program
from tests.support import ROOT, SETTINGS


@pytest.mark.parametrize("seed", ["0", "1"])
def test_every_note_prints_what_it_says(monkeypatch, seed):
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    notes = sources.read(ROOT, SETTINGS.__getitem__, drafts=True).notes
    assert len(notes) == len(list(ROOT.glob("posts/*.md")))
    assert examples.check(ROOT, notes, again=True) == {}


def test_what_is_replaced_stands_there_once(monkeypatch, tmp_path):
    monkeypatch.setattr(program, "POSTS", tmp_path)
    text = "```{testcode}\nx = 2\nprint(x)\n```\n\n```{testoutput}\n2\n```\n"
    (tmp_path / "x.md").write_text(text)
    assert program.run("x", ("2", "3"))["stdout"] == "3\n"
    for old in ("4", "x"):
        with pytest.raises(ValueError, match="times in the code of x"):
            program.run("x", (old, "3"))
