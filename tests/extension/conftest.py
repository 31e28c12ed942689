import pytest

from tests.support import Mini


@pytest.fixture
def mini(tmp_path):
    """An empty small site, to be filled and built."""
    return Mini(tmp_path)
