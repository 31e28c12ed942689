"""Whatever note the contract accepts builds without a warning: many notes, one build."""

from contextlib import suppress
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from notes_ext import new
from notes_ext.contract import parse
from tests.extension.test_rich import PNG
from tests.support import ROOT, SETTINGS, VOCABULARY, note, words

RUN = "```{testcode}\nprint(1)\n```\n\n```{testoutput}\n1\n```\n"
IDLE = "```{code-block} python\n:caption: Not run: why\nx = = 1 $\n```\n"
PIECES = st.sampled_from(
    ["\n", "\n\n", "\n\n", "    ", "  \n", "\t", "# ", "## ", "### ", "> ", "- ", "1. ", "+ ",
     "---\n", "***\n", "===\n", RUN, IDLE, IDLE.replace("python", "sql"),
     IDLE.replace(" python", ""), "```\n", "```{note}\n", "```{warning} One\n", "```{epigraph}\n",
     "```{update} 2020-05-05\n", "```{figure} x.png\n:alt: a\n",
     "```{svg} x.svg\n:alt: a\n\nOne.\n```\n", ":alt: b\n", ":x: ", "[a](https://x.example)",
     "[a](#a-title)", "<https://x.example>", "http://a.b", "[x]", "[x]: https://x.example\n",
     "![a](x.png)", "[^1]", "[^1]: ", "[^b]", "[^b]: x\n\n", "](", "`", "``", "`code`",
     "{sub}`2`", "{abbr}`SQL (x y)`", "{term}`row ledger`", "{cite:t}`a`", "{cite:p}`a,b`",
     "{cite:t}`words <b>`", "| a | b |\n|---|---|\n| c | d |\n", " | ", "|x|", "term\n: def\n",
     "% comment\n", "% allow: x: y\n", "*", "*a*", "**b**", "_", "~", "^", "=", "#", "$", "$x$",
     "\\", "\\*", "'", '"', "...", "--", "%", "&amp;", "a", "b c", "é", "😀", "1", "2)", "{", "}",
     "..", ".. note::", "::", "@"]
)  # fmt: skip
WORDS = replace(
    VOCABULARY,
    terms={"row ledger": "row ledger"},
    references={"a": ("A", "2000"), "b": ("B", "")},
)
LEAST, LEAST_TITLES = 150, 40
"""Notes and titles that have to be accepted for the build to say anything."""


def test_what_is_accepted_builds(mini):
    accepted, tried = {}, set()

    @settings(max_examples=900, derandomize=True, database=None, deadline=None)
    @given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
    def write(text):
        slug, title = f"note-{len(accepted)}", f"A Title {len(accepted)}"
        whole = note(
            ("Some text.", text.replace("(#a-title)", f"(#{title.lower()})".replace(" ", "-")))
        )
        whole = whole.replace("# A Title", f"# {title}")
        tried.add(text)
        read, problems = parse(f"posts/{slug}.md", whole.encode(), WORDS)
        if read and not problems and text not in accepted:
            accepted[text] = mini.write(f"posts/{slug}.md", whole)

    write()
    assert len(accepted) >= LEAST, f"{len(accepted)} of {len(tried)}"
    mini.write("posts/x.png", PNG)
    mini.write("posts/x.svg", (ROOT / "posts/figures/history-check.svg").read_bytes())
    mini.write("ideas.md", "# Ideas\n\n```{glossary}\nrow ledger\n  An account.\n```\n")
    works = (
        "@book{a, author = {A}, title = {One}, year = 2000}\n@book{b, author = {B}, title = {Two}}"
    )
    mini.write("posts/references.bib", works)
    mini.build()


def test_what_is_begun_builds(mini):
    """Any title that `make new` accepts, in every page, list, card and feed that shows it."""
    made = {}

    @settings(max_examples=200, derandomize=True, database=None, deadline=None)
    @given(st.text(max_size=40) | st.text("aB 1'\"*_[](){}<>`#\\&;:|~-é😀%$@!?.,", max_size=30))
    def begin(title):
        with suppress(ValueError):
            note = new.write(mini.folder, SETTINGS.__getitem__, title)
            made[note.slug] = note.title

    begin()
    new.write(mini.folder, SETTINGS.__getitem__, "Long " * 24)
    assert len(made) >= LEAST_TITLES
    built = mini.build("-D", "notes_drafts=1")
    for slug, title in made.items():
        shown = built[f"posts/{slug}"].h1.get_text()
        assert words(shown) == words(title)
