"""The figures that number exercises ask for: worked out from the data, never typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from coding import paths
from coding.intercoder import agreement, double_coding
from coding.teaching import material

# The indicator whose table session 4 reckons with: the two coders differ on it, one giving it more often.
CODE = "2"
# The indicator of which session 3 asks precision and recall.
SUGGESTED = "1"


def value(told: object) -> float:
    """A number as it stands, or the figure of this name."""
    if isinstance(told, str):
        return figures(paths.root())[told]
    assert isinstance(told, (int, float))
    return float(told)


@cache
def figures(root: Path) -> Mapping[str, float]:
    """All figures of the folder that is open, by name; with those that common mistakes would give."""
    return {**_reading(), **_suggesting(), **_agreeing(table())}


def table(code: str = CODE) -> tuple[int, int, int, int]:
    """Segments that both, only the first, only the second and neither of the shipped demonstration coders gave a code."""
    double = double_coding.load(material.shipped())
    pair = double.pairs[0]
    places = [(row["transcript"], row["segment"]) for row in double.of(pair.transcripts)]
    counts = agreement.tabulate(places, *(double.with_code(coder, code) for coder in pair.coders))
    both, first, second, neither = (int(number) for number in sum(counts.values(), np.zeros(4)))
    return both, first, second, neither


def _reading() -> dict[str, float]:
    study = material.teaching()
    turns = study.turns[material.BLIND]
    informants = [turn for turn in turns if turn.kind == "informant"]
    return {
        "segments": len(material.segments(material.BLIND)),
        "turns": len(turns),
        "informant_turns": len(informants),
        "all_segments": len(study.segments),
        "segments_and_questions": len(material.segments(material.BLIND)) + len(turns) - len(informants),
    }


def suggested_and_coded() -> tuple[set[str], set[str]]:
    """Segments of the shipped district that the machine suggested for an indicator, and those that the first coder coded."""
    study = material.shipped()
    suggested = {row["segment"] for row in study.suggestions if row["indicator"] == SUGGESTED}
    double = double_coding.load(study)
    return suggested, double.with_code(double.pairs[0].first, SUGGESTED)


def _suggesting() -> dict[str, float]:
    suggested, coded = suggested_and_coded()
    shared = len(suggested & coded)
    return {
        "precision": shared / len(suggested),
        "recall": shared / len(coded),
        "jaccard": shared / len(suggested | coded),
        "false_share": 1 - shared / len(suggested),
        "missed_share": 1 - shared / len(coded),
    }


def _agreeing(counts: tuple[int, int, int, int]) -> dict[str, float]:
    both, first, second, neither = counts
    total = sum(counts)
    share_first, share_second = (both + first) / total, (both + second) / total
    po = (both + neither) / total
    yes, no = share_first * share_second, (1 - share_first) * (1 - share_second)
    measure: Callable[[object], float] = lambda of: float(of(np.array(counts, dtype=float)))  # type: ignore[operator]  # noqa: E731
    return {
        "po": po,
        "po_both_only": both / total,
        "po_without_neither": both / (total - neither),
        "po_differ": (first + second) / total,
        "share_first": share_first,
        "share_second": share_second,
        "share_only_first": first / total,
        "share_only_second": second / total,
        "yes": yes,
        "no": no,
        "yes_added": share_first + share_second,
        "pe": yes + no,
        "pe_half": 0.5,
        "kappa": measure(agreement.kappa),
        "kappa_not_divided": po - yes - no,
        "kappa_by_po": (po - yes - no) / po,
        "positive": measure(agreement.positive),
        "ac1": measure(agreement.ac1),
    }
