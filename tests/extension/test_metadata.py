"""What a page tells of itself where words are awkward, and what goes with a note that goes."""

import json

import pytest

from tests.support import Mini

BASE = "https://x.example/en/latest/"
TITLE = "1 < 2 & “3” </script> [x]"


@pytest.fixture
def mini(tmp_path):
    site = Mini(tmp_path)
    site.note("plain", date="2019-05-06")
    site.note(
        "awkward",
        ("tags: [schemas]", "tags: [schemas]\nrelations:\n  - builds on: plain"),
        ("One sentence.", "'Is \"a\" < b & c?'"),
        (
            "Some text.",
            "What {cite:t}`quoted` counted is the opposite of what is in"
            " [the plain one](plain.md).",
        ),
        title=r"1 < 2 \& “3” &lt;/script&gt; \[x\]",
    )
    site.write(
        "posts/references.bib",
        '@book{quoted, author = {O\'Neil, A. "B"}, title = {{XML} </script><b>}, year = {1999},'
        " url = {https://x.example/?a=1&b=2}}",
    )
    return site


def data(page):
    return json.loads(page.find("script", type="application/ld+json").string)


def test_words_stay_words(mini):
    built = mini.build(READTHEDOCS_CANONICAL_URL=BASE)
    page = built["posts/awkward"]
    posting = data(page)
    assert posting["headline"] == page.find("meta", property="og:title")["content"] == TITLE
    description = page.find("meta", attrs={"name": "description"})["content"]
    assert posting["description"] == description == "Is “a” < b & c?"
    assert posting["url"] == f"{BASE}posts/awkward/"
    assert posting["citation"] == [
        {"@type": "BlogPosting", "@id": f"{BASE}posts/plain/", "name": "Plain"},
        {
            "@type": "CreativeWork",
            "name": "XML </script><b>",
            "author": [{"@type": "Person", "name": 'A. "B" O\'Neil'}],
            "datePublished": "1999",
            "url": "https://x.example/?a=1&b=2",
        },
    ]
    text = (built.out / "posts/awkward/index.html").read_text(encoding="utf-8")
    assert "2 & “3”" not in text
    assert "XML </script>" not in text
    assert r"- [1 < 2 & “3” </script> \[x\]](https://x.example/en/latest/posts/awkward.md)" in (
        built.out / "llms.txt"
    ).read_text(encoding="utf-8")


def test_an_author_with_a_name_is_a_person(mini):
    named = mini.build("-D", "author=Ada Lovelace", READTHEDOCS_CANONICAL_URL=BASE)
    author = data(named["posts/plain"])["author"]
    assert author == {"@type": "Person", "name": "Ada Lovelace"}
    assert data(named[""])["author"] == author
    unnamed = mini.build(out="unnamed", READTHEDOCS_CANONICAL_URL=BASE)
    assert data(unnamed["posts/plain"])["author"] == {"@type": "Organization", "name": "Blog"}


def test_a_picture_shows_the_note_and_is_drawn_alike_again(mini):
    built = mini.build()
    cards = {name: data for name, data in built.files().items() if name.startswith("_cards/")}
    assert set(cards) == {"_cards/awkward.png", "_cards/plain.png", "_cards/site.png"}
    assert len(set(cards.values())) == 3
    again = mini.build(out="again").files()
    assert {name: again[name] for name in cards} == cards
    mini.note("plain", date="2019-05-07")
    changed = mini.build().files()
    assert [name for name in cards if changed[name] != cards[name]] == ["_cards/plain.png"]


def test_what_belongs_to_a_note_goes_with_it(mini):
    built = mini.build()
    files = {"posts/awkward.md", "_cards/awkward.png"}
    assert files < built.files().keys()
    (mini.posts / "awkward.md").unlink()
    left = mini.build()
    assert not [name for name in left.files() if "awkward" in name]
    for name in ("sitemap.xml", "llms.txt", "posts/atom.xml"):
        assert b"awkward" not in left.files()[name]
        assert b"plain" in left.files()[name]
