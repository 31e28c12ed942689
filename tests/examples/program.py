"""The programs of the notes: their code, what it is said to print, and how to run them.

As a command it runs the program of every note and writes, as JSON, each block whose output is
not what the note says.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from notes_ext import markdown
from notes_ext.directives import Fence

POSTS = Path(__file__).resolve().parents[2] / "posts"


def blocks(slug: str) -> Iterator[tuple[int, str, str]]:
    """Each piece of code of a note: its line, the code, what it is said to print."""
    code, place = "", 0
    for token in markdown.parse((POSTS / f"{slug}.md").read_text(encoding="utf-8")):
        fence = Fence.of(token) if token.type == "fence" else None
        if fence and fence.name == "testcode":
            code, place = fence.content, markdown.line_of(token, 0)
        elif fence and fence.name == "testoutput":
            yield place, code, fence.content.replace("<BLANKLINE>\n", "\n")


def run(slug: str, *replacements: tuple[str, str]) -> dict[str, Any]:
    """Run all the code of a note in one namespace, and return that.

    Each old text of *replacements* stands exactly once in the code and is replaced by the new.
    What was printed is found under "stdout".
    """
    code = "".join(code for _, code, _ in blocks(slug))
    for old, new in replacements:
        if code.count(old) != 1:
            raise ValueError(f"{old!r} stands {code.count(old)} times in the code of {slug}")
        code = code.replace(old, new)
    names: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, f"<{slug}>", "exec"), names)  # noqa: S102 (our own essays)
    return {**names, "stdout": printed.getvalue()}


def differences(slug: str) -> Iterator[str]:
    """Run a note as it stands; yield what it prints where that is not what it says."""
    names: dict[str, Any] = {}
    for line, code, expected in blocks(slug):
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, f"<{slug}:{line}>", "exec"), names)  # noqa: S102
        if printed.getvalue() != expected:
            yield f"posts/{slug}.md:{line}: it prints\n{printed.getvalue()}"


if __name__ == "__main__":
    slugs = sorted(path.stem for path in POSTS.glob("*.md"))
    found = {slug: list(differences(slug)) for slug in slugs}
    json.dump(found, sys.stdout)
