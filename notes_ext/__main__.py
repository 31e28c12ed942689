"""``python -m notes_ext check [NOTE]``: what is wrong with the notes, and what to type instead."""

from __future__ import annotations

import argparse
import datetime as dt
import runpy
import sys
from pathlib import Path

from notes_ext import checks, sources
from notes_ext.note import nearest

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; return its exit status: 0, or 1 if anything is to be mended."""
    parser = argparse.ArgumentParser(prog="python -m notes_ext", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="check every note, or one")
    checker.add_argument("note", nargs="?", help="a note's name, with or without posts/ and .md")
    options = parser.parse_args(arguments)
    only = Path(options.note).name.removesuffix(".md") if options.note else ""
    return check(root, only)


def check(root: Path, only: str = "") -> int:
    """Check the notes below *root*; print each problem on a line of its own."""
    try:
        settings = runpy.run_path(str(root / "conf.py"))
    except SyntaxError as error:
        print(f"conf.py:{error.lineno}: {error.msg}; mend it as Python")
        return 1
    folder = root / settings["blog_path"]
    if only and not (folder / f"{only}.md").exists():
        remedy = nearest(only, (file.stem for file in folder.glob("*.md")), "name one that is")
        print(f"{folder.name}/{only}.md:1: there is no such note; {remedy}")
        return 1
    read = sources.read(root, settings.__getitem__, drafts=True)
    problems = read.problems + checks.future(read.notes, dt.datetime.now(dt.UTC).date())
    shown = [problem for problem in sorted(problems) if not only or Path(problem.path).stem == only]
    for problem in shown:
        print(problem)
    if not shown:
        print(f"{only or len(read.notes)}: nothing to mend")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
