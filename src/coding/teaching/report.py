"""The class report: who handed in, agreement of every pair, and the sentences to talk about. HTML and CSV."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2

from coding import labels, paths
from coding.decisions.decision import OF_A_CODING
from coding.files import Row, sha256, to_csv, write_text
from coding.intercoder import double_coding
from coding.intercoder.double_coding import DoubleCoding
from coding.labels import LANGUAGES
from coding.pipeline import Study
from coding.spreadsheets import defuse
from coding.teaching import folder, heat, togetherness, words
from coding.teaching.collect import Collection
from coding.teaching.material import BLIND, DISTRICT
from coding.teaching.togetherness import Division, PairAgreement

MOST = 12  # sentences to talk about in one meeting
_PAIR = ("first", "second", "transcript", "segments", "both", "only_first", "only_second", "neither")


class Class:
    """A collected class as the report sees it. anonymous: names are replaced, the key stays with the lecturer."""

    def __init__(self, collection: Collection, *, anonymous: bool = False) -> None:
        self.collection = collection
        self.anonymous = anonymous
        self.teacher = collection.gold.coder
        with folder.inside(collection.root):
            self.study = Study(DISTRICT)
            self.double: DoubleCoding = double_coding.load(self.study)
            self.modes = self._modes()
            self.codes = self.study.codebook.codes
            self.statement = self.study.district.statement
            self.texts, self.turns = self.study.texts, self.study.turns

    @cached_property
    def pairs(self) -> list[PairAgreement]:
        return togetherness.pairs(self.double, self.codes, self.teacher)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each coder is called in the report; in an anonymous one, an order that tells nothing of the list."""
        students = sorted(self.collection.listed)
        if not self.anonymous:
            return {name: name for name in [*students, self.teacher]}
        drawn = sorted(students, key=lambda name: sha256(f"class {name}"))
        return {name: f"M{number:02d}" for number, name in enumerate(drawn, start=1)} | {self.teacher: self.teacher}

    def _modes(self) -> dict[tuple[str, str], set[str]]:
        seen: dict[tuple[str, str], set[str]] = {}
        for one in self.study.decisions:
            if one.action not in OF_A_CODING:
                continue
            seen.setdefault((one.coder, one.transcript), set()).add(one.mode)
        return seen


def write(collection: Collection, *, anonymous: bool = False) -> list[Path]:
    """Write report.id.html, report.en.html, pairs.csv, divisions.csv (and in an anonymous one key.csv beside the data)."""
    whole = Class(collection, anonymous=anonymous)
    target = paths.build() / "class"
    written = [target / f"report.{language}.html" for language in LANGUAGES]
    for language, path in zip(LANGUAGES, written, strict=True):
        write_text(path, page(whole, language))
    write_text(target / "pairs.csv", _csv(_pair_rows(whole), [*_PAIR, "percent", "kappa", "ac1"]))
    columns = ["segment", "text", "entropy", "readers", "codes", "students", "names"]
    write_text(target / "divisions.csv", _csv(_division_rows(whole), columns))
    if anonymous:
        rows = [{"student": name, "shown": shown} for name, shown in sorted(whole.names.items())]
        write_text(collection.root / "key.csv", _csv(rows, ["student", "shown"]))
    return [*written, target / "pairs.csv", target / "divisions.csv"]


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    return to_csv([{key: defuse(v) if isinstance(v, str) else v for key, v in row.items()} for row in rows], columns)


