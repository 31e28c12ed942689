"""What the file of a note may say, and what to type where it says something else.

Nothing here imports Sphinx: the build and ``python -m notes_ext check`` read notes through the
same function, :func:`parse`. It never raises for what an author wrote; it returns problems, each
with its line and its remedy.

The YAML is read as a tree of nodes with their lines and never turned into Python values, so a
date is the text its author typed and ``no`` is two letters.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import yaml

from notes_ext import body

if TYPE_CHECKING:
    from notes_ext.body import Link

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;")
# Names under the notes' address that are not notes: ABlog's catalogs, its feed and the years.
RESERVED = re.compile(r"archive|author|category|drafts|index|language|location|tag|atom|\d{4}")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file: where it is, what it is, and what to type instead."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.remedy}"


@dataclass(frozen=True)
class Vocabulary:
    """The words a note may choose from. They are settings: see ``conf.py``."""

    categories: tuple[str, ...]
    tags: tuple[str, ...]
    relations: Mapping[str, str]
    """Each type of relation with its inverse: ``{"builds on": "built on by"}``."""
    references: frozenset[str] = frozenset()
    """The keys that may be cited."""


@dataclass(frozen=True)
class Relation:
    """A typed link to an earlier note."""

    type: str
    target: str
    line: int
    corrects: str = ""
    """What the earlier note got wrong and what holds instead, or nothing."""


@dataclass(frozen=True)
class Update:
    """A dated change to a published note."""

    date: dt.date
    reason: str


@dataclass(frozen=True)
class Note:
    """One note that meets the contract."""

    slug: str
    path: str
    title: str
    date: dt.date
    description: str
    category: str
    tags: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    updates: tuple[Update, ...] = ()
    redirects: tuple[str, ...] = ()
    draft: bool = False
    links: tuple[Link, ...] = ()
    """Its links to other notes, in order, each with the sentence that holds it."""
    citations: tuple[str, ...] = ()
    words: int = 0
    """Words of prose, without code."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key of the front matter."""

    @property
    def revised(self) -> dt.date | None:
        """The date of the newest update, or None."""
        return max((update.date for update in self.updates), default=None)

    @property
    def minutes(self) -> int:
        """Minutes to read it, at 220 words a minute, at least one."""
        return max(1, round(self.words / 220))


