"""The locked door: what a page may run and load, said in the page and in a file for hosts.

Everything comes from the site itself. A script may stand in a page only if it stands in a
template: its hash is taken there, and never from a page, where a note's words might have made it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from notes_ext.publish import is_site

TEMPLATES = ("furo/base.html", "page.html")
"""Whose scripts are written into pages, as they stand."""
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# The rest of the headers; what a page itself cannot say stands only here.
HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000",
}
FRAMES = "frame-ancestors 'none'"
MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=\S+?(?: ?\*/)?\s*$")


@cache
def policy(app: Sphinx) -> str:
    """The Content-Security-Policy of every page."""
    templates = app.builder.templates
    sources = [templates.get_source(templates.environment, name)[0] for name in TEMPLATES]
    scripts = [script for source in sources for script in INLINE.findall(source)]
    hashes = [f"'sha256-{digest(script)}'" for script in scripts]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *hashes]),  # wasm: the search
            "img-src 'self' data:",  # furo.css has its icons in itself
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def digest(script: str) -> str:
    """The hash by which a policy names a script (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give the templates the policy; a handler of ``html-page-context``.

    Not where drafts are shown: what `make live` serves is reloaded by a script of its server's.
    """
    if is_site(app) and not app.config.notes_drafts:
        context.update(policy=policy(app), referrer=HEADERS["Referrer-Policy"])


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write ``_headers``, which Netlify and Cloudflare Pages read; for ``build-finished``.

    Source maps, which show where the theme was made and are of use only there, are left out.
    """
    if exception or not is_site(app):
        return
    headers = {"Content-Security-Policy": f"{policy(app)}; {FRAMES}", **HEADERS}
    rows = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    Path(app.outdir, "_headers").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for file in Path(app.outdir, "_static").rglob("*"):
        if file.suffix == ".map":
            file.unlink()
        elif file.suffix in (".css", ".js"):
            text = file.read_bytes()
            if (without := MAP.sub(b"\n", text)) != text:
                file.write_bytes(without)
