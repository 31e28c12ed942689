import os
import signal

import pytest
from sphinx.errors import SphinxParallelError

from notes_ext import parallel


def where(things):
    return os.getpid(), [thing * 2 for thing in things]


@pytest.fixture
def found():
    """What was done where, by what was to be done."""
    return {}


@pytest.fixture
def take(found):
    return lambda things, told: found.update({tuple(things): told})


def test_each_core_has_its_part(found, take):
    things = list(range(parallel.LEAST))
    parallel.share(3, where, things, take)
    assert sorted(found) == [tuple(things[first::3]) for first in range(3)]
    assert all(told == [2 * thing for thing in part] for part, (_, told) in found.items())
    assert len({os.getpid(), *(pid for pid, _ in found.values())}) == 4


@pytest.mark.parametrize(("jobs", "many"), [(1, parallel.LEAST), (3, parallel.LEAST - 1), (3, 0)])
def test_no_copy_is_made_for_one_core_or_for_little(jobs, many, found, take):
    parallel.share(jobs, where, range(many), take)
    assert found == {tuple(range(many)): (os.getpid(), [2 * thing for thing in range(many)])}


@pytest.mark.parametrize("jobs", [2, 16])
def test_what_is_raised_in_a_copy_ends_the_build(jobs, found, take):
    """Also in the first, which Sphinx forgets if it ends while the last is being started."""

    def fail(things):
        return 1 // things[0]

    for _ in range(3):
        with pytest.raises(SphinxParallelError, match="ZeroDivisionError"):
            parallel.share(jobs, fail, range(parallel.LEAST), take)
    assert not found


@pytest.mark.parametrize("jobs", [2, 16])
def test_a_copy_that_is_lost_ends_the_build(jobs, found, take):
    def die(things):
        if not things[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises((SphinxParallelError, EOFError)):
        parallel.share(jobs, die, range(parallel.LEAST), take)
    assert not found
