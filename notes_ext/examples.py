"""The programs of the notes: run, and what they print compared to what the notes say.

The doctest builder compares them before anything is published. This does it without a build, names
the line that is wrong, and remembers what passed, by what went into it.

As a command it reads one note, which its argument names, runs the program in the folder where it is
called, and writes what :func:`run` finds as JSON.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from notes_ext import files, markdown
from notes_ext.directives import Fence
from notes_ext.note import Note, Problem

CACHE = "_build/cache/examples.json"
LOCK = "requirements-dev.txt"
LONGEST = 60
"""Seconds that a note's program may take."""


@dataclass(frozen=True)
class Example:
    """A piece of code and what it prints, each with the line of the file where it begins."""

    line: int
    code: str
    output_line: int
    output: str


def read(text: str) -> Iterator[Example]:
    """Each piece of code of a note that has an output."""
    line, code = 0, ""
    for token in markdown.parse(text):
        fence = Fence.of(token) if token.type == "fence" else None
        place = markdown.line_of(token, 1)
        if fence and fence.name == "testcode":
            line, code = place, fence.content
        elif fence and fence.name == "testoutput":
            yield Example(line, code, place, fence.content.replace("<BLANKLINE>\n", "\n"))


def run(path: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Run a note's program; yield the line of each fault, what it is, and a diff of outputs.

    All examples share one namespace, that of the main program as when a reader runs it, and what
    follows one that raises is not run.
    """
    module = sys.modules["__main__"] = ModuleType("__main__")  # where libraries look names up
    for example in read(text):
        printed = io.StringIO()
        try:
            code = compile("\n" * (example.line - 1) + example.code, path, "exec")
            with redirect_stdout(printed):
                exec(code, vars(module))  # noqa: S102 (our own essays)
        except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever an author's code raises)
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno for frame in frames if frame.filename == path and frame.lineno]
            if isinstance(error, SyntaxError) and error.lineno:
                lines.append(error.lineno)
            (*_, told) = traceback.format_exception_only(error)
            yield (lines or [example.line])[-1], f"the program stops: {told.split(chr(10))[0]}", ""
            return
        if printed.getvalue() != example.output:
            yield _difference(example, printed.getvalue())


def _difference(example: Example, printed: str) -> tuple[int, str, str]:
    """The first line on which an output is not what the note says."""
    said, got = example.output.splitlines(), printed.splitlines()
    pairs = enumerate(zip([*said, *[None] * len(got)], [*got, *[None] * len(said)], strict=True))
    row = next((row for row, (one, other) in pairs if one != other), 0)
    what = f"the program prints {got[row]!r}" if row < len(got) else "the program prints no more"
    what += f", the note says {said[row]!r}" if row < len(said) else ", the note says no more"
    diff = difflib.unified_diff(said, got, "the note says", "the program prints", lineterm="")
    return example.output_line + min(row, len(said)), what, "\n".join(diff)


def check(root: Path, notes: Sequence[Note], *, again: bool = False) -> dict[Problem, str]:
    """Run the programs of the notes below *root*: each fault, with a diff of its outputs.

    A program that passed is not run again while it, the lock and Python are what they were, unless
    *again* is set.
    """
    cache = root / CACHE
    try:
        passed: dict[str, str] = dict(json.loads(cache.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        passed = {}
    lock = root / LOCK
    around = sys.version + (lock.read_text(encoding="utf-8") if lock.exists() else "")
    marks = {note.path: _mark(note, around) for note in notes}
    todo = [note for note in notes if again or passed.get(note.path) != marks[note.path]]
    found: dict[Problem, str] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for note, faults in zip(todo, pool.map(_apart, todo), strict=True):
            passed[note.path] = "" if faults else marks[note.path]
            remedy = "mend the program, or say what it prints"
            found |= {Problem(note.path, line, what, remedy): diff for line, what, diff in faults}
    if todo:
        files.write(cache, json.dumps(passed, indent=1, sort_keys=True))
    return found


def _mark(note: Note, around: str) -> str:
    """What tells whether a program is what it was: the note's code and outputs, and *around*."""
    said = [(example.code, example.output) for example in read(note.text)]
    return hashlib.sha256(repr((said, around)).encode()).hexdigest()


def _apart(note: Note) -> list[tuple[int, str, str]]:
    """Run one note's program in a process of its own, in an empty folder."""
    command = [sys.executable, "-m", "notes_ext.examples", note.path]
    here = str(Path(__file__).resolve().parent.parent)
    around = {**os.environ, "PYTHONPATH": here, "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(  # noqa: S603 (our own module)
                command, cwd=folder, env=around, timeout=LONGEST,
                capture_output=True, encoding="utf-8", check=False, input=note.text,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [(1, f"the program takes longer than {LONGEST} seconds", "")]
        files = sorted(file.name for file in Path(folder).glob("[!.]*"))
        left = [(1, f"the program leaves {name} behind", "") for name in files]
    try:
        return [*((line, what, diff) for line, what, diff in json.loads(done.stdout)), *left]
    except ValueError:
        said = (done.stderr or done.stdout).strip().splitlines()
        return [(1, f"the program ends Python: {said[-1] if said else done.returncode}", "")]


if __name__ == "__main__":
    json.dump(list(run(sys.argv[1], sys.stdin.read())), sys.stdout)
