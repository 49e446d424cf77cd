"""The tables of the study: each function computes one from a district's files, writes it, and returns it printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import agreement, claims, discover, findings, labels, network, outputs, provenance, stakeholders
from coding.files import Row
from coding.labels import Text, text
from coding.outputs import Caption, Number
from coding.pipeline import Study

Printed = dict[str, Any]


def _source(study: Study, codings: Sequence[Row] | None = None) -> Text:
    if codings is None:
        return provenance.of_transcripts(study.transcripts)
    return provenance.of_codings(codings, study.transcripts, study.coders)


def _role(study: Study, transcript: str, participant: str) -> Text:
    for person in study.people:
        if (person["transcript"], person["participant"]) == (transcript, participant):
            return {"id": person["role"], "en": person["role_en"] or person["role"]}
    return {"id": participant, "en": participant}


def corpus(study: Study) -> Printed:
    """One line a transcript: what it is, its words, turns and segments, and how much of it informants speak."""
    rows = []
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
            "informants": len(
                {person["participant"] for person in study.people if person["level"] != "interviewer"}
            ),
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
            _source(study),
            note=text(
                "% informan: bagian kata yang bukan ucapan pewawancara.",
                "% informants: share of words not spoken by interviewers.",
            ),
        ),
        shown={"method": labels.METHOD},
    )


def _voices(study: Study, transcript: str) -> Text:
    informants = [
        row for row in study.people if row["transcript"] == transcript and row["level"] != "interviewer"
    ]
    if len(informants) == 1:
        return _role(study, informants[0]["transcript"], informants[0]["participant"])
    codes = ", ".join(person["participant"] for person in informants)
    return text(f"{len(informants)} orang: {codes}", f"{len(informants)} persons: {codes}")


def codebook(study: Study) -> Printed:
    """The indicators with their definitions, numbers of keywords, suggestions and codings."""
    suggested = Counter(one["indicator"] for one in study.suggestions)
    rows = [
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
                " %",
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
            text("Buku kode: tujuh indikator koordinasi.", "Codebook: the seven indicators of coordination."),
            _source(study),
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
        for line in discover.forms(study.suggestions)
    ]
    return outputs.write_table(
        study.name,
        "keywords",
        rows,
        {
            "indicator": text("Kode", "Code"),
            "keyword": text("Kata kunci", "Keyword"),
            "forms": text("Bentuk yang ditemukan", "Forms met"),
            "hits": text("Temuan", "Hits"),
            "transcripts": text("Transkrip", "Transcripts"),
        },
        Caption(text("Apa yang ditemukan tiap kata kunci.", "What each keyword matched."), _source(study)),
    )


def review(study: Study) -> Printed:
    """How suggestions and codings meet, per indicator: confirmed, not confirmed, found by reading alone."""
    read = {row["transcript"] for row in study.transcripts} & set(study.replay.completed)
    suggested = {(one["segment"], one["indicator"]) for one in study.suggestions if one["transcript"] in read}
    coded = {
        (one["segment"], one["indicator"])
        for one in study.codings
        if one["transcript"] in read and one["source"] != "machine"
    }
    rows = []
    for indicator in [*study.codebook.codes, "all"]:
        mine = {key for key in suggested if indicator in ("all", key[1])}
        theirs = {key for key in coded if indicator in ("all", key[1])}
        both = len(mine & theirs)
        rows.append(
            {
                "indicator": _indicator(study, indicator),
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
            "coded_share": Number(
                100 * coded_segments / len(segments) if segments else float("nan"), 1, " %"
            ),
            "confirmed_share": Number(100 * total["precision"], 1, " %"),
            "found_share": Number(100 * total["recall"], 1, " %"),
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
            _source(study, study.codings),
            note=text(
                "Pengode membaca teks penuh tanpa melihat usulan.",
                "The coders read the full text without seeing the suggestions.",
            ),
        ),
    )


def _indicator(study: Study, code: str) -> Text:
    if code == "all":
        return text("Semua", "All")
    short = study.codebook[code].short
    return {language: f"{code} {short[language]}" for language in labels.LANGUAGES}


def reliability(study: Study) -> tuple[Printed, dict[str, agreement.Agreement]]:
    """Agreement of the two coders who share most transcripts; empty where nobody has coded the same text."""
    pair, shared = common(study)
    found: dict[str, agreement.Agreement] = {}
    rows: list[dict[str, Any]] = []
    if pair:
        segments = [
            (row["transcript"], row["segment"]) for row in study.segments if row["transcript"] in shared
        ]
        given = {coder: given_by(study, coder, shared) for coder in pair}
        for code in [*study.codebook.codes, "any"]:
            first, second = ({segment for segment, one in given[c] if code in ("any", one)} for c in pair)
            found[code] = agreement.compare(segments, first, second)
            rows.append(_agreement_row(study, code, found[code]))
        status = agreement.status_alpha(_status_pairs(given[pair[0]], given[pair[1]]))
        total = found["any"]
        outputs.write_numbers(
            study.name,
            {
                "double_coded_transcripts": len(shared),
                "double_coded_segments": len(segments),
                "kappa_any": Number(total.kappa.value, 2),
                "positive_any": Number(total.positive.value, 2),
                "alpha_status": Number(status, 2),
                "kappa_lowest": Number(min(found[code].kappa.value for code in study.codebook.codes), 2),
                "kappa_highest": Number(max(found[code].kappa.value for code in study.codebook.codes), 2),
            },
        )
    columns = {
        "indicator": text("Indikator", "Indicator"),
        "both": text("Keduanya", "Both"),
        "only_first": text("Hanya 1", "Only 1"),
        "only_second": text("Hanya 2", "Only 2"),
        "neither": text("Tidak satu pun", "Neither"),
        "percent": text("Sama (%)", "Agree (%)"),
        "positive": text("Positif", "Positive"),
        "kappa": text("Kappa", "Kappa"),
        "alpha": text("Alpha", "Alpha"),
    }
    names = ", ".join(pair) or "–"
    caption = Caption(
        text(
            f"Kesepakatan dua pengode ({names}) atas ada tidaknya indikator dalam segmen.",
            f"Agreement of two coders ({names}) on the presence of an indicator in a segment.",
        ),
        _source(study, study.codings),
        note=text(
            "Interval 95 % dari bootstrap atas transkrip. Positif: kesepakatan positif (Dice); kappa: Cohen; "
            "alpha: Krippendorff, nominal.",
            "95 % intervals from a bootstrap over transcripts. Positive: Dice; kappa: Cohen; alpha: Krippendorff, "
            "nominal.",
        ),
    )
    return outputs.write_table(study.name, "agreement", rows, columns, caption), found


def common(study: Study) -> tuple[list[str], set[str]]:
    """The two coders who read most transcripts in common, and these transcripts."""
    coders = sorted(study.coders)
    shared = {
        (first, second): {t for t, done in study.replay.completed.items() if {first, second} <= done}
        for n, first in enumerate(coders)
        for second in coders[n + 1 :]
    }
    best = max(shared, key=lambda pair: len(shared[pair]), default=None)
    return (list(best), shared[best]) if best and shared[best] else ([], set())


def given_by(study: Study, coder: str, transcripts: set[str]) -> dict[tuple[str, str], str]:
    """(segment, indicator) → status of one coder's codings in some transcripts."""
    from coding.decisions import in_segments

    mine = [one for one in study.replay.standing if one.coder == coder and one.transcript in transcripts]
    return {key: held[0].status for key, held in in_segments(mine, study.segments).items()}


