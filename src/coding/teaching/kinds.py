"""How the plain kinds of exercises are judged: mapping, choice, number, quote, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from coding import yamls
from coding.labels import Text, text
from coding.teaching import answers, quantities, quotes
from coding.teaching.answers import Codes, Vocabulary
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Judgement, empty, judged, not_yet, right


def vocabulary(exercise: Exercise) -> Vocabulary:
    """The words that an answer is made of: a shared list by its name, or the exercise's own."""
    told = exercise.body["words"]
    if isinstance(told, str):
        return answers.VOCABULARIES[told]
    return {str(key): told.text(key) for key in told}


def accepted(told: Any) -> list[Codes]:
    """The answers that count as right: one, or a list of several; "1+7" stands for both together."""
    return [frozenset(str(one).split("+")) for one in (told if isinstance(told, list) else [told])]


def hints(told: yamls.Mapping) -> yamls.Mapping:
    """A common wrong answer → what to say to it; empty where there are none."""
    found = told.get("hints")
    return found if isinstance(found, yamls.Mapping) else yamls.Mapping()


def mapping(exercise: Exercise, answer: Any) -> Judgement:
    """A word for each item: {"a": "1", "b": "0"}. Each item that is off gets its own remark."""
    items, words = exercise.body["items"], vocabulary(exercise)
    if not isinstance(answer, Mapping):
        return not_yet(
            text(
                "Jawabannya berupa pasangan dalam kurung kurawal, seperti {'a': '…', 'b': '…'}; isi saja di antara kutip.",
                "The answer is pairs in braces, like {'a': '…', 'b': '…'}; fill in only between the quotes.",
            )
        )
    given = {answers.plain(key): value for key, value in answer.items()}
    remarks = [_unknown_item(key, items) for key in given if key not in items]
    for key, item in items.items():
        if answers.is_empty(given.get(key)):
            remarks.append(text(f"{key}: belum diisi.", f"{key}: not filled in yet."))
        elif remark := _one(key, item, given[key], words):
            remarks.append(remark)
    return judged(remarks, exercise.right)


def _unknown_item(key: str, items: Mapping[str, Any]) -> Text:
    known = ", ".join(items)
    return text(
        f"'{key}' tidak ada di soal ini; yang ada: {known}.", f"'{key}' is not in this task; there are: {known}."
    )


def _one(key: str, item: yamls.Mapping, said: Any, words: Vocabulary) -> Text | None:
    codes, unknown = answers.as_codes(said, words)
    if unknown or not codes:
        return _named(key, _not_a_word(unknown, words))
    if codes in accepted(item["accept"]):
        return None
    known = hints(item)
    for hinted in known:
        if codes == frozenset(hinted.split("+")):
            return _named(key, known.text(hinted))
    if any(codes < one for one in accepted(item["accept"])) and "part" in item:
        return _named(key, item.text("part"))
    return _named(key, item.text("look"))


def _not_a_word(unknown: Sequence[str], words: Vocabulary) -> Text:
    choose = answers.shown(words, words)
    said = ", ".join(f"'{one}'" for one in unknown)
    return text(f"{said} bukan salah satu pilihan. Pilih dari: {choose['id']}.",
                f"{said} is none of the choices. Choose from: {choose['en']}.")  # fmt: skip


def _named(key: str, said: Text) -> Text:
    return {language: f"{key}: {words}" for language, words in said.items()}


def choice(exercise: Exercise, answer: Any) -> Judgement:
    """One letter or several, in any order."""
    words, body = vocabulary(exercise), exercise.body
    codes, unknown = answers.as_codes(answer, words)
    if unknown or not codes:
        return not_yet(_not_a_word(unknown, words))
    wanted = accepted(body["accept"])
    if codes in wanted:
        return right(exercise.right)
    nearest = min(wanted, key=lambda one: len(one ^ codes))
    known, remarks = hints(body), list[Text]()
    for extra in sorted(codes - nearest):
        said = known.text(extra) if extra in known else exercise.look
        remarks.append({language: f"{words[extra][language]}: {said[language]}" for language in said})
    if not remarks and codes < nearest:
        remarks.append(_more(len(nearest - codes), exercise.look))
    return not_yet(*remarks)


