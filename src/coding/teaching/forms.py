"""Answers in sentences: whether they name what they have to can be looked at; what they mean, a lecturer reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coding import yamls
from coding.labels import Text, text
from coding.teaching import answers, material
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Judgement, not_yet, right
from coding.teaching.words import say

Said = Mapping[str, str]  # field → what was written in it

SEGMENT = re.compile(r"\b[A-Z]+\d*-\d{4}\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ROOT, LONG = 5, 5  # letters by which words of one root are known; shorter words stand in every sentence
FRESH = 0.35  # share of words that are not repetitions; a paragraph of prose has more


def judge(exercise: Exercise, answer: Any) -> Judgement:
    """Fields with sentences, {"definisi": "…"}: each is told all that it does not name yet, and where to look.

    Nothing is said of how good it is, and a right answer says so: that is for whoever reads it.
    """
    fields: yamls.Mapping = exercise.body["fields"]
    if not isinstance(answer, Mapping):
        if len(fields) > 1 or not isinstance(answer, str):
            return not_yet(say("pairs"))
        answer = {next(iter(fields)): answer}
    given = {answers.plain(key): value for key, value in answer.items()}
    said = {key: _of(field, key, given) for key, field in fields.items()}
    remarks = [remark for key, field in fields.items() for remark in _all(field, said[key], said)]
    return not_yet(*remarks, say("elements_only")) if remarks else right(exercise.right, say("read_by_lecturer"))


def _of(field: yamls.Mapping, key: str, given: Mapping[str, Any]) -> str:
    names = [key, *field.text("name").values()]
    found = next((given[answers.plain(name)] for name in names if answers.plain(name) in given), "")
    if isinstance(found, (list, tuple)):
        found = "\n".join(map(str, found))
    return "" if answers.is_empty(found) else str(found)


def _all(field: yamls.Mapping, said: str, others: Said) -> list[Text]:
    """Everything that is off in one field; of one that is hardly begun, only that."""
    if begun := _begun(field, said):
        return [_named(field, begun)]
    found = [*_beside(field, said, others), *_segments(field, said), *_rules(field, said)]
    return [_named(field, one) for one in found]


def _begun(field: yamls.Mapping, said: str) -> Text | None:
    words, least, look = said.split(), int(field.get("least", 1)), field.text("look")
    if not words:
        return text(f"belum diisi. {look['id']}", f"not filled in yet. {look['en']}")
    if len(words) < least:
        return text(f"baru {len(words)} kata. {look['id']}", f"{len(words)} words so far. {look['en']}")
    if least > 3 and len({answers.plain(word) for word in words}) < FRESH * len(words):
        return say("repeated")
    return None


def _beside(field: yamls.Mapping, said: str, others: Said) -> Iterator[Text]:
    """What is seen only beside other fields: the same text, the same evidence, or no word in common."""
    for other in field.get("unlike") or []:
        if answers.plain(said) == answers.plain(others[other]):
            yield say("same_as_other")
        elif shared := sorted(set(SEGMENT.findall(said)) & set(SEGMENT.findall(others[other]))):
            yield say("same_segment", segments=", ".join(shared))
    if "shares" in field:
        known = " ".join(others[one] for one in field["shares"])
        if known and not _roots(said) & _roots(known):
            yield field["shared"].text("say")


def _roots(said: str) -> set[str]:
    """The beginnings of the longer words, without the prefixes that Indonesian words take."""
    bare = (re.sub(r"^(?:memper|diper|meng|meny|mem|men|me|ter|ber|ke|di|se)(?=\w{5})", "", one.casefold())
            for one in _WORD.findall(said))  # fmt: skip
    return {one[:ROOT] for one in bare if len(one) >= LONG}


def _segments(field: yamls.Mapping, said: str) -> Iterator[Text]:
    """Segments that are named in a field on the shipped or the course's district, and that do not exist."""
    if field.get("segments"):
        known = material.shipped().by_segment.keys() | material.teaching().by_segment.keys()
        for name in dict.fromkeys(SEGMENT.findall(said)):
            if name not in known:
                yield say("unknown_segment", segment=name)


def _rules(field: yamls.Mapping, said: str) -> Iterator[Text]:
    for rule in field.get("needs") or []:
        if not _any(rule["any"], said):
            yield rule.text("say")
    for rule in field.get("without") or []:
        if _any(rule["any"], said):
            yield rule.text("say")


def _any(patterns: list[str], said: str) -> bool:
    """Whether one of the patterns (regular expressions, at the beginning of a word) is in the text."""
    flat = " ".join(said.split())
    return any(re.search(rf"(?<!\w)(?:{pattern})", flat, re.IGNORECASE) for pattern in map(str, patterns))


def _named(field: yamls.Mapping, said: Text) -> Text:
    return {language: f"{name}: {said[language]}" for language, name in field.text("name").items()}
