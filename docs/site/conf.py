"""The documentation site in one language, as `build.py` calls it: -D language=en or id."""

from __future__ import annotations

import re
from typing import Any

import links
import pages
from sphinx.application import Sphinx

project = "coding"
copyright = "MIT (code), CC BY 4.0 (text and data)"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 4
myst_enable_extensions = ["fieldlist"]
# A name in a docstring's types may be that of several classes; a block may name a language that nothing colours.
suppress_warnings = ["ref.python", "misc.highlighting_failure"]
exclude_patterns = ["files"]
templates_path = ["templates"]

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
# The summaries under the hits are fetched from the pages, which a browser refuses where no server gives them out.
html_show_search_summary = False
html_use_index = False
html_domain_indices = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True}
# `x` in a docstring is code.
default_role = "code"
add_module_names = False


def titles(app: Sphinx, config: Any) -> None:
    """What depends on the language, which is known only once the command line has been read."""
    config.html_title = pages.TITLE[config.language]
    if config.language == "id":
        config.html_js_files = ["kata.js"]


def paths_in_docstrings(app: Sphinx, what: str, name: str, obj: object, options: Any, lines: list[str]) -> None:
    """An asterisk in a path, as in decisions/*.jsonl, begins no emphasis."""
    lines[:] = [re.sub(r"/\*", r"/\\*", line) for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", titles)
    app.connect("source-read", pages.complete)
    app.connect("autodoc-process-docstring", paths_in_docstrings)
    app.connect("html-page-context", pages.with_counterpart)
    app.connect("doctree-read", links.outwards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
