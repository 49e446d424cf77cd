"""What docs/en/reference/benchmarks.md says of the evidence browser: its size, and how long it takes to answer."""

from __future__ import annotations

from typing import Any

# Goals set before it was written: milliseconds for a key in the search, megabytes and seconds of the shipped districts.
SEARCH, SIZE, SECONDS = 100, 3.0, 3.0
LABELS = {
    "ready": "opened and ready",
    "filter": "a filter → its list",
    "cell": "a cell → its quotes",
    "search": "a key in the search → hits",
    "open": "a quote → its transcript",
    "back": "back to the list",
}


def evidence_browser(found: dict[str, Any]) -> dict[str, str]:
    lines = ["| milliseconds | median | 95 of 100 | most | goal |", "|---|---|---|---|---|"]
    for name, label in LABELS.items():
        times = [f"{found[f'{name}_ms'][which]:,.0f}" for which in ("median", "p95", "most")]
        goal = _met(found["search_ms"]["median"], SEARCH) if name == "search" else ""
        lines.append(f"| {label} | {' | '.join(times)} | {goal} |")
    shipped, seconds = found["shipped"]["bytes"] / 1e6, found["shipped"]["seconds"]
    return {
        "evidence_table": "\n".join(lines),
        "evidence_codings": f"{found['codings']:,}",
        "evidence_characters": f"{found['characters'] / 1e6:.1f}",
        "evidence_megabytes": f"{found['bytes'] / 1e6:.1f}",
        "evidence_seconds": f"{found['seconds']:.1f}",
        "evidence_pause": f"{found['pause_ms']:.0f}",
        "evidence_browser_version": found["browser"],
        "evidence_shipped": f"{shipped:.1f}",
        "evidence_shipped_seconds": f"{seconds:.1f}",
        "evidence_size_goal": _met(shipped, SIZE),
        "evidence_seconds_goal": _met(seconds, SECONDS),
    }


def _met(value: float, goal: float) -> str:
    return f"{goal:.0f}: {'met' if value < goal else '**missed**'}"
