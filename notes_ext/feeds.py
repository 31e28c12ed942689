"""Which feeds there are: of the site, of each tag, category and year, and of what was revised.

ABlog's feeds share one id, date themselves by the clock and write relative links, so they are
switched off by configuration and written here whole, for the lists that ABlog makes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import ablog
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from notes_ext import atom, feedhtml
from notes_ext.atom import Entry, Feed
from notes_ext.collection import newest
from notes_ext.inputs import digest
from notes_ext.note import Note
from notes_ext.pages import typographic
from notes_ext.publish import Site, is_site
from notes_ext.sources import slugify


def check(app: Sphinx, config: Config) -> None:
    """Refuse settings that would make wrong feeds; a handler of ``config-inited``."""
    if not re.fullmatch(r"https?://[^/?#]+/([^?#]*/)?", config.html_baseurl or ""):
        raise ConfigError(
            f"html_baseurl is {config.html_baseurl!r}; write an address that ends in a slash, "
            "like 'https://example.org/'"
        )
    try:
        atom.minted(config.notes_tag_authority)
    except ValueError:
        raise ConfigError(
            f"notes_tag_authority is {config.notes_tag_authority!r}; write a domain or an address "
            "that was yours on a day, and that day, like 'example.org,2018'"
        ) from None


def first_name(note: Note) -> str:
    """The name under which a note was first published, which it keeps in its id."""
    return note.redirects[0] if note.redirects else note.slug


def whole(note: Note, content: str) -> Entry:
    """The entry of a note, whose text is *content*."""
    return Entry(
        name=f"note/{first_name(note)}",
        note=note,
        title=typographic(note.title),
        published=note.date,
        updated=note.revised or note.date,
        summary=typographic(note.description),
        content=content,
    )


def revisions(site: Site) -> list[Entry]:
    """An entry for each dated update, and for each correction by a later note, newest first."""
    found: list[Entry] = []
    for note in site.collection.notes:
        days: Counter[dt.date] = Counter()
        for update in note.updates:
            days[update.date] += 1
            again = f"/{days[update.date]}" if days[update.date] > 1 else ""
            name = f"revision/{first_name(note)}/{update.date}{again}"
            title = typographic(f"Revised: {note.title}")
            words = typographic(update.reason)
            found.append(Entry(name, note, title, update.date, update.date, words))
        for relation in note.relations:
            if relation.corrects:
                earlier = site.collection.by_slug[relation.target]
                name = f"correction/{first_name(earlier)}/{first_name(note)}"
                title = typographic(f"Corrected: {earlier.title}")
                words = typographic(relation.corrects)
                found.append(Entry(name, earlier, title, note.date, note.date, words, related=note))
    return sorted(found, key=lambda entry: (entry.updated, entry.name), reverse=True)


class Feeds:
    """Writes the feeds of one build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def writer(self, app: Sphinx) -> atom.Writer:
        """What writes them."""

        def address(docname: str) -> str:
            return str(app.config.html_baseurl + app.builder.get_target_uri(docname))

        return atom.Writer(app.config, address)

    def keep(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Keep the entry of a note whose page is written; for ``html-page-context``."""
        note = self.site.note(pagename)
        if note and is_site(app):
            writer, kept = self.writer(app), self.site.kept.written
            text = feedhtml.content(app, context["body"], doctree, writer.address(pagename))
            kept.entries[note.slug] = writer.entry(whole(note, text))
            kept.bodies[note.slug] = digest(context["body"])

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write every feed that is not what it was; a handler of ``build-finished``."""
        if exception or not is_site(app):
            return
        writer, mark = self.writer(app), cache(digest)  # an entry is in four to seven feeds
        for feed in self.feeds(app, writer):
            file = Path(app.outdir, feed.file)
            shown = replace(feed, entries=[mark(entry) for entry in feed.entries])
            if not self.site.kept.same(feed.file, shown) or not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(writer.feed(feed))

    def feeds(self, app: Sphinx, writer: atom.Writer) -> Iterator[Feed]:
        """Yield each feed, where ABlog has the page of the same notes."""
        blog, config, every = ablog.Blog(app), app.config, self.site.collection.notes
        name, path = config.html_title, blog.blog_path
        changes = revisions(self.site)
        yield self.listed(
            [*reversed(every)],
            name="feed/site",
            file=f"{path}/atom.xml",
            page=path,
            title=name,
            subtitle="",
        )
        yield Feed(
            name="feed/revisions",
            file=f"{path}/revisions.xml",
            page=path,
            title=f"{name}: revisions",
            subtitle="What was changed after it was published, and what a later note corrects.",
            updated=changes[0].updated if changes else None,
            entries=[writer.entry(entry) for entry in changes],
        )
        sentences = {**config.notes_categories, **config.notes_tags}
        for kind, catalog in (
            ("tag", blog.tags),
            ("category", blog.category),
            ("year", blog.archive),
        ):
            for posts in catalog:
                found = [note for post in posts if (note := self.site.note(post.docname))]
                words = str(posts.name)
                if found:
                    yield self.listed(
                        found,
                        name=f"feed/{kind}/{slugify(words)}",
                        file=f"{posts.path}/atom.xml",
                        page=posts.docname,
                        title=f"{name}: {words}",
                        subtitle=typographic(sentences.get(words, "")),
                    )

    def listed(self, notes: list[Note], **named: str) -> Feed:
        """The feed of a list of notes."""
        entries = [self.site.kept.entry(note.slug) for note in notes]
        return Feed(updated=newest(notes), entries=entries, **named)
