"""Every address on every page and in every feed leads somewhere."""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
from bs4 import BeautifulSoup

from tests.support import SETTINGS

BASE = SETTINGS["html_baseurl"]


def target(site, address):
    """The file that an address of the site names; None if there is none."""
    path = site.out / unquote(urlsplit(address).path).removeprefix(urlsplit(BASE).path)
    return path / "index.html" if path.is_dir() else path if path.is_file() else None


def faults(site, page, soup, known):
    """The addresses on a page that lead nowhere."""
    for tag in soup.find_all(["a", "link", "img", "script", "source", "use", "form"]):
        for name in ("href", "src", "action"):
            if not tag.has_attr(name) or tag[name].startswith(("mailto:", "data:")):
                continue
            address, fragment = urldefrag(urljoin(page, tag[name]))
            if not address.startswith(BASE):
                continue
            file = target(site, address)
            if file is None:
                yield page, tag[name]
            elif fragment and tag.name == "a":
                if file not in known:
                    text = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
                    known[file] = {found["id"] for found in text.find_all(id=True)}
                if unquote(fragment) not in known[file]:
                    yield page, tag[name]


def test_no_link_is_dead(site):
    known, found, count = {}, [], 0
    for name in site.names:
        page = f"{BASE}{name}/" if name else BASE
        found += faults(site, page, site[name], known)
        count += len(site[name].find_all("a", href=True))
    assert count > 100
    assert found == []


def test_the_links_are_looked_at(site):
    """The search for dead links finds those that are there."""
    dead = '<a href="#no">x</a><a href="../no/">x</a><img src="no.png"><a href="../tag/">x</a>'
    soup = BeautifulSoup(dead, "lxml")
    page = f"{BASE}posts/archive/"
    assert [address for _, address in faults(site, page, soup, {})] == ["#no", "../no/", "no.png"]


def test_no_link_in_a_feed_is_dead(site):
    known, found = {}, []
    for path in site.feeds:
        for entry in feedparser.parse(path).entries:
            content = BeautifulSoup(entry.content[0].value, "lxml")
            assert [a["href"] for a in content.find_all("a") if "://" not in a["href"]] == []
            found += faults(site, entry.link, content, known)
            assert target(site, entry.link), entry.link
    assert found == []


def test_every_page_says_where_it_is(site):
    for name in site.names:
        canonical = site[name].find("link", rel="canonical")["href"]
        assert canonical == (f"{BASE}{name}/" if name else BASE)


def test_every_page_leads_to_the_feed(site):
    for name in site.names:
        feeds = site[name].find_all("link", rel="alternate", type="application/atom+xml")
        files = [target(site, urljoin(f"{BASE}{name}/", feed["href"])) for feed in feeds]
        assert files[0] == site.out / "posts/atom.xml", name
        assert None not in files


def test_each_list_leads_to_its_own_feed(site):
    for name in site.names:
        if re.match(r"posts/(\d+|tag/.+|category/.+)$", name):
            feeds = site[name].find_all("link", rel="alternate", type="application/atom+xml")
            assert "atom.xml" in [feed["href"].split("/")[-1] for feed in feeds]
            own = [urljoin(f"{BASE}{name}/", feed["href"]) for feed in feeds][-1]
            assert own == f"{BASE}{name}/atom.xml"
