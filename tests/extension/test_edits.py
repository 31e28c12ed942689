"""Whatever is edited, in whatever order: a site built again is the site built from nothing."""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.support import ROOT, Built, Mini, shared

NAMES = "alpha", "beta", "gamma", "delta", "epsilon"
TITLES = "A", "B & C", 'D\'s "E"', "F < G &amp;", "Ä—H"
CATEGORIES = "Data Engineering", "Applied AI Product Engineering"
TAGS = "schemas", "cost", "data-quality"
DAYS = "2018-05-06", "2018-05-07", "2019-01-01", "2020-02-29", "2031-01-01"
WORDS = "counts rows", "counts money", "counts “nothing”"
HEADINGS = "One Part", "Another Part"
WORKS = {"a": ("Ann", "1999"), "b": ("Ben", "2001")}
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 8"><path d="M0 0h10"/></svg>
"""

PATHS = "# Paths\n\n```{chart}\n```\n"
NOTE = """\
---
date: {date}
description: {description}
category: {category}
tags: {tags}
draft: {draft}
{more}---

# {title}

{text}

```{{testcode}}
print(2)
```

```{{testoutput}}
2
```

## {heading}

What this part says, [the first part](#{anchor}) says{mark}.

{foot}
"""


class Site:
    """The sources of a small site, as facts that can be edited one by one."""

    def __init__(self, folder):
        self.mini = Mini(folder)
        for name in ("_templates", "_static"):
            (self.mini.folder / name).unlink()
            shutil.copytree(ROOT / name, self.mini.folder / name)
        self.conf = (ROOT / "conf.py").read_text(encoding="utf-8")
        self.foot = (ROOT / "_templates/foot.html").read_text(encoding="utf-8")
        self.style = (ROOT / "_static/notes.css").read_text(encoding="utf-8")
        self.notes = {}
        self.works = dict(WORKS)
        self.idea = "row ledger"
        self.meaning = "An account of rows."
        self.stops = ["beta", "alpha", "gamma"]
        self.linked, self.words = "alpha", "the first"
        self.width = 10

    def add(self, name, **facts):
        self.notes[name] = {
            "title": name.title(), "date": DAYS[0], "description": "One sentence.",
            "category": CATEGORIES[0], "tags": ["schemas"], "draft": False, "words": WORDS[0],
            "heading": HEADINGS[0], "relates": None, "corrects": False, "cites": None,
            "term": False, "updated": False, "drawn": False, "footnote": False, "redirects": [],
            "section": False,
        } | facts  # fmt: skip

    def later(self, name):
        """The notes that *name* may relate to."""
        note = self.notes[name]
        return [
            other
            for other, facts in self.notes.items()
            if (facts["date"], facts["title"]) < (note["date"], note["title"])
            and (note["draft"] or not facts["draft"])
        ]

    def note(self, name):
        """The text of a note."""
        facts = self.notes[name]
        more, text = [], [f"The text {facts['words']}."]
        if facts["relates"] in self.later(name):
            other = facts["relates"]
            corrects = ", corrects: It was wrong." if facts["corrects"] else ""
            more.append(f"relations:\n  - {{builds on: {other}{corrects}}}")
            place = "#one-part" if facts["section"] else ""
            text.append(
                f"Nobody here {facts['words']} as [that note]({other}.md{place}) counts the days "
                "of one year."
            )
        if facts["updated"]:
            more.append("updates:\n  - {date: 2033-03-03, reason: A word was wrong.}")
            text.append("```{update} 2033-03-03\n```")
        if facts["redirects"]:
            more.append(f"redirects: {facts['redirects']}")
        if facts["cites"]:
            text.append(f"So says {{cite:t}}`{facts['cites']}`.")
        if facts["term"]:
            text.append("This is a {term}`Row Ledger`.")
        if facts["drawn"]:
            text.append("```{svg} figures/d.svg\n:alt: A line.\n\nA caption.\n```")
        return NOTE.format(
            **facts | {"tags": facts["tags"], "draft": str(facts["draft"]).lower()},
            more="".join(f"{row}\n" for row in more),
            text="\n\n".join(text),
            anchor=facts["heading"].lower().replace(" ", "-"),
            mark="[^1]" if facts["footnote"] else "",
            foot=f"[^1]: It {facts['words']}." if facts["footnote"] else "",
        )

    def files(self):
        """Every file that can differ."""
        works = (
            f"@book{{{key}, author = {{{who}}}, title = {{T}}, year = {{{year}}}}}\n"
            for key, (who, year) in self.works.items()
        )
        linked = self.linked if self.linked in self.notes else ""
        rows = "".join(f"- {stop}\n" for stop in self.stops)
        return {
            **{f"posts/{name}.md": self.note(name) for name in self.notes},
            "posts/references.bib": "".join(works),
            "posts/figures/d.svg": DRAWING.replace("10", str(self.width)),
            "ideas.md": f"# Ideas\n\n```{{glossary}}\n{self.idea}\n  {self.meaning}\n```\n",
            "paths.md": f"{PATHS}\n```{{path}} Way\nIt leads.\n\n{rows}```\n",
            "about.md": f"# About\n\nThey have [{self.words}](posts/{linked}.md).\n"
            if linked and not self.notes[linked]["draft"]
            else "# About\n",
            "conf.py": self.conf,
            "_templates/foot.html": self.foot,
            "_static/notes.css": self.style,
        }

    def write(self, moment=None):
        """Write what has changed, as if at a *moment*: editors and version control set any."""
        files = self.files()
        for path in self.mini.posts.glob("*.md"):
            if f"posts/{path.name}" not in files:
                path.unlink()
        for name, text in files.items():
            path = self.mini.folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                self.mini.write(name, text)
                if moment is not None:
                    os.utime(path, (moment, moment))


FACTS = {
    "title": st.sampled_from(TITLES),
    "date": st.sampled_from(DAYS),
    "description": st.sampled_from(["One sentence.", "Another “one”."]),
    "category": st.sampled_from(CATEGORIES),
    "tags": st.lists(st.sampled_from(TAGS), min_size=1, unique=True),
    "draft": st.booleans(),
    "words": st.sampled_from(WORDS),
    "heading": st.sampled_from(HEADINGS),
    "relates": st.sampled_from(NAMES),
    "section": st.booleans(),
    "corrects": st.booleans(),
    "cites": st.sampled_from(list(WORKS)),
    "term": st.booleans(),
    "updated": st.booleans(),
    "drawn": st.booleans(),
    "footnote": st.booleans(),
    "redirects": st.lists(st.sampled_from(["once", "before"]), unique=True),
}
FACT = st.sampled_from(list(FACTS)).flatmap(lambda key: st.tuples(st.just(key), FACTS[key]))
NAME = st.sampled_from(NAMES)


class Edits(RuleBasedStateMachine):
    """Each rule is an edit; after each the site is built again, and from nothing."""

    counts: ClassVar[Counter] = Counter()
    anew: ClassVar[dict] = {}
    """What building from nothing said and published, by the sources."""

    def __init__(self):
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        self.site = Site(Path(self.temporary.name))
        for place, name in enumerate(NAMES[:3]):
            self.site.add(name, date=DAYS[place])
        self.site.notes["beta"] |= {"relates": "alpha", "cites": "a", "term": True}
        self.moment = None
        self.counts["sequences of edits"] += 1

    def teardown(self):
        self.temporary.cleanup()

    @rule(name=NAME, fact=FACT)
    def change(self, name, fact):
        if name not in self.site.notes:
            self.site.add(name, title=name.title())
        self.site.notes[name][fact[0]] = fact[1]

    @rule(name=NAME)
    def delete(self, name):
        self.site.notes.pop(name, None)

    @rule(old=NAME, new=NAME, told=st.booleans())
    def rename(self, old, new, told):
        if old in self.site.notes and new not in self.site.notes:
            self.site.notes[new] = self.site.notes.pop(old)
            self.site.notes[new]["redirects"] = [old] if told else []

    @rule(key=st.sampled_from(list(WORKS)), who=st.sampled_from(["Cy", "Dee"]))
    def correct_the_bibliography(self, key, who):
        self.site.works[key] = (who, "2003")

    @rule(idea=st.sampled_from(["row ledger", "Row Ledger"]), rows=st.booleans())
    def edit_the_ideas(self, idea, rows):
        self.site.idea, self.site.meaning = idea, "An account of rows." if rows else "A sum."

    @rule(stops=st.lists(NAME, min_size=1, unique=True))
    def edit_the_paths(self, stops):
        self.site.stops = stops

    @rule(name=NAME, words=st.sampled_from(["the first", ""]))
    def edit_a_page(self, name, words):
        self.site.linked, self.site.words = name, words

    @rule(width=st.integers(5, 7))
    def edit_a_drawing(self, width):
        self.site.width = width

    @rule(old=st.sampled_from(["Relations</h2>", "Cite</h2>"]))
    def edit_a_template(self, old):
        self.site.foot = self.site.foot.replace(old, f"The {old}")

    @rule(width=st.integers(5, 7))
    def edit_the_style(self, width):
        self.site.style += f"q {{ width: {width}px }}\n"

    @rule(
        setting=st.sampled_from(
            ['author = "Ann"', 'html_title = "Notes"', 'html_baseurl = "https://x.example/a/"']
        )
    )
    def edit_the_settings(self, setting):
        self.site.conf += f"{setting}\n"

    @rule(moment=st.sampled_from([None, 1, 2**31]))
    def have_files_dated(self, moment):
        """What is edited from now on is as old as an editor or version control may say."""
        self.moment = moment

    @invariant()
    def exact(self):
        """What is said and published is what building from nothing says and publishes."""
        self.site.write(self.moment)
        mini, sources = self.site.mini, repr(self.site.files())
        again = mini.fork().wait()
        if sources not in self.anew:
            out = mini.folder.parent / "anew"
            self.anew[sources] = mini.fork(out="anew", before=shared).wait(), Built(out).files()
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(f"{out}-work")
        done, files = self.anew[sources]
        self.counts["published" if done[0] == 0 else "refused"] += 1
        assert again[0] == done[0], (again, done)
        if done[0] == 0:
            found = Built(mini.folder.parent / "html").files()
            assert [name for name in {*found, *files} if found.get(name) != files.get(name)] == []


def test_any_sequence_of_edits(times, capsys):
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(
        max_examples=2 * times,
        stateful_step_count=6 if times == 1 else 15,
        derandomize=times == 1,
        database=None,
        deadline=None,
        suppress_health_check=slow,
        print_blob=True,
    )
    run_state_machine_as_test(Edits, settings=chosen)
    with capsys.disabled():
        print(f"\nedited: {dict(Edits.counts)}")
