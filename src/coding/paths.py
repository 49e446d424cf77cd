"""The only place that knows the folders of the compendium."""

from __future__ import annotations

import os
import re
from pathlib import Path

from coding.errors import CodingError

_EXTENDS = re.compile(r"^extends\s*:", re.MULTILINE)


def root() -> Path:
    """The compendium's folder: ``CODING_ROOT``, the nearest folder above the current one with a codebook, or the one
    that this module was installed from.

    Raises CodingError when there is none.
    """
    if chosen := os.environ.get("CODING_ROOT"):
        return Path(chosen)
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if (folder / "data" / "codebook.yml").exists():
            return folder
    raise CodingError(
        "no data/codebook.yml in this folder or above it",
        mend="Run the command inside the compendium, or set CODING_ROOT to its folder.",
    )


def shown(path: Path) -> str:
    """The path as a reader of a message should see it: inside the compendium, relative to it."""
    try:
        return path.resolve().relative_to(root().resolve()).as_posix()
    except (ValueError, CodingError):
        return path.as_posix()


def codebook() -> Path:
    return root() / "data" / "codebook.yml"


def own_codebook(district: str) -> Path:
    """What a district adds to the codebook, or a codebook of its own for another framework; need not exist."""
    return raw(district) / "codebook.yml"


def datapackage() -> Path:
    return root() / "data" / "datapackage.json"


def reference(name: str) -> Path:
    return root() / "data" / "reference" / name


def raw(district: str) -> Path:
    return root() / "data" / "raw" / district


def claims(district: str) -> Path:
    """The findings to hold against the codings: the district's own claims.yml, or those of the article.

    A district with a whole codebook of its own codes by other indicators: the article's findings say nothing of them.
    """
    own, framework = raw(district) / "claims.yml", raw(district) / "codebook.yml"
    if own.exists():
        return own
    whole = framework.exists() and not _EXTENDS.search(framework.read_text(encoding="utf-8", errors="replace"))
    return reference("no_claims.yml" if whole else "claims.yml")


def coded(district: str) -> Path:
    return root() / "data" / "coded" / district


def text(district: str, transcript: str) -> Path:
    return coded(district) / "text" / f"{transcript}.txt"


def decisions(district: str) -> Path:
    return coded(district) / "decisions"


def notebooks() -> Path:
    return root() / "notebooks"


def teaching() -> Path:
    """The course: notebooks by language, its texts, the lecturer's guide."""
    return notebooks() / "teaching"


def students() -> Path:
    """A class's folders, one a student; not kept in version control."""
    return root() / "class"


def paper() -> Path:
    return root() / "paper"


def style() -> Path:
    return paper() / "style"


def templates() -> Path:
    return paper() / "templates"


def citation_styles() -> Path:
    return paper() / "citation-styles"


def checklist() -> Path:
    return paper() / "checklist.yml"


def build() -> Path:
    return paper() / "build"


def district_paper(district: str) -> Path:
    """The text of a district's own paper, by its author."""
    return paper() / "districts" / district


def exports(district: str) -> Path:
    """Codings for other programs; built, not kept in version control."""
    return build() / "exports" / district


def tables(district: str) -> Path:
    return paper() / "tables" / district


def figures(district: str) -> Path:
    return paper() / "figures" / district


def numbers(district: str) -> Path:
    return paper() / "numbers" / f"{district}.json"


def districts() -> list[str]:
    """Names of all districts: the folders of data/raw that hold a district.yml, in alphabetical order."""
    return sorted(path.parent.name for path in (root() / "data" / "raw").glob("*/district.yml"))
