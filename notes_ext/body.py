"""What the Markdown of a note may hold.

Reads the text with the parser that MyST builds on, so that what is checked is what is rendered.
Like :mod:`notes_ext.contract` it imports no Sphinx and reports every problem.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

# Directives whose content is prose and is read like the rest of the note.
PROSE = ("note", "warning", "important", "epigraph", "glossary", "figure", "table")
CODE = ("testcode", "testoutput", "code-block")
DIRECTIVES = (*CODE, *PROSE, "list-table", "svg")
ROLES = ("cite:t", "cite:p", "term", "abbr", "sub", "sup")
DIRECTIVE = re.compile(r"\{([^}]*)\}\s*(.*)")
OPTION = re.compile(r":([\w-]+):\s*(.*)")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SENTENCE_END = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[\"'(]?[A-Z0-9])")
ABBREVIATIONS = ("et al.", "e.g.", "i.e.", "vs.", "cf.", "No.", "St.", "Dr.")
CITED = re.compile(r"(?:[^`<]*<)?([^`<>]+)>?")


@dataclass(frozen=True)
class Link:
    """A link to another note: its slug, its line, and the sentence that holds it."""

    target: str
    line: int
    sentence: str


@dataclass
class Body:
    """What was found in the text below the front matter."""

    title: str = ""
    links: tuple[Link, ...] = ()
    citations: tuple[str, ...] = ()
    words: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, what is wrong, what to type instead."""


@cache
def parser() -> MarkdownIt:
    """MyST's Markdown, as ``conf.py`` sets it up."""
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    return markdown.use(deflist_plugin)


