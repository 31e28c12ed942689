"""`python -m notes_ext check`: all problems of all files in one run, and nothing but Python."""

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from notes_ext import __main__ as command
from notes_ext import sources
from tests.support import ROOT, SETTINGS, note

AWFUL = Path(__file__).parent / "awful"


@pytest.fixture
def folder(tmp_path):
    """A folder with the real settings and no notes."""
    shutil.copy(ROOT / "conf.py", tmp_path)
    (tmp_path / "posts").mkdir()
    return tmp_path


@pytest.fixture
def check(folder, capsys, monkeypatch):
    """Run the command on the folder; return its status and its lines."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(*arguments):
        status = command.main(["check", *arguments], folder)
        return status, capsys.readouterr().out.splitlines()

    return run


def test_everything_wrong_at_once(folder, check):
    """Each line of messages.txt was read and found to be right; it is the complete list."""
    shutil.copytree(AWFUL, folder, dirs_exist_ok=True)
    expected = (AWFUL / "messages.txt").read_text(encoding="utf-8")
    today = str(dt.datetime.now(dt.UTC).date())
    status, lines = check()
    assert (status, [line.replace(today, "TODAY") for line in lines]) == (1, expected.splitlines())


def test_nothing_wrong(folder, check):
    (folder / "posts/one.md").write_text(note(title="One"))
    (folder / "posts/two.md").write_text(note(title="Two"))
    assert check() == (0, ["2: nothing to mend"])
    assert check("posts/one.md") == (0, ["one: nothing to mend"])


def test_one_note_of_several(folder, check):
    (folder / "posts/one.md").write_text(note(("[schemas]", "[x]"), title="One"))
    (folder / "posts/two.md").write_text(note(("[schemas]", "[]"), title="Two"))
    for name in ("two", "two.md", "posts/two.md", str(folder / "posts/two.md")):
        assert check(name) == (
            1,
            ["posts/two.md:5: tags is empty; write a value or delete the key"],
        )
    assert len(check()[1]) == 2


def test_a_note_with_a_fault_of_its_own_is_held_against_the_others_all_the_same(folder, check):
    """Else its author would mend one fault only to be told of the next."""
    related = ("tags: [schemas]", "tags: []\nrelations:\n  - builds on: nowhere")
    (folder / "posts/one.md").write_text(note(related, title="One"))
    assert check() == (1, [
        "posts/one.md:5: tags is empty; write a value or delete the key",
        "posts/one.md:7: no note is named 'nowhere'; write the name of a note's file",
    ])  # fmt: skip


def test_a_note_that_is_not_there(folder, check):
    (folder / "posts/two-words.md").write_text(note())
    assert check("two-word") == (
        1,
        ["posts/two-word.md:1: there is no such note; did you mean 'two-words'?"],
    )
    assert check("q") == (1, ["posts/q.md:1: there is no such note; name one that is"])


def test_a_date_that_has_not_come(folder, check):
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    (folder / "posts/one.md").write_text(note(date=str(tomorrow)))
    status, lines = check()
    assert status == 1
    assert lines[0].startswith(f"posts/one.md:2: the date {tomorrow} has not come yet; ")
    (folder / "posts/one.md").write_text(note(("tags:", "draft: true\ntags:"), date=str(tomorrow)))
    assert check() == (0, ["1: nothing to mend"])


STRAYS = {
    "posts/x.markdown": "a file .markdown is no note; rename it to x.md, or move it elsewhere",
    "posts/x.MD": "a file .MD is no note; rename it to x.md, or move it elsewhere",
    "posts/x.txt": "a file .txt is no note; rename it to x.md, or move it elsewhere",
    "posts/2020/x.md": "a note in a folder of its own is not found; move it to posts/x.md",
}


@pytest.mark.parametrize("name", STRAYS)
def test_files_that_are_no_notes(folder, check, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(note())
    assert check() == (1, [f"{name}:1: {STRAYS[name]}"])


def test_files_that_are_not_meant_as_notes(folder, check):
    for name in ("x.svg", "x.png", "x.csv", ".x.md.swp", ".#x.md", "x.md~"):
        (folder / "posts" / name).write_text("")
    assert check() == (0, ["0: nothing to mend"])


def test_a_name_without_a_file(folder, check):
    (folder / "posts/x.md").symlink_to("nowhere")
    (folder / "posts/y.md").mkdir()
    remedy = "this is no file that can be read; delete it or rename it"
    assert check() == (1, [f"posts/x.md:1: {remedy}", f"posts/y.md:1: {remedy}"])


LEADS = {
    "[x](#a-titel)": "10: no heading of one.md is linked by #a-titel; did you mean 'a-title'?",
    "[x](../path.md)": "10: there is no page ../path.md; did you mean '../paths.md'?",
    "[x](../paths.md#no)": "10: no heading of paths.md is linked by #no; "
                           "write a heading in lower case",
    "[x](../paths.md#its-end)": "",
    "[x](#a-title)\n\n## Two `words`\n\n## Two words\n\n[y](#two-words-1)": "",
    "![A line](x.png)": "10: there is no file 'x.png'; "
                        "put it there, or write the name of a file below posts/",
    "![A line](y%20z.png)": "",
    "```{figure} figures/x.png\n:alt: A line.\n```": "10: there is no file 'figures/x.png'; "
        "put it there, or write the name of a file below posts/",
}  # fmt: skip


@pytest.mark.parametrize("text", LEADS)
def test_where_a_link_or_an_image_leads(folder, text):
    (folder / "paths.md").write_text("# Paths\n\n## Its end\n")
    (folder / "posts/y z.png").write_bytes(b"")
    (folder / "posts/one.md").write_text(note(("Some text.", text)))
    found = sources.read(folder, SETTINGS.__getitem__).problems
    assert "".join(str(problem).removeprefix("posts/one.md:") for problem in found) == LEADS[text]


def test_a_link_to_a_heading_of_another_note(folder):
    related = ("tags: [schemas]", "tags: [schemas]\nrelations:\n  - builds on: one")
    sentence = "Whatever the first note says of it, [One](one.md#{}) leaves the case of two open."
    (folder / "posts/one.md").write_text(note(title="One"))
    for anchor, told in (("one", 0), ("tow", 1)):
        linking = note(related, ("Some text.", sentence.format(anchor)), title="Two")
        (folder / "posts/two.md").write_text(linking)
        found = sources.read(folder, SETTINGS.__getitem__).problems
        assert [problem.line for problem in found] == [12] * told


def test_a_misspelled_stop_of_a_path(folder, check):
    (folder / "posts/one-long-title.md").write_text(note(title="One Long Title"))
    stops = "\n- one-long-titel\n- planned-and-not-yet-written\n- other\n"
    (folder / "paths.md").write_text(f"# Paths\n\n```{{path}} A\nOne.\n{stops}```\n")
    assert check() == (
        1,
        ["paths.md:6: no note is named 'one-long-titel'; did you mean 'one-long-title'?"],
    )


def test_a_work_that_no_note_cites(folder, check):
    works = "".join(f"@book{{{key},\n author = {{A}},\n title = {{A}}}}\n" for key in "ab")
    (folder / "posts/references.bib").write_text(works)
    (folder / "posts/one.md").write_text(note(("Some text.", "So says {cite:t}`a`.")))
    assert check() == (1, ["posts/references.bib:4: no note cites 'b'; delete it"])
    draft = note(("tags:", "draft: true\ntags:"), ("Some text.", "{cite:t}`b`"), title="Two")
    (folder / "posts/two.md").write_text(draft)
    assert check() == (0, ["2: nothing to mend"])


def test_misspelled_words(folder, check):
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "about.md").write_text("# About\n\nIt recieves.\n")  # codespell:ignore
    (folder / "posts/one.md").write_text(note(("Some text.", "Its colour.")))  # codespell:ignore
    remedy = "or name it in pyproject.toml under codespell, if it is a word of the field"
    wrong = [
        f"about.md:3: 'recieves' is misspelled; write 'receives', {remedy}",  # codespell:ignore
        f"posts/one.md:10: 'colour' is misspelled; write 'color', {remedy}",  # codespell:ignore
    ]
    assert check() == (1, wrong)
    assert check("one") == (1, wrong[1:])


def test_all_that_is_wrong_with_a_draft_is_told_if_it_is_asked_for(folder, check):
    draft = ("tags:", "draft: true\ntags:"), ("Some text.", "TODO"), ("4\n", "5\n")
    (folder / "posts/one.md").write_text(note(*draft))
    assert check() == (0, ["1: nothing to mend"])
    status, lines = check("one")
    assert (status, [line.split(":")[1] for line in lines]) == (1, ["11", "18"])


def test_problems_as_github_shows_them(folder, check, monkeypatch):
    (folder / "posts/one.md").write_text(note(("[schemas]", "[100%x]")))
    wanted = "::error file=posts/one.md,line=5::unknown tag '100%25x'; use one of 'agents',"
    (line,) = check("--format", "github")[1]
    assert line.startswith(wanted)
    (line,) = check()[1]
    assert line.startswith("posts/one.md:5: ")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert command.default_format() == "github"


def settings(folder, old, new):
    conf = folder / "conf.py"
    text = conf.read_text(encoding="utf-8")
    assert text.count(old) == 1
    conf.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_words_that_share_an_address(folder, check):
    line = settings(folder, '"backfills": ', '"Back Fills!": "x",\n    "back-fills": ')
    assert check() == (1, [
        (f"conf.py:{line + 1}: 'Back Fills!' and 'back-fills' share the address 'back-fills'; "
        "rename one of them")
    ])  # fmt: skip


def test_categories_that_share_an_address(folder, check):
    line = settings(folder, '"ML Infrastructure": ', '"Data engineering!": ')
    assert check() == (1, [
        (f"conf.py:{line}: 'Data Engineering' and 'Data engineering!' share the address "
        "'data-engineering'; rename one of them")
    ])  # fmt: skip


def test_a_word_without_an_address(folder, check):
    line = settings(folder, '"backfills": ', '"++": ')
    assert check() == (
        1,
        [f"conf.py:{line}: '++' has no letters to make an address of; rename it"],
    )


def test_settings_that_are_not_python(folder, check):
    line = settings(folder, "nitpicky = True", "nitpicky = = True")
    assert check() == (1, [f"conf.py:{line}: invalid syntax; mend it as Python"])


NOT_BIBTEX = "this is not BibTeX ("
BIBLIOGRAPHIES = {
    "@book{a, title = {A}": (1, NOT_BIBTEX),
    "@book{a,\n title = {A},\n}\n@book{b\n title}": (5, NOT_BIBTEX),
    "@book{a, title = {A}}\n@book{a, title = {B}}": (2, "repeated bibliography entry: a; "),
    "@book{a,\n title = {\xe9}}": (2, "the byte 0xe9 is not UTF-8; save the file as UTF-8"),
    "\n@book{a, title = {A}}": (2, "'a' has no author; add 'author = {...},'"),
    "@book{a, author = {A}, title = {A}, url = {javascript:x()}}": (
        1,
        "the url of 'a' is none of the web; write https://...",
    ),
    "@book{a, author = {A}}": (1, "'a' has no title; add 'title = {...},'"),
}


@pytest.mark.parametrize("text", BIBLIOGRAPHIES)
def test_a_bibliography_that_cannot_be_read(folder, check, text):
    (folder / "posts/references.bib").write_bytes(text.encode("latin-1"))
    line, what = BIBLIOGRAPHIES[text]
    status, lines = check()
    assert status == 1
    (told,) = [row for row in lines if "no note cites" not in row]
    assert told.startswith(f"posts/references.bib:{line}: {what}")


def test_the_checks_need_no_sphinx():
    script = (
        "import sys; from notes_ext.__main__ import main; status = main(['check'])\n"
        "heavy = {'sphinx', 'ablog', 'docutils', 'myst_parser.parsers'} & set(sys.modules)\n"
        "sys.exit(f'imports {heavy}' if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_command_itself():
    done = subprocess.run(
        [sys.executable, "-m", "notes_ext", "check", "no-such-note"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("posts/no-such-note.md:1: there is no such note; ")
