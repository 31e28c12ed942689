"""What an author asks of the notes, beside a build: see each command's help."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from notes_ext import checks, contract, examples, new, sources, spelling, style
from notes_ext.note import Note, Problem, nearest

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run one command; return its exit status: 0, or 1 if anything is to be mended."""
    parser = argparse.ArgumentParser(prog="python -m notes_ext", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help="say all that is wrong with the notes, or one")
    command.add_argument("note", nargs="?", help="a note's name, with or without posts/ and .md")
    command.add_argument("--format", choices=("text", "github"), default=default_format())
    command = commands.add_parser("doctest", help="run the notes' programs, or one's")
    command.add_argument("note", nargs="?", help="a note's name, with or without posts/ and .md")
    commands.add_parser("contract", help="print the tables of CONTRIBUTING.md")
    command = commands.add_parser("new", help="begin a note")
    command.add_argument("title")
    options = parser.parse_args(arguments)
    if options.command == "contract":
        print(contract.tables())
        return 0
    try:
        settings = runpy.run_path(str(root / "conf.py"))
    except SyntaxError as error:
        print(f"conf.py:{error.lineno}: {error.msg}; mend it as Python")
        return 1
    if options.command == "new":
        return begin(root, settings, options.title)
    only = Path(options.note).name.removesuffix(".md") if options.note else ""
    folder = root / settings["blog_path"]
    if only and not (folder / f"{only}.md").exists():
        remedy = nearest(only, (file.stem for file in folder.glob("*.md")), "name one that is")
        print(f"{folder.name}/{only}.md:1: there is no such note; {remedy}")
        return 1
    read = sources.read(root, settings.__getitem__, drafts=True)
    if options.command == "doctest":
        return doctest(root, read.notes, only)
    return check(root, settings, read, only, options.format)


def default_format() -> str:
    """How problems are printed where nothing is said: for GitHub's pages if that runs this."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def begin(root: Path, settings: dict[str, Any], title: str) -> int:
    """Write a new note, or say why not."""
    try:
        note = new.write(root, settings.__getitem__, title)
    except ValueError as error:
        print(f"{title!r}: {error}")
        return 1
    print(f"{note.path} is begun, as a draft. `make live OPEN=1` shows it while you write,")
    print(f"`make check NOTE={note.slug}` says what is left to do,")
    print("and without its line 'draft: true' it is published.")
    return 0


def doctest(root: Path, notes: list[Note], only: str) -> int:
    """Run programs, even those that passed before; print each fault and the diff of outputs."""
    asked = [note for note in notes if only in ("", note.slug)]
    found = examples.check(root, asked, again=True)
    for problem, diff in sorted(found.items()):
        print(problem)
        print("".join(f"    {row}\n" for row in diff.splitlines()), end="")
    if not found:
        print(f"{only or len(asked)}: what the programs print is what the notes say")
    return 1 if found else 0


def check(root: Path, settings: dict[str, Any], read: sources.Sources, only: str, form: str) -> int:
    """Check the notes below *root*; print each problem on a line of its own.

    A draft is held against the contract; against all else only if it is asked for.
    """
    due = [note for note in read.notes if note.slug == only or not (only or note.draft)]
    files = [note.path for note in due]
    if not only:
        files += [name for name in settings.get("include_patterns", ()) if (root / name).is_file()]
    problems = {
        *read.problems,
        *checks.future(read.notes, dt.datetime.now(dt.UTC).date()),
        *checks.unused(read.notes, read.references, root / settings["blog_path"]),
        *style.check(root, read.notes, only),
        *examples.check(root, due),
        *(spelling.check(root, files) if files else ()),
    }
    shown = [problem for problem in sorted(problems) if not only or Path(problem.path).stem == only]
    report(shown, form)
    if not shown:
        print(f"{only or len(read.notes)}: nothing to mend")
    return 1 if shown else 0


def report(problems: Iterable[Problem], form: str) -> None:
    """Print problems as ``path:line: what; remedy``, or as GitHub shows them in a change."""
    for problem in problems:
        if form == "github":
            told = f"{problem.what}; {problem.remedy}".replace("%", "%25").replace("\n", "%0A")
            path = problem.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
            print(f"::error file={path},line={problem.line}::{told}")
        else:
            print(problem)


if __name__ == "__main__":
    sys.exit(main())
