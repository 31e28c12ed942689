"""What is published is one whole site at every moment, whatever becomes of the next build."""

import ctypes
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from notes_ext import build
from tests.extension.test_search import replaced
from tests.support import ROOT, Built, Fork, Mini, arguments, shared

CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A site of three notes that can be written in two ways, and both of them published."""
    mini = Mini(tmp_path_factory.mktemp("pair"))
    sites = {}
    for way in ("first", "second"):
        write(mini, way)
        assert mini.fork(out=way).wait() == (0, "")
        sites[way] = Built(mini.folder.parent / way).files()
    assert sites["first"] != sites["second"]
    return mini, sites


def write(mini, way):
    """Write the site in one of two ways: texts, dates and subjects differ, and one note is gone."""
    mini.note("one", title=f"The {way}", date="2019-01-01")
    mini.note("two", ("Some text.", f"The {way} text."), date="2020-01-01")
    if way == "first":
        mini.note("three", ("[schemas]", "[cost]"), date="2021-01-01")
    else:
        (mini.posts / "three.md").unlink(missing_ok=True)


@pytest.fixture
def published(pair):
    """The site written in the first way, published; the folder, and what is in it."""
    mini, sites = pair
    out = mini.folder.parent / "html"
    write(mini, "first")
    assert mini.fork().wait() == (0, "")
    assert Built(out).files() == sites["first"]
    return mini, out


def test_killed_at_any_moment_a_build_harms_nothing(pair, published, times, capsys):
    mini, out = published
    sites = pair[1]
    now = "first"
    counts: Counter[str] = Counter()
    lengths = {True: 1.0, False: 0.7}  # seconds that a build takes here, clean or not, about
    end = time.monotonic() + 10 * times
    while time.monotonic() < end:
        way = random.choice(list(sites))
        write(mini, way)
        clean = random.random() < 0.3
        if clean:
            shutil.rmtree(f"{out}-work", ignore_errors=True)
        copies = random.random() < 0.5
        running = mini.fork(before=shared if copies else lambda: None)
        time.sleep(random.uniform(0, lengths[clean]))
        os.kill(running.pid, signal.SIGKILL)
        status, said = running.wait()
        assert status in (0, -signal.SIGKILL), said
        found = Built(out).files()
        before, now = now, now if found == sites[now] else way
        assert found == sites[now]
        counts["clean" if clean else "incremental"] += 1
        counts["with copies of the process"] += copies
        counts["done before it was killed"] += status == 0
        counts["published though killed"] += status != 0 and before != now
        lengths[clean] *= 1.1 if status else 0.7
        if random.random() < 0.3:
            status, said = mini.fork().wait()
            assert status == 0, said
            assert Built(out).files() == sites[way]
            counts["built to the end after it"] += 1
            now = way
    with capsys.disabled():
        print(f"\nkilled: {dict(counts)}")


def killed_at(step, built, out):
    """Publish in a process that is killed at the *step* of the system that it asks for."""
    pid = os.fork()
    if not pid:
        steps = count(1)
        sys.addaudithook(lambda *_: next(steps) == step and os.kill(os.getpid(), signal.SIGKILL))
        build.publish(built, out)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def tree(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Built(folder).files()


def test_a_file_that_differs_in_its_words_alone_is_published(tmp_path):
    """Sphinx gives a copy the time of its source, and a source may have any time."""
    built, out = tmp_path / "built", tmp_path / "out"
    new = tree(built, index="new")
    tree(out, index="old")
    for folder in (built, out):
        os.utime(folder / "index", (1, 1))
    build.publish(built, out)
    assert Built(out).files() == new


def test_what_is_undone_is_newer_than_what_it_undoes(tmp_path):
    """Servers tell browsers by the time of a file whether what they have is still right."""
    built, out = tmp_path / "built", tmp_path / "out"
    times = []
    for number, text in enumerate(("first", "second", "first"), 1):
        tree(built, index=text, other="same")
        for name in ("index", "other"):
            os.utime(built / name, (number, number))
        build.publish(built, out)
        times.append([(out / name).stat().st_mtime for name in ("index", "other")])
    assert times == [[1, 1], [2, 1], [3, 1]]


TREES = st.dictionaries(
    st.sampled_from(["a", "b/c", "b/c/d", "b/e", "f/a"]), st.sampled_from(["", "one", "two"]),
    min_size=1,
).filter(lambda files: not {"b/c", "b/c/d"} <= files.keys())  # fmt: skip


@given(st.lists(TREES, min_size=1, max_size=6))
def test_whatever_is_published_after_whatever(sites):
    """A name may be a file's and then a folder's; no folder is left empty, and no file shared with
    what Sphinx writes."""
    with tempfile.TemporaryDirectory() as folder:
        built, out = Path(folder, "built"), Path(folder, "out")
        for files in sites:
            shutil.rmtree(built, ignore_errors=True)
            for name, text in files.items():
                (built / name).parent.mkdir(parents=True, exist_ok=True)
                (built / name).write_text(text)
            build.publish(built, out)
            assert Built(out).files() == {name: text.encode() for name, text in files.items()}
            assert all([*path.iterdir()] for path in out.rglob("*") if path.is_dir())
            published = {path.stat().st_ino for path in out.rglob("*") if path.is_file()}
            assert published.isdisjoint(path.stat().st_ino for path in built.rglob("*"))


@pytest.mark.parametrize("before", ["published once before", "published twice before"])
def test_killed_at_any_step_of_publishing_the_old_site_or_the_new_one_is_there(
    tmp_path, capsys, before
):
    built, out, spare, kept = (tmp_path / name for name in ("built", "out", ".out.new", "kept"))
    old = tree(kept, index="old", same="same", a_gone="gone")
    new = tree(built, index="new", same="same", b_c_come="come")
    seen = []
    for step in count(1):
        for folder in (out, spare):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(kept, folder)
        if before == "published once before":
            shutil.rmtree(spare)
        killed = killed_at(step, built, out)
        found = Built(out).files()
        assert found in (old, new), step
        seen.append(found == new)
        build.publish(built, out)
        assert Built(out).files() == new
        assert {path.name for path in tmp_path.iterdir()} == {"built", "out", ".out.new", "kept"}
        if not killed:
            break
    assert seen[-1]
    with capsys.disabled():
        print(f"\nkilled: before the swap, which is the last step, at {seen.count(False)} steps")
    assert seen.count(False) == len(seen) - 1 > 10


def test_where_folders_cannot_change_names_in_one_step(tmp_path, monkeypatch):
    built, out = tmp_path / "built", tmp_path / "out"
    tree(out, index="old")
    new = tree(built, index="new")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    build.publish(built, out)
    assert Built(out).files() == new
    assert {path.name for path in tmp_path.iterdir()} == {"built", "out", ".out.new"}


def test_two_builds_started_at_once(published, pair):
    mini, out = published
    write(mini, "second")
    both = [mini.fork() for _ in range(2)]
    (status, said), (other, told) = [running.wait() for running in both]
    assert (status, other) == (0, 0), said + told
    assert "Another build is running: this one waits for it\n" in (said, told)
    assert Built(out).files() == pair[1]["second"]


def test_a_build_waits_for_what_a_killed_one_has_left_running(published, pair, tmp_path):
    """Pagefind goes on when the build that started it is killed."""
    mini, out = published
    write(mini, "second")
    script = f"touch {tmp_path}/begun; sleep 1; touch {tmp_path}/done"
    running = mini.fork(before=replaced(tmp_path, script))
    while not (tmp_path / "begun").exists():
        assert running.lives()
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "done").exists()
    assert not Path(f"{out}-work/complete").exists()
    assert mini.fork().wait() == (0, "Another build is running: this one waits for it\n")
    assert (tmp_path / "done").exists()
    assert Built(out).files() == pair[1]["second"]


@pytest.mark.parametrize("most", [0, 2_000, 40_000])
def test_a_full_disk(published, pair, most):
    """As on a full disk, nothing longer than *most* bytes can be written."""
    mini, out = published
    write(mini, "second")
    full = mini.fork(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    status, _ = full.wait()
    assert status > 0
    assert Built(out).files() == pair[1]["first"]
    assert mini.fork().wait() == (0, "")
    assert Built(out).files() == pair[1]["second"]


def test_a_disk_that_is_full_when_the_site_is_published(tmp_path):
    built, out = tmp_path / "built", tmp_path / "out"
    old = tree(out, index="old")
    tree(built, a="short", index="long" * 1000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            build.publish(built, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert Built(out).files() == old
    assert {path.name for path in tmp_path.iterdir()} == {"built", "out", ".out.new"}


def obey():
    """Let root be refused what others are refused: to write where nobody may."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE):
        raise OSError("the capability cannot be dropped")


