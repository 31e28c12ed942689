"""What the text of a note may hold, below its front matter.

Reads it with the parser that MyST builds on, so that what is checked is what is rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from notes_ext import anchors, directives, markdown, outline
from notes_ext.directives import Fence
from notes_ext.inline import Text
from notes_ext.markdown import line_of
from notes_ext.note import Link, Pointer, Refuse, Vocabulary

UNUSED = {
    "code_block": (
        "indented code is never run",
        "put it in a {testcode} block, or do not indent the text",
    ),
    "myst_target": ("a label is not used in notes", "link the heading: [words](#it)"),
    "myst_block_break": ("'+++' shows nothing", "write '---' for a line, or delete it"),
}
"""What Markdown or MyST has and notes have not: what to say of it, and the remedy."""


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
    body.title, body.line = outline.check(tokens, offset, refuse)
    blocks = _Blocks(Text(vocabulary, refuse), refuse)
    blocks.walk(tokens, offset)
    blocks.end()
    blocks.check_footnotes()
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
    footnotes: dict[str, int] = field(default_factory=dict)
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
            elif token.type in UNUSED:
                self.refuse(line, *UNUSED[token.type])
            elif token.type == "hr" and (nested or token.level):
                self.refuse(line, "a line across another block", "delete it")
            elif token.type == "fence":
                self.fence(token, line)
                continue
            elif token.type == "inline":
                self.text.read(token, line)
            elif token.type == "footnote_reference_open":
                self.footnote(str(token.meta["label"]), line)
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
            tokens = markdown.parse(content)
            if tokens and fence.name in ("figure", "svg") and tokens[0].type != "paragraph_open":
                remedy = "begin it with a paragraph"
                self.refuse(line_of(tokens[0], line + offset), "the caption is no sentence", remedy)
            self.walk(tokens, line + offset, nested=True)

    def footnote(self, label: str, line: int) -> None:
        if label in self.footnotes:
            self.refuse(line, f"the footnote [^{label}] stands twice", "delete one of them")
        self.footnotes.setdefault(label, line)

    def check_footnotes(self) -> None:
        """Refuse marks without a footnote and footnotes without a mark."""
        for label, line in self.text.marks.items():
            if label not in self.footnotes:
                remedy = f"write '[^{label}]: ' and its text as a paragraph"
                self.refuse(line, f"there is no footnote [^{label}]", remedy)
        for label, line in self.footnotes.items():
            if label not in self.text.marks:
                remedy = f"write [^{label}] in the text, or delete it"
                self.refuse(line, "nothing refers to this footnote", remedy)

    def end(self) -> None:
        """Refuse the code before this place if what it prints was not told."""
        if self.waiting:
            remedy = "put a {testoutput} block right after it"
            self.refuse(self.waiting, "this code has no output", remedy)
        self.waiting = 0
