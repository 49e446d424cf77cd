"""The figures of reliability: each function draws one in both languages, and writes it with caption and alt text."""

from __future__ import annotations

from coding import labels
from coding.intercoder import agreement_charts, caution, confusion, reliability_tables
from coding.intercoder.reliability import Reliability, code_name, rule
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.reporting.tables import source_line


def agreement(study: Study, found: Reliability) -> bool:
    """Kappa, AC1 and alpha per indicator, of the two coders who share most; nothing, and False, without two coders."""
    if found.main is None:
        return False
    lines = [
        (code_name(study, code, rare=bool(caution.reasons(one))), one)
        for code, one in found.of_main.items()
        if one.either
    ]
    drawn = {language: agreement_charts.agreement(lines, language) for language in labels.LANGUAGES}
    title = text("Kesepakatan dua pengode per indikator.", "Agreement of two coders by indicator.")
    note = text(
        "Garis: interval 95% dari bootstrap atas transkrip. Garis putus-putus: kelaziman Krippendorff, 0,667 untuk simpulan "
        "sementara dan 0,800 untuk data yang diandalkan. " + rule()["id"],
        "Lines: 95% intervals from a bootstrap over transcripts. Dashed: Krippendorff's convention, .667 for tentative "
        "conclusions and .800 for data that can be relied on. " + rule()["en"],
    )
    caption = Caption(title, source_line(study, study.codings), _alt(study, found), note)
    outputs.write_figure(study.name, "agreement", drawn, caption)
    return True


def _alt(study: Study, found: Reliability) -> Text:
    given = [
        code for code in study.codebook.codes if found.of_main[code].kappa.value == found.of_main[code].kappa.value
    ]
    order = sorted(given, key=lambda code: found.of_main[code].kappa.value)
    if not order:
        return text("Titik dan interval per indikator.", "Dots and intervals by indicator.")
    low, high = order[0], order[-1]

    def kappa(code: str, language: str) -> str:
        return labels.number(found.of_main[code].kappa.value, 2, language)

    return text(
        f"Titik dan interval kappa, AC1 dan alpha per indikator. Kappa terendah pada indikator {low} ({kappa(low, 'id')}), "
        f"tertinggi pada indikator {high} ({kappa(high, 'id')}).",
        f"Dots and intervals of kappa, AC1 and alpha by indicator. Kappa is lowest for indicator {low} "
        f"({kappa(low, 'en')}) and highest for indicator {high} ({kappa(high, 'en')}).",
    )


def confused(study: Study, found: Reliability) -> bool:
    """Which indicators two coders take for one another; nothing, and False, without two coders."""
    pair = found.main
    if pair is None:
        return False
    counts = reliability_tables.indicator_counts(found, pair)
    names = {
        code: reliability_tables.code_or_none(study, code) for code in [*study.codebook.codes, confusion.NONE]
    }  # fmt: skip
    drawn = {
        language: agreement_charts.confusion(counts, names, pair.coders, language) for language in labels.LANGUAGES
    }
    apart = sum(number for (mine, theirs), number in counts.items() if confusion.NONE in (mine, theirs))
    other = sum(n for (a, b), n in counts.items() if a != b) - apart
    alt = text(
        f"Tabel berwarna: kode pengode {pair.first} (baris) dan {pair.second} (kolom). Di luar diagonal: {apart} kali hanya "
        f"satu pengode memberi kode, {other} kali indikatornya lain.",
        f"Shaded table: codes of {pair.first} (rows) and {pair.second} (columns). Off the diagonal: {apart} times only one "
        f"coder gave a code, {other} times the indicators differ.",
    )
    title = text("Indikator yang tertukar antara dua pengode.", "Indicators that two coders take for one another.")
    note = text(
        "Angka: segmen. Kotak hitam: keduanya sama. Warna mengikuti akar jumlahnya.",
        "Numbers: segments. Black frames: both the same. The shade follows the root of the number.",
    )
    caption = Caption(title, source_line(study, study.codings), alt, note)
    outputs.write_figure(study.name, "confusion", drawn, caption)
    return True
