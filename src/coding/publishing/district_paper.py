"""A district's own paper: started from a template, its results filled in, its open places listed until written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from coding import labels, messages, paths
from coding.codebooks.codes import Codebook
from coding.districts import districts
from coding.files import read_text, write_text
from coding.labels import Text, text

# What only the author can write stands as [ISI: a question] or [FILL IN: a question].
MARK: Text = text("ISI", "FILL IN")
_OPEN = re.compile(r"\[(?:ISI|FILL IN): ([^\]]*)\]")
_READING: Text = text("Menurut pengodean: ", "By the codings: ")
_ASK: Text = text(
    "Apa arti pola “{label}” ini di {title}? Siapa yang menceritakan lain, dan mengapa mungkin demikian?",
    "What does this pattern of “{label}” mean in {title}? Who tells otherwise, and why may that be?",
)


@dataclass(frozen=True)
class OpenPlace:
    """A place of a text that its author has still to write: line from 1, and the question to answer."""

    file: Path
    line: int
    question: str

    def __str__(self) -> str:
        return f"{paths.shown(self.file)}, {messages.line_of(self.line, messages.language())}: {self.question}"


def source(district: str, language: str) -> Path:
    return paths.district_paper(district) / f"paper.{language}.md"


def start(district: str, book: Codebook) -> list[Path]:
    """Write the paper's text in both languages from the template; what exists is never touched. Returns the new files."""
    title = districts.load(district).title
    written = []
    for language in labels.LANGUAGES:
        path = source(district, language)
        if not path.exists():
            write_text(path, begun(title[language], book, language))
            written.append(path)
    return written


def begun(title: str, book: Codebook, language: str) -> str:
    """The template with the district's name and a section for each indicator."""
    template = (files("coding") / "templates" / "paper" / f"paper.{language}.md").read_text(encoding="utf-8")
    sections = "\n".join(_section(one.code, one.label[language], title, language) for one in book.indicators)
    return template.replace("@INDICATORS@", sections).replace("@TITLE@", title.replace('"', "”"))


def _section(code: str, label: str, title: str, language: str) -> str:
    ask = _ASK[language].format(title=title, label=label)
    return (
        f"## {label}\n\n{_READING[language]}{{{{ reading({code!r}) }}}}.\n\n{{{{ quotes({code!r}) }}}}\n\n"
        f"[{MARK[language]}: {ask}]\n"
    )


def open_places(path: Path) -> list[OpenPlace]:
    """The places of a text that are still to be written, in its order; one a line that runs over several lines too."""
    content = read_text(path)
    return [
        OpenPlace(path, content.count("\n", 0, found.start()) + 1, " ".join(found[1].split()))
        for found in _OPEN.finditer(content)
    ]


def shown_open(content: str) -> str:
    """The text with its open places in bold, so that nobody takes them for the paper's own words."""
    head, body = _parts(content)
    return head + _OPEN.sub(lambda found: f"**\\[{found[0][1:-1]}\\]**", body)


def _parts(content: str) -> tuple[str, str]:
    """The head (title, abstract) and the rest; in the head, brackets are data."""
    match = re.match(r"---\n.*?\n---\n", content, re.DOTALL)
    return (match[0], content[match.end() :]) if match else ("", content)
