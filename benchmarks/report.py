"""Writes docs/en/reference/benchmarks.md: page.md filled in with what was measured (benchmarks/results)."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from report_districts import districts
from report_evidence import evidence_browser
from report_review import reanchoring, review

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"

# The goals were set before the engine was written. Method → how often its time must go into ours, or ours into its.
FASTER = {"regular_expressions": 40.0, "spacy": 12.0}
WITHIN = {"aho_corasick": 4.0}
QUALITY = {
    "answers": {"f1": 0.75, "precision": 0.70, "elsewhere_uncoded": 0.60, "status": 0.85},
    "interviews": {"f1": 0.55, "wss95": 0.35, "status": 0.85},
}
MEASURES = {
    "f1": "macro F1",
    "precision": "precision",
    "elsewhere_uncoded": "answers about something else that stay without any",
    "status": "status right",
    "wss95": "WSS@95",
}
METHODS = {
    "engine_2": ("**this engine**", "nothing"),
    "engine_1": ("**this engine**", "nothing"),
    "aho_corasick": ("Aho-Corasick, lower-cased text", "forms, gaps, exceptions, contexts, status, score"),
    "tokens_only": ("splitting into words", "all search"),
    "spacy": (
        "blank tokenizer, PhraseMatcher",
        "forms, wildcards (24 patterns), gaps, exceptions, contexts, status, score",
    ),
    "regular_expressions": ("each pattern over each sentence", "forms, gaps, exceptions, contexts, status, score"),
}
PARTS = {
    "full": "whole engine",
    "forms": "without inflected forms",
    "spellings": "without other spellings",
    "exceptions": "without exceptions and contexts",
    "relevance": "without relevance",
    "status": "without status rules",
    "question": "without the question",
    "turn": "each sentence by itself",
    "substring": "*substrings of the word list*",
    "glob": "*glob patterns of the word list*",
    "classifier": "*TF-IDF classifier, trained on the others*",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def interval(values: Sequence[float | None] | None) -> str:
    if not values or values[0] is None:
        return "–"
    value, low, high = values
    return number(value) if low == high else f"{number(value)} ({number(low)}–{number(high)})"


def goals(found: Iterable[tuple[str, float, float, bool]]) -> str:
    """(what, measured, goal, met): a list."""
    lines = [
        f"* {what}: goal {number(goal)}, measured {number(value)}: {met(reached)}"
        for what, value, goal, reached in found
    ]
    return "\n".join(lines)


def met(reached: bool) -> str:
    return "met" if reached else "**not met**"


def speed(found: dict[str, Any]) -> dict[str, str]:
    draws = [{row["method"]: row for row in results} for results in found["draws"]]
    by, words = draws[0], found["words"]
    ours = by["engine_2"]["seconds"]
    rows = []
    for method, (name, leaves_out) in METHODS.items():
        row = by[method]
        hits = [f"{row[count]:,}" if row["hits"] else "–" for count in ("hits", "sentences_hit")]
        rate = number(words / row["seconds"] / 1e6)
        times = number(row["seconds"] / ours)
        rows.append([name, row["version"], number(row["seconds"]), rate, times, *hits, leaves_out])
    head = ["method", "version", "seconds", "million words a second", "times our seconds", "hits"]
    head += ["sentences and codes hit", "leaves out"]
    ratios = {
        method: [one["engine_2"]["seconds"] / one[method]["seconds"] for one in draws] for method in (*FASTER, *WITHIN)
    }
    faster = [(method, 1 / median(ratios[method]), least) for method, least in FASTER.items()]
    within = [(method, median(ratios[method]), most) for method, most in WITHIN.items()]
    drawn = [
        [
            str(draw + 1),
            *(f"{one[method]['hits']:,}" for method in ("engine_2", "aho_corasick")),
            number(one["engine_2"]["seconds"]),
            *(number(1 / ratios[method][draw], 1) for method in FASTER),
            *(number(ratios[method][draw], 1) for method in WITHIN),
        ]
        for draw, one in enumerate(draws)
    ]
    drawn_head = ["draw", "hits", "hits of Aho-Corasick", "our seconds", "times faster than regular expressions"]
    drawn_head += ["times faster than spaCy", "times as slow as Aho-Corasick"]
    total = sum(row["seconds"] for row in found["stages"])
    stages = [
        [row["stage"], f"{row['sentences']:,}", number(row["seconds"]), f"{row['seconds'] / total:.0%}"]
        for row in found["stages"]
    ]
    bare = by["tokens_only"]["seconds"]
    return {
        "sentences": f"{found['sentences']:,}",
        "million_words": number(words / 1e6),
        "speed_table": table(head, rows),
        "draws": str(len(draws)),
        "draws_table": table(drawn_head, drawn),
        "speed_goals": goals(
            [(f"times faster than {by[one]['version']}", ratio, goal, ratio >= goal) for one, ratio, goal in faster]
            + [
                (f"times as slow as {by[one]['version']}, at most", ratio, goal, ratio <= goal)
                for one, ratio, goal in within
            ]
        ),
        "stage_table": table(["stage", "sentences that come so far", "seconds", "share"], stages),
        "speed_limit": f"Splitting the text into words and doing nothing else takes Python {number(bare)} s in one process: "
        f"{bare / by['engine_1']['seconds']:.0%} of the engine's time. What a form can be is worked out when it "
        "is first met, in every process anew; a larger corpus pays for it once and meets the limits of the other stages.",
    }


def start(found: dict[str, Any]) -> dict[str, str]:
    return {
        "import": number(found["import"], 3),
        "import_met": met(found["import"] < 0.3),
        "import_suggest": number(found["import_suggest"], 3),
        "compile": number(found["compile"]),
        "interview_words": f"{found['interview_words']:,}",
        "interview": number(found["interview"], 3),
        "interview_met": met(found["interview"] < 0.1),
        "segments": f"{found['segments']:,}",
        "keyword": number(found["keyword"], 3),
    }


def scale(found: dict[str, Any]) -> dict[str, str]:
    small, large = found["memory"]
    memory = [
        [f"{row['sentences']:,}", number(row["bytes"] / 1e6, 1), number(row["seconds"], 1), number(row["peak_mb"], 0)]
        for row in found["memory"]
    ]
    few, many = sorted({row["sentences"] for row in found["cluster"]})
    runs = {(row["engine"], row["workers"], row["sentences"]): row for row in found["cluster"]}

    def spent(engine: str, workers: int, what: str) -> float:
        """Seconds a sentence, without the start."""
        more, fewer = runs[engine, workers, many], runs[engine, workers, few]
        return float(more[what] - fewer[what]) / (many - few)

    rows = [
        [
            engine,
            str(workers),
            number(runs[engine, workers, few]["seconds"], 1),
            number(runs[engine, workers, many]["seconds"], 1),
            f"{1 / spent(engine, workers, 'seconds'):,.0f}",
        ]
        for engine in ("local", "dask")
        for workers in (1, 2)
    ]
    worker, coordinator = spent("dask", 2, "cpu_others"), spent("dask", 2, "cpu_first")
    hundred = min(100 / worker, 1 / coordinator)
    one_hash = len({row["sha256"] for row in found["cluster"] if row["sentences"] == many}) == 1
    return {
        "memory_table": table(["sentences", "MB of text", "seconds", "peak MB"], memory),
        "few_memory": f"{small['sentences']:,}",
        "many_memory": f"{large['sentences']:,}",
        "growth": f"{large['peak_mb'] / small['peak_mb'] - 1:.0%}",
        "cluster_table": table(
            ["engine", "workers", f"seconds, {few:,} sentences", f"{many:,}", "sentences a second after the start"],
            rows,
        ),
        "many": f"{many:,}",
        "same": "the same byte for byte" if one_hash else "**not the same**",
        "local_gain": number(spent("local", 1, "seconds") / spent("local", 2, "seconds")),
        "dask_gain": number(spent("dask", 1, "seconds") / spent("dask", 2, "seconds")),
        "dask_overhead": number(spent("dask", 2, "seconds") / spent("local", 2, "seconds")),
        "worker_us": number(worker * 1e6, 0),
        "coordinator_us": number(coordinator * 1e6, 0),
        "busy": number(worker / coordinator, 0),
        "hundred": f"{round(hundred, -3):,.0f}",
        "ten_million": f"{1e7 / hundred / 60:.0f} minutes" if hundred < 1e5 else f"{1e7 / hundred:.0f} seconds",
        "limited_by": "that one process" if worker / coordinator < 100 else "the workers",
    }


def fit(title: str, rows: dict[str, dict[str, Any]]) -> str:
    head = [title, "precision", "recall", "F1 (95 %)", "status right", "to read", "WSS@95"]
    elsewhere = "elsewhere_uncoded" in rows["full"]
    body = [
        [
            PARTS[name],
            number(row["precision"]),
            number(row["recall"]),
            interval(row["f1"]),
            interval(row["status"]),
            number(row["to_read"]),
            number(row["wss95"]),
            *([number(row["elsewhere_uncoded"])] if elsewhere else []),
        ]
        for name, row in rows.items()
    ]
    count = f"{rows['full']['segments']:,} segments, {rows['full']['coded']:,} codings."
    return f"{table(head + ['about something else: uncoded'] * elsewhere, body)}\n\n{count}"


def quality(found: dict[str, Any]) -> dict[str, str]:
    filled = {
        f"{kind}_{side}": fit(name, found[kind][side])
        for kind in ("answers", "interviews", "articles")
        for side, name in (("held_out", "held out"), ("worked", "worked on"))
    }
    for kind, wanted in QUALITY.items():
        row = found[kind]["held_out"]["full"]
        measured = {name: row[name][0] if isinstance(row[name], list) else row[name] for name in wanted}
        filled[f"{kind}_goals"] = "On the held-out side:\n\n" + goals(
            (MEASURES[name], measured[name], goal, measured[name] >= goal) for name, goal in wanted.items()
        )
    by = found["shipped"]["full"]["f1_by_indicator"]
    return filled | {
        "visible": number(found["visible"]),
        "shipped": fit("shipped", found["shipped"]),
        "shipped_by_indicator": ", ".join(f"{code}: {number(one)}" for code, one in by.items()),
    }


def affixes(found: list[dict[str, Any]]) -> dict[str, str]:
    measures = ("precision", "recall", "f1")
    rows = [[row["method"], *(number(row[one], 3) for one in measures), number(row["pairs"])] for row in found]
    return {"affix_table": table(["method", "precision", "recall", "F1", "pairs right"], rows)}


def main() -> None:
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "nltk", "distributed", "scikit-learn"))
    filled = {"versions": f"Python {platform.python_version()}, {packages}"}
    for name, parts in {
        "speed": speed,
        "start": start,
        "scale": scale,
        "quality": quality,
        "affixes": affixes,
        "review": review,
        "evidence_browser": evidence_browser,
        "districts": districts,
        "reanchoring": reanchoring,
    }.items():
        filled |= parts(json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")))
    page = (HERE / "page.md").read_text(encoding="utf-8")
    docs = HERE.parent / "docs" / "en" / "reference" / "benchmarks.md"
    docs.write_text(page.format_map(filled), encoding="utf-8")
    print("[bench] docs/en/reference/benchmarks.md", flush=True)


if __name__ == "__main__":
    main()
