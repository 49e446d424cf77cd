"""``python -m coding.evidence_browser`` writes paper/build/evidence.<language>.html."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from coding import labels, messages, paths
from coding.errors import CodingError
from coding.evidence_browser.content import content
from coding.evidence_browser.page import page
from coding.files import write_text
from coding.pipeline import Study


def build() -> list[Path]:
    """Write the page in each language. Returns the files. Raises CodingError when no district has codings yet."""
    studies = [Study(name) for name in paths.districts() if (paths.coded(name) / "codings.csv").exists()]
    if not studies:
        raise CodingError("no district has codings yet", mend="Run make.")
    written = []
    for language in labels.LANGUAGES:
        begun = time.monotonic()
        target = paths.build() / f"evidence.{language}.html"
        write_text(target, page(content(studies, language)))
        print(f"[paper] {target.name} {time.monotonic() - begun:.1f} s", flush=True)
        written.append(target)
    return written


def main() -> int:
    try:
        build()
    except CodingError as error:
        print(f"\n{messages.shown(error, messages.language())}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
