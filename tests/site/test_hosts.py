"""What a host does with a clone: the steps of .readthedocs.yaml, with its variables."""

import os
import subprocess

import pytest
import yaml

from tests.support import ROOT, Built

BASE = "https://x.example/en/latest/"
BUILD = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What Read the Docs would publish of the last commit."""
    clone = tmp_path_factory.mktemp("host") / "checkouts"
    command = ["git", "clone", "-q", "--depth", "1", ROOT.as_uri(), str(clone)]
    subprocess.run(command, check=True)
    (clone / ".venv").symlink_to(ROOT / ".venv")  # to install again what is installed tells nothing
    environment = {
        **os.environ,
        "READTHEDOCS": "True",
        "READTHEDOCS_VERSION": "latest",
        "READTHEDOCS_CANONICAL_URL": BASE,
        "READTHEDOCS_OUTPUT": str(clone / "_readthedocs"),
        "SPHINXOPTS": "-q",
    }
    jobs = BUILD["build"]["jobs"]
    steps = [*jobs["install"], *jobs["build"]["html"], *jobs["build"]["epub"]]
    for step in steps:
        shell = ["bash", "-c", step]
        done = subprocess.run(
            shell, cwd=clone, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return clone / "_readthedocs"


def test_the_examples_run_before_anything_is_published():
    assert BUILD["build"]["jobs"]["pre_build"] == ["make doctest"]


def test_the_site_is_at_the_address_that_the_host_gives_it(output):
    site = Built(output / "html")
    assert {"", "posts", "404", "posts/schemas-are-promises"} <= set(site.names)
    for name in set(site.names) - {"404", "search"}:
        address = f"{BASE}{name}/" if name else BASE
        assert site[name].find("link", rel="canonical")["href"] == address
        assert site[name].find("meta", property="og:url")["content"] == address
    for file in ("sitemap.xml", "robots.txt", "llms.txt", "posts/atom.xml", "posts/revisions.xml"):
        text = (output / "html" / file).read_text(encoding="utf-8")
        assert BASE in text
        assert "https://blog.readthedocs.io/" not in text


def test_both_places_of_the_page_for_wrong_addresses_have_it(output):
    page, other = (output / "html" / name for name in ("404.html", "404/index.html"))
    assert page.read_bytes() == other.read_bytes()
    for link in Built(output / "html")["404"].find_all(href=True):
        assert link["href"].startswith(("/en/latest/", "#", "https://")), link


def test_there_is_one_book(output):
    assert "epub" in BUILD["formats"]
    assert [file.suffix for file in (output / "epub").iterdir()] == [".epub"]
