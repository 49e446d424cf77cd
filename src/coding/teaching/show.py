"""What the course's notebooks show: a transcript with its segments, what the machine suggests, tables of agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from coding import labels, paths
from coding.decisions import codings
from coding.intercoder import double_coding, reliability, reliability_views
from coding.labels import text
from coding.pipeline import Study
from coding.reporting import tables
from coding.review import items
from coding.teaching import current, folder, material, partner, quantities
from coding.teaching.board import Board, Html, board
from coding.teaching.feedback import Feedback, empty
from coding.teaching.material import BLIND
from coding.teaching.tasks import task as task
from coding.teaching.words import say

BY_HAND = "4.5"  # the exercise in which kappa is worked out by hand
_LECTURERS = text("Dosen", "Lecturer")
_SEGMENT, _TEXT = text("Segmen", "Segment"), text("Kalimat", "Sentence")


def _not_yet(number: str) -> Feedback:
    """Nothing of others, nor of the machine, is shown before the own blind reading is finished."""
    return Feedback(number, empty(say("read_first", transcript=BLIND)), current.language())


def transcript(name: str = BLIND) -> Html:
    """A transcript as it is read: turns, and before each sentence of an informant the number of its segment.

    In the English notebooks each turn has a gloss below it.
    """
    study = material.teaching()
    starts = {int(row["start"]): row["segment"].rsplit("-", 1)[1].lstrip("0") for row in material.segments(name)}
    lines = []
    glosses = material.glosses()[name] if current.language() == "en" else [""] * len(study.turns[name])
    for turn, gloss in zip(study.turns[name], glosses, strict=True):
        said, cuts = study.texts[name], sorted(start for start in starts if turn.start <= start < turn.end)
        parts = [
            f'<sup style="color:#0b5c8c;font-weight:bold">{starts[start]}</sup>&nbsp;{escape(said[start:end].strip())} '
            for start, end in pairwise([*cuts, turn.end])
        ]
        inner = "".join(parts) or f"<i>{escape(said[turn.start : turn.end].strip())}</i>"
        who = "P" if turn.kind == "interviewer" else "I"
        below = f'<br><span style="color:#555;font-size:.9em" lang="en">{escape(gloss)}</span>' if gloss else ""
        lines.append(f'<p style="margin:.25em 0 .25em 2em;text-indent:-2em" lang="id"><b>{who}:</b> {inner}{below}</p>')
    head = escape(study.texts[name].partition("----")[0].strip()).replace("\n", "<br>")
    title = f"<p><b>{escape(name)}</b> · {escape(study.district.statement[current.language()])}</p>"
    return Html(f'<div style="max-width:46em">{title}<p style="color:#555">{head}<br>----</p>{"".join(lines)}</div>')


def suggestions(segments: Sequence[str]) -> Board | Feedback:
    """What the machine suggests for some sentences, the strongest for each indicator, and the word that made it."""
    if not partner.finished():
        return _not_yet("3.1")
    study = material.study()
    everything = items.from_suggestions(study.suggestions, study.segments)
    found = [one for one in everything if one.segment in segments]
    rows = [
        {
            "segment": one.segment,
            "text": study.by_segment[one.segment]["text"],
            "indicator": tables.indicator_name(study, one.indicator),
            "status": labels.STATUS[one.status],
            "reason": {language: plainly(said) for language, said in one.hits[0].reason.items()},
        }
        for one in found
    ]
    columns = {
        "segment": _SEGMENT,
        "text": _TEXT,
        "indicator": text("Usulan mesin", "The machine suggests"),
        "status": text("Status", "Status"),
        "reason": text("Alasannya", "Its reason"),
    }
    return board(rows, columns)


def plainly(reason: str) -> str:
    """A reason without the signs of a pattern: of several words that may stand in a place, the first.

    >>> plainly("“(tahu|tau) ~1 (dari|lewat) ~1 (orang|warga)”"), plainly("“(tidak) ~1 (ada)”"), plainly("(a few words)")
    ('“tahu … dari … orang”', '“tidak … ada”', '(a few words)')
    """
    first = re.sub(r"\(([^()|]+)\|[^()]*\)", r"\1", reason)
    bare = re.sub(r"\(([^()]+)\)(?= ~\d)|(?<=~\d )\(([^()]+)\)", lambda found: found[1] or found[2], first)
    return re.sub(r" ~\d+ ", " … ", bare)


def counts() -> Board:
    """Sentences of the shipped district: suggested by the machine for one indicator, coded, and both."""
    suggested, coded = quantities.suggested_and_coded()
    rows: list[Mapping[str, object]] = [
        {"what": text("diusulkan mesin", "suggested by the machine"), "number": len(suggested)},
        {"what": text("dikode oleh pengode", "coded by the coder"), "number": len(coded)},
        {"what": text("diusulkan dan dikode", "suggested and coded"), "number": len(suggested & coded)},
    ]
    columns = {"what": text("Kalimat", "Sentences"), "number": text("Jumlah", "Number")}
    return board(rows, columns)


def against_the_machine(name: str = BLIND) -> Board | Feedback:
    """Sentence by sentence, what the student coded and what the machine suggests; where both have nothing, no line."""
    if not partner.finished():
        return _not_yet("3.1")
    study, language, student = material.study(), current.language(), folder.coder()
    own = codings.in_segments([one for one in study.replay.standing if one.coder == student], study.segments)
    mine = {key: held[0].status for key, held in own.items()}
    machine = {
        (one.segment, one.indicator): one.status for one in items.from_suggestions(study.suggestions, study.segments)
    }
    rows: list[Mapping[str, object]] = [
        {
            "segment": row["segment"],
            "text": row["text"],
            "mine": _codes(mine, row["segment"], language),
            "machine": _codes(machine, row["segment"], language),
        }
        for row in material.segments(name)
        if any(key[0] == row["segment"] for key in mine.keys() | machine.keys())
    ]
    columns = {"segment": _SEGMENT, "text": _TEXT, "mine": text("Anda", "You"), "machine": text("Mesin", "The machine")}
    return board(rows, columns)


def _codes(held: Mapping[tuple[str, str], str], segment: str, language: str) -> str:
    given = sorted((code, status) for (name, code), status in held.items() if name == segment)
    return ", ".join(f"{code} {labels.STATUS[status][language]}" for code, status in given) or "–"


def codebook() -> Board:
    """The seven indicators with definition and bounds."""
    rows: list[Mapping[str, object]] = [
        {
            "code": one.code,
            "label": one.label,
            "definition": one.definition,
            "include": {lang: " · ".join(one.include[lang]) for lang in labels.LANGUAGES},
            "exclude": {lang: " · ".join(one.exclude[lang]) for lang in labels.LANGUAGES},
        }
        for one in material.teaching().codebook.indicators
    ]
    columns = {
        "code": text("Kode", "Code"),
        "label": text("Indikator", "Indicator"),
        "definition": text("Definisi", "Definition"),
        "include": text("Batas dalam", "Included"),
        "exclude": text("Batas luar", "Excluded"),
    }
    return board(rows, columns)


def table(code: str = quantities.CODE) -> Board:
    """The two by two table of the shipped district's demonstration coders for one indicator."""
    import pandas as pd

    both, first, second, neither = quantities.table(code)
    yes, no, total = (text("memberi kode", "gave the code"), text("tidak", "did not"), text("jumlah", "total"))
    lang = current.language()
    a, b = double_coding.load(material.shipped()).pairs[0].coders
    rows = [[both, first, both + first], [second, neither, second + neither],
            [both + second, first + neither, both + first + second + neither]]  # fmt: skip
    lines, columns = ([f"{who}: {yes[lang]}", f"{who}: {no[lang]}", total[lang]] for who in (a, b))
    return Board(pd.DataFrame(rows, index=lines, columns=columns), names=True)


