"""The looks of the paper: a template folder, and a citation style (CSL)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from coding import paths
from coding.errors import PaperError

CSL = "{http://purl.org/net/xbiblio/csl}style"


@dataclass(frozen=True)
class Look:
    """How the paper looks. template: a folder of paper/templates, or none for the study's own looks.

    citation_style: a CSL file, or the name of one in paper/citation-styles; none for pandoc's Chicago author-date.
    """

    template: str = ""
    citation_style: str = ""

    @property
    def folder(self) -> Path:
        """The template's folder. Raises PaperError when there is none of this name."""
        if not self.template:
            return paths.style()
        known = sorted(path.name for path in paths.templates().glob("*/"))
        if self.template not in known:
            raise PaperError(
                f"there is no template {self.template!r}",
                file=paths.shown(paths.templates()),
                mend=f"There are: {', '.join(known) or 'none'}.",
            )
        return paths.templates() / self.template

    def file(self, name: str) -> Path:
        """The template's file of this name, or the study's where the template has none."""
        own = self.folder / name
        return own if own.is_file() else paths.style() / name

    def all_of(self, name: str) -> list[Path]:
        """The study's file of this name, then the template's: what the second says counts."""
        return [path for path in dict.fromkeys((paths.style() / name, self.folder / name)) if path.is_file()]

    @property
    def target(self) -> Path:
        """Where the paper of this look is built."""
        return paths.build() / "templates" / self.template if self.template else paths.build()

    @property
    def home(self) -> str:
        """The way back from there to paper/build, as a link has it."""
        return "../../" if self.template else ""


def csl(style: str) -> Path:
    """The file of a citation style, by its path (from the folder the command runs in, or the compendium's) or its name.

    Raises PaperError when there is none, when it is no CSL, or when it only refers to another style.
    """
    shipped = paths.citation_styles()
    places = [Path(style), paths.root() / style, shipped / f"{Path(style).name.removesuffix('.csl')}.csl"]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        known = ", ".join(sorted(path.stem for path in shipped.glob("*.csl"))) or "none"
        raise PaperError(
            f"there is no citation style {style!r}",
            mend=f"Give the path of a .csl file, or a name of {paths.shown(shipped)}: {known}.",
        )
    _check(found)
    return found.resolve()


def _check(path: Path) -> None:
    mend = "Take a .csl file, for instance from the Zotero Style Repository."
    try:
        style = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise PaperError(f"this is no CSL style ({error})", file=paths.shown(path), mend=mend) from error
    if style.tag != CSL:
        raise PaperError(f"this is no CSL style: its root is {style.tag!r}", file=paths.shown(path), mend=mend)
    parent = style.find(".//{*}link[@rel='independent-parent']")
    if parent is not None:
        raise PaperError(
            "this style only refers to another one",
            file=paths.shown(path),
            mend=f"Take the style it refers to: {parent.get('href')}.",
        )
