"""The packages that a build needs, imported before it is asked for: `make live` forks from here.

Only what is installed, and nothing is set up: what is of this project is imported by each build.
"""

# ruff: noqa: F401
from __future__ import annotations

import _strptime
import encodings.unicode_escape
import encodings.utf_8_sig
import xml.dom.minidom
from importlib import import_module

import ablog
import docutils.languages.en
import furo
import lxml.html
import myst_parser.sphinx_ext.main
import myst_parser.sphinx_ext.mathjax
import myst_parser.sphinx_ext.myst_refs
import pagefind_bin
import PIL.ImageDraw
import PIL.ImageFont
import PIL.PngImagePlugin
import pybtex.database.output.bibtex
import sphinx.builders.latex.transforms
import sphinx.ext.doctest
import sphinx.ext.mathjax
import sphinx_autobuild.build
import sphinx_basic_ng
from myst_parser.parsers import sphinx_
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from sphinx.application import builtin_extensions

for name in builtin_extensions:
    import_module(name)
PythonLexer()  # the first of them compiles its expressions: a tenth of a save