def read(text: str, offset: int, references: frozenset[str]) -> Body:
    """Read the Markdown below a front matter of *offset* lines.

    *references* are the keys that may be cited.
    """
    return _Reader(references).read(text, offset)


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph of plain text into its sentences."""
    found: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(paragraph):
        if paragraph[: match.start()].endswith(ABBREVIATIONS):
            continue
        found.append(paragraph[start : match.end()].strip())
        start = match.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


class _Reader:
    def __init__(self, references: frozenset[str]) -> None:
        self.references = references
        self.body = Body()
        self.links: list[Link] = []
        self.citations: dict[str, None] = {}
        self.runs = 0
        self.previous = ""

    def refuse(self, line: int, what: str, remedy: str) -> None:
        self.body.problems.append((line, what, remedy))

    def read(self, text: str, offset: int) -> Body:
        tokens = parser().parse(text)
        self.check_outline(tokens, offset)
        self.walk(tokens, offset)
        last = offset + text.rstrip().count("\n") + 1
        if not self.runs:
            self.refuse(
                last, "no example runs", "add a {testcode} block and its {testoutput} below it"
            )
        self.body.links = tuple(self.links)
        self.body.citations = tuple(self.citations)
        return self.body

    def check_outline(self, tokens: list[Token], offset: int) -> None:
        """One title, first; sections below it in order; some text."""
        level = 0
        for opening, inline in pairwise(tokens):
            if opening.type != "heading_open":
                continue
            line, depth = self.line(opening, offset), int(opening.tag[1])
            text = inline.content.strip()
            if depth == 1 and level:
                self.refuse(line, "a second title", f"write '## {text}', or delete it")
            elif depth > level + 1 and level:
                self.refuse(
                    line,
                    f"a heading of level {depth} under one of level {level}",
                    f"write '{'#' * (level + 1)} {text}'",
                )
            elif depth > 3:
                self.refuse(line, f"a heading of level {depth}", "use '##' or '###'")
            if not level and depth == 1:
                self.body.title = text
                if any(child.type != "text" for child in inline.children or ()):
                    self.refuse(line, "the title holds markup", "write it as plain text")
            level = depth if level else 1
        rest = [t for t in tokens if t.type in ("paragraph_open", "fence", "bullet_list_open")]
        first = tokens[0] if tokens else None
        if first is None:
            self.refuse(offset + 1, "the note is empty", "write '# Title' and a paragraph")
        elif first.type != "heading_open" or first.tag != "h1":
            self.refuse(
                self.line(first, offset),
                "the text does not begin with its title",
                "write '# Title' first",
            )
        elif not self.body.title:
            self.refuse(self.line(first, offset), "the title is empty", "write '# Title'")
        elif not rest:
            self.refuse(
                self.line(first, offset), "the note has a title and no text", "write a paragraph"
            )

    @staticmethod
    def line(token: Token, offset: int) -> int:
        return offset + (token.map[0] if token.map else 0) + 1

    def walk(self, tokens: Sequence[Token], offset: int) -> None:
        """Look at each block, and into each directive that holds prose."""
        for token in tokens:
            line = self.line(token, offset)
            if token.type == "html_block":
                if token.content.lstrip().startswith("<!--"):
                    remedy = "write the comment as '% comment'"
                else:
                    remedy = "write it in Markdown, or delete it"
                self.refuse(line, "raw HTML is not rendered", remedy)
            elif token.type == "code_block":
                self.refuse(
                    line,
                    "indented code is never run",
                    "put it in a {testcode} block, or do not indent the text",
                )
            elif token.type in ("fence", "colon_fence"):
                self.directive(token, line)
            elif token.type == "inline":
                self.inline(token, line)
            if token.level == 0 and token.nesting >= 0 and token.type != "fence":
                self.previous = token.type

    def directive(self, token: Token, line: int) -> None:
        """Check one fence: what it is, whether it is run, what it holds."""
        match = DIRECTIVE.match(token.info.strip())
        if not match:
            what = "this code is never run"
            self.refuse(
                line,
                what,
                "write {testcode} with a {testoutput} after it, or "
                "{code-block} with ':caption: Not run: why'",
            )
            return
        name = match[1]
        options = dict(self.options(token.content))
        if name not in DIRECTIVES:
            close = difflib.get_close_matches(name, DIRECTIVES, n=1)
            remedy = f"did you mean {{{close[0]}}}?" if close else "delete it, or write Markdown"
            self.refuse(line, f"the directive {{{name}}} is not used in notes", remedy)
        elif name == "code-block" and not re.match(r"Not run: \w", options.get("caption", "")):
            self.refuse(
                line,
                "this code is never run and does not say why",
                "add the line ':caption: Not run: why' below its first line",
            )
        elif name == "testoutput" and self.previous != "testcode":
            self.refuse(line, "this output has no code", "put its {testcode} block before it")
        elif name in ("testcode", "testoutput") and not token.content.strip():
            self.refuse(line, f"the {{{name}}} block is empty", "write in it, or delete it")
        if name in ("testcode", "testoutput") and options:
            self.refuse(
                line,
                f"the {{{name}}} block has options that may skip it or hide it",
                f"delete ':{next(iter(options))}:'",
            )
        self.runs += name == "testoutput"
        self.previous = name
        if name in PROSE:
            self.walk(parser().parse(token.content), line)

    @staticmethod
    def options(content: str) -> Iterator[tuple[str, str]]:
        for row in content.split("\n"):
            match = OPTION.match(row)
            if not match:
                return
            yield match[1], match[2]

    def inline(self, token: Token, start: int) -> None:
        """Check a run of text: HTML, roles, addresses; note its links and their sentences."""
        text, line = "", start
        found: list[tuple[str, int, int]] = []
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                text, line = text + " ", line + 1
            elif child.type == "html_inline":
                self.refuse(
                    line,
                    f"raw HTML is not rendered: {child.content}",
                    "write it in Markdown, or put it in backquotes",
                )
            elif child.type == "myst_role":
                text += self.role(child, line)
            elif child.type == "link_open":
                target = self.address(str(child.attrs.get("href", "")), line)
                if target:
                    found.append((target, line, len(text)))
            elif child.type == "image":
                source = str(child.attrs.get("src", ""))
                if SCHEME.match(source) or source.startswith("//"):
                    self.refuse(
                        line,
                        f"the image {source} is fetched from another site",
                        "put it beside the note and link it by file",
                    )
                if not child.content.strip():
                    self.refuse(line, "the image has no text", "write '![what it shows](file)'")
            elif child.type in ("text", "code_inline"):
                text += child.content
        self.body.words += len(re.findall(r"\w[\w'’.,-]*", text))
        for target, row, position in found:
            self.links.append(Link(target, row, self.around(text, position)))

    @staticmethod
    def around(text: str, position: int) -> str:
        """The sentence of *text* that holds *position*."""
        end = 0
        for sentence in sentences(text):
            end = text.index(sentence, end) + len(sentence)
            if position < end:
                return " ".join(sentence.split())
        return " ".join(text.split())

    def role(self, token: Token, line: int) -> str:
        name = str(token.meta.get("name", ""))
        if name not in ROLES:
            close = difflib.get_close_matches(name, ROLES, n=1)
            remedy = f"did you mean {{{close[0]}}}?" if close else "write Markdown"
            self.refuse(line, f"the role {{{name}}} is not used in notes", remedy)
        elif name.startswith("cite:"):
            self.cite(token.content, line)
            return ""
        return token.content.split(" <")[0]

    def cite(self, content: str, line: int) -> None:
        match = CITED.fullmatch(content)
        for key in map(str.strip, (match[1] if match else content).split(",")):
            if key in self.references:
                self.citations[key] = None
            else:
                close = difflib.get_close_matches(key, self.references, n=1)
                remedy = f"did you mean {close[0]!r}?" if close else "add it to references.bib"
                self.refuse(line, f"no reference has the key {key!r}", remedy)

    def address(self, href: str, line: int) -> str:
        """Check where a link goes; return the slug of the note it names, or nothing."""
        scheme = SCHEME.match(href)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            self.refuse(line, f"a link with {scheme[1]}: is not followed", "use https://")
        elif not scheme and href.startswith("/"):
            self.refuse(
                line,
                f"the link {href} breaks when the site moves",
                "link the note by its file: [words](note.md)",
            )
        elif not href:
            self.refuse(line, "a link without an address", "write [words](address)")
        elif not scheme and not href.startswith(("#", "../")):
            path = href.split("#", maxsplit=1)[0]
            if path.endswith(".md") and "/" not in path:
                return path.removesuffix(".md")
            self.refuse(
                line,
                f"the link {href} names no file of a note",
                "link a note by its file: [words](note.md)",
            )
        return ""