def test_an_output_that_cannot_be_written(published, pair):
    mini, _ = published
    shelf, work = mini.folder.parent / "shelf", mini.folder.parent / "html-work"
    shutil.copytree(mini.folder.parent / "html", shelf / "html")
    write(mini, "second")
    shelf.chmod(0o555)
    (shelf / "html").chmod(0o555)
    command = [
        sys.executable,
        "-m",
        "notes_ext.build",
        *arguments(mini.folder, shelf / "html", work=work),
    ]
    try:
        refused = subprocess.run(
            command, cwd=ROOT, preexec_fn=obey, capture_output=True, text=True, check=False
        )
    finally:
        shelf.chmod(0o755)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "Permission denied" in refused.stderr
    assert Built(shelf / "html").files() == pair[1]["first"]
    assert mini.fork(out="shelf/html", work=work).wait() == (0, "")
    assert Built(shelf / "html").files() == pair[1]["second"]


def test_a_note_that_is_refused_costs_nothing(published, pair):
    mini, out = published
    write(mini, "second")
    mini.note("bad", ("[schemas]", "[schema]"))
    status, said = mini.fork().wait()
    assert (status, said.count("unknown tag 'schema'")) == (1, 1)
    assert Built(out).files() == pair[1]["first"]
    (mini.posts / "bad.md").unlink()
    read = mini.folder.parent / "html-work/doctrees/environment.pickle"
    before = read.stat().st_ino
    assert mini.fork().wait() == (0, "")
    assert read.stat().st_ino == before  # and not a folder begun anew
    assert Built(out).files() == pair[1]["second"]


