"""The replication table: each claim of the source with the evidence for, against and missing, and a verdict by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import labels
from coding.findings import claims
from coding.findings.claims import Test
from coding.findings.coordination import cell_status
from coding.findings.results import heard, may_be_quoted
from coding.labels import Text, text
from coding.pipeline import Study
from coding.published.claims_file import Claim, Inconsistency
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, source_line

# Why a claim may come out otherwise than the source has it, and whose doing that is.
NOTES: dict[str, Text] = {
    "S": text("sumbernya sendiri tidak konsisten", "the source itself is inconsistent"),
    "P": text("putusan bergantung pada pengode", "the verdict depends on the coder"),
    "I": text("informan saling bertentangan", "informants contradict each other"),
}


def tests(study: Study, stated: Sequence[Claim]) -> list[Test]:
    """Every claim held against the district's codings."""
    return [claims.test(claim, study.codings, study.speakers) for claim in stated]


def notes(study: Study, one: Test, inconsistencies: Sequence[Inconsistency]) -> list[str]:
    """Keys of NOTES that hold for a claim."""
    told: dict[str, Counter[str]] = {}
    for coding in one.quotes:
        told.setdefault(study.speakers[coding["segment"]], Counter())[coding["status"]] += 1
    alone = {cell_status(counts) for counts in told.values()}
    holds = {
        "S": any(one.claim.id in inconsistency.claims for inconsistency in inconsistencies),
        "P": len(_verdicts_by_coder(study, one)) > 1,
        "I": {"present", "absent"} <= alone,
    }
    return [key for key, it_holds in holds.items() if it_holds]


def _verdicts_by_coder(study: Study, one: Test) -> set[claims.Verdict]:
    """The verdicts to which each coder's codings alone would come, where they say anything clear."""
    verdicts = set()
    for coder in study.coders:
        mine = [coding for coding in one.quotes if coder in coding["coders"].split(";")]
        verdicts.add(claims.test(one.claim, mine, study.speakers).verdict)
    return verdicts - {"open", "not_coded"}


def table(study: Study, tested: Sequence[Test], inconsistencies: Sequence[Inconsistency]) -> Printed:
    """Each claim with what bears on it and a verdict."""
    turns = {row["segment"]: int(row["turn"]) for row in study.segments}
    rows, data, found_again = [], [], []
    for one in tested:
        found, written = claims.recovered(one.claim, study.grounding, study.codings, turns)
        if one.claim.indicator:
            found_again.append((found, written))
        marks = notes(study, one, inconsistencies)
        rows.append(_printed(study, one, marks, f"{found}/{written}" if written and one.claim.indicator else "–"))
        data.append(_data(study, one, marks, found, written))
    _write_numbers(study, tested, found_again, [row["notes"] for row in data])
    printed = outputs.write_table(
        study.name,
        "claims",
        rows,
        {
            "claim": text("Temuan", "Claim"),
            "text": text("Isi (ringkasan kami)", "What it says (our paraphrase)"),
            "indicator": text("Ind.", "Ind."),
            "expected": text("Sumber", "Source"),
            "found": text("Pengodean", "Codings"),
            "for": text("Mendukung", "For"),
            "partly": text("Sebagian", "Partly"),
            "against": text("Menentang", "Against"),
            "missing": text("Tanpa bukti dari", "No evidence from"),
            "verdict": text("Putusan", "Verdict"),
            "notes": text("Catatan", "Note"),
            "recovered": text("Giliran", "Turns"),
        },
        Caption(
            text("Temuan sumber dan pengodean yang berkaitan dengannya.",
                 "The source's findings and the codings that bear on them."),
            source_line(study, study.codings),
            note=labels.joined(*_note()),
        ),
    )  # fmt: skip
    outputs.write_rows(study.name, "claims", data, list(data[0]) if data else [])
    return printed


def _note() -> list[Text]:
    keys = {
        language: "; ".join(f"{key}: {words[language]}" for key, words in NOTES.items())
        for language in labels.LANGUAGES
    }
    return [
        text(
            "Mendukung, sebagian, menentang: jumlah pengodean yang berstatus sama, berselisih satu langkah, berlawanan. "
            "Tanpa bukti dari: pelaku temuan itu yang tuturannya tidak memuat indikatornya.",
            "For, partly, against: codings of the same status, one step apart, opposite. No evidence from: actors of the "
            "claim who say nothing on its indicator.",
        ),
        text(f"Catatan: {keys['id']}.", f"Note: {keys['en']}."),
        text(
            "Untuk rekonstruksi, kesesuaian ini melingkar: teksnya ditulis dari temuan itu. Giliran: yang ditulis untuk "
            "temuan itu; angka pertama: yang indikatornya ditemukan pengode.",
            "For reconstructions this agreement is circular: the texts were written from the findings. Turns: those "
            "written for the claim; first number: those in which coders found its indicator.",
        ),
    ]


def _missing(study: Study, one: Test) -> list[str]:
    return claims.silent(one.claim, one.quotes, heard(study)) if one.claim.indicator else []


