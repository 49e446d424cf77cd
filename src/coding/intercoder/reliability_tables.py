"""Further tables of reliability: every pair of coders, every transcript, all coders at once, and confusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import labels
from coding.codebooks.codes import STATUSES
from coding.intercoder import caution, confusion
from coding.intercoder.agreement import Agreement
from coding.intercoder.double_coding import Pair
from coding.intercoder.reliability import COLUMNS, Reliability, code_name, rule, shown
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.reporting.tables import Printed, source_line
from coding.statistics.bootstrap import Estimate

_CODERS = text("Pengode", "Coders")
_TRANSCRIPT = text("Transkrip", "Transcript")
_SEGMENTS = text("Segmen", "Segments")
_EITHER = text("Dikode salah satu", "Coded by either")
_MEASURES = {key: COLUMNS[key] for key in ("percent", "kappa", "ac1", "alpha")}


def _measures(one: Agreement) -> dict[str, Any]:
    return {
        "segments": one.segments,
        "either": one.either,
        "both": one.both,
        "percent": shown(one.percent, 100, 1),
        "kappa": shown(one.kappa),
        "ac1": shown(one.ac1),
        "alpha": shown(one.alpha),
    }


def pairs(study: Study, found: Reliability) -> Printed:
    """Every two coders with a transcript in common: each indicator, any and all, with status and unitising."""
    rows = [
        {
            "coders": pair.name,
            "indicator": code_name(study, code, rare=bool(caution.reasons(one))),
            "transcripts": len(pair.transcripts),
            **_measures(one),
            "status": shown(found.status[pair][code]) if code in found.status[pair] else "",
            "alpha_u": shown(found.alpha_u[pair][code]) if code in found.alpha_u[pair] else "",
        }
        for pair, figures in found.pairs.items()
        for code, one in figures.items()
    ]
    columns = {
        "coders": _CODERS,
        "indicator": COLUMNS["indicator"],
        "transcripts": text("Transkrip", "Transcripts"),
        "segments": text("Keputusan", "Decisions"),
        "either": _EITHER,
        "both": COLUMNS["both"],
        **_MEASURES,
        "status": text("Alpha status", "Alpha status"),
        "alpha_u": text("Alpha_U", "Alpha_U"),
    }
    note = text(
        "Interval 95% dari bootstrap atas transkrip. Alpha status: Krippendorff, ordinal, pada segmen yang diberi "
        "indikator yang sama oleh keduanya. Alpha_U: kesepakatan atas bagian teks yang ditandai (Krippendorff 1995). "
        + rule()["id"],
        "95% intervals from a bootstrap over transcripts. Alpha status: Krippendorff, ordinal, on segments to which both "
        "gave the same indicator. Alpha_U: agreement on the stretches of text marked (Krippendorff 1995). "
        + rule()["en"],
    )
    title = text("Kesepakatan setiap pasangan pengode.", "Agreement of every pair of coders.")
    return _write(study, "agreement_pairs", rows, columns, title, note)


def transcripts(study: Study, found: Reliability) -> Printed:
    """One row a transcript and pair of coders: whether a segment has some code, and alpha over all indicators."""
    rows = [
        {
            "transcript": transcript,
            "coders": pair.name,
            **_measures(figures["any"]),
            "alpha_all": shown(figures["all"].alpha),
        }
        for (pair, transcript), figures in sorted(found.talks.items(), key=lambda item: (item[0][1], item[0][0].name))
    ]
    columns = {
        "transcript": _TRANSCRIPT,
        "coders": _CODERS,
        "segments": _SEGMENTS,
        "either": _EITHER,
        "both": COLUMNS["both"],
        **_MEASURES,
        "alpha_all": text("Alpha, semua indikator", "Alpha, all indicators"),
    }
    note = text(
        "Apakah sebuah segmen diberi kode apa pun. Interval 95% dari bootstrap atas giliran bicara dalam transkrip itu.",
        "Whether a segment was given any code. 95% intervals from a bootstrap over the turns of that transcript.",
    )
    title = text("Kesepakatan per transkrip.", "Agreement by transcript.")
    return _write(study, "agreement_transcripts", rows, columns, title, note)


def together(study: Study, found: Reliability) -> Printed:
    """Krippendorff's alpha over all coders at once; who did not read a transcript is missing there."""
    double = found.double
    rows = [
        {"indicator": code_name(study, code), "presence": shown(one.presence), "status": _or_none(one.status, code)}
        for code, one in found.together.items()
    ]
    columns = {
        "indicator": COLUMNS["indicator"],
        "presence": text("Alpha (nominal)", "Alpha (nominal)"),
        "status": text("Alpha status (ordinal)", "Alpha status (ordinal)"),
    }
    note = text(
        f"{len(double.coders)} pengode, {len(double.readers)} transkrip yang dibaca dua pengode atau lebih, "
        f"{len(double.segments)} segmen. Interval 95% dari bootstrap atas transkrip.",
        f"{len(double.coders)} coders, {len(double.readers)} transcripts read by two or more, {len(double.segments)} "
        "segments. 95% intervals from a bootstrap over transcripts.",
    )
    title = text("Alpha Krippendorff atas semua pengode sekaligus.", "Krippendorff's alpha over all coders at once.")
    return _write(study, "agreement_coders", rows, columns, title, note)


