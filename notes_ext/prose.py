"""A note as its reader meets it: runs of words with their lines, headings, programs.

This is what the rules of :mod:`notes_ext.style` look at. It is read with the contract's parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from notes_ext import markdown
from notes_ext.directives import Fence

KINDS = {
    "heading_open": "heading",
    "footnote_reference_open": "footnote",
    "blockquote_open": "quote",
    "bullet_list_open": "item",
    "ordered_list_open": "item",
    "table_open": "cell",
}
ALLOW = re.compile(r"\s*allow\b:?\s*(?:([\w-]*)\s*:)?\s*(.*)")
WORD = re.compile(r"\w[\w'’.,-]*")


@dataclass(frozen=True)
class Run:
    """Text in one piece: a paragraph, a heading, what stands in an item or in a cell."""

    kind: str
    """"paragraph", "caption", or one of :data:`KINDS`."""
    text: str
    """As it is shown, on one line; code and citations are left out."""
    places: tuple[tuple[int, int], ...]
    """Where in the text each part of it begins, and the part's line in the file."""
    sourced: bool
    """Whether it cites a work, links a page outside or has a footnote."""
    bold: bool
    """Whether it begins in bold."""
    depth: int = 0
    """Of a heading: 1 for the title."""

    def line(self, position: int = 0) -> int:
        """The line in the file of a place in the text."""
        return max((part for part in self.places if part[0] <= position), default=(0, 1))[1]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))


@dataclass(frozen=True)
class Allowance:
    """``% allow: rule: reason``, which lets the block below it break a rule."""

    rule: str
    reason: str
    line: int
    first: int
    """The first line of the block below it."""
    last: int


@dataclass
class Prose:
    """The words of one note."""

    runs: list[Run] = field(default_factory=list)
    code: list[tuple[int, str]] = field(default_factory=list)
    """Each {testcode} block: the line of its first line, and its text."""
    output: list[str] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    """Of each list its first line, and how many lines it has."""
    lines: int = 0
    """How many lines have words."""

    @property
    def words(self) -> int:
        """How many words it has, without code."""
        return sum(run.words for run in self.runs)

    @property
    def headings(self) -> list[Run]:
        """The headings below the title."""
        return [run for run in self.runs if run.kind == "heading" and run.depth > 1]

    @property
    def paragraphs(self) -> list[Run]:
        """What stands in no list, table, quotation or footnote."""
        return [run for run in self.runs if run.kind == "paragraph"]

    def below(self, heading: Run) -> int:
        """How many words stand below a heading, up to the next of its rank."""
        count = 0
        for run in self.runs[self.runs.index(heading) + 1 :]:
            if run.kind == "heading" and run.depth <= heading.depth:
                break
            count += run.words
        return count


def read(text: str) -> Prose:
    """Read the whole text of a note's file."""
    prose = Prose()
    _walk(prose, markdown.parse(text), 0)
    return prose


def _walk(prose: Prose, tokens: list[Token], offset: int, kind: str = "paragraph") -> None:
    """Read blocks that begin below *offset* lines; *kind* is that of a paragraph among them."""
    inside: list[str] = []
    depth = 0
    waiting: list[tuple[int, str]] = []
    for token in tokens:
        line = markdown.line_of(token, offset)
        if token.type == "myst_line_comment":
            waiting += enumerate(token.content.split("\n"), line)
            continue
        if token.map and token.level == 0:
            for row, comment in waiting:
                allow = ALLOW.match(comment)
                if allow:
                    rule, reason = allow[1] or "", allow[2].strip()
                    last = offset + token.map[1]
                    prose.allowances.append(Allowance(rule, reason, row, line, last))
            waiting = []
            if token.type != "front_matter":
                prose.lines += 0 if token.type == "fence" else token.map[1] - token.map[0]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                prose.lists.append((line, token.map[1] - token.map[0]))
        if token.type in KINDS:
            inside.append(KINDS[token.type])
            depth = int(token.tag[1]) if inside[-1] == "heading" else 0
        elif token.type.removesuffix("close") + "open" in KINDS:
            inside.pop()
        elif token.type == "fence":
            _fence(prose, Fence.of(token), line)
        elif token.type == "inline":
            prose.runs.append(_run(token, line, inside[0] if inside else kind, depth))


def _fence(prose: Prose, fence: Fence, line: int) -> None:
    """Read a directive."""
    if fence.name == "testcode":
        prose.code.append((line + fence.skipped + 1, fence.content))
    elif fence.name == "testoutput":
        prose.output.append(fence.content)
    kind = "caption" if fence.name in ("figure", "svg", "code-block") else "paragraph"
    for content, offset in fence.prose():
        _walk(prose, markdown.parse(content), line + offset, kind)


def _run(token: Token, line: int, kind: str, depth: int) -> Run:
    """Read a run of text that begins on *line*."""
    text, places, sourced = "", [], False
    for child, row in markdown.with_lines(token, line):
        places.append((len(text), row))
        text += _shown(child)
        href = str(child.attrs.get("href", ""))
        role = str(child.meta.get("name", "")) if child.type == "myst_role" else ""
        outside = href.startswith("http") or role.startswith("cite:")
        sourced = sourced or outside or child.type == "footnote_ref"
    bold = next(_first(token), "") == "strong_open"
    return Run(kind, text, tuple(places), sourced, bold, depth if kind == "heading" else 0)


def _first(token: Token) -> Iterator[str]:
    """The types of what a run of text begins with, but for empty text."""
    return (child.type for child in token.children or () if child.type != "text" or child.content)


def _shown(child: Token) -> str:
    """The words of an inline token; a mark for what is no prose."""
    if child.type in ("softbreak", "hardbreak"):
        return " "
    if child.type == "myst_role":
        words, bracket, _ = child.content.partition("<")
        quoted = str(child.meta.get("name", "")).startswith("cite:") and not bracket
        return "…" if quoted else words.strip()
    if child.type == "code_inline":
        return "`code`"
    return child.content if child.type == "text" else ""
