"""What a student wrote, brought to one form: spaces, capitals, decimal commas and words for codes do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coding.labels import STATUS, Text, text

Codes = frozenset[str]
Vocabulary = Mapping[str, Text]  # canonical word → as it is written in each language

_NO_CODE = text("0 (tidak ada kode)", "0 (no code)")
CODES: Vocabulary = {"0": _NO_CODE, **{str(code): text(str(code), str(code)) for code in range(1, 8)}}
STATUSES: Vocabulary = {
    status: STATUS[status] for status in ("present", "partial", "absent", "mixed", "unclear", "none")
}
VOCABULARIES: Mapping[str, Vocabulary] = {"codes": CODES, "status": STATUSES}

_NONE = {"0", "-", "–", "none", "no code", "nothing", "tidak ada kode", "tanpa kode", "bukan", "kosong", "nol", "zero"}
_BEFORE = re.compile(r"^(kode|code|indikator|indicator|nomor|no|number|status)[\s.:#]+|^#")
_BETWEEN = re.compile(r"\s*(?:[,;+/&]|\bdan\b|\band\b)\s*")


def is_empty(answer: Any) -> bool:
    """Nothing filled in yet: no answer, empty quotes, dots, or only such in a list or dictionary.

    >>> is_empty({"a": "", "b": " … "}), is_empty(0)
    (True, False)
    """
    if isinstance(answer, Mapping):
        return all(is_empty(value) for value in answer.values())
    if isinstance(answer, (list, tuple, set, frozenset)):
        return all(is_empty(value) for value in answer)
    return answer is None or (isinstance(answer, str) and not answer.strip(" .…\u00a0\n\t"))


def plain(said: Any) -> str:
    """Text without differences that do not matter: letters alike, one space, no sign at its ends.

    >>> plain("  “Suratnya  DATANG…” ")
    'suratnya datang'
    """
    folded = unicodedata.normalize("NFKC", str(said)).casefold()
    for sign, usual in {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}.items():
        folded = folded.replace(sign, usual)
    return " ".join(folded.split()).strip(" .,;:!?\"'()[]…")


def number(said: Any) -> float | None:
    """A number as people write it: 0,67 0.67 67% 2/3 2; none when it is no number.

    >>> [number(one) for one in ("0,67", "67 %", "2/3", 2, "1.234,5", "dua")]
    [0.67, 0.67, 0.6666666666666666, 2.0, 1234.5, None]
    """
    if isinstance(said, bool):
        return None
    if isinstance(said, (int, float, Decimal, Fraction)):
        return float(said)
    if not isinstance(said, str):
        return None
    written = said.replace("\u00a0", "").replace(" ", "").replace("−", "-").replace("≈", "").strip("=")
    share = written.endswith("%")
    written = written.rstrip("%")
    if "," in written:  # a comma is the decimal sign, dots before it group thousands
        written = written.replace(".", "") if written.count(",") == 1 and "." in written else written
        written = written.replace(",", ".")
    try:
        value = float(Fraction(written))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value / 100 if share else value


def decimals(said: Any) -> int:
    """How many decimals were written; none for a whole number.

    >>> decimals("0,7"), decimals(0.67), decimals("67%")
    (1, 2, 2)
    """
    written = str(said).replace(",", ".").replace(" ", "")
    behind = len(written.rstrip("%").partition(".")[2])
    return behind + 2 * written.endswith("%")


def as_codes(said: Any, vocabulary: Vocabulary) -> tuple[Codes, list[str]]:
    """(the words of the vocabulary that were named, what is none of them). Both languages count in either notebook.

    >>> sorted(as_codes("Kode 7 dan 1", CODES)[0])
    ['1', '7']
    """
    known = {plain(word): key for key, words in vocabulary.items() for word in (key, *words.values())}
    if "0" in vocabulary:
        known |= dict.fromkeys(_NONE, "0")
    found, unknown = set[str](), list[str]()
    for part in _parts(said, known):
        name = part if part in known else _BEFORE.sub("", part)
        if name in known:
            found.add(known[name])
        else:
            unknown.append(part)
    return frozenset(found), unknown


def _parts(said: Any, known: Iterable[str]) -> Sequence[str]:
    if isinstance(said, (list, tuple, set, frozenset)):
        return [part for one in said for part in _parts(one, known)]
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    whole = str(said).strip() if str(said).strip() in ("-", "–") else plain(said)
    if whole in known:
        return [whole]
    return [part for part in _BETWEEN.split(whole) if part]


def shown(codes: Iterable[str], vocabulary: Vocabulary) -> Text:
    """Words of a vocabulary as a student would write them."""
    named = sorted(codes, key=list(vocabulary).index)
    return {language: ", ".join(vocabulary[one][language] for one in named) for language in ("id", "en")}
