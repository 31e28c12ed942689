"""A note begun: a file that meets the contract, with a mark at all that its author has to say."""

from __future__ import annotations

import datetime as dt
import os
import re
import textwrap
from pathlib import Path

from notes_ext import checks, sources
from notes_ext.contract import parse
from notes_ext.frontmatter import RESERVED, SLUG
from notes_ext.note import Note
from notes_ext.sources import Setting

LONGEST = 120
"""Characters of a title; the longest of the source has 55."""
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")  # what a backslash may stand before
TEMPLATE = """\
---
date: {date}
description: TODO say in one sentence what the note claims, printed under the title and in lists.
category: {category}
# TODO choose; or one of these:
{categories}
tags: [{tag}]
# TODO choose one to four of these:
{tags}
draft: true
---

# {title}

TODO begin in the matter. State a claim that could be false, show it with a program, meet the
strongest objection, and stop.

```{{testcode}}
visits = {{"mon": 3, "tue": 4}}
print(sum(visits.values()))
```

```{{testoutput}}
7
```

TODO read the output, number by number.
"""


def slug(title: str) -> str:
    """The name of the file of a note, and its address, made of its title.

    >>> slug("Don't Panic: Café 2.0")
    'dont-panic-cafe-20'
    """
    return sources.slugify(title.replace("_", " ")).strip("-")


def text(title: str, setting: Setting, today: dt.date) -> str:
    """The whole text of a new note; *title* is Markdown."""
    first, *others = setting("notes_categories")
    tags = list(setting("notes_tags"))
    rows = textwrap.wrap(", ".join(tags), 92, break_on_hyphens=False)
    return TEMPLATE.format(
        date=today,
        title=title,
        category=first,
        categories=_comment(others),
        tag=tags[0],
        tags=_comment(rows),
    )


def _comment(rows: list[str]) -> str:
    return "\n".join(f"#   {row}" for row in rows)


def write(root: Path, setting: Setting, title: str) -> Note:
    """Write a new note below *root*; return it.

    Raises ValueError, with the reason and what to do, for a title that cannot be one.
    """
    title = " ".join(title.split())
    name = slug(title)
    if not re.search(r"[^\W\d_]", title):
        raise ValueError("a title has words; write make new TITLE='...'")
    if len(title) > LONGEST:
        raise ValueError(f"{len(title)} characters are no title; write at most {LONGEST}")
    if RESERVED.fullmatch(name):
        raise ValueError(f"the address {name!r} is taken by a list of notes; write more words")
    if not SLUG.fullmatch(name):
        foreign = "".join(dict.fromkeys(re.findall("[^a-z0-9-]", name))) or name
        raise ValueError(f"an address cannot hold {foreign!r}; write the title in Latin letters")
    read = sources.read(root, setting, drafts=True)
    path = root / setting("blog_path") / f"{name}.md"
    shown = path.relative_to(root).as_posix()
    if path.exists():
        raise ValueError(f"{shown} is there already; write on there, or choose another title")
    words, today = read.collection.vocabulary, dt.datetime.now(dt.UTC).date()
    for markdown in (title, PUNCTUATION.sub(r"\\\g<0>", title)):  # escaped only if it has to be
        content = text(markdown, setting, today)
        note, problems = parse(shown, content.encode(errors="replace"), words)
        if note and note.title == title and not problems:
            break
    if note:
        told = checks.check(read.notes)
        problems += [each for each in checks.check([*read.notes, note]) if each not in told]
    if problems:
        raise ValueError(f"{problems[0].what}; {problems[0].remedy}")
    if not note or note.title != title:
        raise ValueError("the title would not be shown as it is written; write it in plain words")
    create(path, content)
    return note


def create(path: Path, content: str) -> None:
    """Write a file whole or not at all; raise ValueError if there is one by its name."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(content, encoding="utf-8")
    try:
        os.link(aside, path)
    except FileExistsError:
        raise ValueError(f"{path.name} is there already; choose another title") from None
    finally:
        aside.unlink()
