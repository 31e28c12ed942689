"""The outline of a note: its title, its sections in order, lines across the page."""

from __future__ import annotations

from itertools import pairwise

from markdown_it.token import Token

from notes_ext.markdown import line_of
from notes_ext.note import Refuse

DEEPEST = 3  # '###'; a note has no level below it


def check(tokens: list[Token], offset: int, refuse: Refuse) -> tuple[str, int]:
    """Check the blocks below *offset* lines; return the title and its line, if there is one."""
    _start(tokens, offset, refuse)
    _rules(tokens, offset, refuse)
    return _headings(tokens, offset, refuse)


def _start(tokens: list[Token], offset: int, refuse: Refuse) -> None:
    """The title first, and some text."""
    if not tokens:
        refuse(offset + 1, "the note is empty", "write '# Title' and a paragraph")
        return
    first = line_of(tokens[0], offset)
    if tokens[0].tag != "h1":
        refuse(first, "the text does not begin with its title", "write '# Title' first")
    elif not tokens[1].content:
        refuse(first, "the title is empty", "write '# Title'")
    elif not any(token.type == "paragraph_open" for token in tokens):
        refuse(first, "the note has a title and no text", "write a paragraph")


def _headings(tokens: list[Token], offset: int, refuse: Refuse) -> tuple[str, int]:
    """One title, which is returned with its line; sections below it in order."""
    level, found = 0, ("", 0)
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        line, depth, text = line_of(opening, offset), int(opening.tag[1]), inline.content
        if text.casefold() == "references":
            refuse(line, "the references are listed by themselves", "delete this heading")
        if opening.level:
            refuse(line, "a heading inside another block", "write it with '**' around it")
        elif depth == 1 and level:
            refuse(line, "a second title", f"write '## {text}', or delete it")
        elif depth == 1:
            children = inline.children or ()
            found = "".join(child.content for child in children), line
            if any(child.type != "text" for child in children):
                refuse(line, "the title holds markup", "write it as plain text")
        elif level and depth > min(level + 1, DEEPEST):
            sign = "#" * min(level + 1, DEEPEST)
            what = f"a heading of level {depth} under one of level {level}"
            refuse(line, what, f"write '{sign} {text}'")
        level = max(1, depth if level else 1)
    return found


def _rules(tokens: list[Token], offset: int, refuse: Refuse) -> None:
    """Lines across the page only between paragraphs or the like."""
    ends = ("", "heading_close", "hr")
    before = ""
    blocks = [token for token in tokens if not token.level and token.type != "myst_line_comment"]
    for token, after in zip(blocks, [*blocks[1:], None], strict=False):
        if token.type == "hr" and (before in ends or after is None):
            refuse(line_of(token, offset), "this line divides nothing", "delete it")
        before = token.type
