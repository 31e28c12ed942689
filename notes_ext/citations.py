"""Citations: ``{cite:t}`key``` in the text, and the note's references below it.

sphinxcontrib-bibtex was tried first. Its citations are unique to one page of the whole site, so
that two notes cannot both list a work, and its footnote citations share the numbers of ordinary
footnotes, which are sidenotes here. So pybtex reads the bibliography, and the rest is this.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from pybtex.database import Entry
from sphinx.domains import Domain
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from notes_ext.bibliography import full_name, label, names, plain
from notes_ext.publish import site_of

EXPLICIT = re.compile(r"(.+?)\s*<([^<>]+)>", re.DOTALL)


class Cite(SphinxRole):
    """``cite:t`` is part of the sentence, ``cite:p`` stands in parentheses."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return links to the works in this note's own list."""
        site = site_of(self.env.app)
        self.env.note_dependency(str(site.bibliography))
        explicit = EXPLICIT.fullmatch(self.text)
        keys = [key.strip() for key in (explicit[2] if explicit else self.text).split(",")]
        found: list[nodes.Node] = []
        for key in keys:
            if key not in site.references:
                message = self.inliner.reporter.error(f"no reference {key!r}", line=self.lineno)
                return [], [message]
            who, year = label(site.references[key])
            if explicit:
                words = explicit[1]
            elif self.name == "cite:p":
                words = " ".join(filter(None, (who, year)))
            else:
                words = f"{who} ({year})" if year else who
            if found:
                found.append(nodes.Text("; "))
            found.append(
                nodes.reference(
                    "", words, internal=True, refid=f"ref-{key}", classes=["cite"], cite_key=key
                )
            )
        if self.name == "cite:p":
            found = [nodes.Text("("), *found, nodes.Text(")")]
        return found, []


class CiteDomain(Domain):
    """The roles of citation."""

    name = "cite"
    label = "Citations"
    roles: ClassVar = {"t": Cite(), "p": Cite()}

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.reference]]:
        """Return nothing: a citation is a link already."""
        return []

    def merge_domaindata(self, *_: Any) -> None:
        """Do nothing: the domain keeps no data."""


class References(SphinxTransform):
    """Lists below a text the works that it cites, by author."""

    default_priority = 700
    title: ClassVar[str] = "References"

    def apply(self) -> None:
        """Append the section, if anything is cited."""
        cited = {
            node["cite_key"]
            for node in self.document.findall(nodes.reference)
            if "cite_key" in node
        }
        top = next(self.document.findall(nodes.section), None)
        if not cited or top is None:
            return
        entries = site_of(self.env.app).references
        rows = nodes.bullet_list(classes=["works"])
        for key in sorted(cited, key=lambda key: (*label(entries[key]), key)):
            rows += nodes.list_item("", reference(entries[key]), ids=[f"ref-{key}"])
        top += nodes.section("", nodes.title("", self.title), rows, ids=["references"])


def reference(entry: Entry) -> nodes.paragraph:
    """One work: who, what, where, when."""
    fields = entry.fields
    title = plain(fields["title"])
    who = names([full_name(person) for person in entry.persons.get("author", ())])
    where = ", ".join(filter(None, (plain(fields.get("howpublished", "")), fields.get("year"))))
    work: nodes.Node = nodes.emphasis("", title)
    if "url" in fields:
        work = nodes.reference("", "", work, refuri=fields["url"], internal=False)
    stop = "" if title.endswith(("?", "!")) else "."
    return nodes.paragraph(
        "", "", nodes.Text(who.rstrip(".") + ". "), work, nodes.Text(f"{stop} {where}.")
    )
