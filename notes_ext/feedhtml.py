"""The text of a note as HTML for feed readers: no stylesheet, no script, no page around it."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, urljoin

from docutils import nodes
from lxml import etree, html
from lxml.html import HtmlElement
from sphinx.application import Sphinx

# What readers show alike. Any other element is left out, and its text stays.
KEPT = re.compile(
    "p|h[23]|[uo]l|li|d[ltd]|table|caption|thead|tbody|t[rhd]|blockquote|pre|code|[hb]r|em|strong"
    "|small|cite|q|su[bp]|del|ins|kbd|abbr|time|a|img|figure|figcaption"
)
GONE = re.compile("h1|script|style|button")
ATTRIBUTES = re.compile("href|src|alt|title|lang|dir|start|value|datetime|(col|row)span|align")


def content(app: Sphinx, body: str, doctree: nodes.document, address: str) -> str:
    """Return the text of a page at *address* for readers, from its HTML and its tree."""
    root = html.fragment_fromstring(body, create_parent="div")
    for pre in root.xpath(".//pre[starts-with(@aria-label, 'Output')]"):
        said = etree.Element("p")
        said.text, said.tail = "Output:", "\n"
        pre.addprevious(said)
    images = [image for image in doctree.findall(nodes.image) if "drawing" in image]
    drawings = root.xpath(".//*[local-name()='svg']")
    for drawing, image in zip(drawings, images, strict=True):
        # Readers show a file, and nothing within the text.
        picture = etree.Element("img", alt=image["alt"], src=source(app, image))
        picture.tail = drawing.tail or "\n"
        drawing.getparent().replace(drawing, picture)
    return portable(root, address)


def source(app: Sphinx, image: nodes.image) -> str:
    """Where the page shows its image, which Sphinx has copied."""
    builder = app.builder
    return posixpath.join(builder.imgpath, quote(builder.images[image["uri"]]))


def portable(root: HtmlElement, address: str) -> str:
    """Return HTML of Sphinx's as HTML that is the same without Sphinx's stylesheets.

    >>> text = '<section id="x"><h1>T</h1><p class="a">See <a href="#x">x</a>.</p></section>'
    >>> portable(html.fragment_fromstring(text, create_parent="div"), "https://x.example/n/")
    '<p>See <a href="https://x.example/n/#x">x</a>.</p>'
    """
    blocks(root)
    footnotes(root)
    strip(root)
    for element in root.iter():
        for name in {"href", "src"} & set(element.attrib):
            element.set(name, urljoin(address, element.get(name)))
    rest = "".join(html.tostring(child, encoding="unicode") for child in root)
    return f"{root.text or ''}{rest}".strip()


def blocks(root: HtmlElement) -> None:
    """Say in elements what Sphinx says in classes."""
    for pre in root.iter("pre"):
        code = pre.text_content()
        del pre[:]
        pre.text = None
        etree.SubElement(pre, "code").text = code
    for box in root.xpath(".//div[contains(@class, 'admonition')]"):
        box.tag = "blockquote"
    for words in root.xpath(".//p[contains(@class, 'admonition-title')]"):
        wrap(words, "strong")
    for words in root.xpath(".//p[@class='standfirst']"):
        wrap(words, "em")
    for words in root.xpath(".//div[@class='code-block-caption']"):
        words.tag = "p"
    for cell in root.xpath(".//*[self::td or self::th][contains(@class, 'text-')]"):
        cell.set("align", cell.get("class").partition("text-")[2].split()[0])


def strip(root: HtmlElement) -> None:
    """Leave out what is not for readers, the permalinks too, and the gaps that this leaves."""
    for element in list(root.iterdescendants()):
        if (
            not isinstance(element.tag, str)
            or GONE.fullmatch(element.tag)
            or "headerlink" in element.get("class", "")
        ):
            element.drop_tree()
        elif not KEPT.fullmatch(element.tag):
            element.drop_tag()
    for element in root.iter():
        if element.tail and element.tail.isspace():
            element.tail = "\n" if "\n" in element.tail else " "
        for name in element.attrib:
            if not ATTRIBUTES.fullmatch(name):
                del element.attrib[name]


def footnotes(root: HtmlElement) -> None:
    """Write footnotes as small print with a raised number, set off by a rule where they are last.

    They are known by their roles, which are ARIA's and not Sphinx's.
    """
    for mark in root.xpath(".//a[@role='doc-noteref']"):
        number = mark.text_content().strip("[]")
        del mark[:]
        mark.text = number
        raised = etree.Element("sup")
        raised.tail, mark.tail = mark.tail, None
        mark.addprevious(raised)
        raised.append(mark)
    for note in root.xpath(".//*[@role='doc-footnote' or @role='note']"):
        number = "".join(
            link.text_content() for link in note.xpath(".//*[@role='doc-backlink']")[:1]
        )
        for links in note.xpath(".//span[@class='label' or @class='backrefs']"):
            links.drop_tree()
        paragraphs = note.xpath(".//p")
        for paragraph in paragraphs:
            wrap(paragraph, "small")
        if paragraphs:
            small = paragraphs[0][0]
            raised = etree.Element("sup")
            raised.text, raised.tail = number, f" {(small.text or '').lstrip()}"
            small.text = None
            small.insert(0, raised)
    for notes in root.xpath(".//aside[contains(@class, 'footnote-list')]"):
        notes.addprevious(etree.Element("hr"))


def wrap(element: HtmlElement, tag: str) -> None:
    """Put all that *element* holds into one new element."""
    inner = etree.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
