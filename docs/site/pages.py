"""Which pages there are, in which order they are read, and which page is whose counterpart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import modules
from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "id")
TITLE = {"en": "Keyword-assisted coding", "id": "Pengodean berbantuan kata kunci"}
# The four kinds of pages, by folder.
KINDS = {
    "start": {"en": "Start", "id": "Mulai"},
    "how-to": {"en": "How-to", "id": "Panduan praktis"},
    "reference": {"en": "Reference", "id": "Rujukan"},
    "explanation": {"en": "Explanation", "id": "Penjelasan"},
}
# The order of reading. A page that is not named here comes after those that are, by its name.
ORDER = (
    *("setup", "first-district", "first-session"),
    *("new-district", "check", "review", "second-coder", "disagreements", "change-codebook", "add-stakeholder"),
    *("another-framework", "import-nvivo", "district-paper", "export-word", "publish-data", "withdraw", "teach-class"),
    *("files", "codebook", "settings", "commands", "suggestions", "findings", "statistics", "benchmarks", "modules"),
    *("why-keywords", "limits", "reconstruction", "ethics", "citing"),
)
_COUNTERPART = re.compile(r"^\*(Bahasa Indonesia|English): \[.*\)\.\*$", re.MULTILINE)


def of(kind: str, folder: Path) -> list[str]:
    """The pages of a kind in the folder of a language, in the order of reading, as `how-to/check`."""
    found = [path.stem for path in (folder / kind).glob("*.md")]
    found.sort(key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return [f"{kind}/{name}" for name in found]


def complete(app: Sphinx, docname: str, source: list[str]) -> None:
    """The lists of pages below the home page; no line on the other language, which the side of each page has."""
    source[0] = _COUNTERPART.sub("", source[0], count=1)
    if docname == "reference/modules" and app.config.language == "en":
        source[0] += _list("", [f"modules/{name}" for name in modules.ordered()])
    if docname == "index":
        for kind, caption in KINDS.items():
            source[0] += _list(f":caption: {caption[app.config.language]}\n", of(kind, Path(app.srcdir)))


def _list(caption: str, listed: list[str]) -> str:
    if not listed:
        return ""
    return f"\n```{{toctree}}\n{caption}:maxdepth: 1\n\n" + "\n".join(listed) + "\n```\n"


def with_counterpart(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Where the same page is in the other language; its home page when it is there in one language only."""
    other = next(language for language in LANGUAGES if language != app.config.language)
    there = page if page == "search" or (DOCS / other / f"{page}.md").exists() else "index"
    up = "../" * (page.count("/") + 1)
    context["counterpart"] = f"{up}{other}/{there}.html"
