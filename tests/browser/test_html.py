"""Every page of the site, read by the W3C's checker."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tools.chromium import SITE

VNU = "node_modules/vnu-jar/build/dist/vnu.jar"


def test_the_checker_finds_no_error_in_any_page() -> None:
    if not shutil.which("java"):
        pytest.exit("Java is not installed (Debian: apt-get install default-jre-headless)", 1)
    pages = [str(page) for page in SITE.rglob("*.html")]
    assert len(pages) > 10
    pictures = [str(picture) for picture in SITE.rglob("*.svg")]
    command = ["java", "-jar", VNU, "--format", "json", "--also-check-svg", *pages, *pictures]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(ran.stderr)["messages"]
    errors = [error for error in found if error["type"] != "info"]
    assert [f"{error['url']}: {error['message']}" for error in errors] == []
