"""A site rebuilt after a change is the site built anew, whenever it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from notes_ext import builders, parallel, publish
from tests.support import ROOT, Built, Fork, Mini, shared

SEARCHED = "-D", "notes_search=1"


def differences(one: Built, other: Built) -> list[str]:
    """The files in which two sites differ."""
    files, others = one.files(), other.files()
    different = {name for name in {*files, *others} if files.get(name) != others.get(name)}
    return sorted(different)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A site of six notes, of which the last builds on another, and a copy of it, built."""
    mini = Mini(tmp_path_factory.mktemp("rebuilt"))
    mini.note("zero", date="2017-01-01")
    mini.note("half", date="2018-01-01")
    mini.note("one", date="2019-01-01")
    mini.note("two", ("[schemas]", "[schemas, cost]"), date="2019-02-01")
    related = ("tags: [schemas]", "tags: [privacy]\nrelations:\n  - builds on: one")
    sentence = (
        "Some text.",
        "Money is counted here as [the first](one.md) counts the rows. Zarzuela.",
    )
    mini.note("three", related, sentence, date="2020-03-01")
    mini.note("citing", ("Some text.", "Says {cite:t}`a`."), date="2021-01-01")
    mini.write("posts/references.bib", "@book{a, author = {Ann}, title = {A}, year = {1999}}")
    mini.build()
    copy = tmp_path_factory.mktemp("copy") / "built"
    shutil.copytree(mini.folder.parent, copy, symlinks=True)
    return mini, copy


@pytest.fixture
def mini(kept):
    """The six notes, as they were when they were built for the first time."""
    mini, copy = kept
    shutil.rmtree(mini.folder.parent)
    shutil.copytree(copy, mini.folder.parent, symlinks=True)
    return mini


def fresh(mini):
    return mini.build("-E", out="fresh")


def test_a_new_title_reaches_every_page_that_shows_it(mini):
    mini.note("two", ("[schemas]", "[schemas, cost]"), title="Another", date="2019-02-01")
    built = mini.build()
    assert "Another" in built["posts/one"].find("nav", attrs={"aria-label": "Notes by date"}).text
    assert "Another" in built["posts/three"].find("nav", attrs={"aria-label": "Notes by date"}).text
    for name in ("", "posts", "posts/2019", "posts/tag/cost", "posts/category/data-engineering"):
        assert "Another" in built.listed(name), name
        assert "Two" not in built.listed(name), name
    assert differences(built, fresh(mini)) == []


def test_a_new_sentence_reaches_the_note_that_it_names(mini):
    path = mini.posts / "three.md"
    path.write_text(path.read_text().replace("Money is counted", "Cents are counted"))
    built = mini.build()
    assert (
        "Cents are counted here as the first counts the rows."
        in built["posts/one"].article.get_text()
    )
    assert differences(built, fresh(mini)) == []


def test_a_note_put_between_two(mini):
    mini.note("between", date="2019-01-15")
    built = mini.build()
    assert built["posts/two"].find("link", rel="prev")["title"] == "Between"
    assert differences(built, fresh(mini)) == []


def test_a_note_taken_away_leaves_nothing(mini):
    (mini.posts / "three.md").unlink()
    built = mini.build()
    assert not [name for name in built.names if name.endswith(("three", "2020", "privacy"))]
    assert differences(built, fresh(mini)) == []


def test_a_note_made_a_draft_leaves_nothing(mini):
    path = mini.posts / "three.md"
    path.write_text(path.read_text().replace("tags: ", "draft: true\ntags: "))
    built = mini.build()
    for trace in (b"money is counted", b"zarzuela"):  # quoted by the other note; only here
        assert not [name for name, text in built.files().items() if trace in text.lower()], trace
    assert differences(built, fresh(mini)) == []


def test_a_bibliography_corrected(mini):
    mini.write("posts/references.bib", "@book{a, author = {Ben}, title = {A}, year = {2001}}")
    built = mini.build()
    assert "Says Ben (2001)." in built["posts/citing"].article.get_text()
    assert differences(built, fresh(mini)) == []


def test_an_older_file_put_in_the_place_of_a_newer_one(mini):
    """As version control may, and whoever restores a copy."""
    path = mini.posts / "two.md"
    old = path.read_text().replace("Some text.", "Other text.")
    assert mini.build()
    path.write_text(old)
    os.utime(path, (1, 1))
    built = mini.build()
    assert "Other text." in built["posts/two"].get_text()
    assert differences(built, fresh(mini)) == []


def test_a_list_of_one_is_said_in_the_singular(mini):
    for path in mini.posts.glob("*.md"):
        if path.stem not in ("one", "two"):
            path.unlink()
    built = mini.build()
    assert built["posts/archive"].select_one(".standfirst").get_text().startswith("1 year. ")
    assert built["posts/tag"].select_one(".standfirst").get_text().startswith("2 subjects. ")


