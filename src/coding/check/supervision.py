"""Warnings: what is not wrong in a district's inputs, but worth a second look before results rest on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from statistics import median
from typing import Any

from coding.check import personal_data
from coding.check.notice import THRESHOLDS, Notice, catalogue
from coding.check.periods import Period
from coding.codebooks.codes import Codebook
from coding.districts.districts import Transcript
from coding.districts.stakeholders import Directory
from coding.files import Row
from coding.labels import LANGUAGES
from coding.language.keywords import Matcher
from coding.language.words import Words
from coding.transcripts import turns

# A level that gathers whoever fits nowhere else is missed by nobody.
UNMISSED = "other"
SHOWN = 8  # idle keywords of an indicator that are named
_END = re.compile(r"[.?!…]+(?=[\s\"'”’)\]]|$)")
_UNFILLED = re.compile(r"(?:^|[:,\[{]\s*|-\s+)[\"']?((?:ISI|FILL IN):[^\"'}\],]*)")


@dataclass(frozen=True)
class Material:
    """What the warnings look at: a district's inputs as far as they can be read.

    files: transcript → its file as shown. lines: transcripts whose lines are those of their file. people: rows of
    participants.csv with their lines. plain: file → its text, of the forms that people fill in. elsewhere: texts of
    other districts. complete: whether all could be read, so that what is not there is missing. claims: what claims.yml
    states. raw: the folder of the district; participants, claims_file,
    coders_file, codebook_file: those files as shown.
    """

    raw: str
    transcripts: Sequence[Transcript]
    files: Mapping[str, str]
    lines: frozenset[str] = frozenset()
    people: Sequence[tuple[int, Row]] = ()
    directory: Directory | None = None
    codebook: Codebook | None = None
    period: Period | None = None
    plain: Mapping[str, str] = field(default_factory=dict)
    claims: str = ""
    coders: Mapping[str, int] = field(default_factory=dict)
    logs: frozenset[str] = frozenset()
    elsewhere: Sequence[str] = ()
    complete: bool = True
    coders_file: str = "coders.csv"
    codebook_file: str = "codebook.yml"

    @property
    def participants(self) -> str:
        return f"{self.raw}/participants.csv"

    @cached_property
    def row_of(self) -> dict[tuple[str, str], tuple[int, Row]]:
        """(transcript, role code) → line and row of participants.csv."""
        return {(row["transcript"], row["participant"]): (line, row) for line, row in self.people}

    @cached_property
    def no_name(self) -> Callable[[str], bool]:
        named = self.directory.stakeholders.values() if self.directory else ()
        return personal_data.no_names({part.form for one in named for phrase in one.variants for part in phrase})

    def line(self, one: Transcript, offset: int) -> int | None:
        """The line of a place in a transcript's file; None in a file of a word processor."""
        return one.text.count("\n", 0, offset) + 1 if one.name in self.lines else None


def notices(material: Material) -> list[Notice]:
    """Every warning, each once, in the order of files and lines."""
    found = [notice for rule in RULES for notice in rule(material)]
    order = list(catalogue())
    return sorted(
        {(one.kind, one.file, one.line, str(one.values)): one for one in found}.values(),
        key=lambda one: (one.file, one.line or 0, order.index(one.kind)),
    )


def spoken(one: Transcript) -> Counter[str]:
    """Words by speaker; those of all interviewers under ""."""
    counts: Counter[str] = Counter()
    for turn in one.turns:
        if turn.kind in ("interviewer", "informant"):
            counts["" if turn.kind == "interviewer" else turn.speaker] += len(one.text[turn.start : turn.end].split())
    return counts


def hardly_speaking(material: Material) -> Iterator[Notice]:
    for one in material.transcripts:
        counts = spoken(one)
        everybody = sum(counts.values()) - counts[""]
        for person in one.informants if one.method != "document" else ():
            words = everybody if len(one.informants) == 1 else counts[person["participant"]]
            few = words < THRESHOLDS["silent_words"] or 100 * words < THRESHOLDS["silent_share"] * everybody
            if few and person["consent"] != "withdrawn":
                line, _ = material.row_of.get((one.name, person["participant"]), (None, None))
                told = {"speaker": person["participant"], "transcript": one.name, "words": words, "all": everybody}
                yield _notice("silent", material.participants, line, told)


