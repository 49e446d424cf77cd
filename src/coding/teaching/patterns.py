"""A student's own keyword, tried on sentences: which it finds, which it should leave alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coding.errors import CodingError
from coding.labels import Text, text
from coding.language import discover
from coding.teaching import answers
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Judgement, judged, not_yet

LONGEST = 4  # words of a pattern; a longer one is a sentence learnt by heart

_FIND, _LEAVE = ("cari", "match", "find"), ("kecuali", "not", "except")


def judge(exercise: Exercise, answer: Any) -> Judgement:
    """Judged by what it does, so that every pattern that works is right."""
    wanted, exceptions = _parts(answer, _FIND), _parts(answer, _LEAVE)
    if not wanted:
        return not_yet(text("Belum ada kata yang dicari.", "There is no word to look for yet."))
    if long := [one for one in wanted if len(one.split()) > LONGEST]:
        return not_yet(text(f"'{long[0]}' hampir satu kalimat: di wawancara lain tidak akan ditemukan. Cari intinya.",
                            f"'{long[0]}' is nearly a sentence: no other interview has it. Look for its core."))  # fmt: skip
    remarks: list[Text] = []
    try:
        for sentence in exercise.body["find"]:
            if not _finds(sentence["text"], wanted, exceptions):
                remarks.append(_about(sentence, text("tidak ditemukan", "is not found")))
        for sentence in exercise.body["leave"]:
            if _finds(sentence["text"], wanted, exceptions):
                remarks.append(_about(sentence, text("ikut tertelan", "is swallowed too")))
    except CodingError as fault:
        return not_yet(text(f"Polanya tidak dapat dibaca: {fault}", f"The pattern cannot be read: {fault}"))
    return judged(remarks, exercise.right)


def _parts(answer: Any, names: Sequence[str]) -> list[str]:
    if isinstance(answer, Mapping):
        given = {answers.plain(key): value for key, value in answer.items()}
        answer = next((given[name] for name in names if name in given), [])
    elif names is _LEAVE:
        return []
    parts = answer if isinstance(answer, (list, tuple, set)) else [answer]
    return [part for one in parts for part in map(str.strip, str(one).split(",")) if part]


def _finds(sentence: str, wanted: Sequence[str], exceptions: Sequence[str]) -> bool:
    segments = [{"transcript": "", "segment": "1", "text": sentence}]
    return any(discover.try_keyword(segments, one, exceptions=exceptions).segments for one in wanted)


def _about(sentence: Any, what: Text) -> Text:
    return {
        language: f"“{sentence['text']}” {what[language]}. {sentence.text('say')[language]}"
        for language in ("id", "en")
    }
