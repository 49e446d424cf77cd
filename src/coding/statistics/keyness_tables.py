"""The table of words that one level of stakeholders uses more than all others, each with a line that shows it at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coding.districts import stakeholders
from coding.files import Row
from coding.labels import Text, joined, number, text
from coding.language import discover
from coding.language.words import form
from coding.pipeline import Study
from coding.reporting import outputs, provenance
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed
from coding.statistics import keyness, multiple_testing
from coding.statistics.keyness import Keyword, Spoken, Utterance

MOST = 5  # words a level
WIDTH = 40  # characters on either side of a word in its context


@dataclass(frozen=True)
class Keyness:
    """What each level says, all words tested in it, and those that lead its list. levels: in the directory's order."""

    levels: dict[str, Text]
    groups: dict[str, Spoken]
    tests: list[Keyword]
    leading: dict[str, list[Keyword]]
    talks: list[Row]


def found(study: Study) -> Keyness:
    """Words of the informants of each level against those of all others, in interviews and FGDs; documents are no talk."""
    talks = [row for row in study.transcripts if row["method"] != "document"]
    groups = keyness.spoken(_utterances(study, {row["transcript"] for row in talks}))
    labels = stakeholders.load(study.name).levels
    levels = {key: labels[key] for key in sorted(groups, key=list(labels).index)}
    tests = keyness.compared(groups)
    return Keyness(levels, groups, tests, keyness.leading(tests, groups, MOST), talks)


def _utterances(study: Study, transcripts: set[str]) -> Iterator[Utterance]:
    level_of = {(person["transcript"], person["participant"]): person["level"] for person in study.people}
    for row in study.segments:
        level = level_of.get((row["transcript"], row["speaker"]), "")
        if row["transcript"] in transcripts and level:
            yield Utterance(level, row["transcript"], row["speaker"], row["segment"], row["text"])


def table(study: Study, one: Keyness) -> Printed:
    """Per level its leading words with G², log ratio, frequencies, spread, and one line of their use, from a speaker
    whose whole words may be shown."""
    segments = {row["segment"]: row for row in study.segments if study.consent.whole(row["transcript"], row["speaker"])}
    columns = {
        "level": text("Tingkat", "Level"),
        "word": text("Kata", "Word"),
        "count": text("Kali", "Times"),
        "per_thousand": text("Per 1.000 kata", "Per 1,000 words"),
        "elsewhere": text("Tingkat lain, per 1.000", "Other levels, per 1,000"),
        "g2": text("G²", "G²"),
        "log_ratio": text("Log rasio", "Log ratio"),
        "p": text("p", "p"),
        "transcripts": text("Transkrip", "Transcripts"),
        "informants": text("Informan", "Informants"),
        "context": text("Dalam tuturan", "In context"),
        "segment": text("Segmen", "Segment"),
    }
    rows: list[dict[str, Any]] = []
    for level in one.levels:
        words = [_row(one, word, segments) for word in one.leading[level]]
        rows += words or [dict.fromkeys(columns, "") | _empty(one, level)]
    outputs.write_numbers(study.name, numbers(one))
    return outputs.write_table(study.name, "keyness", rows, columns, caption(one))


def level_name(one: Keyness, level: str) -> Text:
    """The level's label, marked where it was heard in one transcript or from one informant only."""
    mark = "†" if one.groups[level].thin else ""
    return {language: label + mark for language, label in one.levels[level].items()}


def _row(one: Keyness, word: Keyword, segments: dict[str, Row]) -> dict[str, Any]:
    place, context = in_context(word, [segments[name] for name in word.segments if name in segments])
    return {
        "level": level_name(one, word.group),
        "word": word.word,
        "count": word.count,
        "per_thousand": word.per_thousand,
        "elsewhere": word.elsewhere_per_thousand,
        "g2": _digits(word.g2),
        "log_ratio": _digits(word.log_ratio),
        "p": multiple_testing.printed(word.p),
        "transcripts": word.transcripts,
        "informants": word.informants,
        "context": context,
        "segment": place,
    }


def _digits(value: float) -> Text:
    return {language: number(value, 1, language) for language in ("id", "en")}


