import pytest

from notes_ext import sources
from tests.support import ROOT, SETTINGS, Built, build


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The real site, built once, strictly, from nothing."""
    out = tmp_path_factory.mktemp("site") / "html"
    done = build(ROOT, out)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return Built(out)


@pytest.fixture(scope="session")
def collection():
    """The notes that are published, oldest first."""
    read = sources.read(ROOT, SETTINGS.__getitem__)
    assert read.problems == []
    return read.collection