def _more(number: int, look: Text) -> Text:
    return text(
        f"Yang dipilih sudah betul, tetapi belum lengkap: masih kurang {number}. {look['id']}",
        f"What you chose is right but not all: {number} more. {look['en']}",
    )


def figure(exercise: Exercise, answer: Any) -> Judgement:
    """A number, to the decimals asked for. Common slips of the pen or of thought are told apart by what they give."""
    body, said = exercise.body, answers.number(answer)
    if isinstance(answer, tuple):  # 0,67 written without quotation marks is two numbers to Python
        return not_yet(text("Koma desimal harus berada di antara tanda kutip: tulislah angkanya seperti \"0,67\".",
                            "A decimal comma must stand between quotation marks: write it like \"0,67\"."))  # fmt: skip
    if said is None:
        return not_yet(text(f"'{answer}' bukan angka. Tulis misalnya 12 atau 0,67.",
                            f"'{answer}' is no number. Write for instance 12 or 0.67."))  # fmt: skip
    digits = int(body.get("digits", 2))
    wanted = quantities.value(body["value"])
    if _near(said, wanted, digits):
        return right(exercise.right)
    slips = body.get("slips") or []
    nearest = min(slips, key=lambda slip: abs(said - quantities.value(slip["value"])), default=None)
    if nearest and _near(said, quantities.value(nearest["value"]), digits):
        return not_yet(nearest.text("say"))
    if digits and answers.decimals(answer) < digits and round(wanted, answers.decimals(answer)) == said:
        return not_yet(text(f"Arahnya betul; tulis dengan {digits} angka di belakang koma.",
                            f"You are on the way; give {digits} decimals."))  # fmt: skip
    if digits and _near(said / 100, wanted, digits):
        return not_yet(text("Sebagai bagian dari satu, bukan dari seratus: bagi dengan 100, atau tulis tanda %.",
                            "As a share of one, not of a hundred: divide by 100, or write the sign %."))  # fmt: skip
    return not_yet(exercise.look)


def _near(said: float, wanted: float, digits: int) -> bool:
    """Equal but for rounding, or cutting off, the last decimal asked for."""
    return abs(said - wanted) < (10.0**-digits if digits else 1e-9) * 1.0000001


def quote(exercise: Exercise, answer: Any) -> Judgement:
    """Words copied from a transcript: any span of the sentence that is meant, however cut."""
    body = exercise.body
    found = quotes.find(str(answer), str(body["transcript"]))
    if found.problem:
        return not_yet(quotes.PROBLEMS[found.problem])
    wanted = set(body["segments"])
    if found.segments & wanted and len(found.segments) <= 2:
        return right(exercise.right)
    if found.segments & wanted:
        return not_yet(quotes.PROBLEMS["long"])
    known = hints(body)
    return not_yet(*[known.text(one) for one in sorted(found.segments) if one in known] or [exercise.look])


def order(exercise: Exercise, answer: Any) -> Judgement:
    """Steps in a row. The first two that stand the wrong way round are named."""
    words = vocabulary(exercise)
    parts = answer if isinstance(answer, (list, tuple)) else str(answer).replace("→", ",").replace(">", ",").split(",")
    given: list[str] = []
    for part in parts:
        codes, unknown = answers.as_codes(part, words)
        if unknown or len(codes) != 1:
            return not_yet(_not_a_word(unknown or [str(part)], words))
        given += codes
    if len(set(given)) < len(words) or len(given) != len(words):
        return not_yet(text(f"Semua {len(words)} langkah, masing-masing satu kali.",
                            f"All {len(words)} steps, each of them once."))  # fmt: skip
    rank = {one: place for place, one in enumerate(exercise.body["accept"])}
    for first, second in pairwise(given):
        if rank[first] > rank[second]:
            first_, second_ = words[first], words[second]
            return not_yet(text(f"{first_['id']} sebelum {second_['id']}? {exercise.look['id']}",
                                f"{first_['en']} before {second_['en']}? {exercise.look['en']}"))  # fmt: skip
    return right(exercise.right)


def nothing(exercise: Exercise) -> Judgement:
    """An exercise without an answer yet: what to do."""
    return empty(
        text(
            f"Isi jawabannya di antara tanda kutip, lalu jalankan sel ini lagi (Shift+Enter). {exercise.look['id']}",
            f"Fill in the answer between the quotes, then run this cell again (Shift+Enter). {exercise.look['en']}",
        )
    )
