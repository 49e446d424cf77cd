"""Reliability of a district's coding: what is reckoned, the table of the paper, and how far the matrix depends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coding import labels
from coding.findings import coordination
from coding.intercoder import agreement, caution, coincidences, double_coding, unitizing
from coding.intercoder.agreement import Agreement
from coding.intercoder.double_coding import DoubleCoding, Pair
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, indicator_name, source_line
from coding.statistics import bootstrap
from coding.statistics.bootstrap import Estimate

RARE = "‡"  # stands at what is too rare to tell


@dataclass(frozen=True)
class Together:
    """Krippendorff's alpha over all coders at once, of one code: on its presence, and on its status."""

    presence: Estimate
    status: Estimate


@dataclass(frozen=True)
class Reliability:
    """All figures of agreement of one district.

    pairs: pair → code → agreement; codes are the indicators, "any" (the segment has some code) and "all" (every
    decision on a segment and an indicator, pooled). status: pair → code → ordinal alpha where both gave the code.
    alpha_u: pair → code → unitising agreement. talks: (pair, transcript) → "any" and "all" of that transcript, their
    intervals by resampling its turns. together: code → all coders at once.
    """

    double: DoubleCoding
    pairs: Mapping[Pair, Mapping[str, Agreement]]
    status: Mapping[Pair, Mapping[str, Estimate]]
    alpha_u: Mapping[Pair, Mapping[str, Estimate]]
    talks: Mapping[tuple[Pair, str], Mapping[str, Agreement]]
    together: Mapping[str, Together]

    @property
    def main(self) -> Pair | None:
        """The two coders who share most transcripts; the paper's table is theirs."""
        return next(iter(self.pairs), None)

    @property
    def of_main(self) -> Mapping[str, Agreement]:
        return self.pairs[self.main] if self.main else {}


def analyse(study: Study) -> Reliability:
    """Reckon all figures; without double coding all of them are empty."""
    double = double_coding.load(study)
    codes = study.codebook.codes
    return Reliability(
        double=double,
        pairs={pair: compare(double, pair, codes) for pair in double.pairs},
        status={
            pair: {code: _status(double, code, pair.transcripts, pair.coders) for code in [*codes, "all"]}
            for pair in double.pairs
        },
        alpha_u={pair: unitizing.alpha_u(double.continua(pair, codes)) for pair in double.pairs},
        talks={
            (pair, transcript): compare(double, pair, codes, within=transcript)
            for pair in double.pairs
            for transcript in pair.transcripts
        },
        together={code: _together(double, codes, code) for code in [*codes, "any", "all"]} if double.pairs else {},
    )


def compare(double: DoubleCoding, pair: Pair, codes: Sequence[str], *, within: str = "") -> dict[str, Agreement]:
    """Agreement of a pair on each code, on any code and over all; within one transcript: "any" and "all" alone.

    What is resampled for the intervals is transcripts, or the turns of the one transcript.
    """
    rows = double.of([within] if within else pair.transcripts)
    places = [(row["turn"] if within else row["transcript"], row["segment"]) for row in rows]
    tables = {
        code: agreement.tabulate(places, *(double.with_code(coder, code) for coder in pair.coders))
        for code in [*codes, "any"]
    }
    tables["all"] = agreement.pooled(tables[code] for code in codes)
    return {code: agreement.summarise(tables[code]) for code in (["any", "all"] if within else tables)}


def _status(double: DoubleCoding, code: str, transcripts: Sequence[str], coders: Sequence[str]) -> Estimate:
    units = double.statuses(code, transcripts, coders)
    counted = {transcript: coincidences.counted(lines, len(double_coding.ORDER)) for transcript, lines in units.items()}
    return coincidences.estimate(counted, ordinal=True)


def _together(double: DoubleCoding, codes: Sequence[str], code: str) -> Together:
    given = {(coder, one): double.with_code(coder, one) for coder in double.coders for one in [*codes, "any"]}
    clusters = {}
    for transcript, readers in double.readers.items():
        units = [
            [int(row["segment"] in given[coder, one]) for coder in readers]
            for one in (codes if code == "all" else [code])
            for row in double.of([transcript])
        ]
        clusters[transcript] = coincidences.counted(units, 2)
    # On "any" code there is no one status.
    status = bootstrap.NOTHING if code == "any" else _status(double, code, list(double.readers), double.coders)
    return Together(coincidences.estimate(clusters, ordinal=False), status)


def table(study: Study, found: Reliability | None = None) -> Printed:
    """Agreement of the two coders who share most transcripts; empty where nobody has coded the same text."""
    found = found or analyse(study)
    pair, figures = found.main, found.of_main
    if pair:
        _write_numbers(study, found, pair)
    rows = [agreement_row(study, code, one) for code, one in figures.items()]
    transcripts, names = (len(pair.transcripts), ", ".join(pair.coders)) if pair else (0, "–")
    caption = Caption(
        text(
            f"Kesepakatan dua pengode ({names}) atas ada tidaknya indikator dalam segmen.",
            f"Agreement of two coders ({names}) on the presence of an indicator in a segment.",
        ),
        source_line(study, study.codings),
        note=text(
            f"Atas {transcripts} transkrip yang dikode keduanya. "
            "Interval 95% dari bootstrap atas transkrip. Positif: kesepakatan positif (Dice); kappa: Cohen; "
            "AC1: Gwet; alpha: Krippendorff, nominal. Semua: setiap keputusan atas segmen dan indikator. "
            + rule()["id"],
            f"On the {transcripts} transcripts that both coded. "
            "95% intervals from a bootstrap over transcripts. Positive: Dice; kappa: Cohen; AC1: Gwet; alpha: "
            "Krippendorff, nominal. All: every decision on a segment and an indicator. " + rule()["en"],
        ),
    )
    return outputs.write_table(study.name, "agreement", rows, COLUMNS, caption)