def _status_pairs(
    first: dict[tuple[str, str], str], second: dict[tuple[str, str], str]
) -> list[tuple[int, int]]:
    order = {"absent": 0, "partial": 1, "present": 2}
    return [
        (order[first[key]], order[second[key]])
        for key in sorted(first.keys() & second.keys())
        if first[key] in order and second[key] in order
    ]


def _agreement_row(study: Study, code: str, one: agreement.Agreement) -> dict[str, Any]:
    def shown(estimate: agreement.Estimate, factor: int = 1, digits: int = 2) -> Text:
        values = (factor * estimate.value, factor * estimate.low, factor * estimate.high)
        return {language: labels.interval(*values, digits, language) for language in labels.LANGUAGES}

    return {
        "indicator": text("Salah satu", "Any") if code == "any" else _indicator(study, code),
        "both": one.both,
        "only_first": one.only_first,
        "only_second": one.only_second,
        "neither": one.neither,
        "percent": {
            language: labels.number(100 * one.percent.value, 1, language) for language in labels.LANGUAGES
        },
        "positive": shown(one.positive),
        "kappa": shown(one.kappa),
        "alpha": shown(one.alpha),
    }


def cells(study: Study) -> dict[tuple[str, str], findings.Cell]:
    """The coordination matrix of the stakeholders that the district's participants stand for."""
    directory = stakeholders.load(study.name)
    heard = {person["stakeholder"] for person in study.people if person["stakeholder"]}
    known = [key for key in directory.stakeholders if key in heard]
    order = sorted(known, key=lambda key: list(directory.levels).index(directory.stakeholders[key].level))
    return findings.matrix(study.codings, speakers(study), order, study.codebook.codes)


