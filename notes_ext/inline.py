"""A run of text in a note: its links, citations, roles and images."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

from notes_ext import markdown, sentences
from notes_ext.note import Link, Pointer, Refuse, Vocabulary, nearest

ROLES = {
    "cite:t": "a work of `posts/references.bib` by its key, in a sentence: Helland (2005)",
    "cite:p": "one or more, in parentheses: (Helland 2005; Yuan et al. 2014)",
    "term": "an idea of `ideas.md`",
    "abbr": "an abbreviation: `SQL (Structured Query Language)`",
    "sub": "lower",
    "sup": "higher",
}
"""The roles that a note may use, each with what it holds."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
EXPLICIT = re.compile(r"(.+?)\s*<([^<>]+)>", re.DOTALL)  # {role}`words <target>`
UNREAD = re.compile(
    "|".join(
        (
            r"\]\(|\]\[",  # a link that is not closed, or leads to no definition
            r"^:{3}|^\||^\[[ xX]\]\s",  # a directive, table or task that is none here
            r"\{\{|\{(?:" + "|".join(ROLES) + r")\}",  # a substitution; a role and a space
            r"\*\*|~~|&[A-Za-z]+;|\$[A-Za-z\\][^$]*\$",  # bold, struck, an entity, mathematics
        )
    )
)
WORD = re.compile(r"\w[\w'’.,-]*")


@dataclass
class Text:
    """Gathers what the runs of text of one note say, and refuses what they may not."""

    vocabulary: Vocabulary
    refuse: Refuse
    links: list[Link] = field(default_factory=list)
    citations: dict[str, None] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    """The ideas that are used, by their folded case."""
    pointers: list[Pointer] = field(default_factory=list)
    images: dict[str, int] = field(default_factory=dict)
    """The file of each image, with its line."""
    marks: dict[str, int] = field(default_factory=dict)
    """The footnotes that are referred to, each with the line where it is first."""
    words: int = 0
    opened: set[str] = field(default_factory=set)
    """The names of the HTML tags that were refused."""

    def read(self, token: Token, first: int) -> str:
        """Read a run of text that begins on line *first*; return it without its markup."""
        text = ""
        found: list[tuple[str, int, int]] = []
        ends: list[int] = []
        for child, line in markdown.with_lines(token, first):
            if child.type in ("softbreak", "hardbreak"):
                text += " "
            elif child.type == "html_inline":
                self.html(child.content, line)
            elif child.type == "myst_role":
                text += self.role(child, line)
            elif child.type == "link_open":
                target = self.address(str(child.attrs.get("href", "")), line)
                found.append((target, line, len(text)))
            elif child.type == "link_close":
                ends.append(len(text))
            elif child.type == "footnote_ref":
                self.marks.setdefault(str(child.meta["label"]), line)
            elif child.type == "image":
                self.image(child, line)
            elif child.type in ("code_inline", "text"):
                text += self.plain(child, line)
        self.words += len(WORD.findall(text))
        for (target, line, start), end in zip(found, ends, strict=True):
            if target:
                words = " ".join(text[start:end].split())
                self.links.append(Link(target, line, sentences.around(text, start), words))
        return text

    def plain(self, token: Token, line: int) -> str:
        """Refuse markup that was not understood and would be printed; return what is shown."""
        unread = UNREAD.search(token.content)
        if unread and token.type != "code_inline":
            shown = token.content[unread.start() :][:20].strip()
            what = f"markup is printed as it stands: {shown}"
            self.refuse(line, what, "close it, or put it in backquotes")
        return token.content

    def html(self, content: str, line: int) -> None:
        """Refuse HTML between words; a closing tag only where it stands alone."""
        tag = WORD.search(content)
        if tag and content.startswith("</") and tag[0] in self.opened:
            return
        self.opened.add(tag[0] if tag else "")
        remedy = "write it in Markdown, or put it in backquotes"
        if content.startswith("<!--"):
            remedy = "write the comment on a line of its own, as '% comment'"
        self.refuse(line, f"raw HTML is not rendered: {' '.join(content.split())}", remedy)

    def role(self, token: Token, line: int) -> str:
        """Check a role; return the words that it is shown as."""
        name = str(token.meta.get("name", ""))
        explicit = EXPLICIT.fullmatch(token.content)
        if name not in ROLES:
            remedy = nearest(name, ROLES, "write Markdown")
            self.refuse(line, f"the role {{{name}}} is not used in notes", remedy)
        elif name.startswith("cite:"):
            found = self.cite(explicit[2] if explicit else token.content, line)
            if not explicit:
                return cited(name, found)
        elif name == "term":
            self.term(explicit[2] if explicit else token.content, line)
        return explicit[1] if explicit else token.content

    def cite(self, keys: str, line: int) -> list[tuple[str, str]]:
        """Check the keys of a citation; return the names and the year of each."""
        found = []
        for key in map(str.strip, keys.split(",")):
            if key in self.vocabulary.references:
                self.citations[key] = None
                found.append(self.vocabulary.references[key])
            else:
                remedy = nearest(key, self.vocabulary.references, "add it to references.bib")
                self.refuse(line, f"no reference has the key {key!r}", remedy)
        return found

    def term(self, name: str, line: int) -> None:
        """Check that an idea is defined."""
        folded = " ".join(name.casefold().split())
        if folded in self.vocabulary.terms:
            self.terms[folded] = None
        else:
            remedy = nearest(name, self.vocabulary.terms.values(), "define it in ideas.md")
            self.refuse(line, f"no idea is named {name!r}", remedy)

    def image(self, token: Token, line: int) -> None:
        """Check that an image lies beside the note and says what it shows."""
        self.local(str(token.attrs.get("src", "")), line)
        if not token.content.strip():
            self.refuse(line, "the image has no text", "write '![what it shows](file)'")

    def local(self, source: str, line: int) -> None:
        """Check that a file that a page shows is one of the site's own."""
        if SCHEME.match(source) or source.startswith("/"):
            remedy = "put the file beside the note and write its name"
            self.refuse(line, f"the image {source} is no file of this site", remedy)
        elif source:
            self.images.setdefault(unquote(source), line)

    def address(self, href: str, line: int) -> str:
        """Check where a link goes; return the slug of the note it names, or nothing."""
        scheme = SCHEME.match(href)
        if scheme:
            if scheme[1].lower() not in ("http", "https", "mailto"):
                self.refuse(line, f"a link with {scheme[1]}: is not followed", "use https://")
        elif not href:
            self.refuse(line, "a link without an address", "write [words](address)")
        elif href.startswith("//"):
            self.refuse(line, f"the link {href} has no scheme", f"write https:{href}")
        elif href.startswith("/"):
            remedy = "link the note by its file: [words](note.md)"
            self.refuse(line, f"the link {href} breaks when the site moves", remedy)
        else:
            file, _, anchor = href.partition("#")
            if not file or file.endswith(".md"):
                if anchor or "/" in file:
                    self.pointers.append(Pointer(file, unquote(anchor), line))
                return file.removesuffix(".md") if "/" not in file else ""
            remedy = "link a note by its file: [words](note.md)"
            self.refuse(line, f"the link {href} names no file of a note", remedy)
        return ""


def cited(role: str, works: list[tuple[str, str]]) -> str:
    """The words of a citation: ``Yuan et al. (2014)``, or with ``cite:p`` in parentheses.

    *works* are the names and the year of each work.
    """
    if role == "cite:p":
        return "(" + "; ".join(" ".join(filter(None, work)) for work in works) + ")"
    return "; ".join(f"{who} ({year})" if year else who for who, year in works)