def test_a_warning_is_told_again_by_the_next_build(published, pair):
    mini, out = published
    mini.write("about.md", "# About\n\nOf [nothing](posts/one.md#nowhere).\n")
    for _ in range(2):
        status, said = mini.fork().wait()
        assert (status, said.count("WARNING: local id not found")) == (1, 1), said
        assert Built(out).files() == pair[1]["first"]
    mini.write("about.md", "# About\n")


def test_a_folder_that_was_not_left_complete_is_not_used(published, pair):
    mini, out = published
    work = Path(f"{out}-work")
    (work / "complete").unlink()
    for name in ("_static/notes.css", "posts/one/index.html", "left.html"):
        (work / "html" / name).write_text("half")
    assert mini.fork().wait() == (0, "")
    assert Built(out).files() == pair[1]["first"]


def test_nothing_that_is_published_is_a_file_that_sphinx_writes(published):
    mini, out = published
    work = Path(f"{out}-work")
    for way in ("second", "first"):
        write(mini, way)
        assert mini.fork().wait() == (0, "")
        ours, sphinxs = (
            {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
            for folder in (out, work)
        )
        assert len(ours) > 50
        assert not ours & sphinxs


@pytest.mark.parametrize("kind", ["none", "below none", "empty", "site", "link"])
def test_places_for_a_site(published, pair, tmp_path, kind):
    mini, out = published
    place = tmp_path / ("a/b/c" if kind == "below none" else "place")
    if kind == "empty":
        place.mkdir()
    elif kind == "site":
        shutil.copytree(out, place)
    elif kind == "link":
        shutil.copytree(out, tmp_path / "real")
        place.symlink_to("real")
    write(mini, "second")
    assert Fork(mini.folder, place, work=Path(f"{out}-work")).wait() == (0, "")
    assert Built(place).files() == pair[1]["second"]
    assert place.is_symlink() == (kind == "link")
    assert {path.name for path in place.parent.iterdir()} - {".place.new", ".real.new"} <= {
        place.name,
        "real",
    }


@pytest.mark.parametrize("kind", ["other", "repository", "source", "above", "work"])
def test_what_may_be_no_site_is_never_replaced(published, tmp_path, kind):
    mini, out = published
    places = {
        "source": mini.folder,
        "above": mini.folder.parent,
        "work": Path(f"{out}-work/html"),
    }
    place = places.get(kind, tmp_path)
    if kind == "repository":
        tree(tmp_path, index="a site", **{".buildinfo": "of Sphinx", ".git_HEAD": "main"})
    elif kind == "other":
        tree(tmp_path, diary="mine")
    before = Built(place).files()
    status, said = Fork(mini.folder, place, work=Path(f"{out}-work")).wait()
    assert (status, said.count("\n")) == (1, 1)
    assert "name a new one" in said
    assert Built(place).files() == before


def get(address):
    with urlopen(address) as answer:  # noqa: S310 (of the server that the test started)
        return answer.read()


def test_a_site_that_is_served_is_whole_at_every_moment(published, pair):
    """Each page comes from one of both sites, and none is missed, whichever is asked for when."""
    mini, out = published
    pages = {"posts/one/": "posts/one/index.html", "posts/two/": "posts/two/index.html"}
    command = [sys.executable, "-u", "-m", "http.server", "-b", "127.0.0.1", "-d", str(out), "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = re.search(r"http://[^)]+", server.stdout.readline())[0]
        seen = Counter()
        for way in ("second", "first"):
            write(mini, way)
            running = mini.fork()
            while running.lives():
                for page, file in pages.items():
                    body = get(address + page)
                    (found,) = [name for name, site in pair[1].items() if site[file] == body]
                    seen[found] += 1
            assert running.wait() == (0, "")
            for page, file in pages.items():
                assert get(address + page) == pair[1][way][file]
    finally:
        server.kill()
        server.wait()
    assert set(seen) == set(pair[1])


def test_copies_of_a_build_end_when_it_is_killed(pair, published, tmp_path):
    """Or the next build, which waits for all that was left running, would wait for ever."""
    mini, out = published
    write(mini, "second")
    shutil.rmtree(f"{out}-work")

    def slow():
        shared()
        read = Builder.read_doc

        def slowly(self, docname, **named):
            (tmp_path / str(os.getpid())).touch()
            time.sleep(60)
            read(self, docname, **named)

        Builder.read_doc = slowly

    running = mini.fork(before=slow)
    while len(copies := [int(file.name) for file in tmp_path.glob("[0-9]*")]) < 2:
        assert running.lives()
        time.sleep(0.01)
    assert running.pid not in copies
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    begun = time.monotonic()
    assert mini.fork().wait()[0] == 0
    assert time.monotonic() - begun < 30  # and not until the copies have read
    assert Built(out).files() == pair[1]["second"]


def test_what_fails_in_a_copy_publishes_nothing(pair, published):
    mini, out = published
    write(mini, "second")

    def fail():
        shared()
        written = StandaloneHTMLBuilder.write_doc

        def write_doc(self, docname, doctree):
            if docname == "posts/one":
                raise OSError("no such luck")
            written(self, docname, doctree)

        StandaloneHTMLBuilder.write_doc = write_doc

    status, said = mini.fork("-j", "8", before=fail).wait()
    assert status == 2
    assert "no such luck" in said
    assert Built(out).files() == pair[1]["first"]
    assert mini.fork().wait() == (0, "")
    assert Built(out).files() == pair[1]["second"]
