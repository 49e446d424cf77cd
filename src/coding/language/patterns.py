"""The researcher's patterns, read into phrases of words.

A pattern is a bare word, matched with all its forms (``sanksi``); a word as it stands (``=rapat``); a beginning, an
end or a piece of a word (``sepakat*``, ``*asi``, ``*sepakat*``); a phrase (``surat undangan``), its words in any voice;
alternatives (``(minta|tukar) data``); a phrase with a gap (``usul ~2 diterima``: up to two words between; ``umpan …
balik``: up to three). No pattern is a regular expression: none can run away.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import Literal

from coding.language.morphology import syllables
from coding.language.wordlists import closed_class, common
from coding.language.words import form

MAX_ALTERNATIVES = 2_000
MAX_GAP = 10
MAX_WORDS = 12
MAX_LENGTH = 500
ELLIPSIS_GAP = 3

# lemma, inflected, plain: the levels of morphology, all with clitics; exact: this form and no other.
Shape = Literal["lemma", "inflected", "plain", "exact", "prefix", "suffix", "infix"]


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a pattern: its form, what of it must agree, and how many words may stand before it.

    capitals: the word of the text must be in capitals (an acronym: *IT*, not *it*).
    """

    form: str
    shape: Shape = "lemma"
    capitals: bool = False
    gap: int = 0


Phrase = tuple[Part, ...]

_PIECE = re.compile(r"\([^()]*\)|~\d+|…|\.\.\.|[^\s()…]+|[()]")
_WORD = re.compile(r"[^\W_]+")
# A word, words joined by a hyphen and the like (e-mail, diskusi/FGD), or an abbreviation with full stops (M.o.U).
_ALLOWED = re.compile(r"=?\*?[^\W_]+\*?(?:[-/'’&_]\*?[^\W_]+\*?)*\.?|=?(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}")
# A bracket stands apart from the words around it.
_GLUED = re.compile(r"[^\s]\(|\)[^\s]")


def parse(pattern: str, *, case: bool = False, inflect: bool = True) -> list[Phrase]:
    """All phrases that a pattern stands for. Raises PatternError.

    case: a word written in capitals here matches capitals only. inflect: False leaves every word as it stands (for
    status cues, where *ada* is not *adakan*).

    >>> [[part.form for part in phrase] for phrase in parse("(minta|tukar) data")]
    [['minta', 'data'], ['tukar', 'data']]
    """
    if len(pattern) > MAX_LENGTH:
        raise PatternError(f"it is longer than {MAX_LENGTH} characters")
    pattern = unicodedata.normalize("NFC", pattern)
    if _GLUED.search(pattern):
        raise PatternError("a bracket is glued to a word (regular expressions are not patterns)")
    choices: list[list[list[Part]]] = []
    gap = 0
    for piece in _PIECE.findall(pattern):
        if piece in ("(", ")"):
            raise PatternError("a bracket is not closed, or stands inside another")
        if piece in ("…", "...") or re.fullmatch(r"~\d+", piece):
            gap = ELLIPSIS_GAP if piece in ("…", "...") else int(piece[1:])
            if gap > MAX_GAP:
                raise PatternError(f"a gap of more than {MAX_GAP} words")
            if not choices:
                raise PatternError("a gap stands at the beginning")
            continue
        options = piece[1:-1].split("|") if piece.startswith("(") else [piece]
        choices.append([_parts(option.strip(), gap, case) for option in options])
        gap = 0
    if gap or not choices:
        raise PatternError("a gap stands at the end" if gap else "the pattern is empty")
    size = 1
    for options_of_piece in choices:
        size *= len(options_of_piece)
    if size > MAX_ALTERNATIVES:
        raise PatternError(f"it stands for more than {MAX_ALTERNATIVES} phrases")
    phrases = [tuple(part for option in choice for part in option) for choice in product(*choices)]
    if any(len(phrase) > MAX_WORDS for phrase in phrases):
        raise PatternError(f"a phrase of more than {MAX_WORDS} words")
    return [_shaped(phrase, inflect) for phrase in phrases]


def _parts(text: str, gap: int, case: bool) -> list[Part]:
    parts: list[Part] = []
    for word in text.split():
        if not _ALLOWED.fullmatch(word):
            raise PatternError(f"{word!r} is no word (regular expressions are not patterns)")
        exact = word.startswith("=")
        for piece in re.findall(r"\*?[^\W_]+\*?", word):
            bare = piece.strip("*")
            shape = _shape(piece)
            if shape != "lemma" and len(bare) < 2:
                raise PatternError(f"{text!r} would match nearly every word")
            if shape == "lemma" and exact:
                shape = "exact"
            capitals = case and bare.isupper() and len(bare) > 1
            parts.append(Part(form(bare), shape, capitals, 0 if parts else gap))
    if not parts:
        raise PatternError(f"{text!r} holds no word")
    return parts


def _shape(piece: str) -> Shape:
    if piece.startswith("*"):
        return "infix" if piece.endswith("*") else "suffix"
    return "prefix" if piece.endswith("*") else "lemma"


def _shaped(phrase: Phrase, inflect: bool) -> Phrase:
    """A word alone has all its forms, a phrase's words their voices, an acronym and a cue none."""
    shape: Shape = ("lemma" if len(phrase) == 1 else "inflected") if inflect else "plain"
    return tuple(
        part if part.shape != "lemma" else Part(part.form, "plain" if part.capitals else shape, part.capitals, part.gap)
        for part in phrase
    )


def compound(phrase: Phrase) -> str | None:
    """The two words of a phrase written as one, if they may be: *tindak lanjut* is inflected as *menindaklanjuti*.

    >>> compound(parse("tindak lanjut")[0]), compound(parse("surat dari camat")[0])
    ('tindaklanjut', None)
    """
    if len(phrase) != 2 or any(part.shape != "inflected" or part.gap or part.capitals for part in phrase):
        return None
    first, second = (part.form for part in phrase)
    if {first, second} & closed_class() - {"sama"} or syllables(first) > 3 or syllables(second) > 3:
        return None
    return first + second


def anchors(phrase: Phrase) -> tuple[int, int | None]:
    """The part to look for first, the longest word that is not frequent, and the next one to expect, if any."""
    order = sorted(range(len(phrase)), key=lambda place: _worth(phrase[place], place), reverse=True)
    return order[0], order[1] if len(order) > 1 else None


def _worth(part: Part, place: int) -> tuple[bool, bool, bool, int, int]:
    word = part.form
    return word not in closed_class(), word not in common(), part.shape != "infix", len(word), -place