def _empty(one: Keyness, level: str) -> dict[str, Any]:
    why = (
        text("hanya satu tingkat yang terdengar: tiada pembanding", "only one level was heard: nothing to compare with")
        if len(one.levels) < 2
        else text("tidak ada kata yang memenuhi aturan", "no word meets the rule")
    )
    return {"level": level_name(one, level), "word": "–", "context": why}


def in_context(word: Keyword, segments: list[Row]) -> tuple[str, str]:
    """(segment, the word between its neighbours): of all its places the one with most around it, the first of equals.

    Nothing where none of its places may be shown.
    """
    if not segments:
        return "", ""
    lines = [
        line
        for line in discover.kwic(segments, word.word, width=WIDTH, lines=10 * len(segments))
        if form(line.word) == word.word
    ]
    best = max(lines, key=lambda line: len(line.left) + len(line.right))
    left = best.left.split(" ", 1)[-1] if len(best.left) == WIDTH else best.left
    right = best.right.rsplit(" ", 1)[0] if len(best.right) == WIDTH else best.right
    before, after = "… " * (left != best.left), " …" * (right != best.right)
    return best.segment, f"{before}{left}[{best.word}]{right}{after}"


def numbers(one: Keyness) -> dict[str, Number | float | int]:
    """What the text of the paper names. critical: the G² that the words of all levels together must exceed."""
    key = [word for words in one.leading.values() for word in words if word.key]
    tests = len(one.tests)
    return {
        "keyness_levels": len(one.levels),
        "keyness_levels_thin": sum(group.thin for group in one.groups.values()),
        "keyness_words_said": sum(group.words.total() for group in one.groups.values()),
        "keyness_words_tested": tests // max(1, len(one.levels)),
        "keyness_tests": tests,
        "keyness_critical": Number(round(keyness.critical(tests), 6) if tests else float("nan"), 1),
        "keyness_key": len(key),
        "keyness_key_spread": sum(not one.groups[word.group].thin for word in key),
        "keyness_key_in_one_transcript": sum(
            word.key and word.transcripts == 1 and not one.groups[word.group].thin for word in one.tests
        ),
    }


def caption(one: Keyness) -> Caption:
    """The caption of table and figure."""
    note = text(
        "Kata para informan satu tingkat dibandingkan dengan kata semua informan lain; dokumen tidak dihitung. Diuji: kata "
        f"yang diucapkan sedikitnya {keyness.LEAST} kali, tanpa kata tugas. G²: rasio log-kemungkinan; p disesuaikan "
        f"menurut Holm atas {len(one.tests)} uji. Log rasio: 1 berarti dua kali lebih sering; frekuensi nol dihitung 0,5. "
        "Kata harus muncul dalam dua transkrip dan dari dua informan tingkat itu, kecuali pada † (tingkat yang hanya "
        "terdengar dalam satu transkrip atau dari satu informan). Kata dengan p ≥ 0,05 ditampilkan bila G² sedikitnya 6,63, "
        "tetapi bukan kata khas. Kata seorang penutur saling bergantung, maka p terlalu kecil: baca sebagai urutan. "
        "Menggambarkan cara bicara, bukan koordinasi.",
        "Words of the informants of one level against those of all other informants; documents left out. Tested: words said "
        f"at least {keyness.LEAST} times, without function words. G²: log-likelihood ratio; p adjusted by Holm over "
        f"{len(one.tests)} tests. Log ratio: 1 means twice as often; a frequency of none counts 0.5. A word must come from "
        "two transcripts and two informants of the level, except at † (a level heard in one transcript or from one "
        "informant only). Words with p ≥ .05 are listed from a G² of 6.63 on, but are not key. Words of one speaker depend "
        "on each other, so p is too small: read it as a ranking. It describes talk, not coordination.",
    )
    title = text(
        "Kata yang lebih sering dipakai satu tingkat pemangku kepentingan.",
        "Words that one level of stakeholders uses more than others.",
    )
    wrote = text(
        "Kata-kata rekonstruksi dipilih penulisnya.", "Words of reconstructions were chosen by whoever wrote them."
    )
    rebuilt = any(row["reconstructed"] == "true" for row in one.talks)
    return Caption(title, provenance.of_transcripts(one.talks), note=joined(note, wrote) if rebuilt else note)
