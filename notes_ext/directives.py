"""The fences of a note: which directives it may use, whether its code is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token
from pygments.filters import ErrorToken
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from notes_ext import markdown
from notes_ext.note import Refuse, nearest

DIRECTIVES = {
    "testcode": "a program, or the next part of it; it is run and colored as Python",
    "testoutput": "what that prints, to the letter",
    "code-block": "code that is not run, in a language, with the caption `Not run: ` and why",
    "note": "an aside in a box",
    "warning": "a warning in a box",
    "important": "what must not be missed, in a box",
    "update": "a change of a day, which the front matter declares",
    "epigraph": "a motto, with `-- Author` as its last paragraph",
    "figure": "a picture beside the note, of a name of its own, and its caption",
    "svg": "a drawing in `currentColor` beside the note, and its caption",
}
"""The directives that a note may use, each with what it is."""
PROSE = ("note", "warning", "important", "update", "epigraph", "figure", "svg")
"""Those whose content is prose, read like the rest of the note."""
BOXES = ("note", "warning", "important", "epigraph")  # none of these may be empty
NAMING = ("figure", "svg", "update")  # their first line names a file or a day
RUN = ("testcode", "testoutput")
OPTIONS = {
    "code-block": ("caption",),
    "figure": ("alt",),
    "svg": ("alt",),
}
"""The options of what is not run; other directives have none."""
COMMENT = re.compile(r"(?:\A|[\s>:])%")
"""Where a comment may begin; other texts need not be parsed to look for one."""
INFO = re.compile(r"\{([^\s{}]+)\}(?:\s+(.*))?")
OPTION = re.compile(r"\s*:(?!::)([\w-]+):\s*(.*)")
DRAWING = re.compile(r"[\w-]+(?:/[\w-]+)*\.svg")
REASON = re.compile(r"Not run: \w")


@dataclass(frozen=True)
class Fence:
    """A fence as MyST reads it: its directive, first line, options and content."""

    name: str
    argument: str
    options: dict[str, str]
    content: str
    skipped: int
    """Lines of options, between the first line and the content."""

    @classmethod
    def of(cls, token: Token) -> Fence:
        """Take a fence apart. A fence that is no directive has no name."""
        info = INFO.fullmatch(token.info.strip())
        rows = token.content.split("\n")
        options: dict[str, str] = {}
        skipped = 0
        if rows[0].startswith("---"):  # the other way of writing options
            options["---"] = ""
        for row in rows:
            option = OPTION.match(row)
            if not option:
                break
            options[option[1]] = option[2].strip()
            skipped += 1
        name, argument = (info[1], info[2] or "") if info else ("", "")
        return cls(name, argument, options, "\n".join(rows[skipped:]), skipped)

    def prose(self) -> Iterator[tuple[str, int]]:
        """Each part that is read like the rest of the note, and how far below the fence it is."""
        if self.name in PROSE and self.name not in NAMING:
            yield self.argument, -1
        if "caption" in self.options:
            yield self.options["caption"], list(self.options).index("caption")
        if self.name in PROSE:
            yield self.content, self.skipped


def check(fence: Fence, line: int, previous: str, refuse: Refuse) -> None:
    """Check one fence that begins on *line*; *previous* is the block before it."""
    name, options = fence.name, fence.options
    if not name:
        remedy = (
            "write {testcode} with a {testoutput} after it, or "
            "{code-block} with ':caption: Not run: why'"
        )
        refuse(line, "this code is never run", remedy)
    elif name not in DIRECTIVES:
        remedy = nearest(name, DIRECTIVES, "delete it, or write Markdown")
        refuse(line, f"the directive {{{name}}} is not used in notes", remedy)
    elif "---" in options:
        refuse(line + 1, f"{{{name}}} has options between '---'", "write each as ':name: value'")
    elif name in RUN:
        check_run(fence, line, previous, refuse)
    elif name == "code-block" and not REASON.match(options.get("caption", "")):
        remedy = "add the line ':caption: Not run: why' below its first line"
        refuse(line, "this code is never run and does not say why", remedy)
    elif name in ("figure", "svg") and not options.get("alt"):
        refuse(line, "the figure has no text", "add the line ':alt: What it shows' below it")
    if name == "svg":
        check_drawing(fence, line, refuse)
    if name in DIRECTIVES and name not in RUN:
        check_options(fence, line, refuse)
    if name in BOXES and not (fence.content + fence.argument).strip():
        refuse(line, f"the {{{name}}} block is empty", "write in it, or delete it")
    if name == "code-block":
        check_language(fence, line, refuse)


def check_drawing(fence: Fence, line: int, refuse: Refuse) -> None:
    """Check a figure that is drawn in the page; what its file holds is checked where it is read."""
    if not DRAWING.fullmatch(fence.argument):
        remedy = "put the file beside the note and write '{svg} figures/name.svg'"
        refuse(line, f"{fence.argument!r} is no drawing of this site", remedy)
    if not fence.content.strip():
        refuse(
            line, "the figure has no caption", "write a sentence in the block, below its options"
        )


def check_options(fence: Fence, line: int, refuse: Refuse) -> None:
    """Check the options of what is not run."""
    known = OPTIONS.get(fence.name, ())
    if fence.content.lstrip().startswith(":"):
        remedy = "begin with another character, or write ':name: value'"
        refuse(line + fence.skipped + 1, "this line is read as an option", remedy)
    for row, option in enumerate(fence.options, line + 1):
        if option not in known and option != "---":
            remedy = nearest(option, known, f"delete ':{option}:'")
            refuse(row, f"the {{{fence.name}}} block has no option {option!r}", remedy)


def check_language(fence: Fence, line: int, refuse: Refuse) -> None:
    """Check that code that is not run can be colored as what it is called."""
    try:
        lexer = get_lexer_by_name(fence.argument or "text", filters=["raiseonerror"])
        for _ in lexer.get_tokens(fence.content):
            pass
    except ClassNotFound:
        refuse(line, f"no language is named {fence.argument!r}", "write sql, sh, yaml or text")
    except ErrorToken as error:
        what = f"this is not read as {fence.argument}, from {str(error)[:20]!r}"
        refuse(line, what, "call it text, or mend it")


def check_run(fence: Fence, line: int, previous: str, refuse: Refuse) -> None:
    """Check code that is run, or what it prints."""
    name = fence.name
    if name == "testoutput" and previous != "testcode":
        refuse(line, "this output has no code", "put its {testcode} block before it")
    if not fence.content.strip():
        refuse(line, f"the {{{name}}} block is empty", "write in it, or delete it")
    if fence.argument:
        remedy = f"write '{{{name}}}' and nothing after it"
        refuse(line, f"the {{{name}}} block is in a group {fence.argument!r}", remedy)
    for option in fence.options:
        what = f"the {{{name}}} block has an option that may skip it or hide it"
        refuse(line, what, f"delete ':{option}:'")


def uncommented(text: str) -> str:
    """A text without its comments: the lines that begin with ``%`` outside of code."""
    if not COMMENT.search(text):
        return text
    dropped = set(_comments(text, 0))
    rows = enumerate(text.split("\n"))
    return "\n".join(row for number, row in rows if number not in dropped)


def _comments(text: str, above: int) -> Iterator[int]:
    """The lines of comments in a text that stands below *above* lines of a file."""
    for token in markdown.parse(text):
        if token.type == "myst_line_comment" and token.map:
            yield from range(above + token.map[0], above + token.map[1])
        elif token.type == "fence" and token.map:
            fence = Fence.of(token)
            if fence.name in PROSE:
                yield from _comments(fence.content, above + token.map[0] + 1 + fence.skipped)
