"""The rules of style that a program can see broken.

Each finds the places in one essay, as pairs of a line and what is wrong there. Why there is such a
rule, with an example of wrong and right, is told by ``STYLE.md`` under the rule's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from notes_ext.prose import Prose, Run

Found = Iterator[tuple[int, str]]
WORN = re.compile(
    r"\b(landscapes?|journeys?|ecosystems?|robust(?:ly|ness)?|seamless(?:ly)?|leverag(?:e[sd]?|ing)"
    r"|crucial(?:ly)?|holistic(?:ally)?|delv(?:e[sd]?|ing)|unlock(?:s|ed|ing)?"
    r"|foster(?:s|ed|ing)?|navigat(?:e[sd]?|ing)|tapestry|testament|game.changers?|deep dives?)\b",
    re.IGNORECASE,
)
SIGNPOST = re.compile(
    r"\b(ultimately|in the end,|as we(?:'ve| have) seen|at its core|key takeaways?"
    r"|why (?:this|it) matters|in conclusion|conclusion$|it(?:'s| is) worth noting|importantly,"
    r"|simply put|needless to say|in today's|let's)(?!\w)",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\bnot (?:just|only|merely|simply)\b|\bless about\b|\bnot [^.,;:]{2,40}, but (?!not\b)"
    r"|\b(?:is|are|was|were|does|do)(?:n't| not)\b[^.;:,]{2,60}[;:.,] ?"
    r"(?:it|they|this|that)(?:'s| is| are|'re)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.,:/])\d+(?:,\d+)*(?:\.\d+)?(?![\w:/]|\.\d)")
PLAIN = re.compile(r"10*|(?:19|20)\d\d")  # a power of ten measures nothing, a year is a date
VAGUE = re.compile(r"^ *(data|df|result)\b *(?:=(?!=)|,)|\bfor (data|df|result)\b", re.MULTILINE)
THIN, LEAN, WIDE = 80, 1000, 88
SEVERAL = re.compile(r"[.?!]['\")]*\s|:$")  # sentences, or one that leads to what follows it
SHORT = 12
"""Words, below which a paragraph of one sentence is there for effect."""


@dataclass(frozen=True)
class Essay:
    """One note among the others, as the rules look at it."""

    text: str
    """The whole file."""
    prose: Prose
    numbers: frozenset[str] = frozenset()
    """What its tests and the notes it links print and assert, as :func:`numbers` has them."""
    openings: Mapping[str, str] = field(default_factory=dict)
    """How the other notes begin, each with its name; see :func:`opening`."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """The headings of the other notes, folded, each with the note's name."""


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text, each in one spelling.

    >>> list(numbers("40_000 rows, 1,000.50 and 0.63"))
    ['40000', '1000.5', '0.63']
    """
    for number in re.findall(r"\d[\d,_]*(?:\.\d+)?", text):
        whole, point, part = re.sub("[,_]", "", number).partition(".")
        yield whole + (point + part).rstrip("0").rstrip(".")


def opening(prose: Prose) -> str:
    """The first three words of a note's first paragraph, folded; nothing if it has fewer."""
    words = prose.paragraphs[0].text.casefold().split()[:3] if prose.paragraphs else []
    return " ".join(words) if len(words) == 3 else ""


def _phrases(pattern: re.Pattern[str], essay: Essay) -> Iterator[tuple[Run, re.Match[str]]]:
    for run in essay.prose.runs:
        for match in pattern.finditer(run.text):
            yield run, match


def _worn(essay: Essay) -> Found:
    for run, match in _phrases(WORN, essay):
        yield run.line(match.start()), f"the word {match[0]!r} says nothing here"


def _signpost(essay: Essay) -> Found:
    for run, match in _phrases(SIGNPOST, essay):
        yield run.line(match.start()), f"{match[0]!r} announces and says nothing"


def _denial(essay: Essay) -> Found:
    for run, match in list(_phrases(DENIAL, essay))[1:]:
        yield run.line(match.start()), f"a second denial and correction: {match[0]!r}"


