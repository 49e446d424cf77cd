"""The codebook as codes of REFI-QDA: an indicator is a code, its parts are the codes below it."""

from __future__ import annotations

from coding.codebooks.codes import Codebook, Indicator
from coding.exchange.model import Code, guid

# After Okabe and Ito (2008): told apart by the colour-blind, too. One an indicator, over again after the eighth.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#999999")
_HEADINGS = {
    "id": {"include": "Termasuk", "exclude": "Tidak termasuk", "examples": "Contoh"},
    "en": {"include": "Include", "exclude": "Exclude", "examples": "Examples"},
}


def codes(book: Codebook, language: str) -> tuple[Code, ...]:
    """All indicators with their parts, named by their numbers so that no name stands twice."""
    return tuple(
        Code(
            code_guid(book, one.code),
            f"{one.code} {one.label[language]}",
            _description(one, language),
            PALETTE[number % len(PALETTE)],
            children=tuple(
                Code(
                    code_guid(book, one.code, part.key),
                    f"{one.code}.{part.key} {part.label[language]}",
                    colour=PALETTE[number % len(PALETTE)],
                )
                for part in one.subcodes
            ),
        )
        for number, one in enumerate(book.indicators)
    )


def code_guid(book: Codebook, indicator: str, subcode: str = "") -> str:
    """The same for all districts of a framework: a code that was renamed elsewhere is known by it."""
    return guid("code", book.framework.get("en", ""), indicator, subcode)


def _description(one: Indicator, language: str) -> str:
    headings = _HEADINGS[language]
    lists = {
        "include": one.include.get(language, []),
        "exclude": one.exclude.get(language, []),
        "examples": [example.text[language] for example in one.examples if language in example.text],
    }
    parts = [one.definition[language]]
    parts += [
        "\n".join([f"{headings[key]}:", *(f"- {line}" for line in lines)]) for key, lines in lists.items() if lines
    ]
    return "\n\n".join(parts)
