"""Words that a student copied, found again in a transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coding.labels import Text, text
from coding.teaching import material

FEW = 3  # words; fewer stand in many places

PROBLEMS: dict[str, Text] = {
    "short": text(
        f"Terlalu pendek untuk ditemukan kembali: salinlah paling sedikit {FEW} kata berurutan.",
        f"Too short to be found again: copy at least {FEW} words in a row.",
    ),
    "missing": text(
        "Kata-kata ini tidak ada di transkrip dalam urutan ini. Kutipan disalin huruf demi huruf (Ctrl+C), tidak diringkas.",
        "These words do not stand in the transcript in this order. A quote is copied (Ctrl+C), not summed up.",
    ),
    "interviewer": text(
        "Ini ucapan pewawancara. Pertanyaan adalah konteks; yang dikode ucapan informan.",
        "These are the interviewer's words. Questions are context; what is coded is what informants say.",
    ),
    "long": text(
        "Kalimat yang dimaksud ada di dalamnya, tetapi kutipannya terlalu panjang. Potong sampai satu kalimat.",
        "The sentence is in it, but the quote is too long. Cut it down to one sentence.",
    ),
}


@dataclass(frozen=True)
class Found:
    """Where words stand: the segments they touch, or why there are none."""

    segments: set[str] = field(default_factory=set)
    problem: str = ""


def find(said: str, transcript: str) -> Found:
    """The segments that copied words touch; capitals, spaces and punctuation do not matter."""
    wanted = _words(re.sub(r"^\s*(I|P|KDS|KSI|PW)\s*:", "", said))
    if len(wanted) < FEW:
        return Found(problem="short")
    segments = material.segments(transcript)
    line = [(word, row["segment"]) for row in segments for word in _words(row["text"])]
    touched = _touched(wanted, line)
    if touched:
        return Found(touched)
    whole = [(word, "text") for word in _words(material.text_of(transcript))]
    return Found(problem="interviewer" if _touched(wanted, whole) else "missing")


def _words(said: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", said.casefold())


def _touched(wanted: list[str], line: list[tuple[str, str]]) -> set[str]:
    for start in range(len(line) - len(wanted) + 1):
        part = line[start : start + len(wanted)]
        if [word for word, _ in part] == wanted:
            return {segment for _, segment in part}
    return set()
