"""`make pictures`: the site on two screens in two schemes, and on paper, into _build/pictures.

The README's picture, .github/picture.png, is the light wide top of a note. Paper needs pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools import chromium

PICTURES = Path("_build/pictures")
README = Path(".github/picture.png")
WIDTHS = {"phone": 390, "desktop": 1280}
KINDS = ("front", "long note", "note with relations", "subject", "search with results", "404")


def show(page: Page, url: str) -> None:
    """Open *url* with its fonts: the second visit has them in any case."""
    page.goto(url)
    page.reload(wait_until="networkidle")
    page.evaluate("document.fonts.ready")


def screens(browser: Browser, site: str, kinds: dict[str, str]) -> None:
    """Photograph each page whole, and the foot of a note by itself."""
    for screen, width in WIDTHS.items():
        for scheme in ("light", "dark"):
            profile = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            page = profile.new_page()
            for kind in KINDS:
                show(page, site + kinds[kind])
                name = f"{kind.replace(' ', '-')}-{screen}-{scheme}.png"
                page.screenshot(path=PICTURES / name, full_page=True)
                if kind == "note with relations":
                    page.locator(".note-foot").screenshot(path=PICTURES / f"foot-of-{name}")
            profile.close()


def paper(browser: Browser, site: str, kinds: dict[str, str]) -> None:
    """Print a note, and photograph its first two sheets."""
    page = browser.new_page()
    show(page, site + kinds["note with code"])
    printed = PICTURES / "paper.pdf"
    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    if not shutil.which("pdftoppm"):
        sys.exit(f"{printed} is there; its pictures need pdftoppm (Debian: poppler-utils)")
    command = ["pdftoppm", "-png", "-r", "100", "-l", "2", str(printed), str(PICTURES / "paper")]
    subprocess.run(command, check=True)


def main() -> None:
    """Make every picture anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    kinds = chromium.kinds()
    kinds["search with results"] = kinds["search"] + "?q=row+counts"
    with chromium.serve() as site, chromium.browser() as browser:
        screens(browser, site, kinds)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        show(page, site + kinds["note with code"])
        page.screenshot(path=README)
        paper(browser, site, kinds)
    print(f"The pictures are in {PICTURES}; the README's is {README}")


if __name__ == "__main__":
    main()