def speakers(study: Study) -> dict[str, str]:
    """segment → role code of its speaker."""
    return {row["segment"]: row["speaker"] for row in study.segments}


def matrix(study: Study, found: dict[tuple[str, str], findings.Cell]) -> Printed:
    """The matrix as the paper prints it, and the cells with their chosen quotes as data."""
    directory = stakeholders.load(study.name)
    names = list(dict.fromkeys(stakeholder for stakeholder, _ in found))
    rows: list[dict[str, Any]] = []
    for name in names:
        row: dict[str, Any] = {"stakeholder": directory.stakeholders[name].short}
        for code in study.codebook.codes:
            row[code] = _cell_text(found[name, code])
        rows.append(row)
    by_segment = {row["segment"]: row for row in study.segments}
    data = []
    for (name, code), cell in found.items():
        quote = next((one for one in cell.quotes if one["status"] == cell.status), None)
        quote = quote or (cell.quotes[0] if cell.quotes else None)
        who = by_segment[quote["segment"]]["speaker"] if quote else ""
        role = _role(study, quote["transcript"], who) if quote else text("", "")
        data.append(
            {
                "stakeholder": name,
                "short_id": directory.stakeholders[name].short["id"],
                "short_en": directory.stakeholders[name].short["en"],
                "indicator": code,
                "status": cell.status,
                **{
                    status: cell.counts.get(status, 0)
                    for status in ("present", "partial", "absent", "unclear")
                },
                "segments": cell.segments,
                "informants": cell.informants,
                "quote": quote["quote"] if quote else "",
                "quote_status": quote["status"] if quote else "",
                "quote_speaker": who,
                "quote_role_id": role["id"],
                "quote_role_en": role["en"],
                "quote_transcript": quote["transcript"] if quote else "",
                "quote_coding": quote["coding"] if quote else "",
            }
        )
    counted = Counter(cell.status for cell in found.values())
    outputs.write_numbers(
        study.name,
        {
            "cells": len(found),
            **{f"cells_{status}": counted[status] for status in findings.CELL_STATUSES},
            **_by_indicator(study, found),
        },
    )
    printed = outputs.write_table(
        study.name,
        "matrix",
        rows,
        {
            "stakeholder": text("Pemangku kepentingan", "Stakeholder"),
            **{code: study.codebook[code].short for code in study.codebook.codes},
        },
        Caption(
            text("Matriks koordinasi: status tiap indikator pada tiap pemangku kepentingan.",
                 "Coordination matrix: status of each indicator for each stakeholder."),
            _source(study, study.codings),
            note=text("Angka: segmen; †: hanya satu informan.", "Numbers: segments; †: one informant only."),
        ),
    )  # fmt: skip
    outputs.write_rows(study.name, "matrix", data, list(data[0]))
    return printed


