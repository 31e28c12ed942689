"""The lists of notes: the front page, all notes, years, subjects and categories."""

import re

import pytest

from notes_ext.sources import slugify
from tests.support import ROOT, SETTINGS, words

SOURCE = (ROOT / "tests/source-list.txt").read_text(encoding="utf-8").splitlines()
ENTRIES = list(zip(SOURCE[3::2], SOURCE[4::2], strict=True))


def straight(text):
    """A text with the quotation marks of a typewriter."""
    return text.replace("’", "'").replace("“", '"').replace("”", '"')


def newest_first(notes):
    ordered = sorted(notes, key=lambda note: (note.date, note.title), reverse=True)
    return [note.title for note in ordered]


def shown(site, page):
    return [straight(title) for title in site.listed(page)]


def test_the_front_page_is_the_source_word_for_word(site, collection):
    article = site[""].article
    assert article.h1.find(string=True) == SOURCE[0]
    assert [p.get_text() for p in article.select("section > p")[:2]] == SOURCE[1:3]
    written = {note.title for note in collection.notes}
    rows = [
        (straight(link.get_text()), straight(link.parent.p.get_text()))
        for link in article.select("li > div > a")
    ]
    assert rows == [entry for entry in ENTRIES if entry[0] in written]
    assert len(rows) == len(written)


def test_the_source_lists_every_note(collection):
    assert len(ENTRIES) == 34
    for note in collection.notes:
        assert (note.title, note.description) in ENTRIES


def test_the_front_page_links_each_note(site, collection):
    links = [link["href"] for link in site[""].article.select("li > div > a")]
    assert links == [f"posts/{note.slug}/" for note in reversed(collection.notes)]


def test_each_list_shows_the_day_of_each_note(site, collection):
    days = {note.title: str(note.date) for note in collection.notes}
    for page in ("", "posts"):
        for entry in site[page].article.select("li:has(> div > a)"):
            assert entry.find("time")["datetime"] == days[straight(entry.a.get_text())]


def test_all_notes(site, collection):
    assert shown(site, "posts") == newest_first(collection.notes)


def groups(collection):
    """Each list below /posts/ and the notes that belong there."""
    for note in collection.notes:
        yield f"posts/{note.date.year}", note
        yield f"posts/category/{slugify(note.category)}", note
        for tag in note.tags:
            yield f"posts/tag/{slugify(tag)}", note


def test_each_year_subject_and_category_lists_its_notes(site, collection):
    expected = {}
    for page, note in groups(collection):
        expected.setdefault(page, []).append(note)
    pages = [name for name in site.names if re.match(r"posts/(\d+|tag/.+|category/.+)$", name)]
    assert sorted(pages) == sorted(expected)
    for page, notes in expected.items():
        assert shown(site, page) == newest_first(notes), page


def test_a_list_says_what_it_is_about(site, collection):
    sentences = {**SETTINGS["notes_categories"], **SETTINGS["notes_tags"]}
    for note in collection.notes:
        for kind, word in [("category", note.category), *(("tag", tag) for tag in note.tags)]:
            page = site[f"posts/{kind}/{slugify(word)}"].article
            assert page.h1.get_text() == word
            assert words(sentences[word]) in words(page.get_text())


@pytest.mark.parametrize(
    ("overview", "pattern"),
    [("archive", r"posts/\d{4}$"), ("tag", "posts/tag/."), ("category", "posts/category/.")],
)
def test_each_overview_links_its_lists_with_their_numbers(site, overview, pattern):
    page = f"posts/{overview}"
    rows = {}
    for entry in site[page].article.select("li:has(.count)"):
        count = re.search(r"\b(\d+) notes?\b", entry.find(class_="count").get_text())
        rows[entry.a["href"]] = int(count[1])
    pages = [name for name in site.names if re.match(pattern, name)]
    assert len(rows) == len(pages)
    for href, count in rows.items():
        (target,) = [name for name in pages if name.endswith("/" + href.strip("./"))]
        assert count == len(site.listed(target))


def test_no_list_of_drafts(site):
    assert not [name for name in site.files() if "drafts" in name]


def test_earlier_and_later_go_by_date(site, collection):
    notes = collection.notes
    for place, note in enumerate(notes):
        page = site[f"posts/{note.slug}"]
        nav = page.find("nav", attrs={"aria-label": "Notes by date"})
        ends = [end for end in (place - 1, place + 1) if 0 <= end < len(notes)]
        assert [link["href"] for link in nav.find_all("a")] == [
            f"../{notes[end].slug}/" for end in ends
        ]
        rels = {"prev": place - 1, "next": place + 1}
        for rel, end in rels.items():
            link = page.find("link", rel=rel)
            assert (link and link["href"]) == (f"../{notes[end].slug}/" if end in ends else None)


def test_nothing_goes_by_the_alphabet(site):
    """Furo's own Next and Previous are in the order of file names."""
    for name in site.names:
        assert not site[name].select(".related-pages, .next-page, .prev-page"), name


def test_a_note_is_filed_under_its_category_and_subjects(site, collection):
    for note in collection.notes:
        footer = site[f"posts/{note.slug}"].article.find("footer")
        links = {link.get_text(): link["href"] for link in footer.find_all("a")}
        assert links[note.category] == f"../category/{slugify(note.category)}/"
        for tag in note.tags:
            assert links[tag] == f"../tag/{slugify(tag)}/"


def test_every_relation_is_shown_at_both_ends_with_its_sentence(site, collection):
    pairs = [(note, relation) for note in collection.notes for relation in note.relations]
    assert pairs
    for note, relation in pairs:
        (sentence,) = [link.sentence for link in note.links if link.target == relation.target][:1]
        inverse = SETTINGS["notes_relations"][relation.type]
        for page, other, kind in [
            (note.slug, relation.target, relation.type),
            (relation.target, note.slug, inverse),
        ]:
            foot = site[f"posts/{page}"].article.find("footer")
            text = words(foot.get_text())
            assert words(kind).lower() in text.lower()
            assert words(sentence) in text, (page, sentence)
            assert foot.find("a", href=f"../{other}/")