COLUMNS: dict[str, Text] = {
    "indicator": text("Indikator", "Indicator"),
    "both": text("Keduanya", "Both"),
    "only_first": text("Hanya 1", "Only 1"),
    "only_second": text("Hanya 2", "Only 2"),
    "neither": text("Tidak satu pun", "Neither"),
    "percent": text("Sama (%)", "Agree (%)"),
    "positive": text("Positif", "Positive"),
    "kappa": text("Kappa", "Kappa"),
    "ac1": text("AC1", "AC1"),
    "alpha": text("Alpha", "Alpha"),
}


def rule() -> Text:
    """What the mark of rare indicators means."""
    return text(
        f"{RARE}: terlalu jarang untuk disimpulkan (kurang dari {caution.LEAST_SEGMENTS} segmen, kurang dari "
        f"{caution.LEAST_TRANSCRIPTS} transkrip, atau interval kappa lebih lebar dari "
        f"{labels.number(caution.WIDEST, 1, 'id')}).",
        f"{RARE}: too rare to tell (fewer than {caution.LEAST_SEGMENTS} segments, fewer than "
        f"{caution.LEAST_TRANSCRIPTS} transcripts, or an interval of kappa wider than "
        f"{labels.number(caution.WIDEST, 1, 'en')}).",
    )


def shown(estimate: Estimate, factor: int = 1, digits: int = 2) -> Text:
    """A figure with its interval, as a table prints it."""
    values = (factor * estimate.value, factor * estimate.low, factor * estimate.high)
    return {language: labels.interval(*values, digits, language) for language in labels.LANGUAGES}


def code_name(study: Study, code: str, *, rare: bool = False) -> Text:
    """The name of a row: an indicator, any of them, or all; marked when too rare to tell."""
    name = text("Salah satu", "Any") if code == "any" else indicator_name(study, code)
    return {language: f"{said} {RARE}" if rare else said for language, said in name.items()}


def agreement_row(study: Study, code: str, one: Agreement) -> dict[str, Any]:
    """One line of a table of agreement."""
    return {
        "indicator": code_name(study, code, rare=bool(caution.reasons(one))),
        "both": one.both,
        "only_first": one.only_first,
        "only_second": one.only_second,
        "neither": one.neither,
        "percent": shown(one.percent, 100, 1),
        "positive": shown(one.positive),
        "kappa": shown(one.kappa),
        "ac1": shown(one.ac1),
        "alpha": shown(one.alpha),
    }


def _write_numbers(study: Study, found: Reliability, pair: Pair) -> None:
    codes = study.codebook.codes
    figures, double = found.pairs[pair], found.double
    held = [
        {key: one.status for key, one in double.given[coder].items() if key[0] in places}
        for places in [{row["segment"] for row in double.of(pair.transcripts)}]
        for coder in pair.coders
    ]
    own = _own_cells(study, *held)
    order = sorted(codes, key=lambda code: np.nan_to_num(figures[code].kappa.value, nan=np.inf))
    by_ac1 = sorted(codes, key=lambda code: np.nan_to_num(figures[code].ac1.value, nan=np.inf))
    done = study.replay.completed.values()
    outputs.write_numbers(
        study.name,
        {
            "double_coded_transcripts": len(pair.transcripts),
            "double_coded_segments": figures["any"].segments,
            "kappa_any": Number(figures["any"].kappa.value, 2),
            "positive_any": Number(figures["any"].positive.value, 2),
            "ac1_any": Number(figures["any"].ac1.value, 2),
            "ac1_lowest": Number(figures[by_ac1[0]].ac1.value, 2),
            "ac1_highest": Number(figures[by_ac1[-1]].ac1.value, 2),
            **_with_interval("alpha_status", found.status[pair]["all"]),
            **_with_interval("alpha_u", found.alpha_u[pair]["all"]),
            "read_each": max(sum(coder in coders for coders in done) for coder in pair.coders),
            "status_disputed": sum(held[0][key] != held[1][key] for key in held[0].keys() & held[1].keys()),
            "own_cells": len(own),
            "own_same": sum(first == second for first, second in own),
            "own_reversed": sum({first, second} == {"present", "absent"} for first, second in own),
            "kappa_lowest": Number(figures[order[0]].kappa.value, 2),
            "kappa_highest": Number(figures[order[-1]].kappa.value, 2),
            "kappa_lowest_indicator": codes.index(order[0]) + 1,
            "kappa_highest_indicator": codes.index(order[-1]) + 1,
        },
    )


def _with_interval(name: str, one: Estimate) -> dict[str, Number]:
    return {name: Number(one.value, 2), f"{name}_low": Number(one.low, 2), f"{name}_high": Number(one.high, 2)}


def _own_cells(
    study: Study, first: dict[tuple[str, str], str], second: dict[tuple[str, str], str]
) -> list[tuple[str, str]]:
    """Status of each cell by the one coder and by the other, on texts that both read; cells that both have."""
    stakeholder = {(row["transcript"], row["participant"]): row["stakeholder"] for row in study.people}
    place = {row["segment"]: stakeholder[row["transcript"], row["speaker"]] for row in study.segments}
    by_coder = []
    for given in (first, second):
        counts: dict[tuple[str, str], Counter[str]] = {}
        for (segment, code), status in given.items():
            counts.setdefault((place[segment], code), Counter())[status] += 1
        by_coder.append({cell: coordination.cell_status(counted) for cell, counted in counts.items()})
    return [(by_coder[0][cell], by_coder[1][cell]) for cell in sorted(by_coder[0].keys() & by_coder[1].keys())]
