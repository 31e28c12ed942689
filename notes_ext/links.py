"""``make linkcheck``: links to other sites, each asked for at most once in a while.

Sphinx's builder asks; this spares the sites what is known, and tells where each broken link stands.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx

from notes_ext import files
from notes_ext.note import Problem
from notes_ext.publish import site_of

CACHE = "_build/cache/links.json"
FRESH = dt.timedelta(days=14)
"""How long a link that answered is taken to answer still."""


def connect(app: Sphinx) -> None:
    """Wire this to Sphinx's events."""
    app.add_config_value("notes_unasked_links", {}, "", dict)
    app.connect("builder-inited", spare)
    app.connect("build-finished", tell)


def answered(cache: Path, today: dt.date) -> dict[str, str]:
    """The links that answered lately, each with the day."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        known = json.loads(cache.read_text(encoding="utf-8")).items()
        return {uri: day for uri, day in known if today - dt.date.fromisoformat(day) < FRESH}
    return {}


def spare(app: Sphinx) -> None:
    """Have no link asked that answered lately or is exempt; a handler of ``builder-inited``."""
    if app.builder.name == "linkcheck":
        known = answered(Path(app.srcdir, CACHE), dt.datetime.now(dt.UTC).date())
        unasked = [*app.config.notes_unasked_links, *(f"{re.escape(uri)}$" for uri in known)]
        app.config.linkcheck_ignore = [*app.config.linkcheck_ignore, *unasked]


def tell(app: Sphinx, exception: Exception | None) -> None:
    """Remember what answered, and print where the rest stands; for ``build-finished``."""
    if exception or app.builder.name != "linkcheck":
        return
    output = Path(app.outdir, "output.json").read_text(encoding="utf-8")
    results = [json.loads(row) for row in output.splitlines()]
    cache, today = Path(app.srcdir, CACHE), dt.datetime.now(dt.UTC).date()
    known = answered(cache, today)
    good = [each["uri"] for each in results if each["status"] in ("working", "redirected")]
    known |= dict.fromkeys(good, str(today))
    files.write(cache, json.dumps(known, indent=1, sort_keys=True))
    bad = [each for each in results if each["status"] in ("broken", "timeout")]
    for problem in sorted({problem for each in bad for problem in places(app, each)}):
        print(problem)  # noqa: T201 (this is what the command is for)
    print(f"{len(good)} links answered, {len(bad)} did not; the rest were not asked")  # noqa: T201


def places(app: Sphinx, result: dict[str, str]) -> Iterator[Problem]:
    """Every place that holds a link that did not answer."""
    uri = result["uri"]
    what = f"{uri} does not answer ({' '.join(result['info'].split()) or result['status']})"
    remedy = "mend it, or name it with a reason under notes_unasked_links in conf.py"
    site, root = site_of(app), Path(app.srcdir)
    held = re.compile(re.escape(uri) + r"(?![\w/.#?=&%-]*\w)")
    sources = [*sorted(root.glob("*.md")), *sorted(site.folder.glob("*.md"))]
    for file in sources:
        text = file.read_text(encoding="utf-8")
        for match in held.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield Problem(file.relative_to(root).as_posix(), line, what, remedy)
    keys = {key for key, work in site.references.items() if work.fields.get("url") == uri}
    for note in site.collection.notes:
        if keys & set(note.citations):
            yield Problem(note.path, 1, what, f"{remedy}; it stands in {site.bibliography.name}")
