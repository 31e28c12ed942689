"""Footnotes as sidenotes: in the margin beside what they are about, or under it."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from notes_ext.publish import SITES

LONGEST = 60  # words; a longer footnote stays at the end
# What a note stands after as a whole, however deep inside it is its mark: a quotation, for the note
# is not of it; what may itself reach into the margin, or has room for no more than its parts.
WHOLE = (nodes.block_quote, nodes.table, nodes.figure)
BESIDE = (nodes.paragraph, nodes.block_quote)


class sidenote(nodes.General, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """The words of a footnote of one paragraph, with the footnote's ids and backrefs."""


class Sidenotes(SphinxPostTransform):
    """Moves each short footnote to just after what holds its first mark: text first, then note.

    Only on pages: a book keeps its footnotes at the end.
    """

    default_priority = 300  # before Furo wraps the tables
    builders = SITES

    def run(self, **kwargs: Any) -> None:
        """Move the notes, in the order of their numbers."""
        marks = {mark["ids"][0]: mark for mark in self.document.findall(nodes.footnote_reference)}
        for footnote in list(self.document.findall(nodes.footnote)):
            block = holder(marks[footnote["backrefs"][0]]) if footnote["backrefs"] else None
            note = short(footnote)
            if block is not None and note is not None:
                footnote.parent.remove(footnote)
                beside(block).append(note)
        if next(self.document.findall(nodes.footnote), None) is None:
            for rule in list(self.document.findall(nodes.transition)):
                if "footnotes" in rule["classes"]:  # MyST's, above the notes at the end
                    rule.parent.remove(rule)


def short(footnote: nodes.footnote) -> sidenote | None:
    """The footnote as a sidenote, or None if it is long or more than a paragraph."""
    label, *blocks = footnote.children
    if len(blocks) != 1 or not isinstance(blocks[0], nodes.paragraph):
        return None
    (words,) = blocks
    if len(words.astext().split()) > LONGEST:
        return None
    return sidenote(
        "",
        "",
        *words.children,
        ids=footnote["ids"],
        backrefs=footnote["backrefs"],
        number=label.astext(),
    )


def holder(mark: nodes.Element) -> nodes.Element | None:
    """The block that a note of *mark* stands after, or None if it can stand after none."""
    around: list[nodes.Element] = []
    node = mark.parent
    while not isinstance(node, (nodes.section, nodes.document)):
        around.append(node)
        node = node.parent
    if any(isinstance(node, nodes.footnote) for node in around):
        return None
    text = [node for node in around if isinstance(node, (nodes.paragraph, nodes.title))]
    whole = [node for node in around if isinstance(node, WHOLE)]
    return next(iter([*whole[::-1], *text]), None)


def beside(block: nodes.Element) -> nodes.Element:
    """The place for the notes of *block*, made if there is none: in the margin, or under it."""
    parent = block.parent
    place = parent.index(block) + 1
    following = parent[place] if place < len(parent) else None
    if isinstance(following, nodes.container) and "sidenotes" in following["classes"]:
        return following
    notes = nodes.container(classes=["sidenotes"])
    if isinstance(block, BESIDE):
        parent[place - 1] = nodes.container("", block, notes, classes=["noted"])
    else:
        parent.insert(place, notes)
    return notes


def visit_sidenote(self: HTML5Translator, node: sidenote) -> None:
    """Open the note, with its number, which leads back to its mark."""
    number, back = escape(node["number"]), escape(node["backrefs"][0])
    self.body.append(self.starttag(node, "aside", CLASS="sidenote", role="note"))
    link = f'<a href="#{back}" role="doc-backlink" aria-label="Note {number}">{number}</a>'
    self.body.append(f'<p><span class="label">{link}</span>')


def leave_sidenote(self: HTML5Translator, node: sidenote) -> None:
    """Close it, with a way back to each other place that refers to it."""
    links = [
        f' <a href="#{escape(back)}" role="doc-backlink" aria-label="Back to place {place}">↩</a>'
        for place, back in enumerate(node["backrefs"][1:], 2)
    ]
    if links:
        self.body.append(f'<span class="backrefs">{"".join(links)}</span>')
    self.body.append("</p></aside>\n")
