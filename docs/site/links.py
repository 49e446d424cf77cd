"""Links of a page to what is no page of its language: the other language, and files of the checkout.

docs/en/how-to/x.md is built as docs/build/en/how-to/x.html, inside the checkout: so what lies outside is where it was,
one folder further up, and needs no server.
"""

from __future__ import annotations

import os
from pathlib import Path

import pages
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx


def outwards(app: Sphinx, doctree: nodes.document) -> None:
    """Makes plain links of those that lead out of the language's pages; Sphinx resolves the others, or warns."""
    found = [*doctree.findall(addnodes.download_reference), *doctree.findall(addnodes.pending_xref)]
    top = Path(app.srcdir)
    for node in found:
        if node.get("reftype") != "myst":
            continue
        target, _, anchor = node["reftarget"].partition("#")
        if node.get("refdomain") == "doc":  # named from the top of the language's pages, without its ending
            there, anchor = top / f"{target}.md", node.get("reftargetid") or ""
        else:
            there = top / Path(node["refdoc"]).parent / target
        there = Path(os.path.normpath(there))
        if target and there.exists() and not (there.suffix == ".md" and there.is_relative_to(top)):
            place = address(there, top.name, node["refdoc"])
            node.replace_self(nodes.reference("", "", *node.children, refuri=place + (f"#{anchor}" if anchor else "")))


def address(there: Path, language: str, page: str) -> str:
    """Where a file or folder of the checkout is, as seen from a built page."""
    if (
        there.suffix == ".md"
        and there.is_relative_to(pages.DOCS)
        and there.relative_to(pages.DOCS).parts[0] in pages.LANGUAGES
    ):
        there = pages.DOCS / "build" / there.relative_to(pages.DOCS).with_suffix(".html")
    return Path(os.path.relpath(there, pages.DOCS / "build" / language / Path(page).parent)).as_posix()
