"""YAML as a tree of nodes with their lines, never turned into Python values.

So a date is the text its author typed, ``no`` is two letters, and each value is checked by the
one who knows what it should be.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from typing import Any

import yaml

from notes_ext.note import Refuse

FIRST = 2  # the line below the opening '---'
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;|`|\]\(|\*\w")
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # six times as fast, where it was compiled
DEEPEST = 4  # a list of mappings, and one level for a message about what stands too deep


def line_of(node: yaml.Node) -> int:
    """The line of the file on which a node begins."""
    return int(node.start_mark.line) + FIRST


def compose(text: str, refuse: Refuse, loader: Any = FAST) -> yaml.MappingNode | None:
    """Return the tree of a front matter, or None once it has been refused."""
    try:
        sound = _plain(text, refuse, loader)
        root = yaml.compose(text, Loader=loader) if sound else None
    except yaml.YAMLError as error:
        if loader is not yaml.SafeLoader:  # which says better what is wrong
            return compose(text, refuse, yaml.SafeLoader)
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        row = mark.line if mark else 0
        what = getattr(error, "problem", None) or "it cannot be read"
        remedy = "write 'key: value', and put quotes around a value that holds ': ' or ' #'"
        if "\t" in [*text.split("\n"), ""][row]:
            what, remedy = "a tab cannot indent", "use spaces"
        refuse(row + FIRST, f"the front matter is not YAML ({what})", remedy)
        return None
    if sound and not isinstance(root, yaml.MappingNode):
        refuse(FIRST, "the front matter has no keys", "write 'date: 2020-01-31' and so on")
    return root if isinstance(root, yaml.MappingNode) else None


def _plain(text: str, refuse: Refuse, loader: Any) -> bool:
    """Refuse what the tree would hide or could not hold: tags, anchors, great depth."""
    sound, depth = True, 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        found = ""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            found = f"the YAML anchor {anchor!r}"
        elif tag:
            found = f"the YAML tag {tag!r}"
        elif depth > DEEPEST:
            found = "a list within lists"
        if found and event.start_mark:
            line = int(event.start_mark.line) + FIRST
            refuse(line, f"{found} is not used in notes", "write the plain value")
            sound = False
        if depth > DEEPEST:
            break
    return sound


def pairs(node: yaml.MappingNode, refuse: Refuse) -> dict[str, tuple[int, yaml.Node]]:
    """The keys of a mapping, each with its line and its value."""
    found: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        line = line_of(key)
        if not isinstance(key, yaml.ScalarNode):
            refuse(line, "a key must be a word", "write 'key: value'")
        elif key.value in found:
            refuse(line, f"the key {key.value!r} stands twice", "delete one of them")
        else:
            found[key.value] = (line, value)
    return found


def word(name: str, node: yaml.Node, refuse: Refuse) -> str:
    """The text of a single value, or an empty text once it has been refused."""
    line = line_of(node)
    if not isinstance(node, yaml.ScalarNode):
        refuse(line, f"{name} takes one value", f"write '{name}: value', without brackets")
        return ""
    value = str(node.value).strip()
    if not value or (node.tag.endswith(":null") and not node.style):
        refuse(line, f"{name} is empty", "write a value or delete the key")
        return ""
    return value


def items(name: str, node: yaml.Node, example: str, refuse: Refuse) -> list[yaml.Node]:
    """The items of a list, or none once it has been refused."""
    if not isinstance(node, yaml.SequenceNode):
        refuse(line_of(node), f"{name} must be a list", f"write {example}")
        return []
    if not node.value:
        refuse(line_of(node), f"{name} is empty", "write a value or delete the key")
    return list(node.value)


def sentence(name: str, node: yaml.Node, refuse: Refuse) -> str:
    """A sentence without markup."""
    value = word(name, node, refuse)
    if MARKUP.search(value):
        refuse(line_of(node), f"{name} holds markup", "write plain text, and a space after a '<'")
    if "\n" in value:
        refuse(line_of(node), f"{name} has more than one line", "write one sentence")
    return value


def day(name: str, node: yaml.Node, refuse: Refuse) -> dt.date | None:
    """A day written as ``2020-01-31``, or None once it has been refused."""
    value = word(name, node, refuse)
    if not value:
        return None
    what = "is not a date"
    if DATE.fullmatch(value):
        with suppress(ValueError):
            return dt.date.fromisoformat(value)
        what = "does not exist"
    refuse(line_of(node), f"{name} {value!r} {what}", nearest_day(value))
    return None


def nearest_day(value: str) -> str:
    """Return the remedy for what is no date: the days it may mean, or how to write one.

    >>> nearest_day("1/2/2021")
    'did you mean 2021-01-02 or 2021-02-01?'
    """
    numbers = [int(number) for number in re.findall(r"(?<![0-9])[0-9]{1,4}(?![0-9])", value)[:3]]
    days = set()
    if len(numbers) == 3:
        first, second, third = numbers
        orders = ((third, second, first), (third, first, second))
        for year, month, number in [(first, second, third)] if first > 31 else orders:
            if year >= 1000 and 1 <= month <= 12 and 1 <= number <= 31:
                number = min(number, calendar.monthrange(year, month)[1])
                days.add(dt.date(year, month, number).isoformat())
    return f"did you mean {' or '.join(sorted(days))}?" if days else "write a day as YYYY-MM-DD"
