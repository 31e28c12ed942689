import os

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


def test_what_is_raised_in_a_copy_ends_the_build(take):
    with pytest.raises(SphinxParallelError, match="ZeroDivisionError"):
        parallel.share(2, lambda things: 1 // min(things), range(parallel.LEAST), take)
