"""`make live`: what is served while an author types, and that it gets over every mistake."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from threading import Thread

import pytest

from tests.support import ROOT
from tools import live as live_server

PATIENCE = 60
"""Seconds; a build of three notes takes two."""


class Live:
    """The server at work, and what it prints."""

    def __init__(self, mini):
        told = subprocess.run(
            ["make", "-n", "--no-print-directory", "live"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        command = shlex.split(told.replace("\\\n", " ").split(" -m tools.live ")[1])
        self.printed = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.live", "-D", "notes_search=0", *command],
            cwd=mini.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        Thread(target=lambda: self.printed.extend(self.process.stdout), daemon=True).start()
        self.builds = 0
        self.built()
        self.address = re.search(r"http://127\.0\.0\.1:\d+", "".join(self.printed))[0]
        self.until(lambda: self["posts/one/"])

    def until(self, true):
        limit = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < limit, "".join(self.printed)
            time.sleep(0.1)

    def built(self):
        """Wait until one more build has ended; return what it printed."""
        begun = len(self.printed) if self.builds else 0
        self.builds += 1
        self.until(lambda: "".join(self.printed).count("Serving on") >= self.builds)
        return "".join(self.printed[begun:])

    def interrupt(self):
        """Press Ctrl+C, and wait until nothing that was started is left."""
        os.killpg(self.process.pid, signal.SIGINT)
        assert self.process.wait(PATIENCE) in (0, -signal.SIGINT)
        self.until(lambda: not self.lives())

    def lives(self):
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def __getitem__(self, page):
        """The text at an address, or nothing if there is none."""
        try:
            at = f"{self.address}/{page}"
            with urllib.request.urlopen(at, timeout=5) as answer:  # noqa: S310
                return answer.read().decode()
        except urllib.error.URLError:
            return ""


@pytest.fixture
def start():
    """What starts a server, which is ended with the test."""
    servers = []

    def begin(mini):
        servers.append(Live(mini))
        return servers[-1]

    yield begin
    for server in servers:
        with suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)


@pytest.fixture
def live(mini, start):
    mini.note("one")
    mini.note("two")
    return start(mini)


def test_an_author_at_work(mini, live):
    one = mini.posts / "one.md"
    good = one.read_text(encoding="utf-8")
    assert "/websocket-reload" in live["posts/one/"]

    one.write_text(good.replace("Some text.", "Words typed."), encoding="utf-8")
    assert "Traceback" not in live.built()
    assert "Words typed." in live["posts/one/"]

    # A mistake is told as the contract tells it, and the last good page stays.
    one.write_text(good.replace("tags: [", "tags: [["), encoding="utf-8")
    told = live.built()
    assert "posts/one.md:5: the front matter is not YAML" in told
    assert "Traceback" not in told
    assert "Words typed." in live["posts/one/"]
    one.write_text(good.replace("Some text.", "Mended."), encoding="utf-8")
    live.built()
    assert "Mended." in live["posts/one/"]

    draft = mini.note("three", ("tags:", "draft: true\ntags:"))
    live.built()
    assert "Draft" in live["posts/three/"]
    draft.rename(mini.posts / "four.md")
    live.built()
    assert "Draft" in live["posts/four/"]
    assert live["posts/three/"] == ""
    assert "four/" in live["posts/"]
    (mini.posts / "four.md").unlink()
    live.built()
    assert live["posts/four/"] == ""
    assert "four/" not in live["posts/"]

    live.interrupt()
    assert {file.name for file in mini.folder.iterdir() if file.name != "_build"} == {
        "conf.py", "posts", "_templates", "_static", "index.md", "paths.md", "ideas.md", "about.md"
    }  # fmt: skip


def test_what_pages_are_made_with_is_never_stale(mini, start):
    """The packages are imported once; the extension and all that is the site's, at each save."""
    for name in ("_templates", "_static"):
        (mini.folder / name).unlink()
        shutil.copytree(ROOT / name, mini.folder / name)
    code = shutil.copytree(ROOT / "notes_ext", mini.folder / "notes_ext")
    settings = mini.folder / "conf.py"
    with settings.open("a", encoding="utf-8") as file:
        file.write("import sys; print('had', *{'tools.warm', 'notes_ext'} & {*sys.modules})\n")
    mini.note("one")
    live = start(mini)
    added = "app.connect('html-page-context', lambda *of: of[3].update(title='Set Up'))\n    "
    edits = [
        (code / "pages.py", "{date:%B %Y}", "{date:%b %Y}", "posts/one/", "31 Jan 2020"),
        (code / "__init__.py", "book.Book", f"{added}book.Book", "posts/one/", "Set Up"),
        (mini.folder / "_templates/page.html", "Note {{ number }}", "Essay {{ number }}",
         "posts/one/", "Essay 1"),
        (mini.folder / "_static/notes.css", "overflow-x: visible", "overflow-x: clip",
         "_static/notes.css", "overflow-x: clip"),
        (settings, 'html_title = project', 'html_title = "Journal"', "posts/one/", "Journal"),
    ]  # fmt: skip
    for file, old, new, page, shown in edits:
        text = file.read_text(encoding="utf-8")
        assert old in text and shown not in live[page]
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert "had tools.warm\n" in live.built(), "the build is not forked, or the extension stale"
        assert shown in live[page]

    # A mistake in the code is told, and the server goes on.
    for name in ("__init__.py", "pages.py"):
        text = (code / name).read_text(encoding="utf-8")
        (code / name).write_text(f"{text}\n1 +\n", encoding="utf-8")
        assert "invalid syntax" in live.built()
        (code / name).write_text(text, encoding="utf-8")
        assert "invalid syntax" not in live.built()
    assert "Journal" in live["posts/one/"]


