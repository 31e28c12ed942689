"""Settings, and nothing else. Only the standard library: the checks read this without Sphinx."""

import os

# -- The site -----------------------------------------------------------------------------------

project = "Blog"
# The source names no author. Set a name here and it appears on every page, feed and citation.
author = "Blog"
copyright = f"2018–2026, {author}"
language = "en"
# The address the site is served from. Read the Docs says it itself.
html_baseurl = (
    os.environ.get("READTHEDOCS_CANONICAL_URL", "https://blog.readthedocs.io").rstrip("/") + "/"
)
# The authority of the feeds' permanent ids (RFC 4151): a domain or address that was the author's
# on that day. Set it once, before the first reader subscribes, and never change it.
notes_tag_authority = "blog.readthedocs.io,2018"

# -- The vocabulary of the notes ----------------------------------------------------------------

notes_categories = {
    "Data Engineering": "Pipelines, schemas, warehouses, and the people who answer for them.",
    "ML Infrastructure": "Features, serving, and the loop between a model and its data.",
    "Privacy-Aware Systems": "Deletion, minimization, and what a system gives away by design.",
    "Applied AI Product Engineering": "Retrieval, evaluation, and products built on models.",
}
notes_tags = {
    "agents": "Programs that act on a model's word.",
    "backfills": "Running yesterday's work again, today.",
    "contracts": "What one side may rely on and the other may change.",
    "cost": "What work costs, and what the bill says about the work.",
    "data-quality": "Whether the rows say what happened.",
    "deletion": "Removing a fact from everywhere it went.",
    "documentation": "What has to be written down, and where it is read.",
    "evaluation": "Measuring what a product gets right.",
    "features": "The inputs of models, as interfaces.",
    "feedback-loops": "Outputs that return as inputs.",
    "idempotency": "Work that can be done twice.",
    "lineage": "Where a value came from and where it went.",
    "llm": "Products built on language models.",
    "observability": "What a system tells those who run it.",
    "ownership": "Who answers for the gap between two jobs.",
    "performance": "Why a query reads what it reads.",
    "pipelines": "Jobs that move rows from one place to another.",
    "platforms": "Systems that other teams build on.",
    "privacy": "What can be learned about a person, and by whom.",
    "reliability": "Being right on the day that nobody looks.",
    "retrieval": "Finding the passage that answers.",
    "schemas": "The shape of a record as a promise.",
    "serving": "Answering with fresh values, on time.",
    "testing": "Checks that can fail.",
}
notes_relations = {
    "builds on": "built on by",
    "revisits": "revisited by",
    "contrasts with": "contrasted by",
    "applies": "applied by",
}

# -- Sphinx -------------------------------------------------------------------------------------

extensions = ["myst_parser", "ablog", "sphinx.ext.doctest", "notes_ext"]
include_patterns = ["index.md", "paths.md", "ideas.md", "about.md", "posts/*.md"]
exclude_patterns = [".*", "_build", "node_modules"]  # thousands of files that need not be matched
templates_path = ["_templates"]
nitpicky = True
suppress_warnings = ["toc.not_included"]  # the notes are in order of date: there is no other table
smartquotes_action = "qe"  # quotes and ellipses; dashes are typed as they are meant
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
doctest_global_setup = ""
doctest_default_flags = 0  # what is printed is compared to the letter
trim_doctest_flags = True
linkcheck_anchors = False
linkcheck_workers = 2  # sites are asked slowly, and again when they are busy
linkcheck_retries = 3
linkcheck_timeout = 20
linkcheck_rate_limit_timeout = 120
user_agent = f"Link check of {html_baseurl}"
notes_unasked_links: dict[str, str] = {}  # a pattern of addresses, and why no program may ask them

# -- ABlog --------------------------------------------------------------------------------------

blog_title = "Blog"
blog_baseurl = html_baseurl
blog_path = "posts"
blog_post_pattern = "posts/*.md"
blog_feed_archives = True
blog_feed_templates = {}  # ABlog writes no feed: notes_ext/feeds.py writes them all
post_date_format = "%Y-%m-%d"
post_auto_excerpt = 0
skip_injecting_base_ablog_templates = True  # injected, they make every Furo page an error page

# -- The look -----------------------------------------------------------------------------------

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["notes.css"]
html_js_files = [("notes.js", {"defer": "defer"}), ("search.js", {"type": "module"})]
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "github-dark-colorblind"
html_sidebars = {"**": ["sidebar/search.html", "sidebar/notes.html"]}

# -- The book: `make epub` adds the two folders of _epub ----------------------------------------

version = "1.0"  # the builder wants one; no page shows it
epub_basename = "notes"
epub_author = epub_publisher = epub_contributor = author
epub_description = "Essays, in the order of their dates."
epub_identifier = f"tag:{notes_tag_authority}:book"
epub_scheme = "URI"
epub_uid = "book"
epub_cover = ("_static/cover.png", "epub-cover.html")
epub_css_files = []  # _epub/static/epub.css is the theme's, replaced
epub_exclude_files = [
    f"_static/{name}"
    for name in ("ablog/tagcloud.css", "basic.css", "file.png", "minus.png", "plus.png")
]
epub_use_index = False
epub_tocdup = False
epub_show_urls = "no"
