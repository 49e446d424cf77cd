"""The codebook's file: indicators, keywords and status cues as a researcher wrote them in YAML, read and checked."""

from __future__ import annotations

from pathlib import Path

from coding import yamls
from coding.codebooks import parts
from coding.codebooks.codes import Codebook, Indicator, Subcode
from coding.files import read_text, sha256
from coding.paths import shown

_TOP = ("version", "framework", "indicators", "status_cues", "relevance")
_INDICATOR = ("code", "label", "short", "definition", "include", "exclude", "examples", "counter_examples")


def load(path: Path) -> Codebook:
    """Read and check a codebook. Raises CodebookError with file, line and mending."""
    return parse_codebook(read_text(path), shown(path))


def parse_codebook(content: str, file: str = "codebook.yml") -> Codebook:
    """A codebook from the text of its file; `file` names it in messages. Raises CodebookError."""
    with yamls.gathering(content, file) as top:
        book = _codebook(top, sha256(content))
    return book


def _codebook(top: yamls.Mapping, hash: str) -> Codebook:
    top.only(_TOP)
    relevance = parts.relevance(top)
    groups = parts.names(dict(relevance.groups))
    indicators: list[Indicator] = []
    codes: list[str] = []
    for entry in parts.mappings(top, "indicators", "the list of indicators"):
        indicator = _indicator(entry, groups)
        if indicator.code and indicator.code in codes:
            entry.refuse(f"the indicator {indicator.code!r} stands twice", "Give one of the two another code.", "code")
        codes.append("" if indicator.code in codes else indicator.code)  # which code one of them should have is open
        indicators.append(indicator)
    cues = top.get("status_cues")
    if cues is not None and not isinstance(cues, yamls.Mapping):
        top.refuse("status_cues has no fields", "It holds window and rules.", "status_cues")
        cues = None
    return Codebook(
        version=str(top.need("version", (str, int, float), "the version of the codebook, for instance '1.0'")),
        framework=top.text("framework"),
        hash=hash,
        indicators=tuple(indicators),
        status_cues=parts.status_cues(cues, parts.names(codes or [""])),
        relevance=relevance,
    )


def _indicator(entry: yamls.Mapping, groups: parts.Known) -> Indicator:
    entry.only((*_INDICATOR, "subcodes", "keywords", "questions"))
    code = str(entry.need("code", (int, str), "the code of the indicator, for instance 1"))
    subcodes = tuple(
        Subcode(str(sub.need("key", str, "a short name")), sub.text("label"))
        for sub in (parts.mappings(entry, "subcodes", "the parts of the indicator") if entry.get("subcodes") else ())
    )
    known = parts.names(subcode.key for subcode in subcodes)
    return Indicator(
        code=code,
        label=entry.text("label"),
        short=entry.text("short") if "short" in entry else entry.text("label"),
        definition=entry.text("definition"),
        include=parts.texts(entry, "include"),
        exclude=parts.texts(entry, "exclude"),
        examples=tuple(parts.examples(entry, "examples", known)),
        counter_examples=tuple(parts.examples(entry, "counter_examples", known)),
        subcodes=subcodes,
        keywords=tuple(parts.keywords(entry, "keywords", code, known, groups)),
        questions=tuple(parts.keywords(entry, "questions", code, known, groups)),
    )
