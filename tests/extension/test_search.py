"""The index of a small site as its notes change."""

from pathlib import Path

import pytest

from notes_ext import search
from tests.extension.test_rebuilding import differences
from tests.support import Built

SEARCHED = "-D", "notes_search=1"


@pytest.fixture
def searched(mini):
    mini.note("one", date="2019-01-01")
    mini.note("two", ("Some text.", "Zarzuela."), date="2020-01-01")
    mini.note("three", ("tags: [schemas]", "tags: [schemas]\ndraft: true"), date="2021-01-01")
    return mini


def test_an_index_made_again_is_the_index_made_anew(searched):
    built = searched.build(*SEARCHED)
    assert set(built.index) == {"posts/one", "posts/two"}
    path = searched.posts / "two.md"
    path.write_text(path.read_text().replace("tags:", "draft: true\ntags:"))
    built = searched.build(*SEARCHED)
    assert set(built.index) == {"posts/one"}
    assert differences(built, searched.build("-E", *SEARCHED, out="fresh")) == []


def test_drafts_are_found_only_where_they_are_shown(searched):
    drafts = searched.build(*SEARCHED, "-D", "notes_drafts=1")
    assert set(drafts.index) == {"posts/one", "posts/two", "posts/three"}
    assert set(searched.build(*SEARCHED).index) == {"posts/one", "posts/two"}


def test_the_search_can_be_left_out(searched):
    searched.build(*SEARCHED)
    built = searched.build()
    assert not [name for name in built.files() if name.startswith("pagefind/")]


def divided(log):
    """What makes a forked build index each note for itself, and log the folders."""
    pagefind = search.get_executable()
    started = replaced(log.parent, f'echo "$5" >> {log}; exec {pagefind} "$@"')

    def before():
        started()
        search.LEAST = search.MOST = 1

    return before


def test_an_edit_indexes_its_part_alone(searched, tmp_path):
    log = tmp_path / "log"

    def indexed(out="html", *options):
        log.write_text("")
        running = searched.fork(*options, out=out, before=divided(log))
        assert running.wait() == (0, "")
        return sorted(Path(line).name for line in log.read_text().splitlines())

    assert indexed() == ["1", "2"]
    built = Built(searched.folder.parent / "html")
    assert set(built.index) == {"posts/one", "posts/two"}
    assert built.files()["pagefind/parts.json"] == b"2\n"
    path = searched.posts / "two.md"
    path.write_text(path.read_text().replace("Zarzuela.", "Fandango."))
    assert indexed() == ["2"]
    assert indexed("fresh") == ["1", "2"]
    assert differences(built, Built(searched.folder.parent / "fresh")) == []
    published = path.read_text()
    path.write_text(published.replace("tags:", "draft: true\ntags:"))
    assert indexed() == []
    assert set(built.index) == {"posts/one"}
    assert indexed("fresh", "-E") == ["1"]
    assert differences(built, Built(searched.folder.parent / "fresh")) == []
    path.write_text(published)
    assert indexed() == ["2"]  # it says what it said, but is gone
    assert set(built.index) == {"posts/one", "posts/two"}


def test_without_a_note_there_is_no_index(mini):
    path = mini.note("one")
    assert "pagefind/parts.json" in mini.build(*SEARCHED).files()
    path.write_text(path.read_text().replace("tags:", "draft: true\ntags:"))
    assert [name for name in mini.build(*SEARCHED).files() if name.startswith("pagefind/")] == []


@pytest.mark.parametrize(
    ("notes", "sizes"),
    [
        (0, []),
        (34, [34]),
        (64, [64]),
        (65, [64, 1]),
        (512, [64] * 8),
        (513, [128] * 4 + [1]),
        (3400, [512] * 6 + [328]),
        (20000, [1024] * 19 + [544]),
    ],
)
def test_parts_are_few_and_short_enough_for_a_command(notes, sizes):
    parts = search.parts(range(notes))
    assert [len(part) for part in parts] == sizes
    assert [note for part in parts for note in part] == [*range(notes)]


def replaced(folder, script):
    """What makes a process that is forked run *script* for Pagefind."""
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return lambda: setattr(search, "get_executable", lambda: program)


def test_a_failure_of_the_search_fails_the_build(searched, tmp_path):
    status, said = searched.fork(before=replaced(tmp_path, "echo no index today; exit 1")).wait()
    assert status
    assert "no index today" in said
