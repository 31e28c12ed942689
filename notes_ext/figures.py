"""``{svg} file.svg``: a figure whose drawing takes the ink of the page."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.errors import ExtensionError
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from notes_ext import drawing


class SvgDirective(Figure):
    """A figure as docutils has it, with a drawing beside the note: an image wherever no page is."""

    option_spec: ClassVar[OptionSpec] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the figure; its image is marked for :func:`inline`."""
        found = super().run()
        env = self.state.document.settings.env
        for node in found:
            for image in node.findall(nodes.image):
                image["drawing"] = env.new_serialno("drawing")
        return found


def inline(self: HTML5Translator, node: nodes.image) -> str:
    """The drawing of an image as a part of the page. The contract has read it before."""
    root, told = drawing.read((self.builder.srcdir / node["uri"]).read_bytes())
    if root is None or told:
        raise ExtensionError(f"{node['uri']}: {told}")
    return drawing.inline(root, f"drawing{node['drawing']}-", node["alt"])
