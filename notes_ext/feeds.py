"""Which feeds there are: of the site, of each tag, category and year, and of what was revised.

ABlog's feeds share one id, date themselves by the clock and write relative links, so they are
switched off by configuration and written here whole, for the lists that ABlog makes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ablog
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from notes_ext import atom, feedhtml
from notes_ext.atom import Entry, Feed
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


def whole(note: Note) -> Entry:
    """The entry of a note."""
    return Entry(
        name=f"note/{first_name(note)}",
        note=note,
        title=typographic(note.title),
        published=note.date,
        updated=note.revised or note.date,
        summary=typographic(note.description),
        whole=True,
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

    def keep(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Keep the text of a note whose page is written; for ``html-page-context``."""
        note = self.site.note(pagename)
        if note and is_site(app):
            address = app.config.html_baseurl + app.builder.get_target_uri(pagename)
            text = feedhtml.content(app, context["body"], doctree, address)
            self.site.kept.written.texts[note.slug] = text
            self.site.kept.written.bodies[note.slug] = digest(context["body"])

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write every feed that is not what it was; a handler of ``build-finished``."""
        if exception or not is_site(app):
            return
        kept = self.site.kept
        entries = {note.slug: whole(note) for note in self.site.collection.notes}
        names = {slug: digest((entry, kept.text(slug))) for slug, entry in entries.items()}

        def address(docname: str) -> str:
            return str(app.config.html_baseurl + app.builder.get_target_uri(docname))

        writer = atom.Writer(app.config, address, lambda note: kept.text(note.slug))
        for feed in self.feeds(app, entries):
            file = Path(app.outdir, feed.file)
            shown = [names[entry.note.slug] if entry.whole else entry for entry in feed.entries]
            if not kept.same(feed.file, (feed.title, feed.subtitle, shown)) or not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(writer.feed(feed))

    def feeds(self, app: Sphinx, entries: Mapping[str, Entry]) -> Iterator[Feed]:
        """Yield each feed, where ABlog has the page of the same notes.

        *entries* are those of the notes, by their slugs.
        """
        blog, config = ablog.Blog(app), app.config
        name = config.html_title
        every = [entries[note.slug] for note in reversed(self.site.collection.notes)]
        path = blog.blog_path
        yield Feed("feed/site", f"{path}/atom.xml", path, name, "", every)
        yield Feed(
            name="feed/revisions",
            file=f"{path}/revisions.xml",
            page=path,
            title=f"{name}: revisions",
            subtitle="What was changed after it was published, and what a later note corrects.",
            entries=revisions(self.site),
        )
        sentences = {**config.notes_categories, **config.notes_tags}
        for kind, catalog in (
            ("tag", blog.tags),
            ("category", blog.category),
            ("year", blog.archive),
        ):
            for posts in catalog:
                notes = [note for post in posts if (note := self.site.note(post.docname))]
                if notes:
                    yield Feed(
                        name=f"feed/{kind}/{slugify(str(posts.name))}",
                        file=f"{posts.path}/atom.xml",
                        page=posts.docname,
                        title=f"{name}: {posts.name}",
                        subtitle=typographic(sentences.get(str(posts.name), "")),
                        entries=[entries[note.slug] for note in notes],
                    )
