"""The real site, edited at random places and built again, is the real site built from nothing.

From nothing by copies of the process, after an edit by one alone.
"""

import random
import re
import shutil

import pytest

from tests.extension.test_rebuilding import differences
from tests.support import ROOT, SETTINGS, Built, Fork, shared

FILES = ("conf.py", "pyproject.toml", "requirements-dev.txt", "posts", "_templates", "_static")


@pytest.fixture
def copy(tmp_path):
    """The sources of the site, to be edited."""
    folder = tmp_path / "site"
    folder.mkdir()
    names = [*FILES, *(name for name in SETTINGS["include_patterns"] if "*" not in name)]
    for name in names:
        how = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        how(ROOT / name, folder / name)
    return folder


def retitle(text, chance):
    return re.sub(
        r"^# (.*)$", rf"# \1, {chance.randrange(1000)}", text, count=1, flags=re.MULTILINE
    )


def redescribe(text, chance):
    return re.sub(
        r"^description: .*$", f"description: {chance.random()}.", text, flags=re.MULTILINE
    )


def retag(text, chance):
    tags = chance.sample(list(SETTINGS["notes_tags"]), 2)
    return re.sub(r"^tags: .*$", f"tags: [{', '.join(tags)}]", text, flags=re.MULTILINE)


def recategorize(text, chance):
    category = chance.choice(list(SETTINGS["notes_categories"]))
    return re.sub(r"^category: .*$", f"category: {category}", text, flags=re.MULTILINE)


def reword(text, chance):
    return text.replace(". ", f". {chance.random()} was said. ", 1)


def withdraw(text, chance):
    return text.replace("\ntags:", "\ndraft: true\ntags:", 1)


def test_edits_of_random_notes(copy, times, capsys):
    chance = random.Random(times)
    kinds = [retitle, redescribe, retag, recategorize, reword, withdraw]
    out = copy.parent / "html"
    assert Fork(copy, out).wait() == (0, "")
    done = []
    for kind in chance.sample(kinds * times, 3 * times):
        path = chance.choice(sorted((copy / "posts").glob("*.md")))
        text = path.read_text(encoding="utf-8")
        path.write_text(kind(text, chance), encoding="utf-8")
        status, said = Fork(copy, out).wait()
        if status:  # a note that others lean on cannot be withdrawn
            assert kind is withdraw, said
            path.write_text(text, encoding="utf-8")
            continue
        assert Fork(copy, copy.parent / "anew", before=shared).wait() == (0, "")
        assert differences(Built(out), Built(copy.parent / "anew")) == [], (
            path.name,
            kind.__name__,
        )
        shutil.rmtree(copy.parent / "anew-work")
        done.append(kind.__name__)
    with capsys.disabled():
        print(f"\nedited on the real site: {done}")
    assert done
