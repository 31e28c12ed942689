import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--times", type=int, default=1, help="how many times as many lots are drawn as usual"
    )


@pytest.fixture
def times(request):
    """How long the tests that draw lots go on."""
    return request.config.getoption("times")
