"""What a district adds to the shared codebook: keywords, questions, parts of indicators; never another meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coding import yamls
from coding.codebooks import codebook, parts
from coding.codebooks.codes import Codebook, Indicator, Keyword, Subcode
from coding.files import read_text, sha256
from coding.paths import shown

EXTENDS = "shared"
_ADDED = ("code", "subcodes", "keywords", "questions")
_MEANING = ("label", "short", "definition", "include", "exclude", "examples", "counter_examples")


def load(shared: Path, own: Path) -> Codebook:
    """The codebook of a district whose codebook.yml is `own`: one of its own, or the shared one with its additions.

    A file with `extends: shared` adds; without it, it is a codebook by itself, for another framework.
    Raises CodebookError with file, line and mending.
    """
    content = read_text(own)
    with yamls.gathering(content, shown(own)) as top:
        if "extends" not in top:
            return codebook.parse_codebook(content, shown(own))
        if top["extends"] != EXTENDS:
            raise top.fault(f"extends is {top['extends']!r}", f"Write extends: {EXTENDS}, or take it away.", "extends")
        book = _added(top, codebook.load(shared), content)
    return book


def _added(top: yamls.Mapping, base: Codebook, content: str) -> Codebook:
    top.only(("extends", "indicators"))
    added = {str(entry.get("code")): entry for entry in parts.mappings(top, "indicators", "what is added")}
    for entry in added.values():
        _check(entry, base)
    groups = {name for name, _ in base.relevance.groups}
    return replace(
        base,
        hash=sha256(base.hash + content),
        indicators=tuple(
            _extended(one, added[one.code], groups) if one.code in added else one for one in base.indicators
        ),
    )


def _check(entry: yamls.Mapping, base: Codebook) -> None:
    """Refuse it where a district would redefine an indicator or bring in one of its own."""
    code = str(entry.need("code", (int, str), "the code of an indicator of the shared codebook"))
    if "code" in entry and code not in base.codes:
        entry.refuse(
            f"the shared codebook has no indicator {code!r}, and a district may not add one",
            f"Use one of {', '.join(base.codes)}; for another framework write a whole codebook, without extends.",
            "code",
        )
    for field in _MEANING:
        if field in entry:
            entry.refuse(
                f"a district may not redefine an indicator ({field}): codings would no longer compare",
                "Add keywords, questions or subcodes; or write a whole codebook, without extends.",
                field,
            )
    entry.only(_ADDED)


def _extended(base: Indicator, entry: yamls.Mapping, groups: set[str]) -> Indicator:
    subcodes = tuple(
        Subcode(str(sub.need("key", str, "a short name")), sub.text("label"))
        for sub in (parts.mappings(entry, "subcodes", "parts") if entry.get("subcodes") else ())
    )
    known = {one.key for one in base.subcodes}
    for one in subcodes:
        if one.key in known:
            entry.refuse(f"the part {one.key!r} of indicator {base.code} exists already", "Name it otherwise.")
    known |= {one.key for one in subcodes}
    found: dict[str, tuple[Keyword, ...]] = {}
    for field, there in (("keywords", base.keywords), ("questions", base.questions)):
        new = tuple(parts.keywords(entry, field, base.code, known, groups))
        names = {one.name for one in there}
        for keyword in new:
            if keyword.name in names:
                entry.refuse(
                    f"the keyword {keyword.name!r} of indicator {base.code} exists already",
                    "Take it away here; the shared one counts in every district.",
                    field,
                )
        found[field] = there + new
    return replace(base, subcodes=base.subcodes + subcodes, keywords=found["keywords"], questions=found["questions"])
