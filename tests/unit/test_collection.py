"""The notes in order, and what connects them."""

import datetime as dt
from dataclasses import replace

import pytest

from notes_ext import checks
from notes_ext.collection import Collection, Connection
from notes_ext.note import Link, Note, Relation, Update
from tests.support import VOCABULARY

TODAY = dt.date(2024, 2, 29)


def sentence(target, line=20):
    words = f"What {target} counts in rows is counted here in money instead."
    return Link(target, line, words, target)


def make(slug, day, *targets, **changes):
    note = Note(
        slug=slug,
        path=f"posts/{slug}.md",
        title=slug.upper(),
        date=dt.date(2020, 1, day),
        description="One sentence.",
        category="Data Engineering",
        tags=("schemas",),
        relations=tuple(Relation("builds on", target, 7) for target in targets),
        links=tuple(sentence(target) for target in targets),
        lines={"date": 2, "redirects": 9, "title": 12},
    )
    return replace(note, **changes)


A, B, C = make("a", 3), make("b", 1), make("c", 2, "b")


def test_notes_are_in_order_of_date():
    collection = Collection([A, B, C], VOCABULARY)
    assert [note.slug for note in collection.notes] == ["b", "c", "a"]
    assert collection.number == {"b": 1, "c": 2, "a": 3}
    assert [collection.earlier(note) for note in (B, C, A)] == [None, B, C]
    assert [collection.later(note) for note in (B, C, A)] == [C, A, None]


def test_notes_of_one_day_are_in_order_of_title():
    collection = Collection([make("d", 1, title="Z"), make("e", 1, title="Y")], VOCABULARY)
    assert [note.slug for note in collection.notes] == ["e", "d"]


def test_a_relation_is_seen_from_both_ends():
    relation = Relation("builds on", "b", 7, corrects="It was 3.")
    links = (Link("b", 20, "First.", "b"), Link("b", 21, "Second.", "b"))
    note = make("c", 2, relations=(relation,), links=links)
    connections = Collection([A, B, note], VOCABULARY).connections
    assert connections == {
        "c": (Connection("builds on", B, "First.", corrects="It was 3."),),
        "b": (Connection("built on by", note, "First.", corrects="It was 3."),),
    }


def test_connections_are_in_order_of_date():
    notes = [B, make("z", 2, "b"), make("y", 3, "z", "b"), make("x", 4, "b")]
    connections = Collection(notes, VOCABULARY).connections
    assert [row.note.slug for row in connections["b"]] == ["z", "y", "x"]
    assert [row.note.slug for row in connections["y"]] == ["b", "z"]


def problems(*notes, refused=()):
    return [str(problem) for problem in checks.check(notes, refused)]


def test_sound_notes_have_no_problems():
    assert problems(A, B, C) == []


CASES = {
    "itself": ([make("d", 5, "d")],
        "posts/d.md:7: the note points to itself; name an earlier note, or link a heading"),
    "missing": ([B, make("d", 5, "bb", links=())],
        "posts/d.md:7: no note is named 'bb'; did you mean 'b'?"),
    "none alike": ([make("d", 5, "q", links=())],
        "posts/d.md:7: no note is named 'q'; write the name of a note's file"),
    "a circle": ([make("d", 5, "e"), make("e", 6, "d")],
        ("posts/d.md:7: 'e' is later (2020-01-06); "
        "declare the relation there: a note relates to earlier notes")),
    "a weak sentence": ([B, replace(C, links=(Link("b", 21, "See b.", "b"),))],
        ("posts/c.md:21: the sentence that links 'b' only points to it; say what is taken, "
        "denied or changed, in a sentence that can be quoted alone")),
    "a draft": ([replace(B, draft=True), C],
        "posts/c.md:7: 'b' is a draft; publish it first, or delete the relation"),
    "later": ([make("d", 1, "a"), A], ("posts/d.md:7: 'a' is later (2020-01-03); "
        "declare the relation there: a note relates to earlier notes")),
    "later on the same day": ([make("d", 3, "e"), make("e", 3)],
        ("posts/d.md:7: 'e' is later (2020-01-03); "
        "declare the relation there: a note relates to earlier notes")),
    "no sentence": ([B, replace(C, links=())], ("posts/c.md:7: no sentence links 'b'; "
        "write a sentence with [words](b.md), or delete the relation")),
    "no relation": ([B, replace(C, relations=())], (
        "posts/c.md:20: the link to 'b' has no relation; "
        "add '- builds on: b' (or another type) to the relations")),
    "link to nothing": ([B, replace(C, relations=(), links=(sentence("bb", 21),))],
        "posts/c.md:21: no note is named 'bb'; did you mean 'b'?"),
    "title": ([A, replace(B, title="  a ")],
        "posts/b.md:12: the title '  a ' is that of posts/a.md; give one of them another title"),
    "redirect to a note": ([A, replace(B, redirects=("a",))],
        "posts/b.md:9: the redirect 'a' is the address of posts/a.md; delete it"),
    "redirect to itself": ([replace(B, redirects=("b",))],
        "posts/b.md:9: the redirect 'b' is the address of posts/b.md; delete it"),
    "redirect twice": ([replace(A, redirects=("o",)), replace(B, redirects=("o",))],
        "posts/b.md:9: the redirect 'o' is the address of posts/a.md; delete it"),
    "two pictures of one name": ([replace(A, images={"one/x.png": 20}, drawings={"y.svg": 22}),
        replace(B, images={"./one/x.png": 21, "two/x.png": 23, "y.svg": 24})],
        ("posts/b.md:23: 'two/x.png' would be published under the name of 'one/x.png'; "
        "rename one of them")),
    "early update": ([replace(B, updates=(Update(B.date, "x", 8),))],
        ("posts/b.md:8: the update of 2020-01-01 is not after the note's date; "
        "write a date after 2020-01-01")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_notes_that_do_not_fit_together(case):
    notes, message = CASES[case]
    assert problems(*notes) == [message]


def test_a_note_that_is_gone_is_named_at_every_place():
    links = (sentence("b", 21), sentence("b", 25))
    found = problems(make("c", 2, "b", links=links), make("d", 3, "b"))
    remedy = "no note is named 'b'; write the name of a note's file"
    places = ("posts/c.md:7", "posts/c.md:21", "posts/c.md:25", "posts/d.md:7", "posts/d.md:20")
    assert found == [f"{place}: {remedy}" for place in places]


def test_the_first_sentence_relates_and_others_are_free():
    weak = Link("b", 25, "Like b.", "b")
    assert problems(B, replace(C, links=(sentence("b"), weak))) == []
    assert problems(B, replace(C, links=(weak, sentence("b")))) != []


def test_a_draft_may_relate_to_a_draft():
    assert problems(replace(B, draft=True), replace(C, draft=True)) == []


def test_a_link_to_a_refused_note_is_no_error_of_the_one_that_links():
    assert problems(C) != []
    assert problems(C, refused=["posts/b.md"]) == []


def test_dates_that_have_not_come():
    late = replace(A, updates=(Update(TODAY, "x", 7), Update(dt.date(2024, 3, 1), "x", 8)))
    found = [str(p) for p in checks.future([late, replace(B, date=dt.date(2024, 3, 2)), C], TODAY)]
    remedy = "write 2024-02-29 or earlier, or add 'draft: true'"
    assert found == [
        f"posts/a.md:8: the date 2024-03-01 has not come yet; {remedy}",
        f"posts/b.md:2: the date 2024-03-02 has not come yet; {remedy}",
    ]