def _pair_rows(whole: Class) -> list[dict[str, Any]]:
    return [
        {
            **dict(zip(_PAIR, (whole.names[one.first], whole.names[one.second], one.transcript or "all",
                               sum(one.counts) // len(whole.codes), *one.counts), strict=True)),
            **{key: "" if value != value else f"{value:.4f}"
               for key, value in (("percent", one.percent), ("kappa", one.kappa), ("ac1", one.ac1))},
        }
        for one in whole.pairs
    ]  # fmt: skip


def _division_rows(whole: Class) -> list[dict[str, Any]]:
    return [
        {
            "segment": one.segment["segment"],
            "text": one.segment["text"],
            "entropy": f"{one.entropy:.4f}",
            "readers": one.readers,
            "codes": "; ".join(f"{code} {status}" for code, status in answer),
            "students": len(who),
            "names": " ".join(sorted(whole.names[name] for name in who)),
        }
        for one in togetherness.divisions(whole.double, whole.teacher)
        for answer, who in one.answers
    ]


def page(whole: Class, language: str) -> str:
    """The report in one language; all that people wrote is escaped by the template."""
    here = Path(__file__).parent
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(here), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["number"] = lambda value, digits=2: labels.number(float(value), digits, language)
    return environment.get_template("report.html").render(
        language=language,
        say=lambda key, **told: words.say(key, **told)[language],
        statement=whole.statement[language],
        gold=whole.teacher,
        gold_note=whole.collection.gold.note[language],
        students=_students(whole),
        notices=[
            {"who": whole.names.get(one.student, one.student), "place": _place(whole, one.place),
             "said": one.said[language], "grave": one.grave}
            for one in whole.collection.notices
        ],
        picture=_picture(whole, language),
        groups=_groups(whole),
        pairs=[one for one in whole.pairs if not one.transcript and whole.teacher not in (one.first, one.second)],
        names=whole.names,
        divisions=[_division(whole, one, language) for one in togetherness.divisions(whole.double, whole.teacher)[:MOST]],
    )  # fmt: skip


def _place(whole: Class, place: str) -> str:
    """Where a file stands; a file's name would tell whose it is."""
    return "" if whole.anonymous else place


def _students(whole: Class) -> list[dict[str, Any]]:
    rows = []
    for name in sorted(whole.collection.students, key=whole.names.__getitem__):
        standing = [one for one in whole.study.replay.standing if one.coder == name]
        rows.append(
            {
                "name": whole.names[name],
                "codings": len(standing),
                "memos": sum(bool(one.memo.strip()) for one in standing),
                "finished": [one for one in whole.study.texts if name in whole.study.replay.completed.get(one, ())],
                "not_blind": bool({"suggestions", "sheet"} & whole.modes.get((name, BLIND), set())),
            }
        )
    return rows


def _picture(whole: Class, language: str) -> str:
    found = [one for one in whole.pairs if not one.transcript]
    if not found:
        return ""
    drawn = heat.draw(found, heat.order(found, whole.teacher), whole.names, language)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode("ascii")


def _groups(whole: Class) -> list[dict[str, Any]]:
    """Each student beside the teacher: on each transcript and on both."""
    rows: dict[str, dict[str, PairAgreement]] = {}
    for one in whole.pairs:
        if whole.teacher in (one.first, one.second):
            rows.setdefault(one.first, {})[one.transcript] = one
    ordered = sorted(rows, key=lambda name: whole.names[name])
    return [{"name": whole.names[name], "on": rows[name]} for name in ordered]


def _division(whole: Class, one: Division, language: str) -> dict[str, Any]:
    segment = one.segment["segment"]
    reason = whole.collection.gold.reasons.get(segment)
    return {
        "segment": segment,
        "text": one.segment["text"],
        "question": _question(whole, one.segment),
        "entropy": one.entropy,
        "readers": one.readers,
        "answers": [
            {
                "codes": _codes(answer, language),
                "who": [
                    {"name": whole.names[name], "memo": _memo(whole, name, segment)} for name in _in_order(whole, who)
                ],
            }
            for answer, who in one.answers
        ],
        "teacher": _codes(togetherness.answer(whole.double, whole.teacher, segment), language),
        "reason": reason[language] if reason else "",
    }


def _question(whole: Class, segment: Row) -> str:
    """What was asked before a sentence: short answers cannot be talked of without it."""
    name, turn = segment["transcript"], int(segment["turn"])
    asked = [one for one in whole.turns[name] if one.kind == "interviewer" and one.number < turn]
    return whole.texts[name][asked[-1].start : asked[-1].end].strip() if asked else ""


def _in_order(whole: Class, who: Sequence[str]) -> list[str]:
    return sorted(who, key=whole.names.__getitem__)


def _memo(whole: Class, name: str, segment: str) -> str:
    return " | ".join(one.memo for key, one in whole.double.given[name].items() if key[0] == segment and one.memo)


def _codes(answer: Sequence[tuple[str, str]], language: str) -> str:
    given = ", ".join(f"{code} {labels.STATUS[status][language]}" for code, status in answer)
    return given or words.say("r_no_code")[language]
