"""What the project says of itself is so."""

import os
import re
import runpy
import subprocess
import sys
import tomllib

import pytest
import yaml

from notes_ext import contract
from tests.support import ROOT, SETTINGS

GUIDES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "STYLE.md")]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in GUIDES}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^## (\S+)", MAKEFILE, re.MULTILINE))
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def named(pattern):
    found = {name for text in TEXTS.values() for name in re.findall(pattern, text)}
    assert found, pattern
    return sorted(found)


@pytest.mark.parametrize("target", named(r"(?m)(?:`|^)make ([a-z][a-z-]*)"))
def test_every_target_that_is_named_is_there(target):
    assert target in TARGETS
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_target_is_told_by_help():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()
    assert set(phony) == TARGETS
    # `make test` runs this: what it tells a make within it would be printed too.
    fresh = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    told = subprocess.run(
        ["make"], cwd=ROOT, env=fresh, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[0] for line in told.splitlines()[1:]} == TARGETS


def test_every_command_that_is_named_is_there():
    texts = [*TEXTS.values(), MAKEFILE, (ROOT / ".ci/run").read_text()]
    named = {command for text in texts for command in re.findall(r"-m notes_ext (\w+)", text)}
    assert "check" in named
    for command in named:
        done = subprocess.run(
            [sys.executable, "-m", "notes_ext", command, "--help"],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, command


@pytest.mark.parametrize("script", [".ci/run", ".readthedocs.yaml", ".github/workflows/test.yml"])
def test_every_target_that_is_called_is_there(script):
    called = re.findall(r"^[^#]*?\bmake ([a-z-]+)", (ROOT / script).read_text(), re.MULTILINE)
    assert set(called) <= TARGETS


def test_the_examples_run_before_anything_is_published():
    """The pages call their outputs checked."""
    jobs = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text())["build"]["jobs"]
    assert jobs["pre_build"] == ["make doctest"]
    pages = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text())["jobs"]["publish"]
    commands = [step["run"].split()[1] for step in pages["steps"] if "run" in step]
    assert commands.index("doctest") < commands.index("html")
    assert not [step for step in pages["steps"] if "continue-on-error" in step]
    assert "make doctest html HTMLDIR=" in TEXTS["README.md"]
    assert "make doctest" in (ROOT / ".ci/run").read_text().splitlines()


def test_contributing_has_the_contract_as_the_code_prints_it():
    """`python -m notes_ext contract` prints what belongs there."""
    assert f"\n\n{contract.tables()}\n\n" in TEXTS["CONTRIBUTING.md"]


def test_every_variable_that_is_named_is_one_of_make():
    told = {
        name
        for text in TEXTS.values()
        for name in re.findall(r"^make .*?\b([A-Z]+)=", text, re.MULTILINE)
    }
    assert {"TITLE", "NOTE", "OPEN"} <= told
    for name in told:
        assert f"({name})" in MAKEFILE or f"value {name}" in MAKEFILE, name


def test_every_file_that_is_named_is_there():
    text = "".join(TEXTS.values())
    for name in re.findall(r"`([\w.-][\w./-]*\.(?:py|md|txt|toml|yaml|bib))`", text):
        assert list(ROOT.glob(name)) or list(ROOT.glob(f"posts/{name}")), name


def test_the_locks_name_no_host_and_no_path():
    assert len(LOCKS) == 2
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        for line in text.splitlines():
            requirement = line.split("#")[0]
            assert not re.search(r"://|@ |^-|^\s*--(?!hash)|/", requirement), line


def test_each_lock_has_a_hash_for_every_requirement():
    for lock in LOCKS:
        text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
        rows = [row for row in text.splitlines() if row and not row.lstrip().startswith("#")]
        assert rows
        assert [row for row in rows if "--hash=sha256:" not in row] == []


def test_the_locks_agree():
    site, tests = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
        for lock in sorted(LOCKS, key=lambda lock: -len(lock.name))[::-1]
    )
    assert site.items() <= tests.items()


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {re.match(r"[\w.-]+", item)[0] for item in project["project"]["dependencies"]}
    locked = set(re.findall(r"^([\w.-]+)==", LOCKS[-1].read_text(encoding="utf-8"), re.MULTILINE))
    assert wanted <= locked


def test_settings_need_only_the_standard_library():
    imports = set(
        re.findall(r"^(?:import|from) (\w+)", (ROOT / "conf.py").read_text(), re.MULTILINE)
    )
    assert imports <= sys.stdlib_module_names


def test_no_module_is_longer_than_a_reader_can_hold():
    modules = [*ROOT.glob("notes_ext/**/*.py"), ROOT / "conf.py"]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > 200} == {}


def test_imports_point_one_way():
    """What the checks use knows nothing of Sphinx."""
    pure = {"note", "yamltree", "frontmatter", "markdown", "sentences", "inline", "directives",
            "body", "contract", "paths", "ideas", "collection", "linking", "checks", "bibliography",
            "sources", "chart", "drawing", "anchors", "outline", "prose", "rules", "style",
            "spelling", "examples", "new", "files"}  # fmt: skip
    imports = {
        name: set(re.findall(r"^from notes_ext\.(\w+)", text, re.MULTILINE))
        | {
            part.strip()
            for row in re.findall(r"^from notes_ext import (.*)$", text, re.MULTILINE)
            for part in row.split(",")
        }
        for name in pure
        for text in [(ROOT / f"notes_ext/{name}.py").read_text(encoding="utf-8")]
    }
    assert set().union(*imports.values()) <= pure
    while imports:
        free = {name for name, needs in imports.items() if not needs & set(imports)}
        assert free, f"modules import each other: {sorted(imports)}"
        imports = {name: needs for name, needs in imports.items() if name not in free}


def test_the_version_of_python_is_told_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = re.match(r">=(\d+\.\d+)", project["project"]["requires-python"])[1]
    assert f"Python {oldest} or newer" in TEXTS["README.md"]
    assert SETTINGS["nitpicky"]


@pytest.mark.parametrize("said", ["https://x.example/en/latest", "https://x.example/en/latest/"])
def test_the_address_of_the_site_ends_in_a_slash(monkeypatch, said):
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", said)
    settings = runpy.run_path(str(ROOT / "conf.py"))
    assert settings["html_baseurl"] == settings["blog_baseurl"] == "https://x.example/en/latest/"
