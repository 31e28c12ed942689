"""Everything that a build reads, by its content: what is the same need not be done again.

Nothing here imports Sphinx, so that a build of which nothing has changed need not either.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

CODE = Path(__file__).parent
UNREAD = {"__pycache__", "node_modules"}
"""Folders that no page is made of, beside ``_build`` and the hidden ones."""


def digest(thing: object) -> str:
    """A name for what *thing* shows of itself."""
    return hashlib.sha256(repr(thing).encode()).hexdigest()


def contents(source: Path) -> dict[str, str]:
    """The digest of every file below *source*, by its path."""
    found = {}
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(set(folders) - UNREAD - {name for name in folders if name[0] in "._"})
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 (3,400 times)
            found[path] = of_file(path)
    return found


def of_file(path: str | Path) -> str:
    """The digest of a file."""
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def means(source: Path, options: Iterable[str] = ()) -> str:
    """The digest of what pages are made with, and not of.

    The settings, as they are in this environment; templates, styles and the extension's own code;
    the packages, by their names, which hold their versions.
    """
    settings = runpy.run_path(str(source / "conf.py"))
    values = [(key, value) for key, value in settings.items() if not key.startswith("__")]
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    folders = [source / name for name in settings["templates_path"] + settings["html_static_path"]]
    files = [
        (str(file.relative_to(folder)), of_file(file))
        for folder in (CODE, *folders)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not UNREAD.intersection(file.parts)
    ]
    versions = [sys.version, *sorted(package.name for package in packages)]
    return digest((values, [*options], files, versions))
