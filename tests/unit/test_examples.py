"""The programs of notes: each fault by its line, and nothing run twice for nothing."""

import pytest

from notes_ext import __main__ as command
from notes_ext import examples
from notes_ext.contract import parse
from tests.support import VOCABULARY, note

PATH = "posts/a.md"
REMEDY = "mend the program, or say what it prints"


@pytest.fixture
def check(tmp_path):
    """Run the program of a note with changes; return each fault and its diff."""
    (tmp_path / "posts").mkdir()

    def run(*changes, **options):
        raw = note(*changes).encode()
        (tmp_path / PATH).write_bytes(raw)
        read, _ = parse(PATH, raw, VOCABULARY)
        found = examples.check(tmp_path, [read], **options)
        return {str(problem).removeprefix(f"{PATH}:"): diff for problem, diff in found.items()}

    return run


FAULTS = {
    "another output": ("4\n", "5\n", "17: the program prints '4', the note says '5'"),
    "a blank too many": ("4\n", "4 \n", "17: the program prints '4', the note says '4 '"),
    "no dots": ("4\n", "...\n", "17: the program prints '4', the note says '...'"),
    "more": ("4\n", "4\n5\n", "18: the program prints no more, the note says '5'"),
    "less": ("(2 + 2)", "(2 + 2)\nprint()", "19: the program prints '', the note says no more"),
    "a name": ("(2 + 2)", "(\n  x)", "14: the program stops: NameError: name 'x' is not defined"),
    "in a function": (
        "print(2 + 2)", "def half(x):\n    return x / 0\n\n\nhalf(2)",
        "14: the program stops: ZeroDivisionError: division by zero",
    ),
    "in a library": (
        "print(2 + 2)", "import json\njson.loads('[')",
        "14: the program stops: json.decoder.JSONDecodeError: Expecting value: "
        "line 1 column 2 (char 1)",
    ),
    "syntax": (
        "2 + 2)", "2 + 2\nx = 1", "13: the program stops: SyntaxError: '(' was never closed",
    ),
    "an exit": ("print(2 + 2)", "raise SystemExit(3)", "13: the program stops: SystemExit: 3"),
    "the end": ("print(2 + 2)", "import os; os._exit(3)", "1: the program ends Python: 3"),
    "a file": (
        "print(2 + 2)", "print(2 + 2, file=open('x', 'w')); print(4)",
        "1: the program leaves x behind",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_its_line(check, name):
    old, new, what = FAULTS[name]
    assert list(check((old, new))) == [f"{what}; {REMEDY}"]


def test_what_takes_too_long_is_stopped(check, monkeypatch):
    monkeypatch.setattr(examples, "LONGEST", 0.5)
    told = list(check(("print(2 + 2)", "while True: pass")))
    assert told == [f"1: the program takes longer than 0.5 seconds; {REMEDY}"]


def test_outputs_are_told_as_a_diff(check):
    (diff,) = check(("4\n", "5\n")).values()
    assert diff.splitlines() == [
        "--- the note says", "+++ the program prints", "@@ -1 +1 @@", "-5", "+4"
    ]  # fmt: skip


SECOND = "The end is near.", "```{testcode}\nprint(x)\n```\n\n```{testoutput}\n2\n```\n"


def test_blocks_share_their_names_and_stop_together(check):
    assert check(("(2 + 2)", "(4); x = 2"), SECOND) == {}
    assert list(check(("(2 + 2)", "(4); y = 2; z"), SECOND)) == [
        f"13: the program stops: NameError: name 'z' is not defined; {REMEDY}"
    ]


def test_an_empty_line_may_be_written_as_doctest_has_it(check):
    assert check(("(2 + 2)", "(4, 5, sep='\\n\\n')"), ("4\n", "4\n<BLANKLINE>\n5\n")) == {}


def test_what_passed_is_run_again_only_if_it_changed(check, tmp_path):
    """A program that leaves a mark outside its folder when it runs."""
    mark = tmp_path / "mark"
    code = ("print(2 + 2)", f"open({str(mark)!r}, 'a').write('x'); print(4)")
    changes = [
        ([code], 1), ([code], 1), ([code, ("Some text.", "Some other\n\ntext.")], 1),
        ([code, ("4\n", "5\n")], 2), ([code, ("4\n", "5\n")], 3), ([code], 4), ([code], 4),
    ]  # fmt: skip
    for changed, runs in changes:
        check(*changed)
        assert mark.stat().st_size == runs
    (tmp_path / examples.LOCK).write_text("numpy==3")
    check(code)
    assert mark.stat().st_size == 5
    check(code, again=True)
    assert mark.stat().st_size == 6


def test_the_cache_may_be_broken(check, tmp_path):
    for broken in ("", "{", "[]"):
        cache = tmp_path / examples.CACHE
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(broken)
        assert check() == {}


def test_the_command_prints_diffs_and_fails(check, tmp_path, capsys):
    assert check() == {}
    (tmp_path / "conf.py").write_text(
        "blog_path = 'posts'\nnotes_categories = {'Data Engineering': ''}\n"
        "notes_tags = {'schemas': ''}\nnotes_relations = {}\n"
    )
    assert command.main(["doctest"], tmp_path) == 0
    assert capsys.readouterr().out == "1: what the programs print is what the notes say\n"
    check(("4\n", "5\n"))
    assert command.main(["doctest", PATH], tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "    --- the note says", "    +++ the program prints", "    @@ -1 +1 @@", "    -5", "    +4"
    ]  # fmt: skip


def test_a_program_is_the_main_program(check):
    """Where libraries such as pydantic look up what an annotation names."""
    code = "import sys\nx = 4\nprint(sys.modules[__name__].x)"
    assert check(("print(2 + 2)", code)) == {}
