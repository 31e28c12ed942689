"""Plain text as sentences."""

from __future__ import annotations

import re

END = re.compile(r"(?<=[.?!])[\"')\]”’]*\s+(?=[\"'(“‘]?[A-Z0-9])")
NO_END = re.compile(r"(?:\b(?:et al|e\.g|i\.e|vs|cf|St|Dr|Mr|Ms)|\b[A-Z])\.$")


def split(paragraph: str) -> list[str]:
    """Split a paragraph of plain text into its sentences.

    >>> split("Huang et al. found it. Is it so? It is.")
    ['Huang et al. found it.', 'Is it so?', 'It is.']
    """
    found: list[str] = []
    start = 0
    for match in END.finditer(paragraph):
        if not NO_END.search(paragraph[: match.start()]):
            found.append(paragraph[start : match.end()].strip())
            start = match.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def around(text: str, position: int) -> str:
    """The sentence of *text* that holds *position*, with single spaces."""
    end = 0
    for sentence in split(text):
        end = text.index(sentence, end) + len(sentence)
        if position < end:
            return " ".join(sentence.split())
    return " ".join(text.split())