def interviewers_dominate(material: Material) -> Iterator[Notice]:
    for one in material.transcripts:
        counts = spoken(one)
        said = sum(counts.values()) - counts[""]
        if one.method != "document" and counts[""] > said:
            told = {"transcript": one.name, "asked": counts[""], "said": said}
            yield _notice("interviewer", material.files[one.name], None, told)


def nobody_stands_for(material: Material) -> Iterator[Notice]:
    """Stakeholders and levels that no participant stands for; nothing where the participants cannot be read."""
    directory = material.directory
    if directory is None or not material.transcripts or not material.complete:
        return
    people = [row for _, row in material.people if row["level"] != "interviewer"]
    heard = {row["stakeholder"] for row in people}
    mentions: Counter[str] = Counter()
    for one in material.transcripts:
        for turn in one.turns:
            if turn.kind in ("informant", "document"):
                mentions.update(directory.mentions(one.text[turn.start : turn.end]))
    missing = sorted(set(directory.stakeholders) - heard, key=lambda key: (-mentions[key], key))
    often = [key for key in missing if mentions[key] >= THRESHOLDS["often"]]
    for key in often:
        told = {"stakeholder": directory.stakeholders[key].name, "mentions": mentions[key]}
        yield _notice("unheard", material.participants, None, told)
    if few := [directory.stakeholders[key].short for key in missing if key not in often]:
        told = {"stakeholders": {language: ", ".join(name[language] for name in few) for language in LANGUAGES}}
        yield _notice("unheard_few", material.participants, None, told)
    for key in sorted(set(directory.levels) - {row["level"] for row in people} - {UNMISSED}):
        yield _notice("unheard_level", material.participants, None, {"level": directory.levels[key]})


def personal(material: Material) -> Iterator[Notice]:
    for one in material.transcripts:
        for trace in personal_data.traces(one.text, material.no_name):
            place = material.line(one, trace.start)
            yield _notice(trace.kind, material.files[one.name], place, {"words": trace.words})
    for line, row in material.people:
        told = {"speaker": row["participant"], "words": row["role"]}
        if personal_data.looks_like_name(row["role"], material.no_name):
            yield _notice("role_name", material.participants, line, told)
        if re.fullmatch(r"[A-Z][a-z]{2,}", row["participant"]) and not material.no_name(row["participant"].lower()):
            yield _notice("code_name", material.participants, line, {"words": row["participant"]})


def stray_labels(material: Material) -> Iterator[Notice]:
    for one in material.transcripts:
        speakers = {turn.start: turn.speaker for turn in one.turns}
        for start, label in turns.stray_labels(one.text, one.turns) if one.method != "document" else ():
            speaker = speakers[max(begin for begin in speakers if begin <= start)]
            told = {"words": label, "speaker": speaker}
            yield _notice("stray_label", material.files[one.name], material.line(one, start), told)


def one_code_for_two(material: Material) -> Iterator[Notice]:
    first: dict[str, Row] = {}
    for line, row in material.people:
        met = first.setdefault(row["participant"], row)
        alike = (met["role"].strip(), met["stakeholder"]) == (row["role"].strip(), row["stakeholder"])
        if not alike and met["transcript"] != row["transcript"] and row["level"] != "interviewer":
            told = {"words": row["participant"], "transcript": row["transcript"], "other": met["transcript"]}
            yield _notice("two_persons", material.participants, line, told)


def without_full_stops(material: Material) -> Iterator[Notice]:
    for one in material.transcripts:
        said = [one.text[turn.start : turn.end] for turn in one.turns if turn.kind == "informant"]
        # A turn ends a sentence whether or not there is a full stop.
        ends = sum(len(_END.findall(text)) or 1 for text in said)
        mean = sum(len(text.split()) for text in said) / max(1, ends)
        if mean > THRESHOLDS["long_sentence"]:
            told = {"transcript": one.name, "words": round(mean)}
            yield _notice("no_full_stops", material.files[one.name], None, told)


