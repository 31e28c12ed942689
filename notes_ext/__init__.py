"""Notes: a Sphinx extension for a collection of dated, related essays with ABlog.

It knows notes and nothing of what this collection is about: that is ``conf.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Wire the parts to Sphinx's events."""
    # Imported here, so that the checks can import the rest without Sphinx.
    import ablog  # noqa: PLC0415

    from notes_ext import (  # noqa: PLC0415
        book,
        builders,
        citations,
        discovery,
        feeds,
        fresh,
        head,
        links,
        markup,
        pages,
        policy,
        publish,
        redirects,
        search,
        versions,
        web,
    )

    app.setup_extension("ablog")
    # It says that it is not; what it lacks is in fresh.merge (github.com/sunpy/ablog/issues/327).
    app.extensions["ablog"].parallel_read_safe = True
    app.add_config_value("notes_categories", {}, "env", dict)
    app.add_config_value("notes_tags", {}, "env", dict)
    app.add_config_value("notes_relations", {}, "env", dict)
    app.add_config_value("notes_tag_authority", "", "html", str)
    app.add_config_value("notes_drafts", False, "env", bool)
    app.add_config_value("notes_search", True, "html", bool)

    publish.steady()
    app.connect("config-inited", feeds.check)
    site = publish.site_of(app)
    known = fresh.Fresh(site)
    app.connect("config-inited", site.kept.load)
    app.connect("config-inited", site.load)
    app.connect("builder-inited", site.kept.begin)
    app.connect("doctree-read", publish.lighten)
    app.connect("html-page-context", site.wrote)
    app.connect("build-finished", site.sweep)

    app.connect("env-get-outdated", known.outdated)
    app.connect("env-purge-doc", fresh.forget_page)
    app.connect("env-merge-info", fresh.merge)
    app.connect("doctree-read", fresh.note_links)
    app.connect("env-updated", publish.name_pictures)
    app.connect("env-updated", known.stale)

    shown = pages.Pages(site)
    app.connect("html-page-context", shown.context)
    app.connect("html-page-context", head.Head(site).context)
    app.connect("doctree-resolved", web.open_note)
    replace(app, "html-collect-pages", ablog.generate_archive_pages, shown.lists)
    app.connect("build-finished", shown.absolute)
    app.add_directive("notes", pages.NotesDirective)
    written = (pages.visit_ledger, pages.leave_ledger)
    skipped = (pages.skip_ledger, None)
    app.add_node(pages.ledger, html=written, latex=skipped, text=skipped, man=skipped)

    app.add_directive("path", web.PathDirective)
    app.add_directive("chart", web.ChartDirective)
    drawn = (web.visit_chart, None)
    app.add_node(web.chart_place, html=drawn, latex=skipped, text=skipped, man=skipped)
    app.add_directive("update", web.UpdateDirective, override=True)  # ABlog has one
    app.add_transform(web.UsedBy)
    app.add_directive("versions", versions.VersionsDirective)

    app.add_domain(citations.CiteDomain)
    app.add_transform(citations.References)

    markup.setup(app)

    moved = redirects.Redirects(site)
    app.connect("html-collect-pages", moved.pages)
    app.connect("build-finished", moved.write)
    fed = feeds.Feeds(site)
    app.connect("html-page-context", fed.keep)
    app.connect("build-finished", fed.write)
    app.connect("build-finished", discovery.Discovery(site).write)

    app.connect("html-page-context", policy.context)
    app.connect("build-finished", policy.write)

    builders.setup(app)
    book.Book(site).connect(app)
    search.connect(app)
    links.connect(app)
    app.connect("build-finished", site.kept.save, priority=999)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}


def replace(app: Sphinx, event: str, theirs: Any, ours: Any) -> None:
    """Connect *ours* in place of *theirs*, which must be connected to *event*."""
    for listener in app.events.listeners[event]:
        if listener.handler is theirs:
            app.disconnect(listener.id)
            app.connect(event, ours)
            return
    raise RuntimeError(f"{theirs.__name__} is not connected to {event}: has ABlog changed?")
