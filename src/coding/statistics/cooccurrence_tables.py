"""The table of indicators that stand together in turns: odds ratios in both universes, and what may be called a relation."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coding.labels import LANGUAGES, Text, joined, number, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, indicator_name, source_line
from coding.statistics import basis, cooccurrence, multiple_testing
from coding.statistics.bootstrap import Estimate
from coding.statistics.cooccurrence import Pair, Turn

VERDICT: dict[str, Text] = {
    "together": text("lebih sering bersama", "more often together"),
    "apart": text("lebih jarang bersama", "less often together"),
    "not_shown": text("tidak terbukti", "not shown"),
}


@dataclass(frozen=True)
class Cooccurrence:
    """The pairs of a district, and the turns that they were counted in."""

    turns: dict[Turn, frozenset[str]]
    pairs: Sequence[Pair]

    @property
    def coded(self) -> int:
        """Turns with at least one coding."""
        return sum(map(bool, self.turns.values()))


def found(study: Study) -> Cooccurrence:
    """Every pair of the codebook's indicators in the turns of the transcripts that count."""
    turns = cooccurrence.indicators_by_turn(study.segments, study.codings, set(basis.transcripts(study)))
    return Cooccurrence(turns, cooccurrence.pairs(turns, study.codebook.codes))


def table(study: Study, one: Cooccurrence) -> Printed:
    """Every pair of indicators: turns with both, odds ratios with intervals, adjusted p, and the verdict."""
    rows = [
        {
            "first": indicator_name(study, pair.first),
            "second": indicator_name(study, pair.second),
            "both": pair.both,
            "odds_all": odds(pair.all_turns.common.ratio),
            "p_all": multiple_testing.printed(pair.all_turns.p),
            "odds_coded": odds(pair.coded_turns.common.ratio),
            "p_coded": multiple_testing.printed(pair.coded_turns.p),
            "verdict": VERDICT[pair.verdict],
        }
        for pair in one.pairs
    ]
    columns = {
        "first": text("Indikator", "Indicator"),
        "second": text("dan", "and"),
        "both": text("Giliran dengan keduanya", "Turns with both"),
        "odds_all": text("Rasio odds, semua giliran", "Odds ratio, all turns"),
        "p_all": text("p", "p"),
        "odds_coded": text("Rasio odds, giliran berkode", "Odds ratio, coded turns"),
        "p_coded": text("p (berkode)", "p (coded)"),
        "verdict": text("Hubungan", "Relation"),
    }
    outputs.write_numbers(study.name, numbers(one))
    return outputs.write_table(study.name, "cooccurrence", rows, columns, caption(study, one))


def odds(ratio: Estimate) -> Text:
    """An odds ratio with its interval as printed; in words where the margins leave nothing to estimate."""
    if math.isnan(ratio.value):
        return text("tak dapat dihitung", "cannot be computed")
    return {
        language: f"{_short(ratio.value, language)} [{_short(ratio.low, language)}; {_short(ratio.high, language)}]"
        for language in LANGUAGES
    }


def _short(value: float, language: str) -> str:
    if math.isinf(value):
        return "∞"
    if 0 < value < 0.005:
        return f"< {number(0.01, 2, language)}"
    return number(value, 2 if value < 10 else 1 if value < 100 else 0, language)


def numbers(one: Cooccurrence) -> dict[str, Number | float | int]:
    """What the text of the paper names. strongest: the shown relation whose odds ratio is farthest from 1."""
    counted = Counter(pair.verdict for pair in one.pairs)
    shown = [pair for pair in one.pairs if pair.verdict != "not_shown"]
    strongest = max(shown, key=_distance, default=None)
    nothing = Estimate(math.nan, math.nan, math.nan)
    wide = strongest.all_turns.common.ratio if strongest else nothing
    narrow = strongest.coded_turns.common.ratio if strongest else nothing
    return {
        "cooccurrence_turns": len(one.turns),
        "cooccurrence_turns_coded": one.coded,
        "cooccurrence_pairs": len(one.pairs),
        **{f"cooccurrence_{verdict}": counted[verdict] for verdict in cooccurrence.VERDICTS},
        "cooccurrence_strongest_first": float(strongest.first) if strongest else math.nan,
        "cooccurrence_strongest_second": float(strongest.second) if strongest else math.nan,
        "cooccurrence_strongest_both": strongest.both if strongest else math.nan,
        **{
            f"cooccurrence_strongest_{name}{end}": Number(round(value, 6) if math.isfinite(value) else math.nan, 1)
            for name, ratio in (("all", wide), ("coded", narrow))
            for end, value in (("", ratio.value), ("_low", ratio.low), ("_high", ratio.high))
        },
    }


def _distance(pair: Pair) -> float:
    value = pair.all_turns.common.ratio.value
    return abs(math.log(value)) if value else math.inf


def caption(study: Study, one: Cooccurrence) -> Caption:
    """The caption of table and figure."""
    method = text(
        f"Satuan: giliran bicara informan (dalam dokumen: paragraf), {len(one.turns)} giliran, {one.coded} di antaranya "
        "berkode. Rasio odds bersama dengan transkrip sebagai strata; uji bersyarat eksak, p disesuaikan menurut Holm. "
        "Semua giliran melebihkan keterkaitan, giliran berkode saja menguranginya; karena itu keterkaitan dinyatakan hanya "
        "bila keduanya searah dengan p < 0,05. Giliran dalam satu transkrip saling bergantung, sehingga p cenderung "
        "terlalu kecil.",
        f"Unit: an informant's turn (in documents: a paragraph), {len(one.turns)} turns, {one.coded} of them coded. Common "
        "odds ratio with transcripts as strata; exact conditional test, p adjusted by Holm. All turns overstate a relation, "
        "coded turns alone understate it; so it is stated only where both point the same way with p < .05. Turns of one "
        "transcript depend on each other, so that p tends to be too small.",
    )
    return Caption(
        text(
            "Indikator yang muncul bersama dalam satu giliran bicara.",
            "Indicators that occur together in one turn.",
        ),
        source_line(study, study.codings),
        note=joined(method, basis.note(study)),
    )
