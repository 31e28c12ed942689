"""What the notes say of each other, on the real site."""

import re

from notes_ext import ideas, paths, sources
from tests.support import ROOT, words

PATHS = paths.read(ROOT / "paths.md")
TITLES = (ROOT / "tests/source-list.txt").read_text(encoding="utf-8").splitlines()[3::2]


def row_of(site, here, there):
    """The row of one note's list of relations that links another: its type and its sentence."""
    rows = site[f"posts/{here}"].select(".relations dl > div")
    (row,) = [row for row in rows if row.cite.a["href"] == f"../{there}/"]
    return row.dt.get_text().lower(), words(row.q.get_text())


def test_every_relation_stands_on_both_pages_with_its_sentence(site, collection):
    inverse = collection.vocabulary.relations
    pairs = [(note, relation) for note in collection.notes for relation in note.relations]
    assert pairs
    for note, relation in pairs:
        sentence = next(link.sentence for link in note.links if link.target == relation.target)
        told = words(sentence)
        assert row_of(site, note.slug, relation.target) == (relation.type, told)
        assert row_of(site, relation.target, note.slug) == (inverse[relation.type], told)


def test_every_correction_stands_at_the_top_of_what_it_corrects(site, collection):
    told = {
        (note.slug, box.a["href"].strip("./"))
        for note in collection.notes
        for box in site[f"posts/{note.slug}"].select(".standfirst ~ .correction")
    }
    assert told
    assert told == {
        (relation.target, note.slug)
        for note in collection.notes
        for relation in note.relations
        if relation.corrects
    }


def test_no_note_is_revised_that_does_not_say_why(site, collection):
    for note in collection.notes:
        page = site[f"posts/{note.slug}"]
        assert len(page.select(".changes dt")) == len(note.updates)
        assert bool(page.select(".update")) == bool(note.updates) == bool(page.select(".revised"))


def test_the_paths_are_those_of_the_plan():
    """Ten of them, and all their notes are of the source's list."""
    assert len(PATHS) == 10
    planned = {sources.slugify(title) for title in TITLES}
    assert {slug for path in PATHS for slug in path.slugs} <= planned


def test_every_path_has_its_notes_in_order(site, collection):
    for path in PATHS:
        written = [slug for slug in path.slugs if slug in collection.by_slug]
        section = site["paths"].find(id=sources.slugify(path.name))
        assert bool(section) == bool(written), path.name
        if written:
            links = section.select("ol.path a")
            assert [link["href"] for link in links] == [f"../posts/{slug}/" for slug in written]
            assert words(path.sentence) == words(section.p.get_text())
        for place, slug in enumerate(written, 1):
            stops = [stop.get_text() for stop in site[f"posts/{slug}"].select(".stop")]
            told = f"Path: {path.name}, {place} of {len(written)}"
            assert [stop for stop in stops if stop.startswith(told)], (path.name, slug)


def test_the_chart_has_a_row_for_every_note(site, collection):
    rows = site["paths"].select(".chart-notes li a")
    assert [(row["href"], words(row.get_text())) for row in rows] == [
        (f"../posts/{note.slug}/", words(f"{note.date.year} {note.title}"))
        for note in collection.notes
    ]


def test_the_chart_has_a_mark_for_every_note_on_every_path(site, collection):
    heads = [head.get_text() for head in site["paths"].select(".chart-paths li")]
    places = [
        tuple(float(number) for number in re.match(r"M(\S+) (\S+)h0", mark["d"]).groups())
        for mark in site["paths"].select(".chart-marks path.mark")
    ]
    marked = {(heads[int(x)], collection.notes[int(y)].slug) for x, y in places}
    assert len(marked) == len(places)
    assert marked == {
        (path.name, slug) for path in PATHS for slug in path.slugs if slug in collection.by_slug
    }


def test_the_chart_has_an_arc_for_every_relation(site, collection):
    rows = collection.number
    drawn = sorted(
        tuple(float(number) for number in re.match(r"M1 (\S+)C.* 1 (\S+)$", arc["d"]).groups())
        for arc in site["paths"].select(".chart-arcs path")
    )
    assert drawn == sorted(
        (rows[note.slug] - 0.5, rows[relation.target] - 0.5)
        for note in collection.notes
        for relation in note.relations
    )


def test_every_idea_has_its_place_and_its_users(site, collection):
    terms = ideas.read(ROOT / "ideas.md")
    assert terms
    for folded in terms:
        entry = site["ideas"].find(id=f"term-{sources.slugify(folded)}")
        used = entry.find_next_sibling("dd").select(".used-by a")
        notes = collection.users.get(folded, ())
        assert [link["href"] for link in used] == [f"../posts/{note.slug}/" for note in notes]


def test_the_left_column_names_the_pages(site):
    for name in site.names:
        links = [link.get_text() for link in site[name].select(".site-links a")]
        assert set(links) >= {"All notes", "Subjects", "Paths", "Ideas", "About", "Feed"}, name