def _thin(essay: Essay) -> Found:
    for heading in essay.prose.headings:
        words = essay.prose.below(heading)
        if words < THIN:
            yield heading.line(), f"the heading {heading.text!r} stands over {words} words"


def _many(essay: Essay) -> Found:
    most = 3 if essay.prose.words < LEAN else 5
    sections = [heading for heading in essay.prose.headings if heading.depth == 2]
    for heading in sections[most:]:
        what = f"{len(sections)} headings over {essay.prose.words} words"
        yield heading.line(), f"{what}, of which {heading.text!r} is beyond {most}"


def _lists(essay: Essay) -> Found:
    listed = sum(lines for _, lines in essay.prose.lists)
    if listed > 0.15 * essay.prose.lines:
        share = f"{100 * listed / essay.prose.lines:.0f} % of the lines stand in lists"
        yield essay.prose.lists[0][0], share


def _bold(essay: Essay) -> Found:
    for run in essay.prose.runs:
        if run.kind == "item" and run.bold:
            yield run.line(), "an item begins in bold"


def _lone(essay: Essay) -> Found:
    brief = [
        run for run in essay.prose.paragraphs if run.words < SHORT and not SEVERAL.search(run.text)
    ]
    for run in brief[1:]:
        yield run.line(), f"a second paragraph of one short sentence: {run.text!r}"


def _shared_opening(essay: Essay) -> Found:
    words = opening(essay.prose)
    if words and words in essay.openings:
        yield essay.prose.paragraphs[0].line(), f"{essay.openings[words]} begins so too: {words!r}"


def _shared_heading(essay: Essay) -> Found:
    for heading in essay.prose.headings:
        other = essay.headings.get(heading.text.casefold())
        if other:
            yield heading.line(), f"{other} has the heading {heading.text!r} too"


def _unproved(essay: Essay) -> Found:
    told = "\n".join([*(code for _, code in essay.prose.code), *essay.prose.output])
    known = {*numbers(told), *essay.numbers}
    known |= {f"{100 * float(number):.10g}" for number in known}  # 0.63 is 63%
    for run in essay.prose.runs:
        if run.kind == "heading" or run.sourced:
            continue
        for match in NUMBER.finditer(run.text):
            number = next(numbers(match[0]))
            if number not in known and not PLAIN.fullmatch(number):
                known.add(number)  # it is told once
                yield run.line(match.start()), f"no program of the note prints {match[0]}"


def _vague(essay: Essay) -> Found:
    for line, code in essay.prose.code:
        for match in VAGUE.finditer(code):
            name = match[1] or match[2]
            yield line + code.count("\n", 0, match.start()), f"the name {name!r} fits any program"


def _wide(essay: Essay) -> Found:
    for line, code in essay.prose.code:
        for number, row in enumerate(code.split("\n"), line):
            if len(row) > WIDE:
                yield number, f"a line of {len(row)} columns"


def _unfinished(essay: Essay) -> Found:
    for number, row in enumerate(essay.text.split("\n"), 1):
        if re.search(r"\bTODO\b", row):
            yield number, "something is left to do here"


RULES: dict[str, tuple[Callable[[Essay], Found], str]] = {
    "worn-word": (_worn, "name what is meant"),
    "signpost": (_signpost, "delete it and see whether anything is lost"),
    "denial": (_denial, "say what holds, and leave out what does not"),
    "thin-section": (_thin, f"write {THIN} words below it, or delete the heading"),
    "many-headings": (_many, "delete those that only divide"),
    "list-share": (_lists, "reason in sentences: at most 15 % of the lines"),
    "bold-item": (_bold, "write a sentence, or a heading"),
    "lone-sentence": (_lone, "let it close the paragraph before it"),
    "shared-opening": (_shared_opening, "begin with what only this note has"),
    "shared-heading": (_shared_heading, "say something particular"),
    "unproved-number": (_unproved, "print it, assert it in its test, name its source, or allow it"),
    "vague-name": (_vague, "write what it holds"),
    "wide-code": (_wide, f"break it: at most {WIDE}, a phone shows 45"),
    "unfinished": (_unfinished, "write it, and delete the mark"),
}
"""Each rule's name, what finds it broken, and what to do then."""
