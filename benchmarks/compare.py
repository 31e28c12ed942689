"""``make benchmark [N=34]``: this site beside its peers, on one corpus of N notes, in one run.

Each generator builds the corpus from nothing, again with nothing changed, and again with one note
edited, in turn with the others and a few times over. Prints Markdown: the medians of processor
seconds, those of all processes of a build together, and of seconds on the clock; the most memory
that a process took, in MB; and each in the measure of this site. Then where our own seconds go.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import peers
from corpus import ROOT, Note, corpus
from peers import Generator

STATES = ("cold", "same", "edited")
Run = tuple[float, float, float]
"""Processor seconds, seconds, MB."""
PARTS = {
    "contract: read and check the notes": ("sources.py", "read"),
    "Sphinx and MyST read": ("builders/__init__.py", "read"),
    "Sphinx writes the pages": ("builders/__init__.py", "write_documents"),
    "lists, redirects, search page": ("builders/html/__init__.py", "gen_pages_from_extensions"),
    "cards": ("card.py", "draw"),
    "texts for feeds": ("feedhtml.py", "content"),
    "feeds": ("feeds.py", "write"),
    "search (Pagefind)": ("search.py", "finish"),
    "publish": ("build.py", "publish"),
}


def run(command: tuple[str, ...], folder: Path) -> Run:
    """Run a build; measure it and all that it starts."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers' code is compiled too
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}:\n{said.read().decode()[-2000:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024


def measure(generator: Generator, folder: Path, notes: list[Note], turn: int) -> dict[str, Run]:
    """Build a prepared site in each state."""
    for name in generator.made:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    found = {"cold": run(generator.command, folder), "same": run(generator.command, folder)}
    pages = {path for name in generator.made for path in (folder / name).rglob("*.html")}
    if len(pages) < len(notes):
        sys.exit(f"{generator.name} has made {len(pages)} pages of {len(notes)} notes")
    note = folder / generator.note.format(notes[len(notes) // 2].slug)
    note.write_text(f"{note.read_text(encoding='utf-8')}\nEdited {turn}.\n", encoding="utf-8")
    found["edited"] = run(generator.command, folder)
    return found


def table(title: str, rows: dict[str, dict[str, float]], first: str) -> None:
    """Print one table, each number with its ratio to that of the first row."""
    print(f"| {title} | {' | '.join(STATES)} |\n| --- |{' ---: |' * len(STATES)}")
    for name, row in rows.items():
        cells = (f"{row[state]:.2f} ({row[state] / rows[first][state]:.1f})" for state in STATES)
        print(f"| {name} | {' | '.join(cells)} |")
    print()


def profile(folder: Path) -> None:
    """Print what part of a cold build of ours each part takes."""
    shutil.rmtree(folder / "_build/work", ignore_errors=True)
    arguments = [*peers.ours("-j", "1")[3:]]  # copies of the process would not be seen
    os.chdir(folder)
    sys.path.insert(0, str(ROOT))
    from notes_ext import build  # noqa: PLC0415 (here, so that its imports are in the profile)

    profiler = cProfile.Profile()
    profiler.runcall(build.main, arguments)
    stats = pstats.Stats(profiler)
    spent: dict[str, float] = {}
    for (file, _, function), (_, _, _, seconds, _) in stats.stats.items():  # type: ignore[attr-defined]
        for part, (ending, name) in PARTS.items():
            if function == name and file.endswith(ending):
                spent[part] = seconds
    print("| part of a cold build, as the profiler sees it | share |\n| --- | ---: |")
    for part in PARTS:
        print(f"| {part} | {spent.get(part, 0) / stats.total_tt:.0%} |")  # type: ignore[attr-defined]


def main() -> None:
    """Measure; print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=int, nargs="?", default=34)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of generators")
    options = parser.parse_args()
    peers.install()
    notes = corpus(options.notes)
    chosen = [one for one in peers.GENERATORS if not options.only or one.name in options.only]
    found: dict[str, list[dict[str, Run]]] = {generator.name: [] for generator in chosen}
    with tempfile.TemporaryDirectory() as temporary:
        for generator in chosen:
            generator.prepare(Path(temporary, generator.name), notes)
        for turn in range(options.turns):
            for generator in chosen:
                folder = Path(temporary, generator.name)
                found[generator.name].append(measure(generator, folder, notes, turn))
        print(f"{options.notes} notes, {options.turns} turns.\n")
        units = "processor seconds", "seconds", "MB"
        for place, unit in enumerate(units):
            rows = {
                name: {s: statistics.median(t[s][place] for t in turns) for s in STATES}
                for name, turns in found.items()
            }
            table(unit, rows, chosen[0].name)
        profile(Path(temporary, peers.GENERATORS[0].name))


if __name__ == "__main__":
    main()
