"""Answers in sentences: what they must hold can be looked at, whether they are good a lecturer says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coding import yamls
from coding.labels import Text, text
from coding.teaching import answers
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Judgement, judged, not_yet


def judge(exercise: Exercise, answer: Any) -> Judgement:
    """Fields with sentences, {"definisi": "…"}: each long enough, with what it needs and without what it must not say."""
    fields: yamls.Mapping = exercise.body["fields"]
    if not isinstance(answer, Mapping):
        return not_yet(text("Jawabannya berupa pasangan dalam kurung kurawal; isi di antara kutip.",
                            "The answer is pairs in braces; fill in between the quotes."))  # fmt: skip
    given = {answers.plain(key): value for key, value in answer.items()}
    said = {key: _of(field, key, given) for key, field in fields.items()}
    remarks = [remark for key, field in fields.items() if (remark := _one(field, said[key], said))]
    return judged(remarks, exercise.right)


def _of(field: yamls.Mapping, key: str, given: Mapping[str, Any]) -> str:
    names = [key, *field.text("name").values()]
    found = next((given[answers.plain(name)] for name in names if answers.plain(name) in given), "")
    if isinstance(found, (list, tuple)):
        found = "\n".join(map(str, found))
    return "" if answers.is_empty(found) else str(found)


def _one(field: yamls.Mapping, said: str, all_said: Mapping[str, str]) -> Text | None:
    least, words = int(field.get("least", 1)), len(said.split())
    if not words:
        return _named(field, text(f"belum diisi. {field.text('look')['id']}",
                                  f"not filled in yet. {field.text('look')['en']}"))  # fmt: skip
    if words < least:
        return _named(field, text(f"baru {words} kata. {field.text('look')['id']}",
                                  f"{words} words so far. {field.text('look')['en']}"))  # fmt: skip
    for other in field.get("unlike") or []:
        if answers.plain(said) == answers.plain(all_said[other]):
            return _named(field, text("sama dengan bagian lain; keduanya harus berbeda.",
                                      "the same as another part; the two must differ."))  # fmt: skip
    for rule in field.get("needs") or []:
        if not _any(rule["any"], said):
            return _named(field, rule.text("say"))
    for rule in field.get("without") or []:
        if _any(rule["any"], said):
            return _named(field, rule.text("say"))
    return None


def _any(patterns: list[str], said: str) -> bool:
    """Whether one of the patterns (regular expressions, at the beginning of a word) is in the text."""
    return any(re.search(rf"(?<!\w)(?:{pattern})", said, re.IGNORECASE) for pattern in map(str, patterns))


def _named(field: yamls.Mapping, said: Text) -> Text:
    return {language: f"{name}: {said[language]}" for language, name in field.text("name").items()}
