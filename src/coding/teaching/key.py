"""The lecturers' answers, made from the exercises and the data, so that they cannot differ from what checks accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from coding import labels, paths
from coding.labels import LANGUAGES
from coding.publishing.markdown import escape, in_line
from coding.teaching import exercises, folder, kinds, material, quantities, words
from coding.teaching.answers import Vocabulary
from coding.teaching.exercises import Exercise

NAMES = {"id": "jawaban.md", "en": "answers.md"}


def write() -> list[Path]:
    """Write lecturer/jawaban.md and lecturer/answers.md; the figures are those of the shipped data."""
    place = paths.teaching() / "lecturer"
    with folder.template() as ready, folder.inside(ready):
        pages = {language: page(language) for language in LANGUAGES}
    from coding.files import write_text

    for language, content in pages.items():
        write_text(place / NAMES[language], content)
    return [place / name for name in NAMES.values()]


def page(language: str) -> str:
    """All exercises with answers and common mistakes, then the teacher's coding, in one language."""

    def say(key: str, **told: object) -> str:
        return words.say(key, **told)[language]

    parts = [f"# {say('k_title')}", say("k_note")]
    for exercise in exercises.load().values():
        parts += [
            f"## {exercise.number} · {exercise.title[language]}",
            f"**{say('k_accept')}:** {_answer(exercise, language)}",
        ]
        if exercise.kind not in ("blind", "shown", "consensus"):
            parts.append(f"**{say('k_why')}:** {exercise.right[language]}")
        mistakes = [f"- {line}" for line in _mistakes(exercise, language)]
        if mistakes:
            parts += [f"**{say('k_mistakes')}:**", "\n".join(mistakes)]
    parts += [f"## {say('k_gold')}", say("k_gold_note"), "\n".join(_gold(language))]
    return "\n\n".join(parts) + "\n"


def _codes(codes: frozenset[str], vocabulary: Vocabulary, language: str) -> str:
    return " + ".join(vocabulary[one][language] for one in sorted(codes, key=list(vocabulary).index))


def _mapping(exercise: Exercise, language: str) -> str:
    vocabulary = kinds.vocabulary(exercise)
    either = f" {words.say('k_or')[language]} "
    return " · ".join(
        f"{key} {either.join(_codes(one, vocabulary, language) for one in kinds.accepted(item['accept']))}"
        for key, item in exercise.body["items"].items()
    )


def _number(exercise: Exercise, language: str) -> str:
    return labels.number(quantities.value(exercise.body["value"]), int(exercise.body.get("digits", 2)), language)


def _evidence(exercise: Exercise, language: str) -> str:
    body, found = exercise.body, []
    for side in ("for", "against"):
        held = [row["segment"] for row in material.shipped().codings
                if (row["stakeholder"], row["indicator"]) == (body["stakeholder"], body["indicator"])
                and row["status"] in body[side]["statuses"]]  # fmt: skip
        found.append(f"{body[side].text('name')[language]}: {', '.join(held)}")
    return "; ".join(found)


def _form(exercise: Exercise, language: str) -> str:
    named = ", ".join(field.text("name")[language] for field in exercise.body["fields"].values())
    return words.say("k_form", fields=named)[language]


_ANSWERS: Mapping[str, Callable[[Exercise, str], str]] = {
    "mapping": _mapping,
    "choice": lambda exercise, language: _codes(
        kinds.accepted(exercise.body["accept"])[0], kinds.vocabulary(exercise), language
    ),
    "number": _number,
    "quote": lambda exercise, language: words.say("k_any", segments=", ".join(exercise.body["segments"]))[language],
    "order": lambda exercise, language: " → ".join(
        kinds.vocabulary(exercise)[one][language] for one in exercise.body["accept"]
    ),
    "pattern": lambda exercise, language: exercise.body.text("example")[language],
    "form": _form,
    "evidence": _evidence,
}


def _answer(exercise: Exercise, language: str) -> str:
    if exercise.kind in _ANSWERS:
        return _ANSWERS[exercise.kind](exercise, language)
    return words.say("k_work")[language]


def _mistakes(exercise: Exercise, language: str) -> Iterator[str]:
    body = exercise.body
    if exercise.kind == "mapping":
        vocabulary = kinds.vocabulary(exercise)
        for key, item in body["items"].items():
            for hinted in kinds.hints(item):
                said = _codes(frozenset(hinted.split("+")), vocabulary, language)
                yield f"{key} {said}: {kinds.hints(item).text(hinted)[language]}"
    elif exercise.kind == "number":
        for slip in body.get("slips") or []:
            wrong = labels.number(quantities.value(slip["value"]), int(body.get("digits", 2)), language)
            yield f"{wrong}: {slip.text('say')[language]}"
    elif exercise.kind == "form":
        for field in body["fields"].values():
            for rule in (*(field.get("needs") or []), *(field.get("without") or [])):
                yield f"{field.text('name')[language]}: {rule.text('say')[language]}"
    else:
        for hinted in kinds.hints(body):
            shown = kinds.vocabulary(exercise)[hinted][language] if exercise.kind == "choice" else hinted
            yield f"{shown}: {kinds.hints(body).text(hinted)[language]}"


def _gold(language: str) -> Iterator[str]:
    by_segment = material.teaching().by_segment
    columns = words.say("k_columns")[language]
    yield f"| {columns} |"
    yield "|" + "---|" * len(columns.split("|"))
    for entry in material.gold():
        own, other = entry["codes"], entry.get("partner")
        cells = [
            str(entry["segment"]),
            by_segment[str(entry["segment"])]["text"],
            _given(own, language),
            "" if other is None else _given(other, language),
            str(entry[language]),
        ]
        yield "| " + " | ".join(escape(in_line(cell)) for cell in cells) + " |"


def _given(codes: object, language: str) -> str:
    assert isinstance(codes, Mapping)
    return ", ".join(f"{code} {labels.STATUS[status][language]}" for code, status in codes.items()) or "–"
