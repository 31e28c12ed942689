"""Work shared by copies of this process, one for each core."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from sphinx.errors import SphinxParallelError
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

    *take* is given each part and what was found in it, which copies send by pickle; in order, and
    once all are done. Raises SphinxParallelError, before that, for whatever is raised in a copy,
    and for a copy that is lost: Sphinx forgets those that end while it starts others.
    """
    if jobs < 2 or len(things) < LEAST or not parallel_available:
        take([*things], task([*things]))
        return
    parts = [[*things[first::jobs]] for first in range(jobs)]
    told: dict[int, tuple[Found | None, str]] = {}

    def tell(number: int) -> tuple[Found | None, str]:
        try:
            return task(parts[number]), ""
        except BaseException:  # noqa: BLE001 (told below, and raised)
            return None, traceback.format_exc()

    tasks = ParallelTasks(jobs)
    for number in range(jobs):
        tasks.add_task(tell, number, told.__setitem__)
    tasks.join()
    for number in range(jobs):
        _, error = told.get(number, (None, "a copy of the process was lost"))
        if error:
            raise SphinxParallelError(error.strip().split("\n")[-1], error)
    for number, part in enumerate(parts):
        take(part, cast("Found", told[number][0]))