def test_ctrl_c_ends_a_build_too(mini, live):
    mini.note("three")
    live.until(lambda: "Rebuilding" in "".join(live.printed))
    live.interrupt()


SPHINX = [sys.executable, "-m", "sphinx", "build"]
THEIRS = "started as it was asked"


def run(command, **options):
    return live_server.run(lambda *_, **__: THEIRS, command, **options)


def test_only_a_build_as_it_is_known_is_run_here(monkeypatch):
    monkeypatch.setenv(live_server.VERSIONS, live_server.packages())
    assert run([*SPHINX, "--version"], check=True).returncode == 0
    assert run([*SPHINX, "--version"], check=True, env={}) == THEIRS
    assert run([*SPHINX, "--version"]) == THEIRS
    assert run(["sphinx-build", "--version"], check=True) == THEIRS
    assert run([sys.executable, "-m", "sphinx", "--version"], check=True) == THEIRS


def test_other_packages_than_those_imported_are_not_run_here(monkeypatch, capsys):
    monkeypatch.delenv(live_server.VERSIONS, raising=False)
    assert run([*SPHINX, "--version"], check=True) == THEIRS
    monkeypatch.setenv(live_server.VERSIONS, live_server.packages().replace("sphinx-9", "sphinx-8"))
    assert run([*SPHINX, "--version"], check=True) == THEIRS
    assert "until it is started again" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [("posts/one.md:1: told", 1, "posts/one.md:1: told\n"), (3, 3, ""), (None, 0, ""), (0, 0, "")],
)
def test_a_build_ends_here_as_a_process_does(monkeypatch, capsys, end, status, said):
    monkeypatch.setenv(live_server.VERSIONS, live_server.packages())
    monkeypatch.setattr("sphinx.cmd.build.build_main", lambda _: sys.exit(end))
    if status:
        with pytest.raises(subprocess.CalledProcessError) as failed:
            run(SPHINX, check=True)
        assert failed.value.returncode == status
    else:
        assert run(SPHINX, check=True).returncode == 0
    assert capsys.readouterr().err == said