def test_a_link_shows_what_it_leads_to(mini):
    mini.write("about.md", "# About\n\nIt is [](posts/two.md), in {ref}`all <tag-cost>`.\n")
    mini.build()
    mini.note("two", ("[schemas]", "[schemas, cost]"), title="Another", date="2019-02-01")
    built = mini.build()
    assert "It is Another" in built["about"].get_text()
    assert differences(built, fresh(mini)) == []


@pytest.mark.parametrize("change", ["the heading", "the note"])
def test_a_link_that_leads_nowhere_is_told_by_every_build(mini, change):
    heading = "Some text.", "Some text.\n\n## An end\n\nIt ends."
    mini.note("two", heading, ("[schemas]", "[schemas, cost]"), date="2019-02-01")
    mini.write("about.md", "# About\n\nIt [ends](posts/two.md#an-end).\n")
    before = mini.build().files()
    if change == "the note":
        (mini.posts / "two.md").unlink()
    else:
        mini.note("two", ("[schemas]", "[schemas, cost]"), date="2019-02-01")
    for _ in range(2):
        done = mini.try_build()
        assert done.returncode == 1
        assert "about.md:3: WARNING" in done.stderr
        assert Built(mini.folder.parent / "html").files() == before


PARTS = {
    "a template": "_templates/foot.html",
    "a style": "_static/notes.css",
    "a setting": "conf.py",
}


@pytest.mark.parametrize("part", PARTS)
def test_what_pages_are_made_with(mini, part):
    for name in ("_templates", "_static"):
        (mini.folder / name).unlink()
        shutil.copytree(ROOT / name, mini.folder / name)
    mini.build()
    path = mini.folder / PARTS[part]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Relations</h2>", "Ties</h2>")
        .replace('project = "Blog"', 'project = "Notes"')
        .replace("body {", "body { margin: 1px;"),
        encoding="utf-8",
    )
    os.utime(path, (1, 1))
    assert path.read_text(encoding="utf-8") != text
    assert differences(mini.build(), fresh(mini)) == []


def test_a_build_of_nothing_new_needs_no_sphinx(mini):
    def block():
        sys.modules["sphinx.cmd.build"] = None

    assert mini.fork("-D", "notes_search=0", before=block).wait() == (0, "")
    (mini.posts / "zero.md").unlink()
    status, _ = mini.fork("-D", "notes_search=0", before=block).wait()
    assert status != 0


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({}, {"description: One": "description: Another"}),
        ({"tags:": "draft: true\ntags:"}, {"draft: true\n": ""}),
        ({}, {"- builds on: one": "- builds on: one\n    corrects: It is so."}),
        (
            {},
            {
                "tags:": "updates:\n  - date: 2021-02-03\n    reason: It was so.\ntags:",
                "The end": "```{update} 2021-02-03\n```\n\nThe end",
            },
        ),
    ],
    ids=["description", "draft", "relation", "update"],
)
def test_what_pages_of_all_notes_show_of_one(mini, first, then):
    """The front page, the paths and the chart are as if they were built anew."""
    mini.write("paths.md", "# Paths\n\n```{chart}\n```\n")
    for changes in (first, then):
        path = mini.posts / ("three.md" if "- builds on: one" in then else "two.md")
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        built = mini.build("-D", "notes_drafts=1")
    assert differences(built, mini.build("-D", "notes_drafts=1", "-E", out="fresh")) == []


def test_an_edit_of_a_text_writes_the_page_of_the_note_and_its_feeds(mini):
    work = Path(mini.folder.parent / "html-work/html")

    def moments():
        return {path: path.stat().st_mtime_ns for path in work.rglob("*.*ml")}

    mini.build()
    before = moments()
    path = mini.posts / "two.md"
    path.write_text(path.read_text().replace("Some text.", "Other words.\n\nA line more."))
    mini.build()
    after = moments()
    written = {path.relative_to(work).as_posix() for path in after if after[path] != before[path]}
    lists = {"", "2019/", "category/data-engineering/", "tag/schemas/", "tag/cost/"}
    feeds = {f"posts/{name}atom.xml" for name in lists}
    always = {"404.html", "404/index.html", "search/index.html", "sitemap.xml"}
    assert written - always == {"posts/two/index.html", *feeds}


def test_many_notes_are_not_held_in_memory(mini):
    def hold_none():
        publish.MOST_IN_MEMORY = 0

    options = ("-D", "notes_search=0")
    assert mini.fork(*options, out="none", before=hold_none).wait() == (0, "")
    assert differences(Built(mini.folder.parent / "none"), fresh(mini)) == []


def test_where_sphinx_holds_nothing_there_is_nothing_to_drop():
    """The attribute is Sphinx's own, and may go."""
    publish.lighten(SimpleNamespace(env=SimpleNamespace(docname="x", ablog_posts={})), None)