def odd_lengths(material: Material) -> Iterator[Notice]:
    by_method: dict[str, list[tuple[Transcript, int]]] = {}
    for one in material.transcripts:
        by_method.setdefault(one.method, []).append((one, len(one.text.split())))
    for found in by_method.values():
        middle = median(words for _, words in found)
        for one, words in found if len(found) >= THRESHOLDS["several"] else ():
            told = {"transcript": one.name, "words": words, "median": round(middle)}
            if 3 * words < middle or words > 3 * middle:
                yield _notice("short" if words < middle else "long", material.files[one.name], None, told)


def dates(material: Material) -> Iterator[Notice]:
    period, seen = material.period, set()
    for line, row in material.people:
        if period and row["method"] != "document" and re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
            key = row["transcript"], row["date"]
            if key not in seen and not period.holds(row["date"]):
                told = {"date": row["date"], "transcript": row["transcript"], "period": period.text}
                yield _notice("date", material.participants, line, told)
            seen.add(key)


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words of a text."""
    forms = Words(text).forms
    return {tuple(forms[place : place + length]) for place in range(len(forms) - length + 1)}


def same_texts(material: Material) -> Iterator[Notice]:
    shapes = [(one, runs(one.text, 5)) for one in material.transcripts]
    for (one, mine), (other, theirs) in combinations(shapes, 2):
        alike = 100 * len(mine & theirs) >= THRESHOLDS["alike"] * max(1, len(mine | theirs))
        if one.text == other.text or alike:
            told = {"transcript": one.name, "other": other.name}
            yield _notice("same_text", material.files[other.name], None, told)


def internal_words(material: Material) -> Iterator[Notice]:
    claimed = runs(material.claims, THRESHOLDS["run"])
    for one in material.transcripts if claimed else ():
        for turn in one.turns:
            line, row = material.row_of.get((one.name, turn.speaker), (None, {}))
            if row.get("consent") == "internal" and turn.kind == "informant":
                for words in sorted(runs(one.text[turn.start : turn.end], THRESHOLDS["run"]) & claimed)[:1]:
                    told = {"speaker": turn.speaker, "transcript": one.name, "words": " ".join(words)}
                    yield _notice("internal_quoted", material.participants, line, told)


def without_log(material: Material) -> Iterator[Notice]:
    for coder, line in material.coders.items():
        if coder not in material.logs:
            yield _notice("no_log", material.coders_file, line, {"coder": coder})


def not_filled_in(material: Material) -> Iterator[Notice]:
    for file, content in material.plain.items():
        for number, line in enumerate(content.split("\n"), start=1):
            for hit in _UNFILLED.finditer("" if line.lstrip().startswith("#") else line):
                yield _notice("placeholder", file, number, {"words": hit[1].strip()[:80]})


def unmatched_keywords(material: Material) -> Iterator[Notice]:
    book = material.codebook
    if book is None or not material.transcripts or not material.complete:
        return
    listed = [one for indicator in book.indicators for one in (*indicator.keywords, *indicator.questions)]
    matcher = Matcher(
        ((phrase, place) for place, one in enumerate(listed) for phrase in one.phrases), variants=book.spellings
    )
    texts = (*(one.text for one in material.transcripts), *material.elsewhere)
    found = {hit.key for text in texts for hit in matcher.find(Words(text))}
    for indicator in book.indicators:
        idle = [one.name for place, one in enumerate(listed) if one.indicator == indicator.code and place not in found]
        if idle:
            named = ", ".join(idle[:SHOWN]) + (", …" if len(idle) > SHOWN else "")
            told = {"indicator": indicator.code, "number": len(idle), "words": named}
            yield _notice("unmatched", material.codebook_file, None, told)


def _notice(kind: str, file: str, line: int | None, told: Mapping[str, Any]) -> Notice:
    values = {key: one if isinstance(one, dict) else " ".join(str(one).split()) for key, one in told.items()}
    return Notice(kind, file, line, values)


RULES: tuple[Callable[[Material], Iterator[Notice]], ...] = (
    hardly_speaking,
    interviewers_dominate,
    nobody_stands_for,
    personal,
    stray_labels,
    one_code_for_two,
    without_full_stops,
    odd_lengths,
    dates,
    same_texts,
    internal_words,
    without_log,
    not_filled_in,
    unmatched_keywords,
)
