"""``python -m notes_ext.build SOURCE WORK OUT [OPTION...]``: build aside, then swap.

Sphinx writes in place: whoever looks meanwhile, or after it was killed, sees half a site. So it
works in *WORK*, which is its own, and *OUT* is always the last site that was complete. Whatever
ends a build, the next one is exact: *WORK* is used again only if it was left complete, by the same
program with the same settings. The options are those of ``sphinx-build``.
"""

from __future__ import annotations

import ctypes
import fcntl
import filecmp
import hashlib
import os
import runpy
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.cmd.build import build_main

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""As in Linux' fcntl.h and fs.h."""


def main(arguments: list[str]) -> int:
    """Build and publish; return the exit status, which is Sphinx's unless publishing fails."""
    source, work, out = (Path(name).resolve() for name in arguments[:3])
    try:
        check(source, work, out)
        with alone(work):
            status = build(source, work, arguments[3:])
            if status == 0:
                publish(work / "html", out)
    except OSError as error:
        print(f"{error}; {out} is as it was", file=sys.stderr)
        return 1
    return status


def check(source: Path, work: Path, out: Path) -> None:
    """Refuse to replace a folder that may be anything but a site built before."""
    apart = not any(one.is_relative_to(out) for one in (source, work)) and work not in out.parents
    empty = not out.exists() or not any(out.iterdir())
    ours = (out / ".buildinfo").exists() and not (out / ".git").exists()
    if not apart or not (empty or ours):
        raise FileExistsError(f"{out} is no folder for a site alone; name a new one")


@contextmanager
def alone(work: Path) -> Iterator[None]:
    """Wait until no other build, nor a program that one started, uses *work*."""
    work.parent.mkdir(parents=True, exist_ok=True)
    with work.with_suffix(".lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)  # Pagefind may outlive a build that is killed
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running: this one waits for it", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(source: Path, work: Path, options: list[str]) -> int:
    """Run Sphinx in *work*, which is emptied first if it cannot be trusted; return its status."""
    complete, now = work / "complete", inputs(source, options)
    trusted = complete.exists() and complete.read_text(encoding="utf-8") == now
    complete.unlink(missing_ok=True)
    if not trusted:
        shutil.rmtree(work, ignore_errors=True)
    try:
        status = build_main(
            [*options, "-d", str(work / "doctrees"), str(source), str(work / "html")]
        )
    except SystemExit:  # a note was refused, before anything was written
        if trusted:
            complete.write_text(now, encoding="utf-8")
        raise
    if status == 0:
        complete.write_text(now, encoding="utf-8")
    return status


def inputs(source: Path, options: list[str]) -> str:
    """The digest of all that pages are made with, and not of: what Sphinx does not compare.

    The settings, as they are in this environment; templates, styles and the extension's own code,
    by their content; the packages, by their names, which hold their versions.
    """
    settings = runpy.run_path(str(source / "conf.py"))
    values = [(key, value) for key, value in settings.items() if not key.startswith("__")]
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    digest = hashlib.sha256(repr((values, options, sys.version)).encode())
    digest.update(repr(sorted(package.name for package in packages)).encode())
    folders = [Path(__file__).parent]
    folders += [source / name for name in settings["templates_path"] + settings["html_static_path"]]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def publish(built: Path, out: Path) -> None:
    """Make *out* what *built* is, in one step: all of it or nothing. They share no file."""
    new = out.with_name(f".{out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    if same(built, out):
        return
    try:
        shutil.copytree(built, new)
        if out.exists():
            exchange(new, out)
        else:
            new.rename(out)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files. Times tell which have to be read for that."""
    names = files(one)
    return names == files(other) and all(filecmp.cmp(one / name, other / name) for name in names)


def files(folder: Path) -> set[Path]:
    """The files below a folder, relative to it."""
    return {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}


def exchange(new: Path, old: Path) -> None:
    """Let two folders beside each other change names."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    names = os.fsencode(new), os.fsencode(old)
    if renameat2 and not renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE):
        return
    # Only Linux can do it in one step, and there not every file system.
    aside = new.with_suffix(".old")
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
