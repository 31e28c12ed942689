"""The built site on a port of this machine, and the system's Chromium to read it with."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

SITE = Path("_build/html")
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own calls home would be requests that no page made. Root may not use its sandbox.
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic")  # fmt: skip


def executable() -> str:
    """Return the path of Chromium; raise :class:`LookupError` if there is none."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        wanted = f"CHROMIUM={named} is not a program" if named else "Chromium is not installed"
        raise LookupError(f"{wanted} (Debian: apt-get install chromium; or set CHROMIUM=/path)")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, started and closed again."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable(), args=QUIET)


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves files as a host of static pages does: a wrong address is answered with 404.html."""

    def send_error(self, code: int, *_: Any) -> None:
        """Answer with the site's own page."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if code == HTTPStatus.NOT_FOUND and self.command != "HEAD":
            self.wfile.write(page)

    def end_headers(self) -> None:
        """Let what was fetched once be kept, as a host does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path = SITE) -> Iterator[str]:
    """Serve *folder*; give the address, with its last slash."""
    if not (folder / "404.html").exists():
        raise LookupError(f"{folder} holds no site; run `make html` first")

    def host(*arguments: Any) -> Host:
        return Host(*arguments, directory=str(folder))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def kinds(folder: Path = SITE) -> dict[str, str]:
    """Name one page of each kind, by what is on it and not by what it is called."""
    texts = {page: page.read_text("utf-8") for page in sorted(folder.glob("posts/*/index.html"))}
    notes = {page: text for page, text in texts.items() if 'class="dateline"' in text}
    picked = {}
    for name, feature in FEATURES.items():
        picked[name] = max(notes, key=lambda page: len(feature.findall(notes[page])))
        del notes[picked[name]]
    subjects = sorted(folder.glob("posts/tag/*/index.html"))
    picked["subject"] = max(subjects, key=lambda page: page.stat().st_size)
    found = {
        name: f"{page.parent.relative_to(folder).as_posix()}/" for name, page in picked.items()
    }
    return {**found, **KINDS}


KINDS = {
    "front": "",
    "archive": "posts/",
    "subjects": "posts/tag/",
    "paths": "paths/",
    "ideas": "ideas/",
    "about": "about/",
    "search": "search/",
    "404": "404.html",
}
FEATURES = {
    "note with a drawing": re.compile(r"<figure[^>]*>\s*<svg"),
    "long note": re.compile(r"\w+"),
    "note with tables and figures": re.compile("<table|<figure"),
    "note with relations": re.compile("<q>"),
    "note with code": re.compile("(?m)^<span class="),
}
