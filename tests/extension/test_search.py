"""The index of a small site as its notes change."""

import pytest

from notes_ext import search
from tests.extension.test_rebuilding import differences

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
