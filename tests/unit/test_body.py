"""The text of a note: what is refused, on which line, and what to type instead."""

from dataclasses import replace

import pytest

from notes_ext.contract import parse
from tests.support import NOTE, VOCABULARY, cases, named, note


def problems(text: str) -> list[str]:
    path = "posts/a-note.md"
    found = parse(path, text.encode(), VOCABULARY)[1]
    return [str(problem).removeprefix(f"{path}:") for problem in found]


def with_text(text: str) -> list[str]:
    """The problems of a note with a paragraph replaced; it stands on line 10."""
    return problems(note(("Some text.", text)))


@pytest.mark.parametrize("case", cases("text"), ids=named)
def test_text(case):
    changed = note((case.get("replace", "Some text."), case["by"]))
    assert problems(changed) == case["says"].splitlines()


def test_an_empty_note():
    assert problems(NOTE.split("# A Title")[0]) == [
        "7: no example runs; add a {testcode} block and its {testoutput} below it",
        "7: the note is empty; write '# Title' and a paragraph",
    ]


def test_a_title_without_text():
    assert problems(note(("Some text.\n\n", ""), ("\nThe end is near. It comes.\n", ""))) == [
        "8: the note has a title and no text; write a paragraph"
    ]


def test_a_title_is_read_as_it_is_shown():
    text = note(title=r"1 < 2 &amp; \*x\* &lt;script&gt;")
    assert parse("posts/x.md", text.encode(), VOCABULARY)[0].title == "1 < 2 & *x* <script>"


def test_code_at_the_end_needs_its_output():
    assert problems(NOTE.split("```{testoutput}", maxsplit=1)[0]) == [
        "12: this code has no output; put a {testoutput} block right after it",
        "14: no example runs; add a {testcode} block and its {testoutput} below it",
    ]


def test_a_line_is_found_behind_markup_that_spans_lines():
    before = [
        *("`code\nover lines`", '[a](https://x.example "title\nover lines")', "*em\nphasis*"),
        *("{sub}`x\ny`", "&lt;\n&amp;", "a\\\nb", "![pic\nture](x.png)"),
        "<https://x.example>\n[y][y]",
    ]
    remedy = "write it in Markdown, or put it in backquotes"
    for markup in before:
        text = f"{markup} then {markup}\n<b>\n\n[y]: https://y.example"
        line = 11 + markup.count("\n") * 2
        assert with_text(text) == [f"{line}: raw HTML is not rendered: <b>; {remedy}"], markup


ALLOWED = [
    "| a | b |\n| - | - |\n| `<b>` | d |",
    "Some[^x] text.\n\n[^x]: With a note.",
    "term\n: its definition",
    "> quoted\n\n1. one\n2. two\n\n---\n\n- *a*\n- **b**",
    "## One\n\n### Two\n\n## Three, with `code`\n\n[above](#one)",
    "```{figure} x.png\n:alt: A line.\n\nA caption.\n```",
    "```{svg} figures/x.svg\n:alt: A line.\n\nA caption, with `code`.\n```",
    "![A line](x.png)",
    "```{code-block} sh\n:caption: Not run: it deletes files\nrm -r x\n```",
    "```{note}\nText, and `~~~` and `<b>`.\n```",
    "```{epigraph}\nText\n\n-- Somebody\n```",
    "% a comment: <b>\n\nText.",
    "<https://x.example> and [x](http://x.example) and [mail](mailto:a@x.example)",
    "R&amp;D, 1 < 2, and in code `a[0](x)`",
    "H{sub}`2`O and {abbr}`SQL (Structured Query Language)`",
    "[the map](../paths.md) and [its end](../paths.md#end)",
    "It cost $5, not $6, and a*b*c is 2 * 3",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_may_be_written(text):
    assert with_text(text) == []


def test_citations_are_read_and_shown_in_a_sentence():
    works = {"yuan14": ("Yuan et al.", "2014"), "x": ("X", "")}
    words = replace(VOCABULARY, references=works)
    text = note(
        (
            "Some text.",
            "{cite:t}`yuan14` [agrees](other.md) {cite:p}`yuan14,x`. {cite:t}`Them <x>`.",
        )
    )
    read, _ = parse("posts/a.md", text.encode(), words)
    assert read.citations == ("yuan14", "x")
    assert read.links[0].sentence == "Yuan et al. (2014) agrees (Yuan et al. 2014; X)."


def test_the_nearest_reference_is_named():
    words = replace(VOCABULARY, references={"yuan14": ("Yuan", "2014")})
    text = note(("Some text.", "Says {cite:t}`yuan15`."))
    found = [p.remedy for p in parse("posts/a.md", text.encode(), words)[1]]
    assert found == ["did you mean 'yuan14'?"]
