"""One note: what is refused, where, and what to type instead."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_ext import examples, prose, style
from notes_ext.contract import parse
from notes_ext.note import Link, Problem, Relation, Update
from notes_ext.rules import Essay
from tests.support import NOTE, VOCABULARY, cases, named, note

PATH = "posts/a-note.md"


def problems(text: str | bytes, path: str = PATH) -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    return [str(problem).removeprefix(f"{path}:") for problem in parse(path, raw, VOCABULARY)[1]]


def refused(old: str, new: str) -> list[str]:
    return problems(note((old, new)))


def test_a_good_note_is_read_whole():
    text = note(
        ("tags: [schemas]\n", ("tags: [schemas, contracts]\nrelations:\n"
         "  - builds on: an-older-note\n    corrects: It said 3 where 4 holds.\n"
         "updates:\n  - date: 2021-05-06\n    reason: A figure was wrong.\n"
         "  - date: 2021-02-03\n    reason: A word was.\nredirects: [old-name]\ndraft: true\n")),
        ("Some text.", ("Some text. It follows [the *older*\nnote](an-older-note.md#x). So it is."
         "\n\n```{update} 2021-02-03\n```\n\n```{update} 2021-05-06\nThree words more.\n```")),
    )  # fmt: skip
    read, found = parse(PATH, text.encode(), VOCABULARY)
    assert found == []
    assert read.slug == "a-note"
    assert read.title == "A Title"
    assert read.date == dt.date(2020, 1, 31)
    assert read.description == "One sentence."
    assert read.category == "Data Engineering"
    assert read.tags == ("schemas", "contracts")
    assert read.relations == (
        Relation("builds on", "an-older-note", 7, "It said 3 where 4 holds."),
    )
    assert read.updates == (
        Update(dt.date(2021, 2, 3), "A word was.", 12),
        Update(dt.date(2021, 5, 6), "A figure was wrong.", 10),
    )
    assert read.revised == dt.date(2021, 5, 6)
    assert read.redirects == ("old-name",)
    assert read.draft
    assert read.links == (
        Link("an-older-note", 20, "It follows the older note.", "the older note"),
    )
    assert read.lines["updates"] == 9
    assert read.lines["title"] == 18
    assert read.words == 21
    assert read.minutes == 1


def test_minutes_are_of_220_words():
    long = note(("Some text.", "word " * 660))
    assert parse(PATH, long.encode(), VOCABULARY)[0].minutes == 3


@pytest.mark.parametrize("case", cases("front-matter"), ids=named)
def test_front_matter(case):
    changed = NOTE.replace(case.get("replace", "Some text."), case["by"], 1)
    assert problems(changed) == case["says"].splitlines()


def test_a_date_may_stand_in_quotes():
    assert refused("2020-01-31", "'2020-01-31'") == []


def test_yaml_too_deep_to_hold():
    assert refused("[schemas]", "[" * 3000 + "]" * 3000) == [
        "5: a list within lists is not used in notes; write the plain value"
    ]


NAMES = {
    "My-Note": "1: the name 'My-Note' is no address; rename the file to my-note.md",
    "my_note": "1: the name 'my_note' is no address; rename the file to my-note.md",
    "my note": "1: the name 'my note' is no address; rename the file to my-note.md",
    "naïve": "1: the name 'naïve' is no address; rename the file to na-ve.md",
    "---": "1: the name '---' is no address; rename the file to a-short-title.md",
    "tag": "1: the name 'tag' is taken by a list of notes; "
           "rename the file, to a-note-on-tag.md for example",
    "2020": "1: the name '2020' is taken by a list of notes; "
            "rename the file, to a-note-on-2020.md for example",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names(name):
    assert problems(NOTE, f"posts/{name}.md") == [NAMES[name]]


@pytest.mark.parametrize(
    "name", ["archive", "author", "category", "drafts", "index", "language", "location", "atom"]
)
def test_the_names_of_lists_are_reserved(name):
    assert "taken by a list of notes" in problems(NOTE, f"posts/{name}.md")[0]


ENCODINGS = {
    "empty": (b"", [
        "1: the note does not begin with its front matter; begin it with a line '---'"]),
    "Latin-1": (NOTE.replace("Some text", "M\xfcller").encode("latin-1"),
        ["10: the byte 0xfc is not UTF-8; save the file as UTF-8"]),
    "UTF-16": (NOTE.encode("utf-16"), ["1: the file is UTF-16; save it as UTF-8"]),
    "BOM": (NOTE.encode("utf-8-sig"), [
        ("1: the control character U+FEFF is not text; "
        "delete it, or save the file as UTF-8 without a byte order mark")]),
    "CR": (NOTE.replace("\n", "\r").encode(),
        ["1: a line ends in CR alone; save the file with line ends LF or CRLF"]),
    "one CR": (NOTE.replace("Some ", "Some\r").encode(),
        ["10: a line ends in CR alone; save the file with line ends LF or CRLF"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ENCODINGS)
def test_encodings(case):
    raw, messages = ENCODINGS[case]
    assert problems(raw) == messages


@pytest.mark.parametrize(
    "character", "\0\x07\x0b\x0c\x1b\x7f\x85\u200b\u200e\u2028\u202e\u2066\uffff"
)
@pytest.mark.parametrize(("old", "line"), [("One sentence", 3), ("Some text", 10)])
def test_control_characters(character, old, line):
    assert refused(old, f"{old}{character}x") == [
        (
            f"{line}: the control character U+{ord(character):04X} is not text; "
            "delete it, or save the file as UTF-8 without a byte order mark"
        )
    ]


def test_crlf_is_text_and_keeps_its_lines():
    assert problems(NOTE.replace("\n", "\r\n")) == []
    bad = note(("One sentence.", ""), ("Some text.", "Some\ntext <b>.\n\n<div>"))
    assert problems(bad.replace("\n", "\r\n")) == problems(bad)
    assert [message.split(":")[0] for message in problems(bad)] == ["3", "11", "13"]


def test_all_problems_of_a_note_are_reported_sorted():
    bad = note(("2020-01-31", "x"), ("Data Eng", "Date Eng"), ("Some text.", "Some <b>\x07 text."))
    lines = [int(message.split(":")[0]) for message in problems(bad)]
    assert lines == [2, 4, 10, 10]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(raw):
    read, found = parse(PATH, raw, VOCABULARY)
    assert read or found


FRAGMENTS = st.sampled_from(
    ["date", ": ", "\n", "- ", "[", "]", "{", "}", "'", '"', "|", ">", "&a", "*a", "!!x", "%", "#",
     "---", "...", "\t", "  ", "2020-01-31", "tags", "relations", "builds on", "updates", "reason",
     "? ", "~", "<<", "\r", "\ufeff", "😀", "\ud7ff"]
)  # fmt: skip


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=30).map("".join))
def test_no_front_matter_raises(text):
    parse(PATH, f"---\n{text}\n---\n# Title\n".encode(errors="replace"), VOCABULARY)


MARKS = st.sampled_from(
    ["\n", "\n\n", "# ", "## ", "> ", "- ", "    ", "```", "{testcode}", "{note} ", "{figure} x",
     ":hide:", "[a](", "x.md", ")", "[^1]", "[^1]: ", "| a | b |\n|---|---|\n| ", " | ", "`",
     "{cite:t}`", "*", "<b>", "<!--", "-->", "![", "](", "\\", "term\n: ", "% ", "+++", "(x)=",
     "&lt;", "<https://x>", "---", "===", "% allow: ", "worn-word: ", "x\n", "robust", "**",
     "12.5 ", "{testoutput}", "{update} 1", "Not just a. ", "[^b]"]
)  # fmt: skip


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(MARKS | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_raises_and_every_line_is_in_the_file(text):
    """Nor does the contract, nor a rule of style; each problem is one line."""
    raw = (NOTE.split("# A Title")[0] + text).encode(errors="replace")
    count = len(raw.decode().splitlines()) + 1
    problems = parse(PATH, raw, VOCABULARY)[1]
    read = prose.read(raw.decode())
    problems += [Problem(PATH, *told) for told in style.judge(Essay(raw.decode(), read))]
    assert all(1 <= problem.line <= count for problem in problems)
    assert not [problem for problem in problems if "\n" in str(problem)]
    assert all(
        1 <= example.line <= count for example in examples.read(raw.decode()) if example.code
    )
