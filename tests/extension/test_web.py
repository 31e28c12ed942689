"""What notes say of each other, on a small site, and that it stays true."""

import pytest

from tests.extension.test_rebuilding import differences, fresh
from tests.support import Mini, words

PATHS = """\
# Paths

```{chart}
```

```{path} From first to last
An *idea* that develops.

- one
- two
- three
```

```{path} To come
Nothing of it is written.

- four
```
"""
IDEAS = """\
# Ideas

```{glossary}
row ledger
  An account of the rows of a step.

block product
  Two means, multiplied.
```
"""
ONE = """\
Some {term}`row ledger` is here.

```{update} 2019-05-14
I used to say *more* here.
```

```{update} 2021-06-07
```"""
UPDATES = """\
tags: [schemas]
updates:
  - {date: 2021-06-07, reason: A word was wrong.}
  - {date: 2019-05-14, reason: I no longer think so.}
  - {date: 2021-06-07, reason: So was another.}"""
TWO = "Money is counted here as [the first](one.md) counts rows in a {term}`Row  Ledger`."
CORRECTING = """\
tags: [schemas]
relations:
  - contrasts with: one
    corrects: The first said 3 where "4" holds."""
THREE = "Nobody asks of [the second](two.md) what the money was, once the rows are right."
BUILDING = "tags: [privacy]\nrelations:\n  - builds on: two"


def fill(site):
    site.write("paths.md", PATHS)
    site.write("ideas.md", IDEAS)
    site.note("one", ("tags: [schemas]", UPDATES), ("Some text.", ONE), date="2019-01-01")
    site.note("two", ("tags: [schemas]", CORRECTING), ("Some text.", TWO), date="2020-02-03")
    site.note("three", ("tags: [schemas]", BUILDING), ("Some text.", THREE), date="2021-03-01")
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return fill(Mini(tmp_path_factory.mktemp("web"))).build()


def relations(built, slug):
    """The rows of a note's list of relations: type, title, year, sentence, correction."""
    rows = built[f"posts/{slug}"].select(".relations dl > div")
    return [
        (
            row.dt.get_text(),
            row.cite.get_text(),
            row.select_one(".year").get_text(),
            row.q.get_text(),
            [text.get_text() for text in row.select(".corrects")],
        )
        for row in rows
    ]


def test_a_relation_stands_at_the_foot_of_both_notes(built):
    first = "Money is counted here as the first counts rows in a Row  Ledger."
    second = "Nobody asks of the second what the money was, once the rows are right."
    correction = ["Correction The first said 3 where “4” holds."]
    assert relations(built, "one") == [
        ("Contrasted by", "Two", "2020", first.replace("  ", " "), correction)
    ]
    assert relations(built, "two") == [
        ("Contrasts with", "One", "2019", first.replace("  ", " "), correction),
        ("Built on by", "Three", "2021", second, []),
    ]
    assert relations(built, "three") == [("Builds on", "Two", "2020", second, [])]


def test_a_corrected_note_says_so_at_its_top_and_nowhere_else(built):
    article = built["posts/one"].article
    (box,) = article.select(".correction")
    assert box.find_previous_sibling()["class"] == ["standfirst"]
    assert box.get_text().split("\n", 2)[1:] == [
        "Corrected on 3 February 2020",
        "The first said 3 where “4” holds. See Two.\n",
    ]
    assert box.a["href"] == "../two/"
    assert not built["posts/two"].select(".correction")
    assert not built["posts/three"].select(".correction")


def test_updates_are_shown_where_they_changed_the_text(built):
    boxes = built["posts/one"].article.select(".update")
    assert [words(box.get_text()) for box in boxes] == [
        "Updated on 14 May 2019 I used to say more here",
        "Updated on 7 June 2021 A word was wrong So was another",
    ]


def test_updates_are_listed_at_the_foot_and_by_the_date(built):
    page = built["posts/one"]
    rows = page.select(".changes dl > div")
    assert [(row.time["datetime"], row.dd.get_text()) for row in rows] == [
        ("2019-05-14", "I no longer think so."),
        ("2021-06-07", "A word was wrong."),
        ("2021-06-07", "So was another."),
    ]
    assert page.select_one(".dateline .revised").get_text() == "revised 7 June 2021"
    assert not built["posts/two"].select(".changes, .revised")


@pytest.mark.parametrize("page", ["", "posts", "posts/2019", "posts/tag/schemas"])
def test_a_list_says_that_a_note_was_revised(built, page):
    revised = {
        row.a.get_text(): row.select_one(".revised time")["datetime"]
        for row in built[page].select("article li")
        if row.select_one(".revised")
    }
    assert revised == {"One": "2021-06-07"}


