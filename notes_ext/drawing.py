"""A drawing that a page may hold in its text: an SVG file that can do nothing but be looked at.

What it may say is a list of what is allowed, so that what is unknown is refused. Nothing here
imports Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from notes_ext.note import Refuse

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = re.compile(
    "svg|g|defs|marker|clipPath|title|desc|text|tspan|path|line|polyline|polygon|rect|circle|ellipse"
)
ATTRIBUTES = re.compile(
    "viewBox|id|class|d|points|[xyr]|[xy][12]|[cr][xy]|d[xy]|width|height|transform|pathLength"
    "|fill(-opacity|-rule)?|stroke(-width|-opacity|-linecap|-linejoin|-dasharray|-dashoffset)?"
    "|opacity|font-(size|weight|style)|text-anchor|dominant-baseline|letter-spacing"
    "|clip-path|clip-rule|clipPathUnits|marker-(start|mid|end)|marker(Width|Height|Units)|orient"
    "|ref[XY]"
)
INKS = ("red", "gray")  # classes, which notes.css colors; all else is in the ink of the page
COLORED = ("fill", "stroke")
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
VIEW_BOX = re.compile(rf"{NUMBER}[ ,]+{NUMBER}[ ,]+(?P<width>[\d.]+)[ ,]+(?P<height>[\d.]+)")
LOCAL = re.compile(r"url\(#([\w-]+)\)")


Told = tuple[int, str, str]
"""The line, what is wrong there, and what to type instead."""


def read(raw: bytes) -> tuple[etree._Element | None, list[Told]]:
    """Return the root of an SVG file, if it is one, and all in it that a page may not hold."""
    told: list[Told] = []
    root = parse(raw, lambda *problem: told.append(problem))
    return root, sorted(set(told))


def parse(raw: bytes, refuse: Refuse) -> etree._Element | None:
    """Read an SVG file and refuse what a page may not hold."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        refuse(error.lineno or 1, f"this is not XML ({error.msg})", "mend it")
        return None
    if root.getroottree().docinfo.doctype:
        refuse(1, "the drawing has a DOCTYPE", "delete it, and write each entity as its character")
    if root.tag != f"{{{SVG}}}svg":
        refuse(root.sourceline, "this is no SVG", f"begin it with '<svg xmlns=\"{SVG}\"'")
        return None
    box = VIEW_BOX.fullmatch(root.get("viewBox", "").strip())
    if not box or not float(box["width"]) * float(box["height"]):
        remedy = 'add viewBox="0 0 480 300", with its width and height in pixels'
        refuse(root.sourceline, "the drawing has no viewBox", remedy)
    for outside in root.itersiblings(etree.PI, preceding=True):
        check(outside, set(), refuse)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        check(element, ids, refuse)
    return root


def check(element: etree._Element, ids: set[str], refuse: Refuse) -> None:
    """Refuse one element, or attributes of it."""
    line = element.sourceline
    if element.tag is etree.Comment:
        return
    if not isinstance(element.tag, str):
        refuse(line, f"a drawing holds no {element}", "delete it, or write its characters")
        return
    space, _, name = element.tag.rpartition("}")
    if space != f"{{{SVG}" or not ELEMENTS.fullmatch(name):
        remedy = "write attributes such as stroke-width" if name == "style" else "delete it"
        refuse(line, f"a drawing holds no <{name}>", remedy)
        return
    for key, value in element.attrib.items():
        for what, remedy in attribute(str(key), str(value), ids):
            refuse(line, what, remedy)


def attribute(key: str, value: str, ids: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one attribute, each with its remedy."""
    name = key.rpartition("}")[2]
    if not ATTRIBUTES.fullmatch(key):
        remedy = "write attributes such as stroke-width" if name == "style" else "delete it"
        yield f"a drawing has no {name}=", remedy
        return
    targets = LOCAL.findall(value)
    if name != "transform" and re.search(r"[(\\]", LOCAL.sub("", value)):
        yield f"{name} leads outside: {value!r}", "write url(#id), an id of this file"
    for target in targets:
        if target not in ids:
            yield f"nothing has the id {target!r}", "write an id of this file"
    if name in COLORED and value not in ("currentColor", "none") and not targets:
        remedy = 'write currentColor, with class="red" or class="gray" where it is not ink'
        yield f"the color {value} does not change in the dark", remedy
    if name == "class" and not set(value.split()) <= set(INKS):
        yield f"the class {value!r} has no meaning", "use one of 'red', 'gray'"


def inline(root: etree._Element, prefix: str, alt: str) -> str:
    """Return a drawing that was read as HTML, with ids that begin with *prefix*.

    A title or description of its own is for who opens the file alone: here it says *alt*.
    """
    etree.strip_tags(root, etree.Comment)
    for element in root.iter():
        for key, value in element.attrib.items():
            own = prefix + value if key == "id" else LOCAL.sub(rf"url(#{prefix}\1)", value)
            element.set(key, own)
    for told in root.findall(f"{{{SVG}}}title") + root.findall(f"{{{SVG}}}desc"):
        root.remove(told)
    box = VIEW_BOX.fullmatch(root.get("viewBox").strip())
    for key, value in {
        **(box.groupdict() if box else {}),
        "role": "img",
        "aria-label": alt,
    }.items():
        root.set(key, value)
    return str(etree.tostring(root, encoding="unicode", with_tail=False))
