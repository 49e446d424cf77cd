"""Why a suggestion is made, in words, for a researcher who decides on it."""

from __future__ import annotations

import re

from coding.labels import Text, text
from coding.suggestions.context import Source


def reason(indicator: str, keyword: str, status: str, cue: str, source: Source | None, *, aside: bool = False) -> Text:
    """The reason in Indonesian and English.

    keyword: the codebook's name of it, or for a topic its words. source: None for the informant's own words.
    aside: the sentence speaks of other matters too.

    >>> reason("6", "sanksi", "absent", "belum ada", None)["en"]
    'Holds “sanksi”, a keyword of indicator 6; “belum ada” tells that it is absent.'
    """
    where = _where(indicator, plain(keyword), source)
    said = _status(status, cue)
    also = text("; kalimat ini juga berbicara tentang hal lain", "; the sentence speaks of other matters too")
    return {
        language: where[language] + said[language] + (also[language] if aside else "") + "."
        for language in ("id", "en")
    }


def plain(keyword: str) -> str:
    """A keyword without the signs of a pattern: of several words that may stand in a place, the first.

    >>> plain("(tahu|tau) ~1 (dari|lewat)"), plain("(tidak) ada kabar*"), plain("nothing (a few words)")
    ('tahu … dari', 'tidak ada kabar', 'nothing (a few words)')
    """
    first = re.sub(r"\(([^()|]+)\|[^()]*\)", r"\1", keyword)
    bare = re.sub(
        r"\((\w+)\)|\(([^()]+)\)(?= ~\d)|(?<=~\d )\(([^()]+)\)", lambda hit: hit[1] or hit[2] or hit[3], first
    )
    return re.sub(r" ~\d+ ", " … ", bare).replace("*", "")


def shown(keyword: str) -> str:
    """The column `keyword` of a suggestion as a person reads it; the reason tells whether it stood in a question.

    >>> shown("question: kalau ~8 (tidak|ndak)")
    'kalau … tidak'
    """
    return plain(re.sub(r"^(?:question|turn|heading): ", "", keyword))


def _where(indicator: str, keyword: str, source: Source | None) -> Text:
    if source is None:
        return text(
            f"Memuat “{keyword}”, kata kunci indikator {indicator}",
            f"Holds “{keyword}”, a keyword of indicator {indicator}",
        )
    if source.origin == "heading":
        return text(
            f"Berada di bawah judul tentang “{keyword}” (indikator {indicator})",
            f"Stands under a heading on “{keyword}” (indicator {indicator})",
        )
    if source.origin == "question":
        return text(
            f"Menjawab pertanyaan tentang “{keyword}” (indikator {indicator}, giliran {source.turn})",
            f"Answers a question on “{keyword}” (indicator {indicator}, turn {source.turn})",
        )
    if source.distance < 0:
        return text(
            f"Mendahului “{keyword}” (indikator {indicator}) dalam giliran yang sama",
            f"Comes before “{keyword}” (indicator {indicator}) in the same turn",
        )
    return text(
        f"Melanjutkan pembicaraan tentang “{keyword}” (indikator {indicator}, giliran {source.turn})",
        f"Goes on from “{keyword}” (indicator {indicator}, turn {source.turn})",
    )


_STATUS: dict[str, Text] = {
    "present": text("itu ada", "it is present"),
    "partial": text("itu ada sebagian", "it is there in part"),
    "absent": text("itu tidak ada", "it is absent"),
    "unclear": text("itu belum jelas", "it is unclear"),
}


def _status(status: str, cue: str) -> Text:
    told = _STATUS[status]
    if cue == "?":
        return text("; sebuah pertanyaan", "; a question")
    if cue.startswith("… "):
        cue = cue[2:]
        return text(
            f"; “{cue}” dalam kalimat sebelumnya menyatakan {told['id']}",
            f"; “{cue}” in a sentence before tells that {told['en']}",
        )
    if cue:
        return text(f"; “{cue}” menyatakan {told['id']}", f"; “{cue}” tells that {told['en']}")
    return text("; dinyatakan begitu saja", "; stated plainly")
