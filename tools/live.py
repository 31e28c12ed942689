"""`make live`: sphinx-autobuild, whose builds are forked from a process that has the packages.

Half of the way from a save to its page was a new Python that imports Sphinx, MyST, ABlog and Furo.
sphinx-autobuild rebuilds in the worker of a process pool. Here that is forked from one that has
imported the packages and nothing else: the extension, the settings and this file are imported by
each worker, so they are never stale. In the worker `subprocess.run` builds without a new process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import sysconfig
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

VERSIONS = "NOTES_LIVE_PACKAGES"
"""The variable that names the packages which were imported, for those who are forked."""


def packages() -> str:
    """The packages that are installed, by their names, which hold their versions."""
    return " ".join(
        sorted(file.name for file in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    )


def run(start: Any, command: list[Any], **options: Any) -> Any:
    """Do as *start*, which is ``subprocess.run``; but build with Sphinx here, if that is asked.

    A save is served in 0.33 s instead of 0.84. Whatever else sphinx-autobuild may ask one day, it
    gets as it asked; and Sphinx too, once the packages are not those that were imported.
    """
    if command[:4] != [sys.executable, "-m", "sphinx", "build"] or options != {"check": True}:
        return start(command, **options)
    if os.environ.get(VERSIONS) != packages():
        print("Other packages than were imported: `make live` is slow until it is started again")
        return start(command, **options)
    from sphinx.cmd.build import build_main  # noqa: PLC0415 (loaded already, where it is fast)

    try:
        status = build_main(command[4:])
    except SystemExit as end:  # a note was refused
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return subprocess.CompletedProcess(command, status)


def main() -> None:
    """Import the packages aside, and serve."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        os.environ[VERSIONS] = packages()
        multiprocessing.set_start_method("forkserver")
        multiprocessing.set_forkserver_preload(["tools.warm"])
        forkserver.ensure_running()
    from sphinx_autobuild.__main__ import main as serve  # noqa: PLC0415 (workers do not serve)

    serve(sys.argv[1:])


if __name__ == "__main__":
    main()
elif __name__ == "__mp_main__":  # as multiprocessing names it in a worker
    gc.freeze()  # what was imported is never garbage
    gc.set_threshold(100_000, 50, 1000)  # as notes_ext/build.py
    subprocess.run = partial(run, subprocess.run)
