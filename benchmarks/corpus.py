"""One corpus of essay-like notes, written for each generator in its own dialect.

A note has about 1,500 words in six sections, three programs with what they print, a table, links to
earlier notes, two to four tags and a category. The same size gives the same corpus.
"""

from __future__ import annotations

import datetime as dt
import random
import runpy
import shutil
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = runpy.run_path(str(ROOT / "conf.py"))
TEXT = """
a an the of and in to for on with by from at as is was are were be not that which when where row
table column job pipeline schema contract query index batch stream log metric model feature
label reader writer owner cost error count day hour key value partition file record event keeps
counts writes reads fails holds moves grows drops joins reports checks repeats explains small
large late early whole empty stale fresh right wrong slow quick silent careful public
"""
WORDS = TEXT.split()
SECTIONS, PARAGRAPHS, SENTENCES = 6, 3, 6
PROGRAMS, LINKS = 3, 3


@dataclass
class Note:
    """One note, as facts: how it is written down is each generator's matter."""

    number: int
    date: dt.date
    title: str
    description: str
    category: str
    tags: list[str]
    links: list[int]
    """The numbers of earlier notes."""
    sections: list[list[str]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The name of its file and of its page."""
        return f"note-{self.number:05}"


def corpus(size: int) -> list[Note]:
    """Make *size* notes, oldest first."""
    chance = random.Random(size)
    categories, tags = list(SETTINGS["notes_categories"]), list(SETTINGS["notes_tags"])
    return [
        Note(
            number=number,
            date=dt.date(2000, 1, 1) + dt.timedelta(days=number * 9000 // size),
            title=f"{sentence(chance, 3).rstrip('.')} {number}",
            description=sentence(chance, 12),
            category=chance.choice(categories),
            tags=sorted(chance.sample(tags, chance.randint(2, 4))),
            links=sorted(chance.sample(range(number), min(number, LINKS))),
            sections=[
                [
                    " ".join(sentence(chance, 14) for _ in range(SENTENCES))
                    for _ in range(PARAGRAPHS)
                ]
                for _ in range(SECTIONS)
            ],
        )
        for number in range(size)
    ]


def sentence(chance: random.Random, length: int) -> str:
    """A sentence of about *length* words, a few of them in italics."""
    words = chance.choices(WORDS, k=length)
    if length > 12:
        words[length // 2] = f"*{words[length // 2]}*"
    return " ".join(words).capitalize() + "."


def body(note: Note, *, ours: bool = False, address: str = "{}.md") -> str:
    """The text below the title, as Markdown; *address* makes the address of a note of its slug."""
    blocks = []
    for place, paragraphs in enumerate(note.sections):
        blocks += [f"## Part {place + 1} of {note.number}", *paragraphs]
        if place < len(note.links):
            other = f"note-{note.links[place]:05}"
            blocks.append(
                f"What [note {note.links[place]}]({address.format(other)}) says of rows is said "
                "here of money, day by day, instead."
            )
        if place < PROGRAMS:
            code = f"rows = [{note.number}, {place}]\nfor row in rows:\n    print(row, sum(rows))"
            shown = "\n".join(f"{row} {note.number + place}" for row in (note.number, place))
            names = ("{testcode}", "{testoutput}") if ours else ("python", "text")
            blocks += [f"```{names[0]}\n{code}\n```", f"```{names[1]}\n{shown}\n```"]
    rows = "\n".join(f"| {row} | {row * note.number} | `{row:03}` |" for row in range(8))
    blocks.insert(4, f"| row | count | key |\n| --- | --- | --- |\n{rows}")
    return "\n\n".join(blocks) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def site(folder: Path, notes: list[Note]) -> None:
    """Write the corpus as a site of this project, with four paths and relations for all links."""
    folder.mkdir(parents=True)
    for name in ("conf.py", "index.md", "about.md", "pyproject.toml", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    for name in (*SETTINGS["templates_path"], *SETTINGS["html_static_path"]):
        shutil.copytree(ROOT / name, folder / name)
    types = list(SETTINGS["notes_relations"])
    for note in notes:
        write(folder / f"posts/{note.slug}.md", ours(note, types))
    write(folder / "ideas.md", "# Ideas\n")
    paths = ["# Paths\n\n```{chart}\n```"]
    for start in range(4):
        rows = "\n".join(f"- {note.slug}" for note in notes[start :: len(notes) // 8 or 1])
        paths.append(f"```{{path}} Path {start}\nIt leads on.\n\n{rows}\n```")
    write(folder / "paths.md", "\n\n".join(paths) + "\n")


def ours(note: Note, types: list[str]) -> str:
    """A note as this project takes it."""
    relations = "".join(
        f"  - {types[other % len(types)]}: note-{other:05}\n" for other in note.links
    )
    head = f"date: {note.date}\ndescription: {note.description}\ncategory: {note.category}\n"
    head += f"tags: [{', '.join(note.tags)}]\n"
    head += f"relations:\n{relations}" if relations else ""
    return f"---\n{head}---\n\n# {note.title}\n\n{body(note, ours=True)}"
