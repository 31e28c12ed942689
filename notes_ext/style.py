"""The notes held against the rules of style, and what a note is allowed all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from notes_ext import prose, rules
from notes_ext.note import Note, Problem, nearest
from notes_ext.prose import Allowance, Prose
from notes_ext.rules import RULES, Essay


def check(root: Path, notes: Iterable[Note], only: str = "") -> list[Problem]:
    """Hold the notes below *root* against the rules, or *only* one of them.

    Drafts are held against them only if they are asked for.
    """
    notes = [note for note in notes if not note.draft or note.slug == only]
    read = {note.slug: prose.read(note.text) for note in notes}
    found: list[Problem] = []
    for note in notes:
        if only in ("", note.slug):
            essay = _among(note, read, root)
            found += [Problem(note.path, *told) for told in judge(essay)]
    return found


def _among(note: Note, read: Mapping[str, Prose], root: Path) -> Essay:
    """One note among the others that were *read*."""
    others = {slug: words for slug, words in read.items() if slug != note.slug}
    linked = (read[link.target].output for link in note.links if link.target in read)
    tests = root / "tests/examples" / f"test_{note.slug.replace('-', '_')}.py"
    told = ["\n".join(output) for output in linked]
    if tests.exists():
        told.append(tests.read_text(encoding="utf-8"))
    return Essay(
        note.text,
        read[note.slug],
        numbers=frozenset(number for each in told for number in rules.numbers(each)),
        openings={rules.opening(words): slug for slug, words in others.items()},
        headings={
            run.text.casefold(): slug for slug, words in others.items() for run in words.headings
        },
    )


def judge(essay: Essay) -> Iterator[tuple[int, str, str]]:
    """The line of each place where an essay breaks a rule, what it is, and the remedy."""
    allowances = {allowance: False for allowance in essay.prose.allowances if allowance.reason}
    for name, (find, remedy) in RULES.items():
        for line, what in find(essay):
            allowed = [a for a in allowances if a.rule == name and a.first <= line <= a.last]
            allowances.update(dict.fromkeys(allowed, True))
            if not allowed:
                yield line, f"{what} ({name})", remedy
    for allowance in essay.prose.allowances:
        yield from _refused(allowance, used=allowances.get(allowance, False))


def _refused(allowance: Allowance, *, used: bool) -> Iterator[tuple[int, str, str]]:
    """What is wrong with an allowance: its rule, no reason, or nothing to allow."""
    if allowance.rule not in RULES:
        remedy = nearest(allowance.rule, RULES, "write '% allow: rule: reason'; STYLE.md has them")
        yield allowance.line, f"no rule is named {allowance.rule!r}", remedy
    elif not allowance.reason:
        what = f"{allowance.rule!r} is allowed for no reason"
        yield allowance.line, what, f"write '% allow: {allowance.rule}: ' and why"
    elif not used:
        what = f"nothing below breaks {allowance.rule!r}"
        yield allowance.line, what, "delete this line"
