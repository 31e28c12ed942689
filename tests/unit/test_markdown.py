"""Markdown is read here as MyST reads it, and each token has its true line."""

import re
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from notes_ext import directives, markdown
from tests.support import ROOT, SETTINGS

NAMES = {"myst_enable_extensions": "enable_extensions", "myst_heading_anchors": "heading_anchors"}
CONFIG = {NAMES[name]: value for name, value in SETTINGS.items() if name.startswith("myst_")}


def plain(tokens):
    return [
        (token.type, token.tag, token.info, token.content, token.map, plain(token.children or ()))
        for token in tokens
    ]


def same(text):
    myst = create_md_parser(MdParserConfig(**CONFIG), RendererHTML)
    myst.validateLink = markdown.parser().validateLink
    return plain(markdown.parse(text)) == plain(myst.parse(text))


def test_the_notes_are_read_as_by_myst():
    for path in ROOT.glob("posts/*.md"):
        assert same(path.read_text(encoding="utf-8")), path.name


MARKS = st.sampled_from(
    ["\n", "# ", "> ", "- ", "    ", "```", "{note}", ":::", "[a](x)", "[^1]", "[^1]: ",
     "|a|\n|-|\n", "`", "{x}`", "*", "~~", "$x$", "<b>", "{{x}}", "![", "](", "term\n: ",
     "% ", "+++", "(x)=", "https://x.example", "- [ ] x", "{#id}", "[x]{.y}", "\\begin{x}"]
)  # fmt: skip


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(MARKS | st.text("ab \n", max_size=3), max_size=25).map("".join))
def test_any_text_is_read_as_by_myst(text):
    assert same(text)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["a", "`b\nc`", "\n", "*d*", "[e](f 'g\nh')", " ", "<i\n j>"])))
def test_each_token_has_its_line(pieces):
    text = "x" + "".join(pieces) + " <mark>"
    for token in markdown.parse(text):
        found = [line for child, line in markdown.with_lines(token, 1) if child.content == "<mark>"]
        if found and token.map == [0, text.count("\n") + 1]:
            assert found == [text.count("\n") + 1], text


ROWS = """\
% gone
- % gone
> % gone
1. % gone
[^a]: % gone
[^a]:% gone
: % gone
%
    % code
5 % of it
100%
a\t% b
```python
```{note}
```
~~~
words
""".splitlines()


@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_comments_are_looked_for_wherever_one_may_begin(rows):
    text = "\n".join(rows)
    quick = directives.uncommented(text)
    with patch.object(directives, "COMMENT", re.compile("")):
        assert quick == directives.uncommented(text)
