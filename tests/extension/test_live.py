"""`make live`: what is served while an author types, and that it gets over every mistake."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from threading import Thread

import pytest

from tests.support import ROOT

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
        command = shlex.split(told.replace("\\\n", " ").split(" -m sphinx_autobuild ")[1])
        self.printed = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_autobuild", "-D", "notes_search=0", *command],
            cwd=mini.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        Thread(target=lambda: self.printed.extend(self.process.stdout), daemon=True).start()
        self.builds = 0
        self.built()
        self.address = re.search(r"http://127\.0\.0\.1:\d+", "".join(self.printed))[0]
        self.until(lambda: self["posts/one"])

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

    def __getitem__(self, page):
        """The text of a page, or nothing if there is none."""
        try:
            at = f"{self.address}/{page}/"
            with urllib.request.urlopen(at, timeout=5) as answer:  # noqa: S310
                return answer.read().decode()
        except urllib.error.URLError:
            return ""


@pytest.fixture
def live(mini):
    mini.note("one")
    mini.note("two")
    server = Live(mini)
    yield server
    server.process.kill()


def test_an_author_at_work(mini, live):
    one = mini.posts / "one.md"
    good = one.read_text(encoding="utf-8")
    assert "/websocket-reload" in live["posts/one"]

    one.write_text(good.replace("Some text.", "Words typed."), encoding="utf-8")
    assert "Traceback" not in live.built()
    assert "Words typed." in live["posts/one"]

    # A mistake is told as the contract tells it, and the last good page stays.
    one.write_text(good.replace("tags: [", "tags: [["), encoding="utf-8")
    told = live.built()
    assert "posts/one.md:5: the front matter is not YAML" in told
    assert "Traceback" not in told
    assert "Words typed." in live["posts/one"]
    one.write_text(good.replace("Some text.", "Mended."), encoding="utf-8")
    live.built()
    assert "Mended." in live["posts/one"]

    draft = mini.note("three", ("tags:", "draft: true\ntags:"))
    live.built()
    assert "Draft" in live["posts/three"]
    draft.rename(mini.posts / "four.md")
    live.built()
    assert "Draft" in live["posts/four"]
    assert live["posts/three"] == ""
    assert "four/" in live["posts"]
    (mini.posts / "four.md").unlink()
    live.built()
    assert live["posts/four"] == ""
    assert "four/" not in live["posts"]

    live.process.send_signal(signal.SIGINT)
    assert live.process.wait(PATIENCE) in (0, -signal.SIGINT)
    assert {file.name for file in mini.folder.iterdir() if file.name != "_build"} == {
        "conf.py", "posts", "_templates", "_static", "index.md", "paths.md", "ideas.md", "about.md"
    }  # fmt: skip