def _by_indicator(study: Study, found: dict[tuple[str, str], findings.Cell]) -> dict[str, int]:
    """Numbers of cells by indicator and status, of cells with evidence, and of codings by indicator and status."""
    numbers = {}
    for code in study.codebook.codes:
        column = [cell for (_, one), cell in found.items() if one == code]
        for status in findings.CELL_STATUSES:
            numbers[f"cells_{status}_{code}"] = sum(cell.status == status for cell in column)
        numbers[f"cells_heard_{code}"] = sum(cell.status != "none" for cell in column)
        for status in ("present", "partial", "absent", "unclear"):
            numbers[f"codings_{status}_{code}"] = sum(cell.counts.get(status, 0) for cell in column)
    return numbers


def _cell_text(cell: findings.Cell) -> Text:
    mark = "†" if cell.single else ""
    return {
        language: f"{words} ({cell.segments}{mark})" if cell.segments else "–"
        for language, words in labels.STATUS[cell.status].items()
    }


def robustness(study: Study, found: dict[tuple[str, str], findings.Cell]) -> Printed:
    """How many cells keep their status when each coder stands alone, or only shared codings count."""
    variants: list[tuple[Text, list[Row]]] = []
    for coder in sorted(study.coders):
        mine = [one for one in study.codings if coder in one["coders"].split(";")]
        variants.append((text(f"hanya pengode {coder}", f"coder {coder} alone"), mine))
    if study.coders:
        strict = findings.only_held_by_all(study.codings, study.replay.completed)
        variants.append(
            (text("hanya yang dipegang semua pembacanya", "only what all its readers hold"), strict)
        )
    names = list(dict.fromkeys(stakeholder for stakeholder, _ in found))
    rows = []
    for label, codings in variants:
        other = findings.matrix(codings, speakers(study), names, study.codebook.codes)
        both = [key for key in found if found[key].status != "none" and other[key].status != "none"]
        same = sum(found[key].status == other[key].status for key in both)
        opposed = sum({found[key].status, other[key].status} == {"present", "absent"} for key in both)
        rows.append(
            {
                "codings": label,
                "number": len(codings),
                "cells": len(both),
                "same": same,
                "changed": len(both) - same - opposed,
                "opposed": opposed,
            }
        )
    return outputs.write_table(
        study.name,
        "robustness",
        rows,
        {
            "codings": text("Pengodean", "Codings"),
            "number": text("Jumlah", "Number"),
            "cells": text("Sel yang dapat dibandingkan", "Cells that can be compared"),
            "same": text("Status sama", "Same status"),
            "changed": text("Status berubah", "Status changed"),
            "opposed": text("Status berlawanan", "Status reversed"),
        },
        Caption(
            text(
                "Seberapa jauh matriks bergantung pada pengodenya.",
                "How far the matrix depends on who coded.",
            ),
            _source(study, study.codings),
        ),
    )


def ties(study: Study, found: Sequence[network.Tie]) -> Printed:
    """One line a tie: who tells of whom, status, channels, evidence."""
    directory = stakeholders.load(study.name)
    channel = {one.key: one.label for one in directory.channels}
    rows = []
    for tie in sorted(found, key=lambda tie: (-sum(tie.counts.values()), tie.source, tie.target)):
        share = tie.formal_share(directory)
        rows.append(
            {
                "source": directory.stakeholders[tie.source].short,
                "target": directory.stakeholders[tie.target].short,
                "status": labels.STATUS[tie.status],
                "codings": sum(tie.counts.values()),
                "informants": len(tie.informants),
                "channels": {
                    language: ", ".join(
                        f"{channel[key][language]} ({n})"
                        for key, n in sorted(tie.channels.items(), key=lambda pair: (-pair[1], pair[0]))
                    )
                    for language in labels.LANGUAGES
                },
                "formal": "" if share is None else f"{round(100 * share)}",
            }
        )
    return outputs.write_table(
        study.name,
        "ties",
        rows,
        {
            "source": text("Yang bercerita", "Who tells"),
            "target": text("Tentang", "Of whom"),
            "status": text("Status", "Status"),
            "codings": text("Pengodean", "Codings"),
            "informants": text("Informan", "Informants"),
            "channels": text("Saluran", "Channels"),
            "formal": text("% formal", "% formal"),
        },
        Caption(
            text("Hubungan yang diceritakan para informan.", "Ties as informants tell them."),
            _source(study, study.codings),
        ),
    )


