"""Every page of the site, read by the W3C's checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.chromium import SITE

VNU = "node_modules/vnu-jar/build/dist/vnu.jar"


def complaints(folder: Path) -> list[str]:
    """The checker's errors in every page and picture below a folder."""
    if not shutil.which("java"):
        pytest.exit("Java is not installed (Debian: apt-get install default-jre-headless)", 1)
    files = [str(path) for end in ("html", "svg") for path in folder.rglob(f"*.{end}")]
    assert len(files) > 10
    command = ["java", "-jar", VNU, "--format", "json", "--also-check-svg", *files]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(ran.stderr)["messages"]
    return [f"{it['url']}: {it['message']}" for it in found if it["type"] != "info"]


def test_the_checker_finds_no_error_in_any_page() -> None:
    assert complaints(SITE) == []
