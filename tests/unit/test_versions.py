"""The versions that the about page tells are those of the lock."""

import tomllib

import pytest

from notes_ext.versions import locked
from tests.support import ROOT

PROJECT = {
    "project": {"requires-python": ">=3.11,<3.15"},
    "dependency-groups": {"x": ["Some_Thing==2.0", "other>=1,<2"]},
}
LOCK = "other==1.2.3 ; python_version < '4' \\\n    --hash=sha256:0\nsome-thing==2.0 \\\n"


def test_each_package_of_a_group_has_its_version():
    assert locked(PROJECT, "x", LOCK) == ["Python 3.11 to 3.14", "Some_Thing 2.0", "other 1.2.3"]


def test_what_is_not_locked_is_not_told():
    with pytest.raises(KeyError, match="other"):
        locked(PROJECT, "x", LOCK.replace("other==", "another=="))


def test_other_bounds_are_told_as_they_stand():
    project = {**PROJECT, "project": {"requires-python": ">=3.12"}}
    assert locked(project, "x", LOCK)[0] == "Python >=3.12"


def test_the_versions_of_the_examples_can_be_told():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    rows = locked(project, "examples", lock)
    assert len(rows) == len(project["dependency-groups"]["examples"]) + 1
