"""The ideas: ``ideas.md`` defines each handle that a note coins, in a glossary."""

from __future__ import annotations

from pathlib import Path

from notes_ext import markdown
from notes_ext.directives import Fence

PAGE = "ideas"
"""The page that defines the ideas."""


def read(file: Path) -> dict[str, str]:
    """Read the terms that *file* defines, each by its folded case; none if there is no file."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    fences = [Fence.of(token) for token in markdown.parse(text) if token.type == "fence"]
    terms = [
        row.strip()
        for fence in fences
        if fence.name == "glossary"
        for row in fence.content.split("\n")
        if row and not row[0].isspace()
    ]
    return {term.casefold(): term for term in terms}