def centrality(study: Study, found: Sequence[network.Tie]) -> Printed:
    """In- and out-degree and betweenness of each stakeholder heard."""
    directory = stakeholders.load(study.name)
    heard = [key for key in directory.stakeholders if any(p["stakeholder"] == key for p in study.people)]
    told = network.graph(found)
    measured = network.measures(told, heard)
    order = sorted(heard, key=lambda key: (-measured[key]["named_by"], -measured[key]["names"], key))
    rows = [
        {
            "stakeholder": directory.stakeholders[key].short,
            "named_by": int(measured[key]["named_by"]),
            "names": int(measured[key]["names"]),
            "betweenness": measured[key]["betweenness"],
        }
        for key in order
    ]
    outputs.write_numbers(
        study.name,
        {
            "ties_told": told.number_of_edges(),
            "ties_denied": sum(tie.status == "absent" for tie in found),
            "density": Number(network.density(told, heard), 2),
        },
    )
    return outputs.write_table(
        study.name,
        "centrality",
        rows,
        {
            "stakeholder": text("Pemangku kepentingan", "Stakeholder"),
            "named_by": text("Disebut oleh", "Named by"),
            "names": text("Menyebut", "Names"),
            "betweenness": text("Keantaraan", "Betweenness"),
        },
        Caption(
            text("Kedudukan dalam jaringan yang diceritakan.", "Position in the network as told."),
            _source(study, study.codings),
            note=text(
                "Jaringan kecil dari cerita: angka ini menggambarkan, tidak menguji.",
                "A small network from talk: the figures describe and do not test.",
            ),
        ),
    )


def replication(study: Study, tests: Sequence[claims.Test]) -> Printed:
    """Each claim with what bears on it and a verdict."""
    turns = {row["segment"]: int(row["turn"]) for row in study.segments}
    rows = []
    for one in tests:
        found, written = claims.recovered(one.claim, study.grounding, study.codings, turns)
        rows.append(
            {
                "claim": one.claim.id,
                "text": one.claim.text,
                "indicator": one.claim.indicator or "–",
                "expected": labels.STATUS[one.claim.status],
                "found": labels.STATUS[one.status] if one.claim.indicator else text("–", "–"),
                "for": one.counts.get(one.claim.status, 0),
                "other": sum(one.counts.values()) - one.counts.get(one.claim.status, 0),
                "informants": one.informants,
                "verdict": labels.VERDICT[one.verdict],
                "recovered": f"{found}/{written}" if written and one.claim.indicator else "–",
            }
        )
    counted = Counter(one.verdict for one in tests)
    outputs.write_numbers(
        study.name,
        {"claims": len(tests), **{f"claims_{verdict}": counted[verdict] for verdict in claims.VERDICTS}},
    )
    return outputs.write_table(
        study.name,
        "claims",
        rows,
        {
            "claim": text("Temuan", "Claim"),
            "text": text("Isi (ringkasan kami, bahasa Inggris)", "What it says (our paraphrase)"),
            "indicator": text("Ind.", "Ind."),
            "expected": text("Artikel", "Article"),
            "found": text("Pengodean", "Codings"),
            "for": text("Sama", "Same"),
            "other": text("Lain", "Other"),
            "informants": text("Informan", "Informants"),
            "verdict": text("Putusan", "Verdict"),
            "recovered": text("Giliran", "Turns"),
        },
        Caption(
            text("Temuan artikel dan pengodean yang bersangkut dengannya.",
                 "The article's findings and the codings that bear on them."),
            _source(study, study.codings),
            note=text(
                "Untuk rekonstruksi, kesejalanan ini melingkar: teksnya ditulis dari temuan itu. Giliran: giliran yang "
                "ditulis untuk temuan itu dan di dalamnya pengode menemukan indikatornya.",
                "For reconstructions this agreement is circular: the texts were written from the findings. Turns: those "
                "written for the claim in which coders found its indicator.",
            ),
        ),
    )  # fmt: skip
