"""What programs look for at the top of a site: what pages there are, and the notes as Markdown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import ablog
from sphinx.application import Sphinx

from notes_ext import card
from notes_ext.collection import newest
from notes_ext.directives import uncommented
from notes_ext.head import opening
from notes_ext.pages import CATALOGS, typographic
from notes_ext.publish import Site, is_site

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Discovery:
    """Writes what crawlers and programs ask for. One for each build."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write it all; a handler of ``build-finished``."""
        if exception or not is_site(app):
            return
        out = Path(app.outdir)
        self.sources(app, out)
        (out / "sitemap.xml").write_bytes(self.sitemap(app))
        (out / "llms.txt").write_text("\n".join(self.guide(app)) + "\n", encoding="utf-8")
        robots = f"User-agent: *\nAllow: /\nSitemap: {app.config.html_baseurl}sitemap.xml\n"
        (out / "robots.txt").write_text(robots, encoding="utf-8")

    def sources(self, app: Sphinx, out: Path) -> None:
        """Publish each note as it was written, beside its page: links between them hold there too.

        Comments are the author's own and stay out, as they do from the page.
        Those of notes that are no more go, and their cards.
        """
        folder = out / app.config.blog_path
        kept = {out / card.name(None)}
        for note in self.site.collection.notes:
            copy = folder / f"{note.slug}.md"
            kept |= {copy, out / card.name(note)}
            if self.site.wrote_note(app, note) or not copy.exists():
                copy.write_text(uncommented(note.text), encoding="utf-8")
        for file in {*folder.glob("*.md"), *(out / card.name(None)).parent.glob("*.png")} - kept:
            file.unlink()

    def sitemap(self, app: Sphinx) -> bytes:
        """Every page, and the day of its newest words where the notes tell it."""
        ET.register_namespace("", SITEMAP)
        root = ET.Element(f"{{{SITEMAP}}}urlset")
        for docname, day in sorted(self.pages(app)):
            url = ET.SubElement(root, f"{{{SITEMAP}}}url")
            address = app.config.html_baseurl + app.builder.get_target_uri(docname)
            ET.SubElement(url, f"{{{SITEMAP}}}loc").text = address
            if day:
                ET.SubElement(url, f"{{{SITEMAP}}}lastmod").text = str(day)
        ET.indent(root)
        text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return text + b"\n"

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dt.date | None]]:
        """Each page that is to be found, and its day."""
        blog, every = ablog.Blog(app), self.site.collection.notes
        listing = [blog.blog_path, *(getattr(blog, name).docname for name in CATALOGS)]
        for docname in {*app.env.found_docs, *listing}:
            note = self.site.note(docname)
            if note:
                yield docname, newest([note])
            elif docname in (app.config.root_doc, *listing):
                yield docname, newest(every)
            else:
                yield docname, None
        for name in CATALOGS:
            for posts in getattr(blog, name):
                notes = [note for post in posts if (note := self.site.note(post.docname))]
                if notes:
                    yield posts.docname, newest(notes)

    def guide(self, app: Sphinx) -> Iterator[str]:
        """``llms.txt``, as https://llmstxt.org asks: the notes as Markdown, newest first."""
        base, path = app.config.html_baseurl, app.config.blog_path
        yield f"# {app.config.html_title}\n"
        yield f"> {opening(app.env.get_doctree(app.config.root_doc))}\n"
        yield "## Notes\n"
        for note in reversed(self.site.collection.notes):
            title = re.sub(r"([\[\]\\])", r"\\\1", typographic(note.title))
            words = typographic(note.description)
            yield f"- [{title}]({base}{path}/{note.slug}.md): {note.date}. {words}"
        yield "\n## Optional\n"
        yield f"- [Feed]({base}{path}/atom.xml): every note, whole, as Atom"
        yield f"- [Revisions]({base}{path}/revisions.xml): what was changed or corrected, as Atom"