def test_a_path_shows_what_is_written(built):
    page = built["paths"].article
    assert [title.find(string=True) for title in page.select("h2")] == ["From first to last"]
    assert page.select_one("#from-first-to-last > p em").get_text() == "idea"
    stops = [link["href"] for link in page.select("ol.path a")]
    assert stops == ["../posts/one/", "../posts/two/", "../posts/three/"]


def test_a_note_tells_its_place_on_a_path(built):
    told = {slug: built[f"posts/{slug}"].select_one(".stop") for slug in ("one", "two", "three")}
    assert {slug: stop.get_text() for slug, stop in told.items()} == {
        "one": "Path: From first to last, 1 of 3. Next: Two",
        "two": "Path: From first to last, 2 of 3. Next: Three",
        "three": "Path: From first to last, 3 of 3",
    }
    assert [a["href"] for a in told["one"].select("a")] == [
        "../../paths/#from-first-to-last",
        "../two/",
    ]


def test_an_idea_lists_the_notes_that_use_it(built):
    page = built["ideas"].article
    used = page.find(id="term-row-ledger").find_next_sibling("dd").select_one(".used-by")
    assert used.get_text() == "Coined in One 2019; used in Two 2020."
    assert [link["href"] for link in used.select("a")] == ["../posts/one/", "../posts/two/"]
    assert not page.find(id="term-block-product").find_next_sibling("dd").select(".used-by")
    for slug in ("one", "two"):
        links = built[f"posts/{slug}"].select("section > p a[href='../../ideas/#term-row-ledger']")
        assert len(links) == 1, slug


def test_how_to_cite_a_note(built):
    text = built["posts/one"].select_one(".citing")
    address = "https://blog.readthedocs.io/posts/one/"
    assert text.p.get_text() == f"“One”, Blog, 1 January 2019, revised 7 June 2021, {address}"
    assert text.pre.get_text().startswith("@misc{one,")
    head = {
        meta["name"].removeprefix("citation_"): meta["content"]
        for meta in built["posts/one"].select("meta[name^=citation_]")
    }
    assert head["title"] == "One"
    assert head["author"] == "Blog"
    assert head["publication_date"] == "2019/01/01"
    assert head["public_url"] == address
    assert not built["paths"].select("meta[name^=citation_]")


def change(mini, name, old, new):
    path = mini.folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGES = {
    "a title": ("posts/two.md", "# Two", "# Another"),
    "a correction": ("posts/two.md", "said 3", "said 7"),
    "an update": ("posts/one.md", "A word was wrong.", "Two words were wrong."),
    "the order of a path": ("paths.md", "- one\n- two", "- two\n- one"),
    "the name of a path": ("paths.md", "From first to last", "All of it"),
    "a note on a path": ("paths.md", "- four", "- one"),
    "the use of an idea": ("posts/three.md", "The end is near.", "The {term}`block product`."),
    "the type of a relation": ("posts/three.md", "builds on", "applies"),
    "the words of an idea": ("ideas.md", "Two means", "Three means"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_reaches_every_page(mini, case):
    fill(mini)
    mini.build()
    change(mini, *CHANGES[case])
    assert differences(mini.build(), fresh(mini)) == []


def test_a_planned_note_joins_its_path_when_it_is_written(mini):
    fill(mini)
    mini.build()
    mini.note("four", date="2022-01-01")
    built = mini.build()
    assert built["paths"].find(id="to-come")
    assert built["posts/four"].select_one(".stop").get_text() == "Path: To come, 1 of 1"
    assert differences(built, fresh(mini)) == []


def test_a_note_that_others_relate_to_is_missed_everywhere(mini):
    fill(mini)
    (mini.posts / "two.md").rename(mini.posts / "second.md")
    done = mini.try_build()
    remedy = "no note is named 'two'; write the name of a note's file"
    assert done.returncode
    assert done.stderr.splitlines() == [
        f"posts/three.md:7: {remedy}",
        f"posts/three.md:12: {remedy}",
        "Nothing was published: 2 to mend, then build again.",
    ]


def test_an_idea_that_notes_use_is_missed_everywhere(mini):
    fill(mini)
    change(mini, "ideas.md", "row ledger", "column ledger")
    done = mini.try_build()
    remedy = "did you mean 'column ledger'?"
    assert done.stderr.splitlines()[:2] == [
        f"posts/one.md:14: no idea is named 'row ledger'; {remedy}",
        f"posts/two.md:13: no idea is named 'Row  Ledger'; {remedy}",
    ]
