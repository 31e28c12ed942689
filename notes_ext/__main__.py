"""``python -m notes_ext check [NOTE]``: what is wrong with the notes, and what to type instead."""

from __future__ import annotations

import argparse
import datetime as dt
import runpy
import sys
from pathlib import Path

from notes_ext import collection

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; return its exit status: 0, or 1 if anything is to be mended."""
    parser = argparse.ArgumentParser(prog="python -m notes_ext", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="check every note, or one")
    checker.add_argument("note", nargs="?", help="a note's name, with or without posts/ and .md")
    options = parser.parse_args(arguments)
    return check(root, Path(options.note).stem if options.note else "")


def check(root: Path, only: str = "") -> int:
    """Check the notes below *root*; print each problem on a line of its own."""
    settings = runpy.run_path(str(root / "conf.py"))
    folder = root / settings["blog_path"]
    if only and not (folder / f"{only}.md").exists():
        print(f"{folder.name}/{only}.md:1: there is no such note; name a file of {folder.name}/")
        return 1
    works = collection.references(folder / "references.bib")
    words = collection.vocabulary(settings.__getitem__, works.entries)
    notes, problems = collection.load(folder, words, root, drafts=True)
    dated = [note for note in notes.notes if not note.draft]
    problems += collection.future(dated, dt.datetime.now(dt.UTC).date())
    shown = sorted(p for p in problems if not only or Path(p.path).stem == only)
    for problem in shown:
        print(problem)
    if not shown:
        print(f"{only or len(notes.notes)}: nothing to mend")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
