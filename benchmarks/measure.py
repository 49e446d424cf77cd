"""Quality of the suggestions: python benchmarks/measure.py FOLDER

On the shipped transcripts (demonstration coders) and on the invented material, worked and held out: precision, recall
and F1 with intervals clustered by text, status, the reading saved, what each part of the engine adds, and plainer
methods with the same word list. Writes FOLDER/quality.json.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import material

from coding import paths
from coding.codebooks import codebook
from coding.evaluation import quality, trials
from coding.evaluation.assessment import HALF, sample
from coding.evaluation.quality import Sample
from coding.pipeline import Study
from coding.suggestions.suggest import VISIBLE


def figures(tried: Sample, codes: list[str], least: float, *, engine: bool = True) -> dict[str, Any]:
    """All figures of one sample; None where a figure is not defined."""
    found = quality.fit(tried, codes, least)
    macro, status = found["macro"], quality.status_right(tried, least)
    return {
        "segments": len(tried.segments),
        "coded": macro.coded,
        "precision": macro.precision.value,
        "recall": macro.recall.value,
        "f1": [macro.f1.value, macro.f1.low, macro.f1.high],
        "f1_by_indicator": {code: found[code].f1.value for code in codes},
        "status": [status.value, status.low, status.high] if engine else None,
        "to_read": quality.share_to_read(tried),
        "wss95": quality.work_saved(tried),
    }


def uncoded_share(tried: Sample, elsewhere: set[str], least: float) -> float:
    """Of the answers about something else, the share without any suggestion that is shown."""
    shown = {segment for segment, _ in tried.shown(least)}
    return len(elsewhere - shown) / len(elsewhere)


def main() -> None:
    folder = Path(sys.argv[1])
    book = codebook.load(paths.codebook())
    engines: Mapping[str, trials.Method] = trials.without(book)
    others: Mapping[str, trials.Method] = trials.plainer(book)
    methods = [(name, method, VISIBLE) for name, method in engines.items()]
    methods += [(name, method, HALF) for name, method in others.items()]
    results: dict[str, Any] = {"visible": VISIBLE, "answers": {}, "interviews": {}, "articles": {}, "shipped": {}}
    for side in ("worked", "held_out"):
        for name, method, least in methods:
            tried, elsewhere = material.answers(side, method)
            row = figures(tried, book.codes, least, engine=name in engines)
            row["elsewhere_uncoded"] = uncoded_share(tried, elsewhere, least)
            results["answers"].setdefault(side, {})[name] = row
            for kind, names in (("interviews", "CDEF"), ("articles", "GH")):
                tried = material.texts(side, method, names)
                results[kind].setdefault(side, {})[name] = figures(tried, book.codes, least, engine=name in engines)
        print(f"[quality] {side}: {results['interviews'][side]['full']['f1'][0]:.2f} on whole interviews", flush=True)
    study = Study("lampung-timur")
    spoken = list(study.talks())
    for name, method, least in methods:
        tried = sample(study, method(spoken))
        results["shipped"][name] = figures(tried, book.codes, least, engine=name in engines)
    coded = sample(study, {}).coded
    classified = sample(study, trials.classified(spoken, coded, book.codes))
    results["shipped"]["classifier"] = figures(classified, book.codes, HALF, engine=False)
    (folder / "quality.json").write_text(json.dumps(_plain(results), indent=1), encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value


if __name__ == "__main__":
    main()