CLOCK = '''\
"""The clock stands still, at the time that the environment says."""

import datetime as real
import os
import time

NOW = float(os.environ["NOW"])
gmtime, localtime, strftime = time.gmtime, time.localtime, time.strftime


class Kind(type):
    def __instancecheck__(cls, thing):
        return isinstance(thing, cls.__mro__[1])


class date(real.date, metaclass=Kind):
    @classmethod
    def today(cls):
        return real_date.fromtimestamp(NOW)


class datetime(real.datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.fromtimestamp(NOW, tz)

    @classmethod
    def utcnow(cls):
        return real_datetime.fromtimestamp(NOW, real.UTC).replace(tzinfo=None)

    today = now


real_date, real_datetime = real.date, real.datetime
real.date, real.datetime = date, datetime
time.time = lambda: NOW
time.time_ns = lambda: int(NOW * 10**9)
time.gmtime = lambda seconds=None: gmtime(NOW if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(NOW if seconds is None else seconds)
time.strftime = lambda format, t=None: strftime(format, localtime(NOW) if t is None else t)
'''
IN_2010, IN_2040 = "1262695000", "2209380000"


def test_where_and_when_it_is_built_is_no_source(mini, tmp_path):
    """Built in 2010 and in 2040, in two places of the world and of the disk, it is one site."""
    mini.note("to-come", date="2031-05-06")
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(CLOCK)
    german = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / "de_DE.UTF-8")]
    subprocess.run(german, check=True)
    german = {"LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    other = Mini(tmp_path / "elsewhere")
    shutil.copytree(mini.posts, other.posts, dirs_exist_ok=True)
    variables = {"PYTHONPATH": str(tmp_path / "clock")}
    early = mini.build(
        *SEARCHED, out="early", **variables, NOW=IN_2010, TZ="Pacific/Auckland", PYTHONHASHSEED="1"
    )
    before = os.umask(0o077)
    try:
        late = other.build(
            *SEARCHED,
            **variables,
            **german,
            NOW=IN_2040,
            TZ="America/Los_Angeles",
            PYTHONHASHSEED="2",
        )
    finally:
        os.umask(before)
    assert "To Come" in early.listed("")
    assert "6 May 2031" in late["posts/to-come"].get_text()
    assert differences(early, late) == []


def test_a_language_that_is_not_installed_is_none(mini):
    mini.build(LC_ALL="xx_XX.UTF-8")


def test_the_clock_of_these_tests_is_believed(mini, tmp_path):
    """Without this, the test above could pass because the clock was never changed."""
    (tmp_path / "sitecustomize.py").write_text(CLOCK)
    conf = mini.folder / "conf.py"
    conf.write_text(
        conf.read_text() + "import datetime, time\n"
        "years = datetime.date.today().year, datetime.datetime.now().year, time.gmtime().tm_year\n"
        "copyright = ' '.join(map(str, years))\n"
    )
    page = mini.build("-E", PYTHONPATH=str(tmp_path), NOW=IN_2040)["posts/one"]
    assert "2040 2040 2040" in page.get_text()


def test_copies_of_the_process_write_what_one_process_writes(mini):
    """Also where Sphinx reads in its own way, should it ask for ours no longer."""

    def sphinxs_own():
        shared()
        delattr(builders.SiteBuilder, "_read_parallel")

    one = Built(mini.folder.parent / "html")
    for way in (shared, sphinxs_own):
        out = mini.folder.parent / way.__name__
        assert Fork(mini.folder, out, "-D", "notes_search=0", before=way).wait() == (0, "")
        assert differences(one, Built(out)) == []


def test_few_pages_are_read_by_one_process_and_many_written_by_copies(mini):
    """An earlier note changes the number of every other."""
    log = mini.folder.parent / "log"

    def told():
        parallel.LEAST = 4
        write = builders.SiteBuilder.write_share

        def telling(self, docnames):
            with log.open("a") as file:
                file.write(f"{len(docnames)}\n")
            return write(self, docnames)

        builders.SiteBuilder.write_share = telling

    mini.note("before-all", date="2010-01-01")
    out = mini.folder.parent / "html"
    assert Fork(mini.folder, out, "-D", "notes_search=0", before=told).wait() == (0, "")
    assert len(log.read_text().split()) == 2
    assert differences(Built(out), fresh(mini)) == []


def test_a_warning_of_a_copy_is_told_once(mini):
    mini.write("about.md", "# About\n\nSee {ref}`nowhere`.\n")
    status, said = mini.fork(out="anew", before=shared).wait()
    assert (status, said.count("undefined label")) == (1, 1), said


def test_two_pictures_of_one_name_on_any_pages(mini):
    for name, page in (("one/x.png", "about"), ("two/x.png", "ideas")):
        mini.write(name, b"\x89PNG")
        mini.write(f"{page}.md", f"# Words\n\n![words]({name})\n")
    status, said = mini.fork().wait()
    assert status
    assert "another picture has the name of two/x.png" in said
