"""What docs/en/reference/benchmarks.md says of the review: speed of the screen, key presses, quotes found again."""

from __future__ import annotations

from typing import Any

# Goals set before the review was written, in milliseconds.
SAVING, SAVED, OPENED = 50, 150, 1000


def review(found: dict[str, Any]) -> dict[str, str]:
    rows = [
        (label, *(f"{found[name][which]:,.0f}" for which in ("median", "p95", "most")), f"{goal:,}")
        for label, name, goal in (
            ("transcript opened", "open_ms", OPENED),
            ("key → *being saved*", "saving_ms", SAVING),
            ("key → *saved*", "saved_ms", SAVED),
        )
    ]
    lines = ["| milliseconds | median | 95 of 100 | most | goal |", "|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    keys = [
        "| demonstration coder | codings | suggestions | not suggested | keys, review | keys, spreadsheet | ratio |"
    ]
    keys += ["|---|---|---|---|---|---|---|"]
    for coder, one in found["keys"].items():
        counts = [f"{one[name]:,}" for name in ("codings", "suggestions", "not_suggested", "review", "spreadsheet")]
        keys.append(f"| {coder} | {' | '.join(counts)} | {one['spreadsheet'] / one['review']:.1f} |")
    return {
        "review_words": f"{found['words']:,}",
        "review_suggestions": f"{found['suggestions']:,}",
        "review_presses": f"{found['presses']:,}",
        "review_browser": found["browser"],
        "review_table": "\n".join(lines),
        "review_minute": f"{found['decisions_a_minute']:,.0f}",
        "review_burst": f"{found['burst']['decisions_a_minute']:,.0f}",
        "review_kept": f"{found['in_the_log']:,} of {found['pressed_in_all']:,}",
        "review_keys": "\n".join(keys),
    }


EDITS = {
    "typo": "a letter mistyped",
    "letter_dropped": "a letter dropped",
    "words_inserted": "words put in",
    "word_mended": "a word mended",
    "sentence_removed": "a sentence removed",
    "turn_removed": "a turn removed",
    "turns_removed": "two turns in a row removed",
    "paragraph_moved": "a paragraph moved",
    "paragraphs_swapped": "two paragraphs swapped",
    "turn_doubled": "a turn doubled",
    "spaces_changed": "spaces and line ends changed",
    "mixed": "all kinds mixed",
}


def reanchoring(found: dict[str, Any]) -> dict[str, str]:
    head = "| twelve edits of this kind | placed | of those whose words are all left | to the person | wrong |"
    lines = [head, "|---|---|---|---|---|"]
    wrong = quotes = 0
    for kind, label in EDITS.items():
        one = found["coded"][kind]
        shares = [f"{100 * one[name]:.1f} %" for name in ("placed", "placed_of_these", "flagged")]
        lines.append(f"| {label} | {' | '.join(shares)} | {one['wrong']} |")
    for rows in (found["coded"], found["runs"]):
        wrong += sum(one["wrong"] for one in rows.values())
        quotes += sum(one["quotes"] for one in rows.values())
    return {
        "reanchoring_table": "\n".join(lines),
        "reanchoring_quotes": f"{quotes:,}",
        "reanchoring_wrong": "none" if not wrong else f"**{wrong:,}**",
        "reanchoring_each": f"{found['coded']['typo']['quotes']:,}",
        "reanchoring_runs": f"{found['runs']['typo']['quotes']:,}",
    }