def _names(study: Study, keys: Sequence[str]) -> Text:
    known = study.directory.stakeholders
    return {
        language: ", ".join(known[key].short[language] if key in known else key for key in keys) or "–"
        for language in labels.LANGUAGES
    }


def _printed(study: Study, one: Test, marks: Sequence[str], recovered: str) -> dict[str, Any]:
    side = claims.sides(one.claim.status, one.counts)
    return {
        "claim": one.claim.id,
        "text": one.claim.text,
        "indicator": one.claim.indicator or "–",
        "expected": labels.STATUS[one.claim.status],
        "found": labels.STATUS[one.status] if one.claim.indicator else text("–", "–"),
        **{name: side[name] for name in ("for", "partly", "against")},
        "missing": _names(study, _missing(study, one)),
        "verdict": labels.VERDICT[one.verdict],
        "notes": ", ".join(marks) or "–",
        "recovered": recovered,
    }


def _data(study: Study, one: Test, marks: Sequence[str], found: int, written: int) -> dict[str, Any]:
    quote = next((coding for coding in one.quotes if may_be_quoted(study, coding)), None)
    return {
        "claim": one.claim.id,
        "text_id": one.claim.text["id"],
        "text_en": one.claim.text["en"],
        "indicator": one.claim.indicator,
        "subcode": one.claim.subcode,
        "actors": ";".join(one.claim.actors),
        "expected": one.claim.status,
        "found": one.status,
        **{str(side): number for side, number in claims.sides(one.claim.status, one.counts).items()},
        "informants": one.informants,
        "missing": ";".join(_missing(study, one)),
        "verdict": one.verdict,
        "notes": ";".join(marks),
        "turns_found": found,
        "turns_written": written,
        "quote": quote["quote"] if quote else "",
        "quote_status": quote["status"] if quote else "",
        "quote_coding": quote["coding"] if quote else "",
    }


def _write_numbers(
    study: Study, tested: Sequence[Test], found_again: Sequence[tuple[int, int]], marks: Sequence[str]
) -> None:
    counted = Counter(one.verdict for one in tested)
    chance = claims.by_chance(tested)
    below = [key for one, key in zip(tested, marks, strict=True) if one.verdict in ("partly", "differs")]
    outputs.write_numbers(
        study.name,
        {
            "claims": len(tested),
            **{f"claims_{verdict}": counted[verdict] for verdict in claims.VERDICTS},
            **{f"claims_{verdict}_by_chance": Number(chance[verdict], 1) for verdict in claims.VERDICTS},
            "claim_turns": sum(written for _, written in found_again),
            "claim_turns_found": sum(found for found, _ in found_again),
            "claims_below": len(below),
            "claims_below_source": sum("S" in key.split(";") for key in below),
            "claims_below_coder": sum("P" in key.split(";") for key in below),
            "claims_below_informants": sum("I" in key.split(";") for key in below),
            "claims_at_odds": len(claims.at_odds([one.claim for one in tested])),
        },
    )


def inconsistencies(study: Study, stated: Sequence[Claim], told: Sequence[Inconsistency]) -> Printed:
    """What the source itself leaves inconsistent, apart from what the replication finds."""
    rows: list[dict[str, Any]] = [
        {"kind": text("tertulis", "stated"), "claims": ", ".join(one.claims) or "–", "what": one.text} for one in told
    ]
    rows += [_pair(study, first, second) for first, second in claims.at_odds(stated)]
    return outputs.write_table(
        study.name,
        "inconsistencies",
        rows,
        {
            "kind": text("Jenis", "Kind"),
            "claims": text("Temuan", "Claims"),
            "what": text("Apa", "What"),
        },
        Caption(
            text("Ketidakkonsistenan dalam sumbernya sendiri.", "What is inconsistent in the source itself."),
            text(
                "Sumber: temuan yang diuji, dalam ringkasan kami.", "Source: the claims under test, in our paraphrase."
            ),
            note=text(
                "Tertulis: dicatat saat membaca sumbernya. Dihitung: dua temuan tentang indikator dan pelaku yang sama, "
                "satu ada dan satu tidak ada; isinya tidak harus bertentangan, tetapi tidak ada status yang sejalan dengan "
                "keduanya. Yang tertulis milik sumbernya; yang dihitung juga bergantung pada status yang kami berikan pada "
                "tiap temuan.",
                "Stated: noted while reading it. Computed: two claims on one indicator and actor, one present and "
                "one absent; they need not contradict each other, but no status agrees with both. What is stated belongs "
                "to the source; what is computed depends also on the status that we gave each finding.",
            ),
        ),
    )


def _pair(study: Study, first: Claim, second: Claim) -> dict[str, Any]:
    shared = _names(study, [actor for actor in first.actors if actor in second.actors])
    return {
        "kind": text("dihitung", "computed"),
        "claims": f"{first.id}, {second.id}",
        "what": {
            language: f"{shared[language]}: {first.id} {labels.STATUS[first.status][language]}, "
            f"{second.id} {labels.STATUS[second.status][language]}"
            for language in labels.LANGUAGES
        },
    }
