"""The reading paths: how they are declared, and what the collection makes of them."""

from notes_ext import paths
from notes_ext.collection import Collection
from notes_ext.paths import ReadingPath, Stop
from tests.support import VOCABULARY
from tests.unit.test_collection import A, B, C, make

TEXT = """\
# Paths

```{path} Two words
A sentence
over two lines.

- b
- planned
- a
```

```{note}
- c
```
"""
TWO = ReadingPath("Two words", "A sentence\nover two lines.", ("b", "planned", "a"), (3, 7, 8, 9))


def test_paths_are_read_with_their_lines(tmp_path):
    file = tmp_path / "paths.md"
    assert paths.read(file) == []
    file.write_text(TEXT)
    assert paths.read(file) == [TWO]


def test_a_note_knows_its_stops():
    other = ReadingPath("Other", "x", ("c", "a"), (12, 14, 15))
    empty = ReadingPath("Empty", "x", ("planned",), (20, 22))
    collection = Collection([A, B, C], VOCABULARY, [TWO, other, empty])
    assert collection.routes == {"Two words": (B, A), "Other": (C, A)}
    assert collection.stops == {
        "b": (Stop("Two words", 1, 2, A),),
        "a": (Stop("Two words", 2, 2, None), Stop("Other", 2, 2, None)),
        "c": (Stop("Other", 1, 2, A),),
    }


def problems(*declared, notes=(A, B, C)):
    return [str(problem) for problem in paths.check(declared, notes)]


def test_a_path_may_name_what_is_not_written():
    assert problems(TWO) == []


def test_a_path_by_a_name_that_was_left():
    notes = (A, make("new", 1, redirects=("b",)))
    assert problems(TWO, notes=notes) == ["paths.md:7: 'b' has another name now; write new"]
    assert problems(TWO, notes=(A, B, make("new", 2, redirects=("b",)))) == []


def test_a_stop_or_a_path_that_stands_twice():
    twice = ReadingPath("Two words", "x", ("a", "b", "a"), (12, 14, 15, 16))
    assert problems(TWO, twice) == [
        "paths.md:12: the path 'Two words' stands twice; give one of them another name",
        "paths.md:16: 'a' is on the path 'Two words' twice; delete one of them",
    ]


def test_a_path_without_words_or_notes():
    remedy = "write '{path} Name', a sentence, an empty line, and '- note' for each note"
    message = f"paths.md:3: a path has a name, a sentence and notes; {remedy}"
    for name, sentence, slugs in (("", "x", ("a",)), ("X", "", ("a",)), ("X", "x", ())):
        path = ReadingPath(name, sentence, slugs, (3, *(5 for _ in slugs)))
        assert problems(path) == [message]
