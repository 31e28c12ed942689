"""What the text of a note may hold, below its front matter.

Reads it with the parser that MyST builds on, so that what is checked is what is rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from notes_ext import anchors, directives, markdown
from notes_ext.directives import Fence
from notes_ext.inline import Text
from notes_ext.markdown import line_of
from notes_ext.note import Link, Pointer, Refuse, Vocabulary

DEEPEST = 3  # '###'; a note has no level below it


@dataclass
class Body:
    """What was found in the text below the front matter."""

    title: str = ""
    line: int = 0
    """The line of the title."""
    links: list[Link] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    updates: dict[str, int] = field(default_factory=dict)
    """The day of each {update} box, as it is written, with its line."""
    drawings: dict[str, int] = field(default_factory=dict)
    """The file of each {svg} block, with its line."""
    pointers: list[Pointer] = field(default_factory=list)
    images: dict[str, int] = field(default_factory=dict)
    """The file of each image, with its line."""
    anchors: list[str] = field(default_factory=list)
    """What its headings can be linked by."""
    words: int = 0


def read(text: str, offset: int, vocabulary: Vocabulary, refuse: Refuse) -> Body:
    """Read the Markdown below a front matter of *offset* lines."""
    tokens = markdown.parse(text)
    body = Body()
    _check_start(tokens, offset, refuse)
    _check_headings(tokens, offset, body, refuse)
    blocks = _Blocks(Text(vocabulary, refuse), refuse)
    blocks.walk(tokens, offset)
    blocks.end()
    if not blocks.runs:
        last = offset + text.rstrip().count("\n") + 1
        remedy = "add a {testcode} block and its {testoutput} below it"
        refuse(last, "no example runs", remedy)
    body.links, body.words = blocks.text.links, blocks.text.words
    body.updates, body.drawings = blocks.updates, blocks.drawings
    body.citations, body.terms = list(blocks.text.citations), list(blocks.text.terms)
    body.pointers, body.images = blocks.text.pointers, blocks.text.images
    body.anchors = anchors.of(tokens)
    return body


def _check_start(tokens: list[Token], offset: int, refuse: Refuse) -> None:
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


def _check_headings(tokens: list[Token], offset: int, body: Body, refuse: Refuse) -> None:
    """One title; sections below it in order."""
    level = 0
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
            body.title, body.line = "".join(child.content for child in children), line
            if any(child.type != "text" for child in children):
                refuse(line, "the title holds markup", "write it as plain text")
        elif level and depth > min(level + 1, DEEPEST):
            sign = "#" * min(level + 1, DEEPEST)
            what = f"a heading of level {depth} under one of level {level}"
            refuse(line, what, f"write '{sign} {text}'")
        level = max(1, depth if level else 1)


@dataclass
class _Blocks:
    """Looks at each block of a note, and into each directive that holds prose."""

    text: Text
    refuse: Refuse
    runs: bool = False
    previous: str = ""
    """The block before the one looked at."""
    updates: dict[str, int] = field(default_factory=dict)
    drawings: dict[str, int] = field(default_factory=dict)
    waiting: int = 0
    """The line of a {testcode} that has had no {testoutput}, or 0."""

    def walk(self, tokens: Sequence[Token], offset: int, *, nested: bool = False) -> None:
        for token in tokens:
            line = line_of(token, offset)
            if token.type == "html_block":
                remedy = "write it in Markdown, or delete it"
                if token.content.lstrip().startswith("<!--"):
                    remedy = "write the comment as '% comment'"
                self.refuse(line, "raw HTML is not rendered", remedy)
            elif token.type == "code_block":
                remedy = "put it in a {testcode} block, or do not indent the text"
                self.refuse(line, "indented code is never run", remedy)
            elif token.type == "myst_target":
                self.refuse(line, "a label is not used in notes", "link the heading: [words](#it)")
            elif token.type == "myst_block_break":
                self.refuse(line, "'+++' shows nothing", "write '---' for a line, or delete it")
            elif token.type == "fence":
                self.fence(token, line)
                continue
            elif token.type == "inline":
                self.text.read(token, line)
            elif token.type == "heading_open" and nested:
                remedy = "write it with '**' around it"
                self.refuse(line, "a heading inside another block", remedy)
            if token.nesting >= 0:
                self.previous = token.type

    def fence(self, token: Token, line: int) -> None:
        fence = Fence.of(token)
        if fence.name == "testcode":
            self.end()
            self.waiting = line
        elif fence.name == "testoutput":
            self.runs = True
            self.waiting = 0
        directives.check(fence, line, self.previous, self.refuse)
        self.previous = fence.name
        if fence.name == "update":
            self.updates.setdefault(fence.argument, line)
        if fence.name == "svg" and directives.DRAWING.fullmatch(fence.argument):
            self.drawings.setdefault(fence.argument, line)
        if fence.name == "figure":
            self.text.local(fence.argument, line)
        for content, offset in fence.prose():
            self.walk(markdown.parse(content), line + offset, nested=True)

    def end(self) -> None:
        """Refuse the code before this place if what it prints was not told."""
        if self.waiting:
            remedy = "put a {testoutput} block right after it"
            self.refuse(self.waiting, "this code has no output", remedy)
        self.waiting = 0