def agreement(of: str = material.DISTRICT, code: str = "") -> Board | Feedback:
    """Agreement by the program: of the shipped district's coders, or of the student and whoever coded beside them.

    of: a district. code: one indicator only. Empty where no two coders have read the same transcript to its end, and
    for the shipped district before the student has worked kappa out by hand.
    """
    if of.strip() not in paths.districts() and of != material.SHIPPED:
        return Feedback("P.2", empty(say("which_district")), current.language())
    if of == material.SHIPPED and not current.solved(BY_HAND):
        return Feedback(BY_HAND, empty(say("by_hand_first", number=BY_HAND)), current.language())
    return _agreement(material.shipped() if of == material.SHIPPED else material.study(of.strip()), code)


def agreement_with_teacher() -> Board | Feedback:
    """Agreement of the student with the teacher's coding, on what the student has read to the end."""
    if not partner.accompanied():
        return Feedback("4.9", empty(say("alone", transcript=BLIND)), current.language())
    found = partner.lecturers()
    return _agreement(partner.with_teacher(found), with_=found.coder)


def _agreement(study: Study, code: str = "", with_: str = "") -> Board:
    double = double_coding.load(study)
    mine = folder.owner().name if study.name != material.SHIPPED else ""
    rows: list[Mapping[str, object]] = []
    for pair in double.pairs:
        if (mine and mine not in pair.coders) or (with_ and with_ not in pair.coders):
            continue
        found = reliability.compare(double, pair, study.codebook.codes)
        for one, figures in found.items():
            if code in ("", one):
                rows.append({"pair": pair.name, **reliability.agreement_row(study, one, figures)})
    columns = {"pair": text("Pengode", "Coders"), **reliability.COLUMNS}
    return board(rows, columns)


def differences() -> Board:
    """The sentences on which the student and the invited coder differ, with both memos."""
    study = material.study()
    return Board(reliability_views.disagreements(study, reliability.analyse(study), current.language(), most=60))


def teacher() -> Board | Feedback:
    """Sentence by sentence: the student's coding, the teacher's, and the teacher's reason; finished transcripts only."""
    if not partner.accompanied():
        return Feedback("4.9", empty(say("alone", transcript=BLIND)), current.language())
    gold = partner.lecturers()
    student, lang, double = folder.owner().name, current.language(), double_coding.load(partner.with_teacher(gold))
    rows: list[Mapping[str, object]] = [
        {
            "segment": row["segment"],
            "text": row["text"],
            "mine": given(double, student, row["segment"], lang),
            "teacher": given(double, gold.coder, row["segment"], lang),
            "reason": gold.reasons.get(row["segment"], "–"),
        }
        for transcript, readers in double.readers.items()
        if {student, gold.coder} <= set(readers)
        for row in double.of([transcript])
    ]
    columns = {
        "segment": _SEGMENT,
        "text": _TEXT,
        "mine": text("Anda", "You"),
        "teacher": _LECTURERS if gold.own else text("Guru (demonstrasi)", "Teacher (demonstration)"),
        "reason": text("Alasannya", "The reason"),
    }
    return board(rows, columns)


def given(double: double_coding.DoubleCoding, coder: str, segment: str, language: str) -> str:
    """What a coder gave a segment, "1 ada, 7 sebagian"; a dash for nothing."""
    return _codes({key: one.status for key, one in double.given[coder].items()}, segment, language)
