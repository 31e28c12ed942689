"""The rules of style: STYLE.md and the code have the same, its examples are what it calls them."""

import re

import pytest

from notes_ext import prose, rules, style
from notes_ext.rules import RULES, Essay
from tests.support import ROOT, note

STYLE = (ROOT / "STYLE.md").read_text(encoding="utf-8")
PARTS = re.split(r"^### (.+) \((checked|judgment)\)$", STYLE, flags=re.MULTILINE)[1:]
TOLD = list(zip(PARTS[::3], PARTS[1::3], PARTS[2::3]))
CHECKED = {name: text for name, tag, text in TOLD if tag == "checked"}
EXAMPLE = re.compile(r"^(Wrong|Right):\n\n````markdown\n(.*?)^````$", re.MULTILINE | re.DOTALL)


def essay(text: str, **others) -> Essay:
    """A note with a text of its own, beside one that begins and goes on in another way."""
    words = note(("Some text.", text))
    usual = {
        "openings": {"another beginning of": "another"},
        "headings": {"another heading": "another"},
    }
    return Essay(words, prose.read(words), **(usual | others))


def broken(text: str, **others) -> list[tuple[int, str]]:
    """The rules that a text breaks, each with the line; the text begins on line 10."""
    told = style.judge(essay(text, **others))
    return [(line, re.search(r"\(([\w-]+)\)$|$", what)[1]) for line, what, _ in told]


def test_style_md_tells_every_rule_once_and_no_other():
    assert list(CHECKED) == list(RULES)
    assert len({name for name, _, _ in TOLD}) == len(TOLD)


@pytest.mark.parametrize(("name", "tag", "text"), TOLD, ids=lambda value: value[:20])
def test_every_rule_has_a_reason_and_both_examples(name, tag, text):
    reason, *examples = re.split(r"^(?:Wrong|Right):", text, flags=re.MULTILINE)
    assert len(reason.split()) > 5
    assert len(examples) == 2 and all(example.strip() for example in examples)


@pytest.mark.parametrize("name", RULES)
def test_the_examples_are_judged_as_they_are_called(name):
    examples = dict(EXAMPLE.findall(CHECKED[name]))
    assert name in {rule for _, rule in broken(examples["Wrong"])}
    assert {rule for _, rule in broken(examples["Right"])} <= {"thin-section"} - {name}


LINES = {
    "Text and\na robust ending.": [(11, "worn-word")],
    "Text of `robust` code, and\nnot just *a\nrobust* one.": [(12, "worn-word")],
    "It grew [robust](https://x.example) there.": [(10, "worn-word")],
    "> A robust quotation": [(10, "worn-word")],
    "Text.[^x]\n\n[^x]: A robust note.": [(12, "worn-word")],
    "```{note}\nOne.\nA robust one.\n```": [(12, "worn-word")],
    "It lost 43 rows,\n43 in all, and 44.5%.": [(10, "unproved-number"), (11, "unproved-number")],
    "```{testcode}\nx = 1\nresult = x\n```": [(12, "vague-name")],
    "Not just one. So.\n\nThere. Not only\ntwo.": [(12, "denial")],
}


@pytest.mark.parametrize("text", LINES)
def test_a_place_is_told_by_its_line(text):
    assert broken(text) == LINES[text]


GOOD = [
    "It printed 4, which is 4.00, or 400 %, of 100 in 2018 at 2:30 on SQLite 3.40.1.",
    "The landscaping robustly... no: an eco-system of navigators.",
    "{cite:t}`x` lost 43 rows.",
    "The file lost 43 rows ([a report](https://x.example)).",
    "It says it is not in the file. The reader is.",
    "The rows are not sorted, and the reader minds.",
    "The data came, and the result was `data`.",
    "```{testcode}\nprint(metadata == data.x, datafile, results)\n```",
    "The end is in the middle, in the end set.",
]


@pytest.mark.parametrize("text", GOOD)
def test_good_prose_passes(text):
    assert [rule for _, rule in broken(text)] == (["worn-word"] if "robustly" in text else [])


def test_a_number_may_come_from_elsewhere():
    assert broken("It lost 43 rows.", numbers=frozenset({"43"})) == []
    assert broken("It lost 43% of 1,000.50.", numbers=frozenset({"0.43", "1000.5"})) == []


def allowed(comment: str, text: str = "A robust one.") -> list[tuple[int, str]]:
    """The problems of a text below a comment, which stands on line 10."""
    told = style.judge(essay(f"% {comment}\n\n{text}"))
    return [(line, what) for line, what, _ in told]


def test_a_place_is_allowed_for_a_reason():
    assert allowed("allow: worn-word: a quotation") == []
    assert allowed("allow: worn-word: a quotation\n% and a remark") == []
    assert allowed("allow: worn-word: x\n% allow: unproved-number: y", "Robust 43.") == []
    assert allowed("allow: worn-word: x", "1. One\n2. A robust one") == [
        (12, "60 % of the lines stand in lists (list-share)")
    ]


ROBUST = "the word 'robust' says nothing here (worn-word)"


def test_what_is_allowed_is_that_rule_in_that_block_and_is_needed():
    assert allowed("allow: worn-word:") == [
        (12, ROBUST), (10, "'worn-word' is allowed for no reason")
    ]  # fmt: skip
    assert allowed("allow: wornword: x") == [(12, ROBUST), (10, "no rule is named 'wornword'")]
    assert allowed("allow") == [(12, ROBUST), (10, "no rule is named ''")]
    assert allowed("allow: worn-word: x", "One.\n\nTwo. A robust one.") == [
        (14, ROBUST), (10, "nothing below breaks 'worn-word'")
    ]  # fmt: skip
    assert allowed("a remark that we allow") == [(12, ROBUST)]


def test_thin_sections_and_their_sections():
    words = "word " * 50
    text = f"Text.\n\n## One\n\n{words}\n\n### Two\n\n{words}\n\n## Three\n\n{words}\n"
    assert broken(text) == [(16, "thin-section"), (20, "thin-section")]


def test_more_words_bear_more_headings():
    section = "\n\n## Heading {}\n\n" + "word " * 300
    text = "".join(section.format(number) for number in "abcdef")
    assert broken("Text." + text) == [(10 + 2 + 5 * 4, "many-headings")]


def test_numbers_have_one_spelling():
    assert list(rules.numbers("40_000 of 1,000.50 and 0.630.")) == ["40000", "1000.5", "0.63"]
