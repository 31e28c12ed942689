"""The feeds, as a reader's program reads them."""

import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.support import ATOM, SETTINGS, words


@pytest.fixture(scope="module")
def feeds(site):
    """Each feed by the address of its list."""
    parsed = {}
    for path in site.feeds:
        feed = feedparser.parse(path)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        parsed[path.parent.relative_to(site.out).as_posix()] = feed
    return parsed


def test_there_is_a_feed_for_all_notes_and_one_for_each_list(site, feeds):
    lists = {
        name for name in site.names if re.match(r"posts$|posts/(\d+|tag/.+|category/.+)$", name)
    }
    assert set(feeds) == lists


def test_the_site_feed_has_every_note_newest_first(feeds, collection):
    notes = list(reversed(collection.notes))
    entries = feeds["posts"].entries
    assert [words(entry.title) for entry in entries] == [words(note.title) for note in notes]
    for entry, note in zip(entries, notes, strict=True):
        assert entry.published == f"{note.date}T00:00:00Z"
        assert entry.updated == f"{note.revised or note.date}T00:00:00Z"
        assert words(entry.summary) == words(note.description)
        assert [tag.term for tag in entry.tags] == [note.category, *note.tags]


def test_a_feed_has_the_notes_of_its_list(site, feeds):
    for name, feed in feeds.items():
        titles = [entry.title for entry in feed.entries]
        assert titles == site.listed(name), name


def test_ids_are_permanent_and_unique(feeds):
    ids = [feed.feed.id for feed in feeds.values()]
    assert len(set(ids)) == len(ids)
    entries = {entry.id: entry.link for feed in feeds.values() for entry in feed.entries}
    assert len(entries) == len(set(entries.values())) == len(feeds["posts"].entries)
    for name in [*ids, *entries]:
        assert name.startswith(f"tag:{SETTINGS['notes_tag_authority']}:")
    assert not set(ids) & set(entries)


def test_a_feed_was_updated_with_its_newest_entry(feeds):
    for name, feed in feeds.items():
        assert feed.feed.updated == max(entry.updated for entry in feed.entries), name


def test_an_entry_holds_the_whole_note(site, feeds):
    for entry in feeds["posts"].entries:
        page = site[entry.link.removeprefix(SETTINGS["html_baseurl"]).strip("/")]
        text = words(BeautifulSoup(entry.content[0].value, "lxml").get_text())
        for paragraph in page.article.select("section > p:not(.standfirst), section pre"):
            if paragraph.find_parent("footer"):
                continue
            assert words(paragraph.get_text()) in text


def test_feeds_name_their_author(feeds):
    assert {feed.feed.author for feed in feeds.values()} == {SETTINGS["author"]}


def test_feeds_are_atom_as_the_rfc_says(site):
    for path in [*site.feeds, site.revisions]:
        assert ATOM.validate(etree.parse(path)), (path, ATOM.error_log)


def test_what_readers_are_sent_needs_no_stylesheet_and_no_other_page(feeds):
    for feed in feeds.values():
        for entry in feed.entries:
            text = BeautifulSoup(entry.content[0].value, "lxml").body
            assert not text.select(
                "h1, script, style, button, nav, [class], [id], [role], [tabindex]"
            )
            for element in text.select("[href], [src]"):
                address = element.get("href") or element["src"]
                assert re.match("https?://", address), address
