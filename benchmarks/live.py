"""``python benchmarks/live.py [N=34]``: from a save to its words on the page, beside the peers.

Each generator serves the corpus of N notes with its own live server, alone, and a note is saved a
few times with a new word at its end. Prints Markdown: the median of the seconds until the word is
served at the note's address, asked for every 10 ms, and, for sphinx-autobuild, until the browser is
told; and all of the first.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import corpus
import peers
from corpus import ROOT, Note
from peers import BIN
from websockets.sync.client import connect

PATIENCE = 60
"""Seconds."""
PAUSE = 1.5
"""Seconds between a save served and the next, in which a server comes to rest."""


@dataclass(frozen=True)
class Server:
    """How to make a site of the corpus, to serve it, and where its notes are."""

    name: str
    prepare: Callable[[Path, list[Note]], None]
    command: str
    """Run in the folder of the site, with its port for ``{}``."""
    source: str = "posts/{note.slug}.md"
    address: str = "posts/{note.slug}/"
    tells: bool = False
    """Whether it tells the browser as sphinx-autobuild does."""


def ours() -> str:
    """What ``make live`` runs."""
    command = ["make", "-n", "--no-print-directory", "live", "PORT={}"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return f"{sys.executable} -m tools.live {told.split(' -m tools.live ')[1]}".replace("\\\n", " ")


SERVERS = (
    Server("this site", corpus.site, ours(), tells=True),
    Server(
        "Sphinx + Furo",
        peers.sphinx,
        f"{sys.executable} -m sphinx_autobuild -q --port {{}} -b dirhtml . _build",
        tells=True,
    ),
    Server(
        "Pelican",
        peers.pelican,
        f"{BIN}/pelican -q --autoreload --listen -p {{}}",
        "content/{note.slug}.md",
        "{name}.html",
    ),
    Server("Nikola", peers.nikola, f"{BIN}/nikola auto -p {{}}"),
    Server(
        "MkDocs Material",
        peers.mkdocs,
        f"{BIN}/mkdocs serve -q --livereload -a 127.0.0.1:{{}}",
        "docs/blog/posts/{note.slug}.md",
        "blog/{note.date:%Y/%m/%d}/{note.slug}/",
    ),
    Server(
        "Hugo", peers.hugo, f"{BIN}/hugo server --quiet -p {{}}", "content/posts/{note.slug}.md"
    ),
    Server("Eleventy", peers.eleventy, "node_modules/.bin/eleventy --quiet --serve --port={}"),
)


@contextmanager
def served(server: Server, folder: Path) -> Iterator[int]:
    """Serve a prepared site; yield the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # our own code is compiled once, as theirs is
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            shlex.split(server.command.format(port)),
            cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield port
        except TimeoutError:
            said.seek(0)
            print(f"{server.name}: {said.read().decode()[-2000:]}", file=sys.stderr)
            raise
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def wait(address: str, word: str) -> float:
    """Wait until *word* is served at *address*; return when, on the monotonic clock."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if word in answer.read().decode():
                    return time.monotonic()
        except (OSError, HTTPException):  # not served yet, or being written
            pass
        time.sleep(0.01)
    raise TimeoutError(f"{address} does not show {word}")


def told(port: int) -> float:
    """Wait until the browser is told to load the page again; return when."""
    with connect(f"ws://127.0.0.1:{port}/websocket-reload") as browser:
        browser.recv(timeout=PATIENCE)
        return time.monotonic()


def measure(server: Server, note: Note, folder: Path, saves: int) -> list[tuple[float, float]]:
    """Save *note* once to warm up, then a few times; return the seconds until served and told."""
    file = folder / server.source.format(note=note)
    name = note.title.lower().replace(" ", "-")
    found = []
    with served(server, folder) as port, ThreadPoolExecutor() as pool:
        address = f"http://127.0.0.1:{port}/" + server.address.format(note=note, name=name)
        wait(address, "Part 1")
        for turn in range(saves + 1):
            time.sleep(PAUSE)
            browser = pool.submit(told, port) if server.tells else None
            time.sleep(PAUSE)
            word = f"Saved{turn}at{time.monotonic_ns()}"
            text = f"{file.read_text(encoding='utf-8')}\n{word}.\n"
            start = time.monotonic()
            file.write_text(text, encoding="utf-8")
            end = wait(address, word)
            found.append((end - start, browser.result() - start if browser else 0))
    return found[1:]


def main() -> None:
    """Measure; print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=int, nargs="?", default=34)
    parser.add_argument("--saves", type=int, default=7)
    parser.add_argument("--only", nargs="*", help="names of generators")
    options = parser.parse_args()
    peers.install()
    notes = corpus.corpus(options.notes)
    print("| from a save | served, s | told, s | all, s |\n| --- | ---: | ---: | --- |")
    for server in SERVERS:
        if options.only and server.name not in options.only:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary, "site")
            server.prepare(folder, notes)
            found = measure(server, notes[len(notes) // 2], folder, options.saves)
        until = [statistics.median(times) for times in zip(*found, strict=True)]
        ends = f"{until[1]:.2f}" if server.tells else ""
        every = " ".join(f"{seconds:.2f}" for seconds, _ in found)
        print(f"| {server.name} | {until[0]:.2f} | {ends} | {every} |", flush=True)


if __name__ == "__main__":
    main()
