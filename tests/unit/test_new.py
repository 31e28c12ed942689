"""`make new`: a note that meets the contract at once, or the reason why not."""

import datetime as dt
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_ext import __main__ as command
from notes_ext import new, sources
from tests.support import ROOT, SETTINGS, note

TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture
def folder(tmp_path):
    """A folder with the real settings and one note."""
    shutil.copy(ROOT / "conf.py", tmp_path)
    (tmp_path / "posts").mkdir()
    moved = ("tags:", "redirects: [the-old-name]\ntags:")
    (tmp_path / "posts/one-title.md").write_text(note(moved, title="One Title"))
    return tmp_path


@pytest.fixture
def begin(folder, capsys):
    """Run the command; return its status, what it prints and the notes that came."""

    def run(title):
        before = set(folder.rglob("*"))
        status = command.main(["new", "--", title], folder)
        came = sorted(file.relative_to(folder).as_posix() for file in {*folder.rglob("*")} - before)
        return status, capsys.readouterr().out, came

    return run


TITLES = {
    "Schemas Are Promises": "schemas-are-promises",
    'It\'s "Quoted": a Colon, a #, 50% & a $HOME': "its-quoted-a-colon-a-50-a-home",
    "Café Ångström, naïve 😀": "cafe-angstrom-naive",
    "  Spaces\tand\nlines  ": "spaces-and-lines",
    "a *b* <c> `d` [e] (f) \\ g #": "a-b-c-d-e-f-g",
    "1. A list? - no": "1-a-list-no",
    "snake_case and _this_": "snake-case-and-this",
    "--help": "help",
    "../../etc/passwd": "etcpasswd",
    "w" + "ord " * 29: ("w" + "ord-" * 29).strip("-"),
}


@pytest.mark.parametrize("title", TITLES)
def test_a_note_is_begun_and_is_sound(folder, begin, title, capsys):
    status, said, came = begin(title)
    path = f"posts/{TITLES[title]}.md"
    assert (status, came) == (0, [path])
    assert said.startswith(f"{path} is begun, as a draft.")
    read = sources.read(folder, SETTINGS.__getitem__, drafts=True)
    assert read.problems == []
    (made,) = [each for each in read.notes if each.path == path]
    assert (made.title, made.date, made.draft) == (" ".join(title.split()), TODAY, True)
    # All that is left is what only its author can say.
    assert command.main(["check", "--format=text", made.slug], folder) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 5 and all("(unfinished)" in line for line in told)
    assert command.main(["check", "--format=text"], folder) == 0


REFUSED = {
    "": "a title has words; ",
    " \t\n": "a title has words; ",
    "— 12 —": "a title has words; ",
    "x" * 200: "200 characters are no title; write at most 120",
    "One title": "posts/one-title.md is there already; ",
    "ONE   tïtle": "posts/one-title.md is there already; ",
    "The Old Name": "the redirect 'the-old-name' is the address of posts/the-old-name.md; ",
    "Tag": "the address 'tag' is taken by a list of notes; ",
    "Łódź": "an address cannot hold 'ł'; ",
    "数据": "an address cannot hold '数据'; ",
    "A bell\a": "the control character U+0007 is not text; ",
    "a **b** c": "markup is printed as it stands: ",
    "\ud800 a surrogate": "",
}


@pytest.mark.parametrize("title", REFUSED, ids=ascii)
def test_a_title_is_refused_with_its_reason(begin, title):
    status, said, came = begin(title)
    assert (status, came) == (1, [])
    assert said.startswith(f"{title!r}: {REFUSED[title]}")


def test_nothing_is_written_over(folder):
    path = folder / "posts/one-title.md"
    before = path.read_text()
    with pytest.raises(ValueError, match="is there already"):
        new.create(path, "x")
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(title=st.text(max_size=140) | st.text("aB 1'\"*_[](){}<>`#\\&;:|~-é😀", max_size=30))
def test_any_title_is_written_whole_or_refused(tmp_path_factory, title):
    folder = tmp_path_factory.mktemp("new")
    (folder / "posts").mkdir()
    try:
        made = new.write(folder, SETTINGS.__getitem__, title)
    except ValueError:
        assert list((folder / "posts").iterdir()) == []
    else:
        assert made.title == " ".join(title.split())
        read = sources.read(folder, SETTINGS.__getitem__, drafts=True)
        assert (read.notes, read.problems) == ([made], [])


def test_make_passes_a_title_on_as_it_is():
    """Quotes, dollars and all: nothing of it is read by make or the shell."""
    title = 'It\'s a "$(HOME)" `x`; echo $USER \\ # %'
    echo = "import sys; print(sys.argv[-1:])"
    done = subprocess.run(
        ["make", "-s", "new", f"TITLE={title}", f"PY={sys.executable} -c '{echo}'"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == [repr([title])], done.stderr
