"""What the relations cost at 34, 340 and 3,400 notes with four relations each, in one run.

``python benchmarks/relations.py`` times the parts that know relations; with ``--build`` it builds
the three sites whole as well, which takes minutes. Prints a Markdown table: seconds of
the processor, and microseconds a note, which stay level where the cost is linear.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from notes_ext import chart, pages, sources  # noqa: E402
from notes_ext.fresh import Fresh  # noqa: E402
from notes_ext.publish import Site  # noqa: E402

SIZES = (34, 340, 3400)
RELATIONS = 4
PATHS, STOPS = 10, 45  # as in the editorial plan; the stops grow with the notes
REPEATS = 5
SETTINGS = runpy.run_path(str(ROOT / "conf.py"))

NOTE = """\
---
date: {date}
description: The note of the number {number}.
category: Data Engineering
tags: [schemas]
{relations}---

# Note {number}

Some text.

{sentences}

```{{testcode}}
print({number})
```

```{{testoutput}}
{number}
```
"""


def generate(folder: Path, size: int) -> None:
    """Write a site of *size* notes, each related to four earlier ones, the first ones to fewer."""
    chance = random.Random(size)
    (folder / "posts").mkdir(parents=True)
    for name in ("conf.py", "index.md", "about.md", "ideas.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copy(ROOT / "requirements-dev.txt", folder)
    for name in ("_templates", "_static"):
        shutil.copytree(ROOT / name, folder / name)
    types = list(SETTINGS["notes_relations"])
    for number in range(size):
        earlier = chance.sample(range(number), min(number, RELATIONS))
        relations = "".join(f"  - {chance.choice(types)}: note-{other}\n" for other in earlier)
        sentences = "\n\n".join(
            f"What [Note {other}](note-{other}.md) says of rows is said here of money instead."
            for other in earlier
        )
        text = NOTE.format(
            date=dt.date(1990, 1, 1) + dt.timedelta(days=number),
            number=number,
            relations=f"relations:\n{relations}" if earlier else "",
            sentences=sentences,
        )
        (folder / f"posts/note-{number}.md").write_text(text, encoding="utf-8")
    declared = ["# Paths\n\n```{chart}\n```\n"]
    for path in range(PATHS):
        stops = sorted(chance.sample(range(size), max(2, size * STOPS // (34 * PATHS))))
        rows = "\n".join(f"- note-{number}" for number in stops)
        declared.append(f"```{{path}} Path {path}\nA sentence.\n\n{rows}\n```\n")
    (folder / "paths.md").write_text("\n".join(declared), encoding="utf-8")


def timed(do: Callable[[], Any]) -> float:
    """The least processor seconds of a few tries: what disturbs a try only adds to it."""
    found = []
    for _ in range(REPEATS):
        start = process_time()
        do()
        found.append(process_time() - start)
    return min(found)


def measure(folder: Path) -> dict[str, float]:
    """The seconds of each part, for the site in *folder*."""
    read = sources.read(folder, SETTINGS.__getitem__)
    assert not read.problems, read.problems[:3]
    every = read.collection
    site = Site()
    site.collection = every
    templates = Environment(loader=FileSystemLoader(ROOT / "_templates"), autoescape=False)
    foot = templates.get_template("foot.html")

    def compute() -> None:
        for name in ("connections", "routes", "stops", "users"):
            vars(every).pop(name, None)
            getattr(every, name)

    def feet() -> None:
        for note in every.notes:
            foot.render(
                note=note,
                connections=every.connections.get(note.slug, ()),
                stops=every.stops.get(note.slug, ()),
                earlier=every.earlier(note),
                later=every.later(note),
                pathto=lambda name: f"../{name}/",
                blog_path="posts",
                anchor=nodes.make_id,
                slugify=sources.slugify,
                typographic=pages.typographic,
                day=pages.day,
            )

    def views() -> None:
        known = Fresh(site)
        for note in every.notes:
            known.view(note)

    def draw() -> None:
        templates.get_template("chart.html").render(
            notes=every.notes,
            paths=list(every.routes),
            marks=list(chart.marks(every)),
            arcs=list(chart.arcs(every)),
            typographic=pages.typographic,
            address=lambda note: f"../posts/{note.slug}/",
        )

    return {
        "read and check the notes": timed(lambda: sources.read(folder, SETTINGS.__getitem__)),
        "compute relations and paths": timed(compute),
        "compare with the last build": timed(views),
        "write the feet of the notes": timed(feet),
        "draw the chart": timed(draw),
    }


def build(folder: Path) -> float:
    """The processor seconds of a whole build of *folder*, from nothing."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-n", "-W", "--keep-going"]
    start = os.times()
    subprocess.run([*command, str(folder), str(folder / "_build")], cwd=ROOT, check=True)
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def main() -> None:
    """Measure every size; print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", action="store_true", help="build the sites whole too")
    options = parser.parse_args()
    table: dict[str, list[float]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder, "site")
            generate(site, size)
            row = measure(site)
            if options.build:
                row["build the site, whole"] = build(site)
        for name, seconds in row.items():
            table.setdefault(name, []).append(seconds)
    print("| part | " + " | ".join(f"{size:,} notes" for size in SIZES) + " | a note, µs |")
    print("| --- |" + " ---: |" * (len(SIZES) + 1))
    for name, seconds in table.items():
        cells = " | ".join(f"{value:.4f} s" for value in seconds)
        level = ", ".join(
            f"{value / size * 1e6:,.0f}" for value, size in zip(seconds, SIZES, strict=True)
        )
        print(f"| {name} | {cells} | {level} |")


if __name__ == "__main__":
    main()
