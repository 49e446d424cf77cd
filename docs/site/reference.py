"""The reference pages that come from the code and the data: written into docs/en/reference and docs/id/reference.

They are kept in version control, so that they are read there too and a change shows; a test fails where one is behind.
The pages on the modules are for the site only.
"""

from __future__ import annotations

from collections.abc import Iterator

import columns
import commands
import fields
import modules
import pages

from coding.files import write_text

NAMES = {"files": columns.page, "commands": commands.page, "codebook": fields.codebook, "settings": fields.settings}


def written() -> Iterator[tuple[str, str]]:
    """(path below docs, its text) of each page that is kept."""
    for language, other in (("en", "id"), ("id", "en")):
        for name, page in NAMES.items():
            heading, _, text = page(language).partition("\n")
            title = "Bahasa Indonesia" if other == "id" else "English"
            link = f"*{title}: [{name}.md](../../{other}/reference/{name}.md).*"
            yield f"{language}/reference/{name}.md", f"{heading}\n\n{link}\n{text}"


def write() -> None:
    """Writes each page that is not as it should be."""
    for place, text in written():
        path = pages.DOCS / place
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)
    modules.write(pages.DOCS / "en" / "reference" / "modules")
