"""What a page says of itself to those who do not look at it: descriptions and linked data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ablog
from docutils import nodes
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.config import Config

from notes_ext import card, sentences
from notes_ext.bibliography import full_name, plain
from notes_ext.note import Note
from notes_ext.pages import CATALOGS, day, typographic
from notes_ext.publish import Site, is_site

UNLISTED = ("404.html", "redirect.html", "search.html")
"""The templates of pages that no search engine should keep."""
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')
"""What docutils writes into the head of a page; Furo says the same."""
SHORTEST = 60  # characters that a description should have
Data = dict[str, Any]
"""An object of https://schema.org, as JSON-LD writes it."""


class Head:
    """Gives ``head.html`` what it shows. One for each build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Add ``head`` to a page's context, and draw its card; for ``html-page-context``."""
        if not is_site(app):
            return
        context["author"] = app.config.author
        context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
        context["head"] = {}
        if templatename in UNLISTED:
            return
        note = self.site.note(pagename)
        if note:
            description = typographic(note.description)
        elif doctree is not None:
            description = opening(doctree)
        else:
            description = listing(ablog.Blog(app), context)
        above, title = description.partition(". ")[0], app.config.html_title
        if note:
            above, title = self.dateline(note), typographic(note.title)
        if note or pagename == app.config.root_doc:  # the other pages show that of the front page
            host = urlsplit(app.config.html_baseurl).netloc
            picture = Path(app.outdir, card.name(note))
            same = self.site.kept.same(card.name(note), (above, title, host))
            if not same or not picture.exists():
                card.draw(picture, above, title, host, app.srcdir / card.FONT)
        context["head"] = {
            "description": description,
            "url": context["pageurl"],
            "image": app.config.html_baseurl + card.name(note),
            "size": card.SIZE,
            "alt": f"{above}: {title}" if note else title,
            "data": self.data(app, pagename, context, description),
        }

    def dateline(self, note: Note) -> str:
        """What stands above the title of a note."""
        return f"Note {self.site.collection.number[note.slug]} · {day(note.date)}"

    def data(self, app: Sphinx, pagename: str, context: dict[str, Any], description: str) -> Data:
        """What a page is: a note, the site, or a place within it."""
        config, note = app.config, self.site.note(pagename)
        data: Data = {"@context": "https://schema.org"}
        blog = {"@type": "Blog", "@id": config.html_baseurl, "name": config.html_title}
        if note:
            return data | self.posting(app, note) | {"isPartOf": blog}
        if pagename == config.root_doc:
            about = {"url": config.html_baseurl, "description": description}
            return data | blog | about | {"inLanguage": config.language, "author": author(config)}
        crumbs = [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(self.crumbs(app, pagename, context), 1)
        ]
        return data | {"@type": "BreadcrumbList", "itemListElement": crumbs}

    def crumbs(
        self, app: Sphinx, pagename: str, context: dict[str, Any]
    ) -> Iterator[tuple[str, str]]:
        """The way to a page from the front page: names and addresses."""
        base, target, blog = app.config.html_baseurl, app.builder.get_target_uri, ablog.Blog(app)
        titles = {blog.blog_path: "All notes"} | {
            getattr(blog, name).docname: title for name, (title, *_) in CATALOGS.items()
        }
        yield app.config.html_title, base
        for above, title in titles.items():
            if pagename.startswith(f"{above}/"):
                yield title, base + target(above)
        here = app.env.titles.get(pagename)
        yield here.astext() if here else context["title"], base + target(pagename)

    def posting(self, app: Sphinx, note: Note) -> Data:
        """A note as a ``BlogPosting``."""
        config, base = app.config, app.config.html_baseurl
        url = self.address(app, note)
        earlier = (self.site.collection.by_slug[relation.target] for relation in note.relations)
        cited = [self.site.references[key] for key in dict.fromkeys(note.citations)]
        return {
            "@type": "BlogPosting",
            "@id": url,
            "url": url,
            "mainEntityOfPage": url,
            "headline": typographic(note.title),
            "description": typographic(note.description),
            "datePublished": str(note.date),
            "dateModified": str(note.revised or note.date),
            "author": author(config),
            "image": base + card.name(note),
            "inLanguage": config.language,
            "articleSection": note.category,
            "keywords": list(note.tags),
            "wordCount": note.words,
            "citation": [
                *(
                    {"@type": "BlogPosting", "@id": self.address(app, other), "name": other.title}
                    for other in earlier
                ),
                *map(work, cited),
            ],
        }

    def address(self, app: Sphinx, note: Note) -> str:
        """Where a note is published."""
        docname = f"{app.config.blog_path}/{note.slug}"
        return str(app.config.html_baseurl + app.builder.get_target_uri(docname))


def opening(doctree: nodes.document) -> str:
    """The sentences at the beginning of a page, as many as say something."""
    found = ""
    for paragraph in doctree.findall(nodes.paragraph):
        for sentence in sentences.split(" ".join(paragraph.astext().split())):
            if len(found) < SHORTEST:
                found = f"{found} {sentence}".strip()
    return found


def listing(blog: ablog.Blog, context: dict[str, Any]) -> str:
    """What a list of notes holds, or a list of lists."""
    title = context["title"]
    if "catalog" in context:
        names = ", ".join(str(posts) for posts in context["catalog"] if len(posts))
        return f"{title} of the notes: {names}."
    posts = context["collection"]
    if posts is blog.posts:
        return f"{title}, newest first."
    if posts.catalog is blog.archive:
        return f"The notes of {title}, newest first."
    return f"Notes on {title}: {typographic(context['lead'])}"


def author(config: Config) -> Data:
    """Who wrote it: a person, unless the site names only itself."""
    kind = "Organization" if config.author == config.project else "Person"
    return {"@type": kind, "name": config.author}


def work(entry: Entry) -> Data:
    """A work that a note cites."""
    fields = entry.fields
    found: Data = {"@type": "CreativeWork", "name": plain(fields["title"])}
    people = [
        {"@type": "Person", "name": full_name(person)} for person in entry.persons.get("author", ())
    ]
    if people:
        found["author"] = people
    if "year" in fields:
        found["datePublished"] = fields["year"]
    if "url" in fields:
        found["url"] = fields["url"]
    return found
