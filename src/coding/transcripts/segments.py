"""Segments: the sentences of informants' turns, as spans of the canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from coding.transcripts.turns import STAMP, Turn

# Abbreviations after which a sentence goes on, in offices and villages of Indonesia.
ABBREVIATIONS = frozenset(
    """a.n adm alm an apt b.a bag bln bpk co d.a dkk.nya dr dra drs dusun ds ed gg h hal hj hlm ir jend jl jln
    jm k.h kab kasi kec kel kep kep.ds kh km kol kp kpd ks letkol m.pd m.si mgg moh muh mr mrs ms nb no nomor
    nr p.o pak per perum ph.d ping pkl pol prof prop prov r.a rek rp rs rt rw s.ag s.e s.h s.ip s.kom s.p
    s.pd s.sos s.t sbb sda sdr sdri sk st tgl th thn tlp tsb u.p ub uu v vol w wib yg yth""".split()
)
# These too, but they may also be a sentence's last word: a capital after them begins a new one.
CLOSING_ABBREVIATIONS = frozenset("""dkk dll dsb dst etc ttd""".split())

# A run-on of a transcriber who sets no full stop is cut at these words, once it is longer than this.
MAX_WORDS = 60
_CONNECTORS = r"terus|habis itu|abis itu|lalu|nah|jadi|lha|tapi|pokoknya|makanya|soalnya|sementara|sedangkan"

_EVENT = r"\[[^\[\]\n]{1,80}\]|\([^()\n]{1,60}\)"
# Words in brackets that begin a sentence stand for something said, such as a name that was taken out; sounds do not.
_SOUNDS = r"tertawa|ketawa|senyum|tersenyum|diam|hening|jeda|suara|menghela|batuk|berpikir|menangis|terisak"
_IN_PLACE = rf"\[(?!(?:{_SOUNDS})\b)[^\[\]\n]{{1,80}}\](?=[ \t]+[a-z])"
_EDGE = re.compile(
    rf"(?:(?!{_IN_PLACE})(?:[\"'”’)\]]+\s+(?:\.\.\.|…)\s*|{STAMP}|{_EVENT}|[-–—•*]+|\d{{1,2}}[.)](?=\s)|\s+))+"
)
_LATE_BREAK = re.compile(
    r"(?:\.\.\.|…|(?<=\b)(?:" + "|".join(sorted(CLOSING_ABBREVIATIONS)) + r")\.)[\"'”’)]*(?P<gap>\s+)(?=[\"'“‘(]?[A-Z])"
)
_EVENTS = re.compile(_EVENT)
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1)
def _punkt() -> Any:
    """nltk's Punkt with Indonesian abbreviations; imported late, since nltk takes two seconds to load."""
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class SpokenIndonesian(PunktLanguageVars):  # type: ignore[misc]
        sent_end_chars = (".", "?", "!", "…")

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS | CLOSING_ABBREVIATIONS)
    tokenizer = PunktSentenceTokenizer(lang_vars=SpokenIndonesian())
    tokenizer._params = parameters
    return tokenizer