def _or_none(one: Estimate, code: str) -> Text | str:
    return "" if code == "any" else shown(one)


def confused_indicators(study: Study, found: Reliability, pair: Pair | None = None) -> Printed:
    """Indicator by one coder × indicator by the other, over segments that either coded."""
    pair = pair or found.main
    counts = indicator_counts(found, pair) if pair else Counter()
    codes = [*study.codebook.codes, confusion.NONE]
    names = {code: code_or_none(study, code) for code in codes}
    title = text(
        f"Indikator menurut satu pengode (baris) dan pengode lain (kolom){_of(pair)}.",
        f"Indicator by one coder (rows) and by the other (columns){_of(pair)}.",
    )
    note = text(
        "Jumlah segmen. Indikator yang sama pada keduanya berada di diagonal; sisanya dipasangkan dengan sisa pada "
        "pengode lain, atau dengan “tanpa kode”.",
        "Numbers of segments. Indicators that both gave stand on the diagonal; what is left over is paired with what is "
        "left over on the other side, or with “no code”.",
    )
    return _crossed(study, "confusion_indicators", counts, codes, names, title, note)


def confused_statuses(study: Study, found: Reliability, pair: Pair | None = None) -> Printed:
    """Status by one coder × status by the other, where both gave a segment the same indicator."""
    pair = pair or found.main
    counts: Counter[tuple[str, str]] = Counter()
    if pair:
        places = {row["segment"] for row in found.double.of(pair.transcripts)}
        held = [
            {key: one for key, one in found.double.given[coder].items() if key[0] in places} for coder in pair.coders
        ]
        counts = confusion.statuses(*held)
    title = text(
        f"Status menurut satu pengode (baris) dan pengode lain (kolom){_of(pair)}.",
        f"Status by one coder (rows) and by the other (columns){_of(pair)}.",
    )
    note = text(
        "Jumlah segmen × indikator yang diberikan keduanya.", "Numbers of segments × indicators that both gave."
    )
    return _crossed(study, "confusion_status", counts, STATUSES, labels.STATUS, title, note)


def indicator_counts(found: Reliability, pair: Pair) -> Counter[tuple[str, str]]:
    """Segments by the indicators that the two of a pair gave them."""
    places = {row["segment"] for row in found.double.of(pair.transcripts)}
    return confusion.indicators(
        *([key for key in found.double.given[coder] if key[0] in places] for coder in pair.coders)
    )


def _of(pair: Pair | None) -> str:
    return f": {pair.name}" if pair else ""


def code_or_none(study: Study, code: str) -> Text:
    """The name of a row of confusion: an indicator, or no code."""
    return text("tanpa kode", "no code") if code == confusion.NONE else code_name(study, code)


def _crossed(
    study: Study,
    name: str,
    counts: Counter[tuple[str, str]],
    keys: Sequence[str],
    names: dict[str, Text],
    title: Text,
    note: Text,
) -> Printed:
    rows = [
        {"first": names[mine], **{theirs: counts[mine, theirs] for theirs in keys}}
        for mine in keys
        if counts
    ]  # fmt: skip
    columns = {"first": text("Pengode 1 ↓ / 2 →", "Coder 1 ↓ / 2 →"), **{key: names[key] for key in keys}}
    return _write(study, name, rows, columns, title, note)


def _write(
    study: Study, name: str, rows: Sequence[dict[str, Any]], columns: dict[str, Text], title: Text, note: Text
) -> Printed:
    caption = Caption(title, source_line(study, study.codings), note=note)
    return outputs.write_table(study.name, name, rows, columns, caption)
