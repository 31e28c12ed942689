import pytest

from tests.examples import program


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the program of a note, in an empty folder; see :func:`program.run`."""
    monkeypatch.chdir(tmp_path)
    return program.run