_RUN_ON = re.compile(rf",\s+(?=(?:{_CONNECTORS})\b)|[^\s,]+(?:,(?!\s+(?:{_CONNECTORS})\b)\S*)*", re.IGNORECASE)


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of one turn.

    nltk's Punkt finds them with a list of Indonesian abbreviations; lines, ellipses before a capital and very
    long run-ons are cut besides; events in brackets, time stamps and list marks at the edges are left out, and
    what holds no letter is no sentence.

    >>> text = "Di Kab. Lampung Timur belum ada, dsb. Ya gitu... Ndak ada. [tertawa]"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Di Kab. Lampung Timur belum ada, dsb.', 'Ya gitu...', 'Ndak ada.']
    >>> text = "[petugas desa] dulu ikut. [tertawa] ya begitu."
    >>> [text[start:end] for start, end in sentences(text)]
    ['[petugas desa] dulu ikut.', 'ya begitu.']
    """
    return [
        trimmed
        for line in re.finditer(r"[^\n]+", text)
        for start, end in _line_sentences(line.group(), line.start())
        for piece in _cut_run_on(text, start, end)
        if (trimmed := _trim(text, *piece)) is not None
    ]


# What Punkt cut though the sentence goes on: an item number, a Roman heading, a quoted question in mid-sentence.
_UNFINISHED = re.compile(r"(?:^|[\s;:,(])(?:\d{1,2}|[IVX]{1,4})\.$")
_GOES_ON = re.compile(r"[\"'”’)\]]*\s*[,:;]|[\"'”’)\]]+\s+[a-z]")


def _rejoin(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _belongs(line, joined[-1], start):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _belongs(line: str, before: tuple[int, int], start: int) -> bool:
    said = line[before[0] : before[1]]
    short = len(said) < 30 and _UNFINISHED.fullmatch(said.strip()) is not None
    numbered = re.search(r"[;:,(]\s*\d{1,2}\.$", said) is not None
    opened = said.count("[") > said.count("]") or said.count("(") > said.count(")")
    return short or numbered or (opened and len(said) < 400) or _GOES_ON.match(line, start) is not None


# A longer line is read in pieces; each ends where its last sentence but one ends, or else at a space.
MAX_LINE = 50_000


def _line_sentences(line: str, offset: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while len(line) - begin > MAX_LINE:
        found = list(_piece_sentences(line[begin : begin + MAX_LINE], offset + begin))
        if len(found) > 1:
            yield from found[:-1]
            begin = found[-1][0] - offset
        else:
            cut = line.rfind(" ", begin + 1, begin + MAX_LINE)
            cut = cut if cut > begin else begin + MAX_LINE
            yield offset + begin, offset + cut
            begin = cut
    yield from _piece_sentences(line[begin:] if begin else line, offset + begin)


def _piece_sentences(line: str, offset: int) -> Iterator[tuple[int, int]]:
    for start, end in _rejoin(line, list(_punkt().span_tokenize(line))):
        for match in _LATE_BREAK.finditer(line, start, end):
            yield offset + start, offset + match.start("gap")
            start = match.end("gap")
        yield offset + start, offset + end


def _cut_run_on(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = len(text[start:end].split()) if end - start > MAX_WORDS else 0
    if words <= MAX_WORDS:
        yield start, end
        return
    begin, passed = start, 0
    for match in _RUN_ON.finditer(text, start, end):
        if not match.group().startswith(","):
            passed += 1
        elif passed >= MAX_WORDS // 2 and words > MAX_WORDS:
            yield begin, match.start() + 1
            begin, words, passed = match.end(), words - passed, 0
    yield begin, end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    if leading := _EDGE.match(text, start, end):
        start = leading.end()
    while True:
        while end > start and text[end - 1].isspace():
            end -= 1
        event = _closing_event(text, start, end)
        if event <= start:
            break
        end = event
    if start >= end or not _LETTER.search(_EVENTS.sub("", text[start:end])):
        return None
    return start, end


def _closing_event(text: str, start: int, end: int) -> int:
    """Where an event begins that ends at `end`; -1 when none does."""
    opening = {"]": "[", ")": "("}.get(text[end - 1 : end], "")
    begin = text.rfind(opening, max(start, end - 90), end) if opening else -1
    return begin if begin >= 0 and _EVENTS.fullmatch(text, begin, end) else -1


def split_segments(text: str, turns: list[Turn]) -> list[tuple[Turn, int, int]]:
    """(turn, start, end) of every codable unit: the sentences of informants' turns and of documents."""
    return [
        (turn, turn.start + start, turn.start + end)
        for turn in turns
        if turn.kind in ("informant", "document")
        for start, end in sentences(text[turn.start : turn.end])
    ]
