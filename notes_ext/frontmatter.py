"""The front matter of a note: its keys, and what each may say."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import yaml

from notes_ext import yamltree
from notes_ext.note import Refuse, Relation, Update, Vocabulary, nearest
from notes_ext.yamltree import line_of

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Names under the notes' address that are not notes: ABlog's catalogs, its feed and the years.
RESERVED = re.compile(r"archive|author|category|drafts|index|language|location|tag|atom|[0-9]{4}")
REQUIRED = {
    "date": "the day, as `2018-06-12`; it orders the notes",
    "description": "one sentence of plain text, printed under the title and in every list",
    "category": "one of those in `conf.py`",
    "tags": "one to four of those in `conf.py`, as `[schemas, contracts]`",
}
OPTIONAL = {
    "relations": "a list of types (in `conf.py`), each with an earlier note: "
    "`- builds on: its-name`; `corrects:` with a sentence where that note is wrong",
    "updates": "changes after publication: a list of `date` and `reason`; "
    "an `{update} 2024-05-14` box in the text shows each where it is",
    "redirects": "the note's former names, oldest first",
    "draft": "`true` keeps the note out of every page, list and feed; `make live` shows it",
}
"""The keys, each with what it takes."""
MOST_TAGS = 4


def read(text: str, vocabulary: Vocabulary, refuse: Refuse) -> dict[str, Any]:
    """Read the YAML between the two ``---``.

    Returns the values of the keys that could be read, and the line of each key as ``lines``.
    """
    root = yamltree.compose(text, refuse)
    if root is None:
        return {}
    return _Reader(vocabulary, refuse).read(root)


class _Reader:
    """Reads one front matter; one method for each key."""

    def __init__(self, vocabulary: Vocabulary, refuse: Refuse) -> None:
        self.vocabulary = vocabulary
        self.refuse = refuse

    def read(self, root: yaml.MappingNode) -> dict[str, Any]:
        known = (*REQUIRED, *OPTIONAL)
        fields = yamltree.pairs(root, self.refuse)
        values: dict[str, Any] = {"lines": {name: line for name, (line, _) in fields.items()}}
        for name, (line, node) in fields.items():
            if name in known:
                values[name] = getattr(self, f"read_{name}")(node)
            elif name == "title":
                self.refuse(line, "the title stands in the text", "write it as '# Title' below")
            else:
                self.refuse(line, f"unknown key {name!r}", nearest(name, known))
        for name in REQUIRED:
            if name not in fields:
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

    def word(self, name: str, node: yaml.Node) -> str:
        return yamltree.word(name, node, self.refuse)

    def items(self, name: str, node: yaml.Node, example: str) -> list[yaml.Node]:
        return yamltree.items(name, node, example, self.refuse)

    def read_date(self, node: yaml.Node) -> dt.date | None:
        return yamltree.day("date", node, self.refuse)

    def read_description(self, node: yaml.Node) -> str:
        return yamltree.sentence("description", node, self.refuse)

    def read_category(self, node: yaml.Node) -> str:
        value = self.word("category", node)
        if value and value not in self.vocabulary.categories:
            remedy = nearest(value, self.vocabulary.categories)
            self.refuse(line_of(node), f"unknown category {value!r}", remedy)
        return value

    def read_tags(self, node: yaml.Node) -> tuple[str, ...]:
        tags: list[str] = []
        one = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        for item in self.items("tags", node, f"'tags: [{one or self.vocabulary.tags[0]}]'"):
            tag = self.word("a tag", item)
            if tag and tag not in self.vocabulary.tags:
                remedy = nearest(tag, self.vocabulary.tags)
                self.refuse(line_of(item), f"unknown tag {tag!r}", remedy)
            elif tag and tag in tags:
                self.refuse(line_of(item), f"the tag {tag!r} stands twice", "delete one of them")
            tags.append(tag)
        if len(tags) > MOST_TAGS:
            remedy = f"keep the {MOST_TAGS} that a reader would look under"
            self.refuse(line_of(node), f"{len(tags)} tags", remedy)
        return tuple(tags)

    def read_relations(self, node: yaml.Node) -> tuple[Relation, ...]:
        found: dict[str, Relation] = {}
        shape = f"'- {next(iter(self.vocabulary.relations))}: name-of-an-earlier-note'"
        for item in self.items("relations", node, f"below it {shape}"):
            relation = self.relation(item, shape)
            if relation and relation.target in found:
                what = f"{relation.target!r} is related twice"
                self.refuse(relation.line, what, "keep the type that says more")
            elif relation:
                found[relation.target] = relation
        return tuple(found.values())

    def relation(self, item: yaml.Node, shape: str) -> Relation | None:
        line, types = line_of(item), self.vocabulary.relations
        if not isinstance(item, yaml.MappingNode):
            self.refuse(line, "a relation has a type and a note", f"write {shape}")
            return None
        typed: list[tuple[str, str]] = []
        corrects, unknown = "", False
        for key, (row, value) in yamltree.pairs(item, self.refuse).items():
            if key == "corrects":
                corrects = yamltree.sentence("corrects", value, self.refuse)
            elif key in types:
                typed.append((key, self.word(key, value).removesuffix(".md")))
            else:
                unknown = True
                remedy = nearest(key, (*types, "corrects"))
                self.refuse(row, f"unknown relation {key!r}", remedy)
        if len(typed) == 1:
            ((kind, target),) = typed
            return Relation(kind, target, line, corrects) if target else None
        if typed or not unknown:
            self.refuse(line, f"a relation has one type, this has {len(typed)}", f"write {shape}")
        return None

    def read_updates(self, node: yaml.Node) -> tuple[Update, ...]:
        found: list[Update] = []
        shape = "'- date: 2024-05-14' and below that '  reason: One sentence.'"
        for item in self.items("updates", node, f"below it {shape}"):
            keys = yamltree.pairs(item, self.refuse) if isinstance(item, yaml.MappingNode) else {}
            if set(keys) != {"date", "reason"}:
                what = "an update has a date and a reason, and no more"
                self.refuse(line_of(item), what, f"write {shape}")
                continue
            date = yamltree.day("date", keys["date"][1], self.refuse)
            reason = yamltree.sentence("reason", keys["reason"][1], self.refuse)
            if date and reason:
                found.append(Update(date, reason, line_of(item)))
        return tuple(sorted(found, key=lambda update: update.date))

    def read_redirects(self, node: yaml.Node) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.items("redirects", node, "'redirects: [the-old-name]'"):
            name, row = self.word("a redirect", item), line_of(item)
            if name and (not SLUG.fullmatch(name) or RESERVED.fullmatch(name)):
                remedy = "write the old file's name, without .md"
                self.refuse(row, f"{name!r} was never a note's name", remedy)
            elif name in found:
                self.refuse(row, f"the redirect {name!r} stands twice", "delete one of them")
            elif name:
                found.append(name)
        return tuple(found)

    def read_draft(self, node: yaml.Node) -> bool:
        value = self.word("draft", node)
        if value and value not in ("true", "false"):
            remedy = "write 'draft: true' or delete the key"
            self.refuse(line_of(node), f"draft is {value!r}", remedy)
        return value == "true"
