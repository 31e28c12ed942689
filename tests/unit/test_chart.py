"""The drawings beside the list of notes: a unit for each row and each column."""

import re

from notes_ext import chart
from notes_ext.collection import Collection
from notes_ext.note import Relation
from notes_ext.paths import ReadingPath
from tests.support import VOCABULARY
from tests.unit.test_collection import B, C, make

D = make("d", 5, "b", "c", relations=(Relation("revisits", "b", 7, "No."), Relation("x", "c", 8)))
PATHS = [
    ReadingPath("One", "x", ("b", "d"), (1, 2, 3)),
    ReadingPath("Two", "x", ("d", "c", "planned"), (5, 6, 7, 8)),
]
COLLECTION = Collection([B, C, D], VOCABULARY, PATHS)


def test_a_mark_for_every_note_on_every_path():
    drawn = [(mark.kind, mark.d, mark.title) for mark in chart.marks(COLLECTION)]
    assert drawn == [
        ("line", "M0.5 0.5V2.5", ""),
        ("mark", "M0.5 0.5h0", "One, 1 of 2: B"),
        ("mark", "M0.5 2.5h0", "One, 2 of 2: D"),
        ("line", "M1.5 1.5V2.5", ""),
        ("mark", "M1.5 2.5h0", "Two, 1 of 2: D"),
        ("mark", "M1.5 1.5h0", "Two, 2 of 2: C"),
    ]


def test_an_arc_for_every_relation_from_row_to_row():
    ends = {}
    for arc in chart.arcs(COLLECTION):
        start, x, end = re.fullmatch(r"M1 (\S+)C(\S+) \1 \2 (\S+) 1 \3", arc.d).groups()
        ends[float(start), float(end)] = arc.kind, float(x)
    assert {rows: kind for rows, (kind, _) in ends.items()} == {
        (1.5, 0.5): "relation",
        (2.5, 0.5): "corrects",
        (2.5, 1.5): "relation",
    }
    assert ends[2.5, 0.5][1] < ends[2.5, 1.5][1] == ends[1.5, 0.5][1]


def test_the_longest_arc_stays_inside():
    """A cubic whose two inner points have one x goes three quarters of the way to it."""
    assert 1 - 0.75 * chart.DEEPEST > 0
    (longest,) = [arc for arc in chart.arcs(COLLECTION) if arc.kind == "corrects"]
    assert float(re.search(r"C(\S+)", longest.d)[1]) == round(1 - chart.DEEPEST, 3)
