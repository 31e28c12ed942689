"""The HTML of a note's text: examples joined, notes in the margin, what Tab reaches, drawings."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from notes_ext import figures, sidenotes
from notes_ext.publish import SITES


def setup(app: Sphinx) -> None:
    """Wire what makes the HTML of a note's text."""
    app.connect("build-finished", slim, priority=900)
    app.add_post_transform(Examples)
    app.add_post_transform(sidenotes.Sidenotes)
    app.add_node(sidenotes.sidenote, html=(sidenotes.visit_sidenote, sidenotes.leave_sidenote))
    app.add_directive("svg", figures.SvgDirective)
    for builder in SITES:
        app.set_translator(builder, Translator)


ABSENT = re.compile(
    r"\.(admonition-todo|announcement|attention|back-to-top|bottom-of-page|caution|content-icon"
    r"|danger|domainindex|error|genindex|hint|icon|important|mobile-header|muted-link|nav-|note\b"
    r"|only-|overlay|page-info|related-pages|seealso|sidebar|sig\b|sig-|theme-icon|theme-toggle-|tip\b|toc-|toctree-"
    r"|version|warning)"
)
"""The classes of Furo's own frame, and of what no note may hold."""


def slim(app: Sphinx, exception: Exception | None) -> None:
    """Send stylesheets without what no page uses: a third of their weight.

    That is comments and indents, and of Furo's sheet its icons and the rules for parts that our
    page does without. A handler of ``build-finished``, after Furo's, which writes one of them.
    """
    if exception or app.builder.name not in SITES:
        return
    for name in ("notes.css", "pygments.css"):
        file = Path(app.outdir, "_static", name)
        rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        rows = (row.strip() for row in rules.splitlines())
        file.write_text("".join(f"{row}\n" for row in rows if row), encoding="utf-8")
    furo = Path(app.outdir, "_static/styles/furo.css")
    rules = re.sub(r"--icon-[\w-]+:url\('[^']*'\);?", "", furo.read_text(encoding="utf-8"))
    rules = re.sub(r"([^{};]+)\{([^{}]*)\}", present, rules)
    furo.write_text(re.sub(r"@[^{};]+\{\}", "", rules), encoding="utf-8")


def present(rule: re.Match[str]) -> str:
    """A rule without those of its selectors that match nothing here; none is left of some."""
    selectors = re.split(r",(?![^(]*\))", rule[1])
    kept = [selector for selector in selectors if not ABSENT.search(selector)]
    return f"{','.join(kept)}{{{rule[2]}}}" if kept else ""


class Examples(SphinxPostTransform):
    """Joins each example to the output that the doctest builder checks: ``div.example``."""

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap every ``{testcode}`` that is followed by its ``{testoutput}``."""
        for output in list(self.document.findall(nodes.literal_block)):
            if output.get("testnodetype") != "testoutput":
                continue
            output["classes"].append("testoutput")
            text = output.parent
            place = text.index(output)
            code = text[place - 1] if place else None
            if isinstance(code, nodes.literal_block) and code.get("testnodetype") == "testcode":
                if checked(code, output):
                    output["classes"].append("checked")
                pair = nodes.container("", code, output, classes=["example"])
                text[place - 1 : place + 1] = [pair]


def checked(code: nodes.Element, output: nodes.Element) -> bool:
    """Whether the doctest builder always runs *code* and compares what it prints to *output*."""
    return (
        code["groups"] == output["groups"]
        and not (code.get("skipif") or output.get("skipif"))
        and not (code["options"].get(doctest.SKIP) or output["options"].get(doctest.SKIP))
    )


class Translator(HTML5Translator):
    """Writes what may be wider than the page so that Tab reaches it and the arrows scroll it.

    And drawings, into the page.
    """

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Give the scrolling ``pre`` a place in the order of Tab, and a name."""
        name = "Output" if "testoutput" in node["classes"] else "Code"
        if "checked" in node["classes"]:
            name = "Output, checked"
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            opening = f'<pre tabindex="0" role="group" aria-label="{name}">'
            self.body[-1] = self.body[-1].replace("<pre>", opening, 1)
            raise

    def visit_container(self, node: nodes.container) -> None:
        """Do the same for the box that Furo puts around a table."""
        if "table-wrapper" in node["classes"]:
            scroll: Any = {"tabindex": "0", "role": "group", "aria-label": "Table"}
            self.body.append(self.starttag(node, "div", CLASS="container", **scroll))
        else:
            super().visit_container(node)

    def visit_image(self, node: nodes.image) -> None:
        """Write a drawing into the page, so that it takes the page's ink."""
        if "drawing" in node:
            self.body.append(figures.inline(self, node))
            raise nodes.SkipNode
        super().visit_image(node)
