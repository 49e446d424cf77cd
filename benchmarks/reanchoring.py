"""Codings after their texts changed: python benchmarks/reanchoring.py FOLDER

Every coded span of every transcript of lampung-timur, and every run of two to four sentences of a turn, is looked for
in its text after random edits, twelve of one kind at a time, then of all kinds mixed. What is found is compared with
where the words truly went. Writes FOLDER/reanchoring.json.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from edits import EDITS, fault, several

from coding.decisions import anchors
from coding.pipeline import Study

SEED, EACH, ROUNDS = 20_161_104, 12, 3
Spans = dict[str, list[tuple[int, int]]]


def decided(study: Study) -> Spans:
    """Spans that coders decided on, each once."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for one in study.decisions:
        if one.end:
            found[one.transcript].add((one.start, one.end))
    return {name: sorted(spans) for name, spans in found.items()}


def runs(study: Study) -> Spans:
    """From each sentence on, two to four sentences of one turn."""
    rng = random.Random(SEED)
    found: Spans = defaultdict(list)
    rows = study.segments
    for number, row in enumerate(rows):
        last = rows[min(number + rng.randint(1, 3), len(rows) - 1)]
        if (last["transcript"], last["turn"]) == (row["transcript"], row["turn"]) and last is not row:
            found[row["transcript"]].append((int(row["start"]), int(last["end"])))
    return found


def measure(texts: dict[str, str], spans: Spans, kinds: list[str], rounds: int, seed: int) -> dict[str, Any]:
    """Shares by what `anchors.find` says, over all texts, `rounds` times."""
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    wrong = left = left_placed = 0
    for name in sorted(spans):
        text = texts[name]
        contexts = [anchors.context(text, start, end) for start, end in spans[name]]
        for _ in range(rounds):
            now, origin = several(text, rng, [EDITS[rng.choice(kinds)] for _ in range(EACH)])
            still = Counter(origin)
            for (start, end), (prefix, suffix, telling) in zip(spans[name], contexts, strict=True):
                found = anchors.find(now, text[start:end], prefix, suffix, telling=telling)
                told[found.how] += 1
                if all(at in still for at in range(start, end)):
                    left += 1
                    left_placed += found.sure
                wrong += bool(fault(found, start, end, text, now, origin, still))
    total = sum(told.values())
    placed = sum(told[how] for how in ("same", "context", "mended"))
    shares = {how: told[how] / total for how in ("same", "context", "mended", "gone", "several", "unsure")}
    return {
        "quotes": total,
        "placed": placed / total,
        "flagged": 1 - placed / total,
        "wrong": wrong,
        "all_words_left": left / total,
        "placed_of_these": left_placed / left,
        **shares,
    }


def speed(texts: dict[str, str], spans: Spans) -> dict[str, Any]:
    """Seconds for 1,000 decisions on one long text, every surrounding of which has changed a little."""
    name = max(spans, key=lambda one: len(spans[one]))
    text = texts[name]
    names = [name, *(other for other in sorted(texts) if other != name)]
    long = "\n\n".join(texts[one] for one in names)[:120_000]
    wanted = [span for span in spans[name] if span[1] <= len(long)]
    rest = [(start, start + 40) for start in range(len(text), len(long) - 40, 97)]
    chosen = (wanted + rest)[:1000]
    contexts = [anchors.context(long, start, end) for start, end in chosen]
    now, _ = several(long, random.Random(SEED), [EDITS["word_mended"]] * 400)
    begun = time.perf_counter()
    for (start, end), (prefix, suffix, telling) in zip(chosen, contexts, strict=True):
        anchors.find(now, long[start:end], prefix, suffix, telling=telling)
    return {"characters": len(long), "decisions": len(chosen), "seconds": time.perf_counter() - begun}


def main() -> None:
    study = Study("lampung-timur")
    coded, several_sentences = decided(study), runs(study)
    kinds = {kind: [kind] for kind in EDITS} | {"mixed": list(EDITS)}
    result: dict[str, Any] = {
        "seed": SEED,
        "edits_each": EACH,
        "transcripts": len(coded),
        "coded": {kind: measure(study.texts, coded, some, ROUNDS, SEED) for kind, some in kinds.items()},
        "runs": {kind: measure(study.texts, several_sentences, some, 1, SEED) for kind, some in kinds.items()},
        "speed": speed(study.texts, coded),
    }
    (Path(sys.argv[1]) / "reanchoring.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    for which in ("coded", "runs"):
        for kind, shares in result[which].items():
            print(
                f"[reanchoring] {which}, {kind}: placed {shares['placed']:.3f}, "
                f"of those with all words left {shares['placed_of_these']:.3f}, wrong {shares['wrong']}",
                flush=True,
            )
    print(f"[reanchoring] 1,000 decisions in {result['speed']['seconds']:.2f} s", flush=True)


if __name__ == "__main__":
    main()
