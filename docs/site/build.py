"""Builds the documentation site: docs/en and docs/id into docs/build, which needs no server and asks no host.

First the reference pages are written that come from the code and the data. A page that cannot be built as it stands
(a link that leads nowhere, a page in no list) stops the build, and the site that was there stays.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import interface
import pages
import reference
from sphinx.cmd.build import build_main

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent
SCRATCH = DOCS.parent / ".make" / "docs"


def main() -> int:
    reference.write()
    site = SCRATCH / "site"
    shutil.rmtree(SCRATCH, ignore_errors=True)
    for language in pages.LANGUAGES:
        if build(DOCS / language, site / language):
            return 1
        interface.mend(site / language, language)
    shutil.copyfile(HERE / "index.html", site / "index.html")
    shutil.rmtree(DOCS / "build", ignore_errors=True)
    site.rename(DOCS / "build")
    return 0


def build(source: Path, target: Path) -> int:
    """Builds one language, whose name is that of its folder, with warnings as errors; returns Sphinx's exit status."""
    trees = target.parent / "trees" / source.name
    options = ["-q", "-W", "--keep-going", "-c", str(HERE), "-d", str(trees), "-D", f"language={source.name}"]
    status = build_main([*options, str(source), str(target)])
    shutil.rmtree(trees.parent)
    for left in (".buildinfo", "objects.inv"):  # for the next build and for other sites, of which there is none
        (target / left).unlink(missing_ok=True)
    for copies in ("_sources", "_downloads"):  # which nothing links to: see links.py
        shutil.rmtree(target / copies, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
