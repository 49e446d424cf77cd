"""How fast suggestions are made, and how well they meet the demonstration coders, against two plain baselines.

All methods run on the same sentences in the same process; quote the ratios, not the seconds.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

from coding import codebook, paths
from coding.files import Row
from coding.pipeline import Study
from coding.suggest import suggest

Found = set[tuple[str, str]]


def by_keywords(study: Study) -> Found:
    return {(one.segment, one.indicator) for one in suggest(study.segments, study.codebook)}


def by_substring(study: Study) -> Found:
    """Every keyword without wildcards or gaps, searched as a substring of the lower-cased sentence."""
    words = {(" ".join(part.form for part in phrase), keyword.indicator)
             for keyword in study.codebook.keywords for phrase in keyword.phrases}  # fmt: skip
    return {
        (row["segment"], indicator)
        for row in study.segments
        for lowered in [row["text"].lower()]
        for word, indicator in words
        if word in lowered
    }


def by_whole_word(study: Study) -> Found:
    """One alternation of whole words for each indicator."""
    patterns = {
        indicator.code: re.compile(
            r"\b(?:"
            + "|".join(
                sorted(
                    {re.escape(" ".join(p.form for p in phrase)) for k in indicator.keywords for phrase in k.phrases}
                )
            )
            + r")\b",
            re.IGNORECASE,
        )
        for indicator in study.codebook.indicators
    }
    return {
        (row["segment"], code)
        for row in study.segments
        for code, found in patterns.items()
        if found.search(row["text"])
    }


def coded(study: Study) -> Found:
    return {(one["segment"], one["indicator"]) for one in study.codings if one["source"] != "machine"}


def measure(found: Found, gold: Found, codes: Iterable[str]) -> tuple[float, float, float]:
    """Precision, recall and F1, each the mean over indicators."""
    scores = []
    for code in codes:
        mine, theirs = {k for k in found if k[1] == code}, {k for k in gold if k[1] == code}
        both = len(mine & theirs)
        precision, recall = both / len(mine) if mine else 0.0, both / len(theirs) if theirs else 0.0
        scores.append((precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0))
    return tuple(sum(column) / len(scores) for column in zip(*scores, strict=True))  # type: ignore[return-value]


def main() -> None:
    study = Study("lampung-timur")
    segments: list[Row] = study.segments
    codebook.load(paths.codebook())
    words = sum(len(row["text"].split()) for row in segments)
    gold, codes = coded(study), study.codebook.codes
    methods: dict[str, Callable[[Study], Found]] = {
        "substring": by_substring,
        "whole words": by_whole_word,
        "keywords": by_keywords,
    }
    by_keywords(study)  # compiles the patterns once, as a session would
    print(f"{len(segments)} segments, {words} words, {len(gold)} codings by demonstration coders\n")
    print(f"{'method':<12} {'words/s':>10} {'ratio':>6} {'precision':>10} {'recall':>7} {'macro-F1':>9}")
    base = 0.0
    for name, method in methods.items():
        begun = time.perf_counter()
        found = method(study)
        speed = words / (time.perf_counter() - begun)
        base = base or speed
        print(f"{name:<12} {speed:>10,.0f} {speed / base:>6.2f}", *(f"{x:>9.2f}" for x in measure(found, gold, codes)))


if __name__ == "__main__":
    main()
