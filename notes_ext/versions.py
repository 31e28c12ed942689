"""``{versions} group``: the versions that the examples run on, from the lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

PROJECT, LOCK = "pyproject.toml", "requirements-dev.txt"
NAME = re.compile(r"[A-Za-z0-9._-]+")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
BOUNDS = re.compile(r">=3\.(\d+),<3\.(\d+)")


def normal(name: str) -> str:
    """A package's name as the lock writes it."""
    return re.sub(r"[._-]+", "-", name).lower()


def locked(project: dict[str, Any], group: str, lock: str) -> list[str]:
    """Python and the packages of a dependency group, each with the version that is locked.

    Raises :class:`KeyError` for a group that is not there or a package that is not locked.
    """
    pins = {normal(name): version for name, version in PIN.findall(lock)}
    requirements = project["dependency-groups"][group]
    names = [match[0] for match in map(NAME.match, requirements) if match]
    requires = project["project"]["requires-python"]
    bounds = BOUNDS.fullmatch(requires)
    python = f"Python 3.{bounds[1]} to 3.{int(bounds[2]) - 1}" if bounds else f"Python {requires}"
    return [python, *(f"{name} {pins[normal(name)]}" for name in names)]


class VersionsDirective(SphinxDirective):
    """Lists what :func:`locked` finds for a group of this project."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list, and have the page read again when it changes."""
        files = [Path(self.env.srcdir, name) for name in (PROJECT, LOCK)]
        for file in files:
            self.env.note_dependency(str(file))
        project, lock = (file.read_text(encoding="utf-8") for file in files)
        rows = locked(tomllib.loads(project), self.arguments[0], lock)
        items = [nodes.list_item("", nodes.paragraph("", row)) for row in rows]
        return [nodes.bullet_list("", *items, bullet="-", classes=["versions"])]
