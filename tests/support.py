"""What several folders of tests use: the real settings, notes made to measure, built sites."""

from __future__ import annotations

import gc
import gzip
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from lxml import etree
from sphinx.application import builtin_extensions

from notes_ext import sources

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = runpy.run_path(str(ROOT / "conf.py"))
ATOM = etree.RelaxNG(etree.parse(ROOT / "tests/atom.rng"))
VOCABULARY = sources.vocabulary(SETTINGS.__getitem__, {})

NOTE = """\
---
date: 2020-01-31
description: One sentence.
category: Data Engineering
tags: [schemas]
---

# A Title

Some text.

```{testcode}
print(2 + 2)
```

```{testoutput}
4
```

The end is near. It comes.
"""


def note(*changes: tuple[str, str], title: str = "A Title", date: str = "2020-01-31") -> str:
    """Return a good note in which each text of *changes*, which it holds once, is replaced."""
    text = NOTE.replace("A Title", title).replace("2020-01-31", date)
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def cases(name: str) -> list[dict[str, str]]:
    """The cases of a file of tests/unit/cases.

    Each says what text of the good note is replaced ("Some text.", if it does not say), by what,
    and all that is then said of the note, a line for each problem.
    """
    path = ROOT / "tests/unit/cases" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def named(case: dict[str, str]) -> str:
    return case["case"]


def build(source: Path, out: Path, *options: str, **variables: str) -> subprocess.CompletedProcess:
    """Build a site as `make html` does, in a process of its own: ABlog keeps state."""
    if not variables:
        fork = Fork(source, out, *options)
        status, said = fork.wait()
        return subprocess.CompletedProcess(options, status, fork.printed, said)
    return subprocess.run(
        [sys.executable, "-m", "notes_ext.build", *arguments(source, out, *options)],
        cwd=ROOT,
        env=environment() | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def environment() -> dict[str, str]:
    """The environment, without what a host would say."""
    return {k: v for k, v in os.environ.items() if not k.startswith("READTHEDOCS")}


def arguments(source: Path, out: Path, *options: str, work: Path | None = None) -> list[str]:
    """What `make html` tells its builder, but for the folders."""
    strict = ("-q", "-b", "dirhtml", "-j", "2", "-n", "-W", "--keep-going")
    return [str(source), str(work or f"{out}-work"), str(out), *strict, *options]


IMPORTED = ("ablog", "furo", "myst_parser.sphinx_", "sphinx.ext.doctest", "PIL.PngImagePlugin")


@cache
def program():
    """The program of :func:`build`, with most of what it imports, to be forked."""
    for name in (*builtin_extensions, *IMPORTED, "notes_ext.book", "notes_ext.markup"):
        import_module(name)
    gc.collect()
    gc.freeze()  # what is collected here is copied there
    return import_module("notes_ext.build").main


def shared() -> None:
    """Have even a small site read and written by copies of the process; for :class:`Fork`."""
    import_module("notes_ext.parallel").LEAST = 2


class Fork:
    """The build of :func:`build`, forked from here: three times as fast, as nothing is imported.

    In the new process *before* is called first.
    """

    def __init__(
        self,
        source: Path,
        out: Path,
        *options: str,
        work: Path | None = None,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self.logs = [tempfile.TemporaryFile("w+") for _ in range(2)]  # noqa: SIM115 (see wait)
        self.printed = ""
        main = program()
        self.pid = os.fork()
        if not self.pid:
            status = 70
            try:
                sys.stdout, sys.stderr = self.logs
                warnings.simplefilter("ignore")  # as Python does where pytest is not
                for name in os.environ.keys() - environment().keys():
                    del os.environ[name]
                before()
                status = main(arguments(source, out, *options, work=work))
                for log in self.logs:
                    log.flush()
            except SystemExit as refusal:
                status = 1
                print(refusal.code, file=sys.stderr, flush=True)
            finally:
                os._exit(status)  # whatever happened, there must not be two of these tests

    def lives(self) -> bool:
        """Whether it has not ended yet."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def wait(self) -> tuple[int, str]:
        """Its exit status, negative if it was killed, and its errors; ``printed`` is the rest."""
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        texts = []
        for log in self.logs:
            with log:
                log.seek(0)
                texts.append(log.read())
        self.printed, said = texts
        return status, said


def words(text: str) -> str:
    """The words of a text, without what typography may change."""
    return " ".join(re.findall(r"\w+", text))


class Built:
    """A built site, its pages parsed when they are asked for."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._parsed: dict[str, BeautifulSoup] = {}

    def __getitem__(self, page: str) -> BeautifulSoup:
        """The page at an address below the site's, such as "posts/tag"; "" is the front page."""
        if page not in self._parsed:
            text = (self.out / page / "index.html").read_text(encoding="utf-8")
            self._parsed[page] = BeautifulSoup(text, "lxml")
        return self._parsed[page]

    @cached_property
    def names(self) -> list[str]:
        """The addresses of all pages."""
        found = (path.parent.relative_to(self.out) for path in self.out.rglob("index.html"))
        return sorted("" if path == Path() else path.as_posix() for path in found)

    @cached_property
    def feeds(self) -> list[Path]:
        """The feeds of notes: one for each list. The revisions have another."""
        return sorted(self.out.rglob("atom.xml"))

    @property
    def revisions(self) -> Path:
        return self.out / "posts/revisions.xml"

    def files(self) -> dict[str, bytes]:
        """Everything that was published."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in self.out.rglob("*")
            if path.is_file()
        }

    @property
    def index(self) -> dict[str, dict]:
        """What Pagefind has of each page, by the page's address."""
        found = {}
        for path in self.out.glob("pagefind/*/fragment/*"):
            text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
            fragment = json.loads(text)
            found[fragment["url"].strip("/")] = fragment
        return found

    def listed(self, page: str) -> list[str]:
        """The titles of the notes that a page lists, in order."""
        return [link.get_text() for link in self[page].select("article li > div > a")]


class Mini:
    """A small site with the real settings, templates and stylesheet, and notes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.posts = self.folder / "posts"
        self.posts.mkdir(parents=True)
        shutil.copy(ROOT / "conf.py", self.folder)
        for name in SETTINGS["templates_path"] + SETTINGS["html_static_path"]:
            (self.folder / name).symlink_to(ROOT / name)
        for pattern in SETTINGS["include_patterns"]:
            for page in ROOT.glob(pattern):
                if page.parent == ROOT:
                    self.write(page.name, f"# {page.stem.title()}\n")
        self.write("index.md", (ROOT / "index.md").read_text(encoding="utf-8"))

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def note(self, slug: str, *changes: tuple[str, str], **named: str) -> Path:
        """Write a note; see :func:`note`."""
        named.setdefault("title", slug.replace("-", " ").title())
        return self.write(f"posts/{slug}.md", note(*changes, **named))

    def try_build(
        self, *options: str, out: str = "html", **variables: str
    ) -> subprocess.CompletedProcess:
        """Build it, unsearched, into the folder *out* beside it, and return what happened."""
        options = ("-D", "notes_search=0", *options)
        return build(self.folder, self.folder.parent / out, *options, **variables)

    def build(self, *options: str, out: str = "html", **variables: str) -> Built:
        """Build it without a warning; return the built site."""
        done = self.try_build(*options, out=out, **variables)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return Built(self.folder.parent / out)

    def fork(self, *options: str, out: str = "html", **named: Any) -> Fork:
        """Begin to build it, searched."""
        return Fork(self.folder, self.folder.parent / out, *options, **named)
