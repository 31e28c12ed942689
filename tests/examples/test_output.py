"""Every note prints what it says, to the letter, however Python orders its sets."""

import json
import os
import subprocess
import sys

import pytest

from tests.examples import program
from tests.support import ROOT


@pytest.mark.parametrize("seed", ["0", "1"])
def test_every_note_prints_what_it_says(tmp_path, seed):
    done = subprocess.run(
        [sys.executable, "-m", "tests.examples.program"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {path.stem for path in ROOT.glob("posts/*.md")}
    assert [problem for problems in found.values() for problem in problems] == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def note(tmp_path, monkeypatch):
    """Write a note of two blocks, which is not one of the collection."""
    monkeypatch.setattr(program, "POSTS", tmp_path)

    def write(output):
        text = "```{testcode}\nx = 2\nprint(x)\n```\n\n```{testoutput}\n2\n```\n\n"
        text += f"```{{testcode}}\nprint(x + 1)\n```\n\n```{{testoutput}}\n{output}\n```\n"
        (tmp_path / "x.md").write_text(text)

    return write


def test_a_wrong_output_is_found(note):
    note("3")
    assert list(program.differences("x")) == []
    for wrong in ("4", "3 ", "...", "3\n"):
        note(wrong)
        assert list(program.differences("x")) == ["posts/x.md:10: it prints\n3\n"]


def test_a_program_is_run_with_its_code_changed(note, run):
    note("3")
    assert run("x")["stdout"] == "2\n3\n"
    assert run("x", ("x = 2", "x = 5"), ("x + 1", "x + 2"))["stdout"] == "5\n7\n"
    assert run("x", ("x = 2", "x = 5"))["x"] == 5
    for old in ("y", "x"):
        with pytest.raises(ValueError, match="times in the code of x"):
            run("x", (old, "z"))
