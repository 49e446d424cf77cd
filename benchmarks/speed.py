"""Times the whole engine beside plain methods on one set, in one run: python benchmarks/speed.py FOLDER PEERS_PYTHON

FOLDER holds the set (bench_set.py). All methods get the sentences in memory and keep their hits; set-up (compiling
patterns, starting processes) is timed apart. Each is run three times and the fastest counts, except the loop of regular
expressions and spaCy, which are run once. Writes FOLDER/speed.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from coding import paths
from coding.suggestions.blocks import compiled
from coding.suggestions.read import Reading
from coding.suggestions.suggest import suggest
from coding.transcripts.talks import Piece, Talk

CHUNK = 5_000
RUNS = {"aho_corasick": 3, "tokens_only": 3, "spacy": 1, "regular_expressions": 1}


def bench_codebook(patterns: dict[str, list[str]]) -> str:
    """The shipped codebook with these patterns only, each with the exceptions and contexts it has there."""
    book = yaml.safe_load(paths.codebook().read_text(encoding="utf-8"))
    for indicator in book["indicators"]:
        mine = set(patterns[str(indicator["code"])])
        kept = []
        for entry in indicator["keywords"]:
            entry = entry if isinstance(entry, dict) else {"match": entry}
            listed = entry["match"] if isinstance(entry["match"], list) else [entry["match"]]
            words = [text for word in listed for text in (str(word), f"{word}*") if text in mine]
            mine -= set(words)
            if words:
                kept.append({**entry, "match": words})
        assert not mine, mine
        indicator["keywords"] = kept
    return yaml.safe_dump(book, allow_unicode=True)


def read(codebook: str, first: int, sentences: list[str]) -> list[tuple[Any, ...]]:
    """The suggestions for sentences that stand alone, as plain rows."""
    talks = (
        Talk(str(number), number, "answers", (Piece(f"{number}-1", 0, sentence),))
        for number, sentence in enumerate(sentences, start=first)
    )
    found = suggest(talks, compiled(codebook, "bench"))
    return [
        (one.transcript, one.indicator, one.start, one.end, one.keyword, one.status, one.cue, one.score)
        for one in found
    ]


def warm(codebook: str) -> int:
    """Compile the patterns in a worker, as a peer's automaton is built before its time is taken."""
    book = compiled(codebook, "bench")
    return sum(bool(one) for one in (book.matcher, book.relevance.matcher, book.status_cues.matcher))


def ours(sentences: list[str], codebook: str, workers: int) -> dict[str, Any]:
    """One cold run: every form of the text is met for the first time."""
    begun = time.perf_counter()
    chunks = range(0, len(sentences), CHUNK)
    if workers == 1:
        compiled.cache_clear()
        warm(codebook)
        ready = time.perf_counter()
        rows = [row for first in chunks for row in read(codebook, first, sentences[first : first + CHUNK])]
        done = time.perf_counter()
    else:
        # Processes of their own: forked ones would have met the words already.
        spawn = get_context("spawn")
        with ProcessPoolExecutor(workers, spawn, initializer=warm, initargs=(codebook,)) as pool:
            list(pool.map(time.sleep, [3.0] * workers))  # so that each has started
            ready = time.perf_counter()
            parts: Iterable[list[tuple[Any, ...]]] = pool.map(
                read, [codebook] * len(chunks), chunks, [sentences[first : first + CHUNK] for first in chunks]
            )
            rows = [row for part in parts for row in part]
            done = time.perf_counter()
    return {
        "method": f"engine_{workers}",
        "version": f"this engine, {workers} process{'es' * (workers > 1)}",
        "setup": ready - begun,
        "seconds": done - ready,
        "hits": len(rows),
        "sentences_hit": len({(row[0], row[1]) for row in rows}),
    }


def stages(sentences: list[str], codebook: str) -> list[dict[str, Any]]:
    """Where one process spends its time: the same work cut into parts, each with the sentences that reach it."""
    compiled.cache_clear()
    warm(codebook)
    book = compiled(codebook, "bench")
    begun = time.perf_counter()
    touched = [sentence for sentence in sentences if book.matcher.touches(sentence)]
    looked = time.perf_counter()
    for sentence in sentences:
        book.matcher.touches(sentence)
    again = time.perf_counter()
    holding = [sentence for sentence in touched if Reading(sentence, book, book.matcher).hits()]
    found = time.perf_counter()
    read(codebook, 0, holding)
    done = time.perf_counter()
    stages = {
        "can a pattern stand here? (one look-up a word)": (len(sentences), again - looked),
        "the same, where a word is met for the first time": (len(sentences), looked - begun - (again - looked)),
        "words, phrases, exceptions, contexts": (len(touched), found - again),
        "relevance, status, score, reason, and the above again": (len(holding), done - found),
    }
    return [{"stage": name, "sentences": count, "seconds": seconds} for name, (count, seconds) in stages.items()]


def peer(folder: Path, python: str, method: str, draw: int) -> dict[str, Any]:
    script = Path(__file__).with_name("peers.py")
    command = [python, str(script), str(folder), method, str(draw)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


def fastest(runs: Iterable[dict[str, Any]], draw: int) -> dict[str, Any]:
    best = min(runs, key=lambda run: run["seconds"])
    print(f"[speed] draw {draw + 1}, {best['method']}: {best['seconds']:.2f} s", flush=True)
    return best


def main() -> None:
    folder, python = Path(sys.argv[1]), sys.argv[2]
    sentences = (folder / "sentences.txt").read_text(encoding="utf-8").splitlines()
    codebooks = [bench_codebook(one) for one in json.loads((folder / "patterns.json").read_text(encoding="utf-8"))]
    draws = []
    for draw, codebook in enumerate(codebooks):
        results = [
            fastest([ours(sentences, codebook, workers) for _ in range(3)], draw)
            for workers in ((1, 2) if draw == 0 else (2,))
        ]
        results += [
            fastest([peer(folder, python, method, draw) for _ in range(times)], draw)
            for method, times in RUNS.items()
            if draw == 0 or method != "tokens_only"
        ]
        draws.append(results)
    words = sum(len(sentence.split()) for sentence in sentences)
    result = {
        "sentences": len(sentences),
        "words": words,
        "draws": draws,
        "stages": stages(sentences, codebooks[0]),
    }
    (folder / "speed.json").write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
