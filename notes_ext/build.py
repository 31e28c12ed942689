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
import gc
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from notes_ext import inputs

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
    """Bring *work* up to date, emptied first if it cannot be trusted; return the exit status."""
    complete = work / "complete"
    means, read = inputs.means(source, options), inputs.digest(inputs.contents(source))
    before = complete.read_text(encoding="utf-8").split() if complete.exists() else []
    if before == [means, read]:
        return 0
    complete.unlink(missing_ok=True)
    if before[:1] != [means]:
        shutil.rmtree(work, ignore_errors=True)
    try:
        status = run_sphinx([*options, "-d", f"{work}/doctrees", str(source), f"{work}/html"])
    except SystemExit:  # a note was refused, before anything was written
        if before[:1] == [means]:
            complete.write_text(" ".join(before), encoding="utf-8")
        raise
    if status == 0:
        complete.write_text(f"{means} {read}", encoding="utf-8")
    return status


def run_sphinx(arguments: list[str]) -> int:
    """Run ``sphinx-build``; return its exit status."""
    gc.set_threshold(100_000, 50, 1000)  # a quarter of a clean build; a tenth more memory
    os.register_at_fork(after_in_child=follow)
    from sphinx.cmd.build import build_main  # noqa: PLC0415 (where nothing changed it is not needed)

    return build_main(arguments)


def follow() -> None:
    """End this copy of a build soon after the build was killed, or *work* would never be free."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def publish(built: Path, out: Path) -> None:
    """Make *out* what *built* is, in one step: all of it or nothing. They share no file.

    The site that *out* was stays beside it, to be made the next one: only what differs is written,
    and nothing removed but what is gone. All is compared by content, whatever became of it since.
    The two may share files, as what is published is never written again.
    """
    new = out.with_name(f".{out.name}.new")
    names, before, stale = files(built), files(out), files(new)

    def same(name: str, folder: Path) -> bool:
        return filecmp.cmp(f"{built}/{name}", f"{folder}/{name}", shallow=False)

    latest = sorted(names, key=lambda name: (built / name).stat().st_mtime, reverse=True)
    if names == before and all(same(name, out) for name in latest):
        return
    for name in stale - names:
        (new / name).unlink()
    for folder, _, _ in os.walk(new, topdown=False):
        with suppress(OSError):  # it holds something
            os.rmdir(folder)  # noqa: PTH106 (as os.walk names it)
    for name in latest:
        if name in stale and same(name, new):
            written, had = ((folder / name).stat().st_mtime_ns for folder in (built, new))
            if written != had and not (name in before and same(name, out)):
                shutil.copystat(built / name, new / name)  # undone, and newer than what it replaces
            continue
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).unlink(missing_ok=True)
        if not (name in before and same(name, out) and linked(out / name, new / name)):
            shutil.copy2(built / name, new / name)
    if out.exists():
        exchange(new, out)
    else:
        new.rename(out)


def linked(old: Path, new: Path) -> bool:
    """Give a file a second name, if possible."""
    try:
        new.hardlink_to(old)
    except OSError:
        return False
    return True


def files(folder: Path) -> set[str]:
    """The files below a folder, relative to it."""
    # Without pathlib: three folders of 13,000 at 3,400 notes.
    top = len(f"{folder}/")
    return {f"{above}/{name}"[top:] for above, _, names in os.walk(folder) for name in names}


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
