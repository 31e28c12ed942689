"""A bad note stops the build before anything is published, with the messages of the checks."""

import runpy

import pytest

from notes_ext import sources
from tests.support import note


@pytest.fixture
def refused(mini):
    """Build the small site, which must fail; return what was said and what was published."""

    def build():
        done = mini.try_build()
        settings = runpy.run_path(str(mini.folder / "conf.py"))
        told = sources.read(mini.folder, settings.__getitem__, drafts=True).problems
        messages = [str(problem) for problem in told]
        out = mini.folder.parent / "html"
        assert done.returncode != 0
        assert "Traceback" not in done.stdout + done.stderr
        assert [line for line in done.stderr.splitlines() if line in messages] == messages
        assert [path for path in out.rglob("*") if path.is_file()] == []
        return messages

    return build


def test_all_problems_of_all_files(mini, refused):
    mini.note("good")
    mini.note("bad", ("[schemas]", "[schema]"), ("Some text.", "Some <b>."))
    mini.write("posts/worse.md", b"---\ndate: \xff\n---\n")
    mini.write("posts/worst.md", note(("date: 2020-01-31", "date: 2020-01-01T00:00:00Z")))
    assert len(refused()) > 5


def test_words_that_share_an_address(mini, refused):
    mini.note("good")
    conf = mini.folder / "conf.py"
    conf.write_text(conf.read_text().replace('"cost": ', '"Data Quality": "x",\n    "cost": '))
    (message,) = refused()
    assert message.startswith("conf.py:")
    assert "'Data Quality' and 'data-quality' share the address 'data-quality'" in message


def test_a_broken_bibliography(mini, refused):
    mini.note("good")
    mini.write("posts/references.bib", "@book{")
    assert refused()[0].startswith("posts/references.bib:1: this is not BibTeX")


def test_a_bad_note_leaves_what_was_published_before(mini):
    mini.note("good")
    before = mini.build().files()
    mini.note("bad", ("[schemas]", "[schema]"))
    assert mini.try_build().returncode != 0
    built = mini.folder.parent / "html"
    assert {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()} == set(before)
