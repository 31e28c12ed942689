"""Misspelled words, as codespell finds them with the words of ``pyproject.toml``."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from notes_ext.note import Problem

FOUND = re.compile(r"(?:\./)?(.+?):(\d+): (\S+) ==> (.+)")


def check(root: Path, paths: Iterable[str]) -> list[Problem]:
    """Look for misspelled words in files below *root*."""
    command = [sys.executable, "-m", "codespell_lib", "--", *paths]
    done = subprocess.run(  # noqa: S603 (names of files, as arguments)
        command, cwd=root, capture_output=True, text=True, check=False
    )
    found = [match.groups() for match in map(FOUND.fullmatch, done.stdout.splitlines()) if match]
    if done.returncode and not found:
        raise RuntimeError(f"codespell failed: {done.stderr}")
    return [
        Problem(path, int(line), f"{word!r} is misspelled", f"write {meant!r}, or name it in "
                "pyproject.toml under codespell, if it is a word of the field")
        for path, line, word, meant in found
    ]  # fmt: skip
