"""Markdown as MyST reads it, with the line of everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

ADDRESS = re.compile(r"\]\([^()]*")


@cache
def parser() -> MarkdownIt:
    """The parser that MyST makes from ``conf.py``, made without MyST, which imports Sphinx."""
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    markdown.use(deflist_plugin)
    # Every address is a link here, so that one with javascript: is refused and not printed.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def parse(text: str) -> list[Token]:
    """The blocks of a text, each run of text with its inline tokens as children."""
    return parser().parse(text)


def line_of(token: Token, offset: int) -> int:
    """The line of the file on which a block begins, below *offset* lines that are not parsed."""
    return offset + (token.map[0] if token.map else 0) + 1


def with_lines(token: Token, start: int) -> Iterator[tuple[Token, int]]:
    """The inline tokens of a run of text that begins on line *start*, each with its line.

    The parser tells no places inside a run of text, so each token is looked for where the one
    before it ended.
    """
    source, place = token.content, 0
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            place = source.find("\n", place) + 1 or place
        yield child, start + source.count("\n", 0, place)
        if child.type == "link_close":
            address = ADDRESS.match(source, place)
            place = address.end() if address else place
        elif child.content:
            begun = source.find(child.content, place)
            if begun >= 0 and "\n" not in source[place:begun]:
                place = begun + len(child.content)
                continue
            # MyST and CommonMark write a line's end inside code as a space.
            written = re.escape(child.content).replace(r"\ ", r"\s+")
            found = re.compile(rf"[^\n]*?{written}").match(source, place)
            place = found.end() if found else place
