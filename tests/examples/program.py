"""The program of a note, run with changes."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from notes_ext import examples

POSTS = Path(__file__).resolve().parents[2] / "posts"


def run(slug: str, *replacements: tuple[str, str]) -> dict[str, Any]:
    """Run all the code of a note in one namespace, and return that.

    Each old text of *replacements* stands exactly once in the code and is replaced by the new.
    What was printed is found under "stdout".
    """
    text = (POSTS / f"{slug}.md").read_text(encoding="utf-8")
    code = "".join(example.code for example in examples.read(text))
    for old, new in replacements:
        if code.count(old) != 1:
            raise ValueError(f"{old!r} stands {code.count(old)} times in the code of {slug}")
        code = code.replace(old, new)
    names: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, f"<{slug}>", "exec"), names)  # noqa: S102 (our own essays)
    return {**names, "stdout": printed.getvalue()}
