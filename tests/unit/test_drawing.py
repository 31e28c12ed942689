"""What a drawing may not hold, on which line, and what to type instead."""

import pytest

from notes_ext import drawing
from notes_ext.__main__ import main
from tests.support import ROOT, Mini

GOOD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30">
<title>A line</title><!-- drawn by hand -->
<defs><marker id="end" orient="auto"><path d="M0 0h2"/></marker></defs>
<g id="all" fill="none" stroke="currentColor" stroke-width="1.5">
<path class="red" d="M0 0h48" marker-end="url(#end)"/>
</g>
</svg>
"""
LINE = '<path class="red" d="M0 0h48" marker-end="url(#end)"/>'


def told(text):
    return [f"{line}: {what}; {remedy}" for line, what, remedy in drawing.read(text.encode())[1]]


def test_a_drawing():
    assert told(GOOD) == []


ATTRIBUTES = {
    'onclick="x()"': "a drawing has no onclick=; delete it",
    'style="fill: red"': "a drawing has no style=; write attributes such as stroke-width",
    'href="#end"': "a drawing has no href=; delete it",
    'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://x.example"':
        "a drawing has no href=; delete it",
    'filter="url(#end)"': "a drawing has no filter=; delete it",
    'clip-path="url(https://x.example#a)"':
        "clip-path leads outside: 'url(https://x.example#a)'; write url(#id), an id of this file",
    'clip-path="URL(//x.example)"':
        "clip-path leads outside: 'URL(//x.example)'; write url(#id), an id of this file",
    'clip-path="\\75rl(//x.example)"':
        "clip-path leads outside: '\\\\75rl(//x.example)'; write url(#id), an id of this file",
    'clip-path="url(#nowhere)"': "nothing has the id 'nowhere'; write an id of this file",
    'fill="#000"': "the color #000 does not change in the dark; write currentColor, with "
        'class="red" or class="gray" where it is not ink',
}  # fmt: skip


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_attributes(attribute):
    changed = GOOD.replace(LINE, f"<path {attribute}/>")
    assert told(changed) == [f"5: {ATTRIBUTES[attribute]}"]


ELEMENTS = ["script", "style", "foreignObject", "image", "a", "use", "animate", "set", "filter"]


@pytest.mark.parametrize("name", ELEMENTS)
def test_elements(name):
    remedy = "write attributes such as stroke-width" if name == "style" else "delete it"
    wanted = [f"5: a drawing holds no <{name}>; {remedy}"]
    assert told(GOOD.replace(LINE, f"<{name}>x</{name}>")) == wanted
    assert told(GOOD.replace(LINE, f'<{name} xmlns="http://www.w3.org/1999/xhtml"/>')) == wanted


BOX = 'the drawing has no viewBox; add viewBox="0 0 480 300", with its width and height in pixels'
WHOLE = {
    "viewBox": (GOOD.replace(' viewBox="0 0 48 30"', ""), [f"1: {BOX}"]),
    "flat": (GOOD.replace("48 30", "48 0"), [f"1: {BOX}"]),
    "words": (GOOD.replace("48 30", "48 all"), [f"1: {BOX}"]),
    "DOCTYPE": (
        f"<!DOCTYPE svg>\n{GOOD}",
        ["1: the drawing has a DOCTYPE; delete it, and write each entity as its character"],
    ),
    "entity": (
        '<!DOCTYPE svg [<!ENTITY a "b">]>\n' + GOOD.replace("A line", "&a;"),
        [
            "1: the drawing has a DOCTYPE; delete it, and write each entity as its character",
            "3: a drawing holds no &a;; delete it, or write its characters",
        ],
    ),
    "instruction": (
        f'<?xml-stylesheet href="https://x.example"?>\n{GOOD}',
        ['1: a drawing holds no <?xml-stylesheet href="https://x.example"?>; '
         "delete it, or write its characters"],
    ),
    "class": (
        GOOD.replace('"red"', '"red side"'),
        ["5: the class 'red side' has no meaning; use one of 'red', 'gray'"],
    ),
    "no SVG": ("<p/>", ["1: this is no SVG; begin it with '<svg xmlns=\"http://www.w3.org/2000/svg\"'"]),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE)
def test_the_whole_file(case):
    text, wanted = WHOLE[case]
    assert told(text) == wanted


@pytest.mark.parametrize("text", ["", "no", GOOD[:-8], GOOD.replace("A line", "\x01")])
def test_what_is_not_xml(text):
    (found,) = told(text)
    assert "this is not XML (" in found


def test_an_entity_of_a_file_is_not_read():
    text = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{ROOT / "LICENSE"}">]>\n' + GOOD.replace(
        "A line", "&a;"
    )
    assert "Permission" not in str(drawing.read(text.encode()))
    assert told(text)


def test_ids_become_its_own_and_its_title_is_not_shown():
    root, _ = drawing.read(GOOD.encode())
    text = drawing.inline(root, "one-", 'A "line" < 2')
    for part in ('id="one-end"', 'url(#one-end)"', 'id="one-all"', 'width="48" height="30"',
                 'role="img"', 'aria-label="A &quot;line&quot; &lt; 2"'):  # fmt: skip
        assert part in text
    assert "A line" not in text
    assert "by hand" not in text
    assert "ns0" not in text


def test_the_command_tells_of_drawings_without_sphinx(tmp_path, capsys):
    site = Mini(tmp_path)
    block = "```{svg} figures/%s.svg\n:alt: A line.\n\nA caption.\n```\n\n"
    site.note("x", ("Some text.", "Text.\n\n" + block % "line" + block % "none"))
    site.write("posts/figures/line.svg", GOOD.replace(LINE, "<script/>"))
    assert main(["check"], site.folder) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == [
        "posts/figures/line.svg:5: a drawing holds no <script>; delete it",
        "posts/x.md:18: there is no file 'figures/none.svg'; "
        "draw it, or write the name of a file below posts/",
    ]
