"""Work shared by copies of this process, one for each core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks, parallel_available

LEAST = 50
"""Pages: with fewer, copies cost more than they save: a tenth more of the processor at 34."""
Thing = TypeVar("Thing")
Found = TypeVar("Found")


def share(
    jobs: int,
    task: Callable[[list[Thing]], Found],
    things: Sequence[Thing],
    take: Callable[[list[Thing], Found], None],
) -> None:
    """Do *task* with all *things*: in this process, or in *jobs* copies of it with a part each.

    *take* is given each part and what was found in it, which is sent from copies by pickle.
    Whatever is raised in a copy ends in a SphinxParallelError.
    """
    if jobs < 2 or len(things) < LEAST or not parallel_available:
        take([*things], task([*things]))
        return
    tasks = ParallelTasks(jobs)
    for first in range(jobs):
        tasks.add_task(task, [*things[first::jobs]], take)
    tasks.join()


def few(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Have Sphinx read a few pages in this process; for ``env-before-read-docs``."""
    if len(docnames) < LEAST:
        app.parallel = 1