def nearest(value: str, choices: Iterable[str]) -> str:
    """Return the remedy for a word outside *choices*: the nearest of them, or all of them."""
    choices = list(choices)
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(value.casefold().strip(), folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean {folded[close[0]]!r}?"
    return "use one of " + ", ".join(repr(choice) for choice in choices)


def parse(path: str, raw: bytes, vocabulary: Vocabulary) -> tuple[Note | None, list[Problem]]:
    """Read one file.

    *path* is shown in messages and its stem is the note's slug; *raw* is what the file holds.
    Returns the note and no problems, or None and every problem found, in order of line.
    """
    reader = _Reader(path, vocabulary)
    note = reader.read(raw)
    problems = sorted(set(reader.problems))
    return (None if problems else note), problems


class _Reader:
    """Reads one file and gathers its problems; one method for each key of the front matter."""

    REQUIRED = ("date", "description", "category", "tags")
    OPTIONAL = ("relations", "updates", "redirects", "draft")

    def __init__(self, path: str, vocabulary: Vocabulary) -> None:
        self.path = path
        self.slug = PurePosixPath(path).stem
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []

    def refuse(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, what, remedy))

    def read(self, raw: bytes) -> Note | None:
        self.check_slug()
        text = self.decode(raw)
        if text is None:
            return None
        lines = text.split("\n")
        if lines[0].rstrip() != "---":
            self.refuse(1, "the note does not begin with its front matter", "begin it with '---'")
            return None
        closing = next((i for i, row in enumerate(lines[1:], 1) if row.rstrip() == "---"), None)
        if closing is None:
            self.refuse(1, "the front matter is not closed", "end it with a line '---'")
            return None
        values = self.front_matter("\n".join(lines[1:closing]))
        content = body.read(
            "\n".join(lines[closing + 1 :]), closing + 1, self.vocabulary.references
        )
        for line, what, remedy in content.problems:
            self.refuse(line, what, remedy)
        if values is None or self.problems:
            return None
        return Note(
            slug=self.slug,
            path=self.path,
            title=content.title,
            links=content.links,
            citations=content.citations,
            words=content.words,
            **values,
        )

    def check_slug(self) -> None:
        if not SLUG.fullmatch(self.slug):
            wanted = re.sub(r"[^a-z0-9]+", "-", self.slug.lower()).strip("-") or "a-short-title"
            self.refuse(1, "the file's name is its address", f"rename it to {wanted}.md")
        elif RESERVED.fullmatch(self.slug):
            self.refuse(1, f"the name {self.slug!r} is taken by a list of notes", "rename the file")

    def decode(self, raw: bytes) -> str | None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.refuse(
                line, f"the byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8"
            )
            return None
        text = text.replace("\r\n", "\n")
        found = CONTROL.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            code = f"U+{ord(found[0]):04X}"
            self.refuse(line, f"the control character {code} is not text", "delete it")
            return None
        return text

    def front_matter(self, text: str) -> dict | None:  # type: ignore[type-arg]
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            line = (mark.line if mark else 0) + 2
            row = [*text.split("\n"), ""][line - 2]
            what = getattr(error, "problem", None) or "it cannot be read"
            remedy = "write 'key: value', and put quotes around a value that holds ': ' or ' #'"
            if "\t" in row:
                what, remedy = "a tab cannot indent", "use spaces"
            self.refuse(line, f"the front matter is not YAML ({what})", remedy)
            return None
        if not isinstance(root, yaml.MappingNode):
            self.refuse(2, "the front matter has no keys", "write 'date: 2020-01-31' and so on")
            return None
        known = self.REQUIRED + self.OPTIONAL
        fields: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in self.pairs(root):
            line = key.start_mark.line + 2
            if key.value == "title":
                self.refuse(line, "the title stands in the text", "write it as '# Title' below")
            elif key.value not in known:
                self.refuse(line, f"unknown key {key.value!r}", nearest(key.value, known))
            elif key.value in fields:
                self.refuse(line, f"the key {key.value!r} stands twice", "delete one of them")
            else:
                fields[key.value] = (line, value)
        values: dict = {"lines": {name: line for name, (line, _) in fields.items()}}  # type: ignore[type-arg]
        for name in known:
            if name in fields:
                values[name] = getattr(self, f"read_{name}")(*fields[name])
            elif name in self.REQUIRED:
                self.refuse(
                    1, f"the key {name!r} is missing", f"add '{name}: {self.example(name)}'"
                )
        return values

    def example(self, name: str) -> str:
        return {
            "date": "2020-01-31",
            "description": "One sentence.",
            "category": self.vocabulary.categories[0],
            "tags": f"[{self.vocabulary.tags[0]}]",
        }[name]

    # The shapes of YAML.

    def pairs(self, node: yaml.MappingNode) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """The pairs of a mapping whose keys are plain words; others are refused."""
        found = []
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                found.append((key, value))
            else:
                self.refuse(key.start_mark.line + 2, "a key must be a word", "write 'key: value'")
        return found

    def scalar(self, name: str, node: yaml.Node) -> str:
        """The text of a single value, or an empty text once it has been refused."""
        line = node.start_mark.line + 2
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(line, f"{name} takes one value", f"write '{name}: value', without brackets")
            return ""
        if node.tag.startswith("!") or node.tag.endswith((":binary", ":merge", ":value")):
            self.refuse(line, f"{name} has a YAML tag", "write the plain value")
            return ""
        value = str(node.value).strip()
        if not value or (node.tag.endswith(":null") and not node.style):
            self.refuse(line, f"{name} is empty", "write a value or delete the key")
            return ""
        return value

    def sequence(self, name: str, node: yaml.Node, example: str) -> list[yaml.Node]:
        """The items of a list, or none once it has been refused."""
        line = node.start_mark.line + 2
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(line, f"{name} must be a list", f"write '{name}: {example}'")
            return []
        if not node.value:
            self.refuse(line, f"{name} is empty", "write a value or delete the key")
        return list(node.value)

    def plain(self, name: str, node: yaml.Node) -> str:
        """A sentence without markup."""
        value = self.scalar(name, node)
        line = node.start_mark.line + 2
        if MARKUP.search(value):
            self.refuse(line, f"{name} holds HTML", "write plain text; '<' stands before a space")
        if "\n" in value:
            self.refuse(line, f"{name} has more than one paragraph", "write one sentence")
        return value

    def day(self, name: str, node: yaml.Node) -> dt.date | None:
        value = self.scalar(name, node)
        if not value:
            return None
        line = node.start_mark.line + 2
        if not DATE.fullmatch(value):
            self.refuse(line, f"{name} {value!r} is not a date", "write it as YYYY-MM-DD")
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            reason = str(error).split(",")[0]
            self.refuse(line, f"{name} {value!r} does not exist ({reason})", "write a real date")
            return None

    # The keys.

    def read_date(self, line: int, node: yaml.Node) -> dt.date | None:
        return self.day("date", node)

    def read_description(self, line: int, node: yaml.Node) -> str:
        return self.plain("description", node)

    def read_category(self, line: int, node: yaml.Node) -> str:
        value = self.scalar("category", node)
        if value and value not in self.vocabulary.categories:
            remedy = nearest(value, self.vocabulary.categories)
            self.refuse(line, f"unknown category {value!r}", remedy)
        return value

    def read_tags(self, line: int, node: yaml.Node) -> tuple[str, ...]:
        tags: list[str] = []
        for item in self.sequence("tags", node, f"[{self.vocabulary.tags[0]}]"):
            tag = self.scalar("tags", item)
            row = item.start_mark.line + 2
            if tag and tag not in self.vocabulary.tags:
                self.refuse(row, f"unknown tag {tag!r}", nearest(tag, self.vocabulary.tags))
            elif tag in tags:
                self.refuse(row, f"the tag {tag!r} stands twice", "delete one of them")
            tags.append(tag)
        if len(tags) > 4:
            self.refuse(line, f"{len(tags)} tags", "keep the four that a reader would look under")
        return tuple(tags)

    def read_relations(self, line: int, node: yaml.Node) -> tuple[Relation, ...]:
        found: dict[str, Relation] = {}
        types = tuple(self.vocabulary.relations)
        shape = f"write '- {types[0]}: name-of-an-earlier-note'"
        for item in self.sequence("relations", node, f"and below it '- {types[0]}: slug'"):
            row = item.start_mark.line + 2
            if not isinstance(item, yaml.MappingNode):
                self.refuse(row, "a relation has a type and a note", shape)
                continue
            typed: list[tuple[str, str]] = []
            corrects = ""
            for key, value in self.pairs(item):
                if key.value == "corrects":
                    corrects = self.plain("corrects", value)
                elif key.value in types:
                    typed.append((key.value, self.scalar(key.value, value)))
                else:
                    where = key.start_mark.line + 2
                    remedy = nearest(key.value, (*types, "corrects"))
                    self.refuse(where, f"unknown relation {key.value!r}", remedy)
            if len(typed) != 1:
                self.refuse(row, f"a relation has one type, this has {len(typed)}", shape)
                continue
            ((kind, target),) = typed
            target = target.removesuffix(".md")
            if target in found:
                self.refuse(row, f"{target!r} is related twice", "keep the type that says more")
            elif target:
                found[target] = Relation(kind, target, row, corrects)
        return tuple(found.values())

    def read_updates(self, line: int, node: yaml.Node) -> tuple[Update, ...]:
        found: list[Update] = []
        shape = "write '- date: 2024-05-14' and below it '  reason: One sentence.'"
        for item in self.sequence("updates", node, "and below it '- date: 2024-05-14'"):
            row = item.start_mark.line + 2
            keys = (
                {k.value: v for k, v in self.pairs(item)}
                if isinstance(item, yaml.MappingNode)
                else {}
            )
            if set(keys) != {"date", "reason"} or len(keys) != len(getattr(item, "value", ())):
                self.refuse(row, "an update has a date and a reason", shape)
                continue
            date, reason = self.day("date", keys["date"]), self.plain("reason", keys["reason"])
            if date and reason:
                found.append(Update(date, reason))
        return tuple(sorted(found, key=lambda update: update.date))

    def read_redirects(self, line: int, node: yaml.Node) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.sequence("redirects", node, "[the-old-name]"):
            name = self.scalar("redirects", item)
            row = item.start_mark.line + 2
            if name and (not SLUG.fullmatch(name) or RESERVED.fullmatch(name)):
                self.refuse(row, f"{name!r} was never a note's name", "write the old file's name")
            elif name in found:
                self.refuse(row, f"the redirect {name!r} stands twice", "delete one of them")
            found.append(name)
        return tuple(found)

    def read_draft(self, line: int, node: yaml.Node) -> bool:
        value = self.scalar("draft", node)
        if value and value not in ("true", "false"):
            self.refuse(line, f"draft is {value!r}", "write 'draft: true' or delete the key")
        return value == "true"
