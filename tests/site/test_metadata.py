"""What each page tells those who do not look at it, as a program reads it."""

from xml.etree import ElementTree as ET

import extruct
import pytest

from tests.support import SETTINGS, words

BASE = SETTINGS["html_baseurl"]
HIDDEN = {"404", "search"}
"""Pages that nobody should find."""


@pytest.fixture(scope="module")
def metadata(site):
    """Each page's JSON-LD and OpenGraph properties."""
    found = {}
    for name in set(site.names) - HIDDEN:
        text = (site.out / name / "index.html").read_text(encoding="utf-8")
        read = extruct.extract(text, syntaxes=["json-ld", "opengraph"], errors="strict")
        (data,), (graph,) = read["json-ld"], read["opengraph"]
        found[name] = data, dict(graph["properties"])
    return found


def address(name):
    return f"{BASE}{name}/" if name else BASE


def test_every_page_says_what_it_is_in_words_of_its_own(site, metadata):
    titles = {name: site[name].title.get_text() for name in site.names}
    described = {name: site[name].find("meta", attrs={"name": "description"}) for name in metadata}
    descriptions = {name: meta["content"] for name, meta in described.items()}
    for told in (titles, descriptions):
        assert all(text.strip() for text in told.values())
        assert len(set(told.values())) == len(told)
    for name, (_, graph) in metadata.items():
        assert graph["og:description"] == descriptions[name]
        assert titles[name].startswith(graph["og:title"])
        assert len(site[name].find_all("meta", attrs={"name": "description"})) == 1
        assert site[name].find("meta", attrs={"name": "author"})["content"] == SETTINGS["author"]


def test_every_page_has_one_address(site, metadata):
    for name, (_, graph) in metadata.items():
        canonical = site[name].find("link", rel="canonical")["href"]
        assert graph["og:url"] == canonical == address(name)


def test_every_page_has_a_picture_that_exists(site, metadata):
    for name, (_, graph) in metadata.items():
        file = site.out / graph["og:image"].removeprefix(BASE)
        size = [int.from_bytes(file.read_bytes()[at : at + 4], "big") for at in (16, 20)]
        assert size == [int(graph["og:image:width"]), int(graph["og:image:height"])]
        assert graph["og:image:alt"]
        card = site[name].find("meta", attrs={"name": "twitter:card"})["content"]
        assert card == "summary_large_image"


def test_a_note_is_a_posting(metadata, collection):
    for note in collection.notes:
        data, graph = metadata[f"posts/{note.slug}"]
        assert data["@type"] == "BlogPosting"
        assert words(data["headline"]) == words(graph["og:title"]) == words(note.title)
        assert words(data["description"]) == words(note.description)
        assert data["url"] == address(f"posts/{note.slug}")
        assert data["datePublished"] == graph["article:published_time"] == str(note.date)
        changed = str(note.revised or note.date)
        assert data["dateModified"] == graph["article:modified_time"] == changed
        assert data["author"]["name"] == SETTINGS["author"]
        assert data["keywords"] == list(note.tags)
        assert data["isPartOf"]["@id"] == metadata[""][0]["@id"]
        assert graph["og:type"] == "article"
        cited = data["citation"]
        assert len(cited) == len(note.relations) + len(set(note.citations))
        for work in cited:
            assert work["name"]
            assert work.get("url", work.get("@id", "https:")).startswith("http")


def test_a_list_says_where_it_is(site, metadata, collection):
    notes = {f"posts/{note.slug}" for note in collection.notes}
    for name in set(metadata) - notes - {""}:
        data, graph = metadata[name]
        assert (data["@type"], graph["og:type"]) == ("BreadcrumbList", "website")
        steps = data["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == address(name)
        assert steps[-1]["name"] == site[name].h1.find(string=True)
        assert all(step["item"].removeprefix(BASE).strip("/") in site.names for step in steps)
    above = [step["name"] for step in metadata["posts/tag/schemas"][0]["itemListElement"]]
    assert above == ["Blog", "All notes", "Subjects", "schemas"]


def test_the_sitemap_has_every_page_with_its_day(site, collection):
    namespace = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = ET.parse(site.out / "sitemap.xml")  # noqa: S314 (we wrote it)
    days = {
        url.findtext("loc", namespaces=namespace): url.findtext("lastmod", namespaces=namespace)
        for url in tree.getroot()
    }
    assert set(days) == {address(name) for name in set(site.names) - HIDDEN}
    for note in collection.notes:
        assert days[address(f"posts/{note.slug}")] == str(note.revised or note.date)
    newest = max(note.revised or note.date for note in collection.notes)
    assert days[BASE] == days[address("posts")] == str(newest)
    robots = (site.out / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {BASE}sitemap.xml\n" in robots


def test_each_note_can_be_had_as_it_was_written(site, collection):
    guide = (site.out / "llms.txt").read_text(encoding="utf-8")
    assert guide.startswith(f"# {SETTINGS['html_title']}\n\n> ")
    for note in collection.notes:
        source = site.out / f"posts/{note.slug}.md"
        assert source.read_text(encoding="utf-8").count(f"\n# {note.title}\n") == 1
        assert f"({BASE}posts/{note.slug}.md): {note.date}. " in guide
        link = site[f"posts/{note.slug}"].find("link", type="text/markdown")
        assert (site.out / "posts" / note.slug / link["href"]).resolve() == source
