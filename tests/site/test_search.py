"""The index of the search, and what is left without it."""

from notes_ext.pages import day, typographic
from tests.support import words


def test_the_index_holds_every_note_and_nothing_else(site, collection):
    found = {url: (row["meta"]["title"], row["meta"]["date"]) for url, row in site.index.items()}
    assert found == {
        f"posts/{note.slug}": (typographic(note.title), day(note.date)) for note in collection.notes
    }


def test_the_index_has_the_words_of_a_note_and_not_its_code_or_foot(site, collection):
    for note in collection.notes:
        article = site[f"posts/{note.slug}"].article
        told = site.index[f"posts/{note.slug}"]["content"]
        assert words(note.description) in words(told)
        text = article.select("section > p:not([class])")
        said = [paragraph for paragraph in text if not paragraph.find_parent("footer")]
        assert words(said[-1].get_text()) in words(told), note.slug
        prose = words(" ".join(paragraph.get_text() for paragraph in said))  # may quote an output
        parts = [*article.select(".highlight pre"), article.select_one(".note-foot .filed")]
        for part in parts:
            assert words(told).count(words(part.get_text())) == prose.count(words(part.get_text()))
        assert not told.startswith("Note ")


def test_it_is_the_only_index(site):
    own = ("searchindex", "searchtools", "doctools", "language_data", "stemmer", "sphinx_highlight")
    assert [name for name in site.files() if any(word in name for word in own)] == []
    scripts = {tag["src"].split("?")[0].rpartition("/")[2] for name in site.names
               for tag in site[name].find_all("script", src=True)}  # fmt: skip
    assert scripts == {"notes.js", "search.js"}


def test_only_what_the_search_asks_for_is_published(site):
    names = {path.name for path in (site.out / "pagefind/1").glob("*.*")}
    plain = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"}
    assert {name for name in names if name.startswith("pagefind-") or name.endswith(".js")} == plain


def test_the_page_of_the_search_points_to_the_lists(site):
    article = site["search"].article
    links = {link.get_text(): link["href"] for link in article.select("li a")}
    assert list(links) == ["All notes", "Subjects", "Categories", "Years", "Paths", "Ideas"]
    assert site["search"].find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_every_page_has_one_field_that_leads_there(site):
    assert len(site.names) > 10
    for name in site.names:
        page = site[name]
        if not page.find("meta", attrs={"http-equiv": "refresh"}):
            (form,) = page.find_all("form")
            assert form.get("method", "get") == "get"
            assert form.find("input", attrs={"name": "q"})["type"] == "search"
            depth = name.count("/") + 1 if name else 0
            assert form["action"] in ("../" * depth + "search/", "#", "/search/"), name
