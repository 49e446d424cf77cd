"""Tables of the corpus and its coding: each function computes one, writes it, and returns it as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import labels
from coding.files import Row
from coding.labels import Text, text
from coding.language import discover
from coding.pipeline import Study
from coding.reporting import outputs, provenance
from coding.reporting.outputs import Caption, Number

Printed = dict[str, Any]


def source_line(study: Study, codings: Sequence[Row] | None = None) -> Text:
    if codings is None:
        return provenance.of_transcripts(study.transcripts)
    return provenance.of_codings(codings, study.transcripts, study.coders)


def role_name(study: Study, transcript: str, participant: str) -> Text:
    for person in study.people:
        if (person["transcript"], person["participant"]) == (transcript, participant):
            return {"id": person["role"], "en": person["role_en"] or person["role"]}
    return {"id": participant, "en": participant}


def indicator_name(study: Study, code: str) -> Text:
    if code == "all":
        return text("Semua", "All")
    short = study.codebook[code].short
    return {language: f"{code} {short[language]}" for language in labels.LANGUAGES}


def corpus(study: Study) -> Printed:
    """One line a transcript: what it is, its words, turns and segments, and how much of it informants speak."""
    rows: list[dict[str, Any]] = []
    for row in study.transcripts:
        name = row["transcript"]
        spoken = Counter[str]()
        for turn in study.turns[name]:
            spoken[turn.kind] += len(study.texts[name][turn.start : turn.end].split())
        rows.append(
            {
                "transcript": row["transcript"],
                "method": row["method"],
                "date": row["date"],
                "voices": _voices(study, name),
                "words": int(row["words"]),
                "turns": len(study.turns[name]),
                "segments": sum(segment["transcript"] == name for segment in study.segments),
                "informants_share": round(100 * (1 - spoken["interviewer"] / max(1, spoken.total()))),
            }
        )
    outputs.write_numbers(
        study.name,
        {
            "transcripts": len(rows),
            "interviews": sum(row["method"] == "interview" for row in rows),
            "fgds": sum(row["method"] == "fgd" for row in rows),
            "documents": sum(row["method"] == "document" for row in rows),
            "words": sum(row["words"] for row in rows),
            "turns": sum(row["turns"] for row in rows),
            "segments": len(study.segments),
            "informants": len({person["participant"] for person in study.people if person["level"] != "interviewer"}),
        },
    )
    return outputs.write_table(
        study.name,
        "corpus",
        rows,
        {
            "transcript": text("Transkrip", "Transcript"),
            "method": text("Metode", "Method"),
            "date": text("Tanggal", "Date"),
            "voices": text("Informan", "Informants"),
            "words": text("Kata", "Words"),
            "turns": text("Giliran", "Turns"),
            "segments": text("Segmen", "Segments"),
            "informants_share": text("% informan", "% informants"),
        },
        Caption(
            text("Transkrip yang dikode.", "The transcripts that were coded."),
            source_line(study),
            note=text(
                "% informan: bagian kata yang bukan ucapan pewawancara.",
                "% informants: share of words not spoken by interviewers.",
            ),
        ),
        shown={"method": labels.METHOD},
    )


def _voices(study: Study, transcript: str) -> Text:
    informants = [row for row in study.people if row["transcript"] == transcript and row["level"] != "interviewer"]
    if len(informants) == 1:
        return role_name(study, informants[0]["transcript"], informants[0]["participant"])
    codes = ", ".join(person["participant"] for person in informants)
    return text(f"{len(informants)} orang: {codes}", f"{len(informants)} persons: {codes}")


_BOOK = text("Buku kode", "Codebook")


def codebook(study: Study) -> Printed:
    """The indicators with their definitions, numbers of keywords, suggestions and codings."""
    suggested = Counter(one["indicator"] for one in study.suggestions)
    rows: list[dict[str, Any]] = [
        {
            "indicator": f"{one.code}",
            "label": one.label,
            "definition": one.definition,
            "keywords": len(one.keywords),
            "suggestions": suggested[one.code],
        }
        for one in study.codebook.indicators
    ]
    outputs.write_numbers(
        study.name,
        {
            "keywords": sum(row["keywords"] for row in rows),
            "suggestions": len(study.suggestions),
            "suggested_segments": len({one["segment"] for one in study.suggestions}),
            "suggested_share": Number(
                100 * len({one["segment"] for one in study.suggestions}) / max(1, len(study.segments)),
                1,
                "%",
            ),
        },
    )
    return outputs.write_table(
        study.name,
        "codebook",
        rows,
        {
            "indicator": text("Kode", "Code"),
            "label": text("Indikator", "Indicator"),
            "definition": text("Definisi", "Definition"),
            "keywords": text("Kata kunci", "Keywords"),
            "suggestions": text("Usulan", "Suggestions"),
        },
        Caption(
            {language: f"{word}: {study.codebook.framework[language]}." for language, word in _BOOK.items()},
            source_line(study),
            note=text(
                "Usulan dibuat mesin dan bukan pengodean.",
                "Suggestions are made by the machine and are no codings.",
            ),
        ),
    )


def keywords(study: Study) -> Printed:
    """What each keyword matched, so that a researcher sees what it swallows."""
    rows = [
        dict(zip(("indicator", "keyword", "forms", "hits", "transcripts"), line, strict=True))
        for line in discover.forms(
            study.suggestions, lambda one: study.consent.quote(one["transcript"], study.speakers[one["segment"]])
        )
    ]
    return outputs.write_table(
        study.name,
        "keywords",
        rows,
        {
            "indicator": text("Kode", "Code"),
            "keyword": text("Kata kunci", "Keyword"),
            "forms": text("Bentuk yang ditemukan", "Forms met"),
            "hits": text("Kemunculan", "Hits"),
            "transcripts": text("Transkrip", "Transcripts"),
        },
        Caption(text("Apa yang ditemukan tiap kata kunci.", "What each keyword matched."), source_line(study)),
    )


def _same_status(study: Study, keys: set[tuple[str, str]]) -> float:
    """Share of (segment, indicator) pairs, both suggested and coded, whose status the machine has right."""
    ours = {(one["segment"], one["indicator"]): one["status"] for one in study.codings}
    theirs: dict[tuple[str, str], set[str]] = {}
    for one in study.suggestions:
        theirs.setdefault((one["segment"], one["indicator"]), set()).add(one["status"])
    return sum(theirs[key] == {ours[key]} for key in keys) / len(keys) if keys else float("nan")


def review(study: Study) -> Printed:
    """How suggestions and codings meet, per indicator: confirmed, not confirmed, found by reading alone."""
    rows: list[dict[str, Any]] = []
    read = {row["transcript"] for row in study.transcripts} & set(study.replay.completed)
    suggested = {(one["segment"], one["indicator"]) for one in study.suggestions if one["transcript"] in read}
    coded = {
        (one["segment"], one["indicator"])
        for one in study.codings
        if one["transcript"] in read and one["source"] != "machine"
    }
    for indicator in [*study.codebook.codes, "all"]:
        mine = {key for key in suggested if indicator in ("all", key[1])}
        theirs = {key for key in coded if indicator in ("all", key[1])}
        both = len(mine & theirs)
        rows.append(
            {
                "indicator": indicator_name(study, indicator),
                "suggested": len(mine),
                "coded": len(theirs),
                "both": both,
                "precision": both / len(mine) if mine else float("nan"),
                "recall": both / len(theirs) if theirs else float("nan"),
            }
        )
    total = rows[-1]
    segments = [one for one in study.segments if one["transcript"] in read]
    coded_segments = len({segment for segment, _ in coded})
    outputs.write_numbers(
        study.name,
        {
            "codings": len(study.codings),
            "codings_by_coders": sum(one["source"] != "machine" for one in study.codings),
            "transcripts_read": len(read),
            "coded_segments": coded_segments,
            "coded_share": Number(100 * coded_segments / len(segments) if segments else float("nan"), 1, "%"),
            "confirmed_share": Number(100 * total["precision"], 1, "%"),
            "status_equal_share": Number(100 * _same_status(study, suggested & coded), 1, "%"),
            "found_share": Number(100 * total["recall"], 1, "%"),
        },
    )
    return outputs.write_table(
        study.name,
        "review",
        rows,
        {
            "indicator": text("Indikator", "Indicator"),
            "suggested": text("Diusulkan", "Suggested"),
            "coded": text("Dikode", "Coded"),
            "both": text("Keduanya", "Both"),
            "precision": text("Bagian usulan yang dikode", "Share of suggestions coded"),
            "recall": text("Bagian pengodean yang diusulkan", "Share of codings suggested"),
        },
        Caption(
            text(
                "Usulan kata kunci dibandingkan dengan pengodean, per segmen dan indikator.",
                "Keyword suggestions against codings, by segment and indicator.",
            ),
            source_line(study, study.codings),
            note=provenance.of_decisions(study.decisions, read),
        ),
    )
