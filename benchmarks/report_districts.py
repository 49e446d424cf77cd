"""What docs/en/reference/benchmarks.md says of many districts: one `make -j2` for one, three and twelve."""

from __future__ import annotations

from typing import Any


def districts(found: dict[str, Any]) -> dict[str, str]:
    lines = [
        "| districts | transcripts | words | seconds | seconds a district | peak memory, MB | evidence browser, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    base = found["runs"][0]
    for one in found["runs"]:
        cells = (
            str(one["districts"]), str(one["transcripts"]), f"{one['words']:,}", f"{one['seconds']:,.0f}",
            f"{one['seconds'] / one['districts']:.0f}", f"{one['peak_mb']:,}", f"{one['evidence_mb']:.1f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    last = found["runs"][-1]
    return {
        "districts_table": "\n".join(lines),
        "districts_most": str(last["districts"]),
        "districts_times_longer": f"{last['seconds'] / base['seconds']:.1f}",
        "districts_times_memory": f"{last['peak_mb'] / base['peak_mb']:.1f}",
    }
