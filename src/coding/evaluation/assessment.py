"""Tables and figure on the suggestions themselves: how well they meet the coders, what each part adds, how far a score
is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coding import labels
from coding.evaluation import quality, trials
from coding.evaluation.quality import Fit, Sample
from coding.intercoder import agreement_charts
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs, provenance
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, indicator_name, source_line
from coding.statistics import calibration
from coding.suggestions.suggest import VISIBLE, suggest

# What a method without our score calls a hit.
HALF = 0.5


def sample(study: Study, found: trials.Found) -> Sample:
    """The segments of transcripts that somebody read to the end, with what coders gave them."""
    read = set(study.replay.completed)
    segments = [(row["transcript"], row["segment"]) for row in study.segments if row["transcript"] in read]
    coded = {(one["segment"], one["indicator"]): one["status"] for one in study.decided if one["transcript"] in read}
    return Sample(segments, coded, found)


def _part(whole: Sample, transcripts: set[str]) -> Sample:
    segments = [(transcript, segment) for transcript, segment in whole.segments if transcript in transcripts]
    inside = {segment for _, segment in segments}
    coded = {key: status for key, status in whole.coded.items() if key[0] in inside}
    found = {key: value for key, value in whole.found.items() if key[0] in inside}
    return Sample(segments, coded, found)


def fit(study: Study) -> Printed:
    """Precision, recall and F1 of what a researcher sees, by indicator; apart for transcripts held out of all work on
    keywords."""
    whole = sample(study, trials.found_by(study.talks(), study.codebook))
    held_out = set(study.district.held_out) & {transcript for transcript, _ in whole.segments}
    rows: list[dict[str, Any]] = []
    if whole.coded:
        found = quality.fit(whole, study.codebook.codes, VISIBLE)
        rows = [_fit_row(indicator_name(study, code), found[code]) for code in study.codebook.codes]
        parts = [("", text("Rata-rata", "Mean"), whole)]
        if held_out:
            seen = {transcript for transcript, _ in whole.segments} - held_out
            parts.append(("_seen", text("… transkrip yang dipakai", "… transcripts worked with"), _part(whole, seen)))
            parts.append(("_held_out", text("… transkrip sisihan", "… transcripts held out"), _part(whole, held_out)))
        for suffix, name, part in parts:
            macro = quality.fit(part, study.codebook.codes, VISIBLE)["macro"]
            status = quality.status_right(part, VISIBLE)
            share = quality.share_to_read(part)
            rows.append(_fit_row(name, macro))
            outputs.write_numbers(
                study.name,
                {
                    f"suggest_f1{suffix}": Number(macro.f1.value, 2),
                    f"suggest_status{suffix}": Number(100 * status.value, 0, "%"),
                    f"suggest_to_read{suffix}": Number(100 * share, 0, "%"),
                    f"suggest_wss95{suffix}": Number(quality.work_saved(part), 2),
                },
            )
    columns = {
        "indicator": text("Indikator", "Indicator"),
        "suggested": text("Diusulkan", "Suggested"),
        "coded": text("Dikode", "Coded"),
        "precision": text("Presisi", "Precision"),
        "recall": text("Perolehan", "Recall"),
        "f1": text("F1", "F1"),
    }
    caption = Caption(
        text(
            "Usulan yang terlihat dibandingkan dengan pengodean, per segmen dan indikator.",
            "Suggestions that are shown, held against the codings, by segment and indicator.",
        ),
        source_line(study, study.decided),
        note=labels.joined(
            text(
                f"Interval 95% dari bootstrap atas transkrip. Terlihat: skor sekurangnya {labels.number(VISIBLE, 2, 'id')}. "
                f"Transkrip sisihan ({', '.join(sorted(held_out)) or '–'}) tidak dibaca saat kata kunci disusun.",
                f"95% intervals from a bootstrap over transcripts. Shown: a score of {VISIBLE} or more. The transcripts "
                f"held out ({', '.join(sorted(held_out)) or '–'}) were not looked at while keywords were written.",
            ),
            provenance.of_decisions(study.decisions, {transcript for transcript, _ in whole.segments}),
        ),
    )
    return outputs.write_table(study.name, "suggest_fit", rows, columns, caption)


def _fit_row(name: Text, found: Fit) -> dict[str, Any]:
    row: dict[str, Any] = {"indicator": name, "suggested": found.suggested, "coded": found.coded}
    for measure in ("precision", "recall", "f1"):
        one = getattr(found, measure)
        row[measure] = {
            language: labels.interval(one.value, one.low, one.high, 2, language) for language in labels.LANGUAGES
        }
    return row


_PARTS: dict[str, Text] = {
    "full": text("Mesin lengkap", "The whole engine"),
    "forms": text("… tanpa bentuk berimbuhan", "… without inflected forms"),
    "spellings": text("… tanpa ejaan lisan dan Jawa", "… without spoken and Javanese spellings"),
    "exceptions": text("… tanpa pengecualian dan konteks", "… without exceptions and contexts"),
    "relevance": text("… tanpa ukuran relevansi", "… without relevance"),
    "status": text("… tanpa aturan status", "… without status rules"),
    "question": text("… tanpa pertanyaan", "… without the question"),
    "turn": text("… tanpa giliran (kalimat sendiri)", "… without the turn (a sentence by itself)"),
    "substring": text("Daftar kata sebagai substring", "The word list as substrings"),
    "glob": text("Pola glob atas kata utuh", "Glob patterns on whole words"),
    "classifier": text("Pengklasifikasi TF-IDF", "TF-IDF classifier"),
}


def parts(study: Study) -> Printed:
    """What each part of the engine adds, and what plainer methods reach."""
    talks = list(study.talks())
    plain = sample(study, {})
    rows: list[dict[str, Any]] = []
    if plain.coded:
        engines, others = trials.without(study.codebook), trials.plainer(study.codebook)
        rows = [_part_row(study, name, engine(talks), VISIBLE) for name, engine in engines.items()]
        rows += [_part_row(study, name, other(talks), HALF) for name, other in others.items()]
        classified = trials.classified(talks, plain.coded, study.codebook.codes)
        rows.append(_part_row(study, "classifier", classified, HALF))
    columns = {
        "method": text("Cara", "Method"),
        "precision": text("Presisi", "Precision"),
        "recall": text("Perolehan", "Recall"),
        "f1": text("F1", "F1"),
        "status": text("Status benar", "Status right"),
        "to_read": text("Bagian yang harus dibaca", "Share to read"),
        "wss": text("WSS@95", "WSS@95"),
    }
    caption = Caption(
        text("Apa yang disumbangkan tiap bagian mesin.", "What each part of the engine adds."),
        source_line(study, study.decided),
        note=text(
            "Rata-rata tujuh indikator. Bagian yang harus dibaca: kalimat menurut urutan skor sampai 95% kalimat berkode "
            "ditemukan; WSS@95: kerja yang dihemat dibanding membaca acak (Cohen dkk. 2006). Pengklasifikasi dilatih pada "
            "transkrip lain; status hanya dari mesin.",
            "Means of seven indicators. Share to read: sentences in the order of their score until 95% of the coded ones "
            "are met; WSS@95: work saved over reading in random order (Cohen et al. 2006). The classifier is trained on "
            "the other transcripts; a status comes from the engine only.",
        ),
    )
    return outputs.write_table(study.name, "suggest_parts", rows, columns, caption)


def _part_row(study: Study, name: str, found: trials.Found, least: float) -> dict[str, Any]:
    tried = sample(study, found)
    macro = quality.fit(tried, study.codebook.codes, least, draws=1)["macro"]
    engine = name not in ("substring", "glob", "classifier")
    return {
        "method": _PARTS[name],
        "precision": macro.precision.value,
        "recall": macro.recall.value,
        "f1": macro.f1.value,
        "status": quality.status_right(tried, least, draws=1).value if engine else float("nan"),
        "to_read": quality.share_to_read(tried),
        "wss": quality.work_saved(tried),
    }


def trust(study: Study) -> calibration.Calibration | None:
    """Learn from the decisions how far scores are to be trusted; write the reliability plot. None with too few."""
    coded = sample(study, {})
    rows: Sequence[dict[str, str]] = [
        {key: str(value) for key, value in one.row().items()}
        for one in suggest(study.talks(), study.codebook, weak=True)
    ]
    kept, accepted = calibration.decided(rows, coded.coded, {transcript for transcript, _ in coded.segments})
    learned = calibration.calibrate(kept, accepted, study.codebook.codes)
    if learned is None:
        return None
    before = calibration.brier(learned.score, learned.accepted)
    after = calibration.brier(learned.probability, learned.accepted)
    outputs.write_numbers(
        study.name,
        {
            "calibration_suggestions": len(kept),
            "calibration_accepted": Number(100 * float(learned.accepted.mean()), 1, "%"),
            "brier_score": Number(before, 3),
            "brier_calibrated": Number(after, 3),
        },
    )
    drawn = {language: agreement_charts.trust(learned, language) for language in labels.LANGUAGES}
    alt = {
        language: labels.text(
            "Dua garis, skor dan peluang terkalibrasi, terhadap bagian usulan yang diterima; garis putus-putus: sama. ",
            "Two lines, score and calibrated probability, against the share of suggestions accepted; dashed: equal. ",
        )[language]
        + labels.text("Skor Brier ", "Brier score ")[language]
        + f"{labels.number(before, 3, language)} → {labels.number(after, 3, language)}."
        for language in labels.LANGUAGES
    }
    caption = Caption(
        text("Seberapa jauh skor usulan dapat dipercaya.", "How far the score of a suggestion is to be trusted."),
        source_line(study, study.decided),
        alt,
        text(
            "Setiap titik: sepersepuluh skala; luas titik: jumlah usulan. Peluang dipelajari dari keputusan pada "
            "transkrip lain (validasi silang per transkrip), jadi tidak dinilai dengan yang dipelajarinya.",
            "Each point: a tenth of the scale; its area: number of suggestions. The probability is learned from "
            "decisions on other transcripts (cross-validated by transcript), so it is not judged by what it learned from.",
        ),
    )
    outputs.write_figure(study.name, "suggest_trust", drawn, caption)
    return learned
