"""What another version of the codebook changes: suggestions gained and lost, and those of another status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from coding.codebooks.codes import Codebook
from coding.labels import Text, text
from coding.pipeline import Study
from coding.suggestions.suggest import suggest

What = Literal["gained", "lost", "status"]
WHAT: dict[What, Text] = {
    "gained": text("baru", "gained"),
    "lost": text("hilang", "lost"),
    "status": text("status lain", "other status"),
}


class Change(NamedTuple):
    """One segment and indicator on which two versions of the codebook differ. Empty where a version is silent."""

    segment: str
    indicator: str
    what: What
    keyword_before: str
    status_before: str
    keyword_after: str
    status_after: str


Suggested = dict[tuple[str, str], tuple[str, str]]


def between(study: Study, before: Codebook, after: Codebook) -> list[Change]:
    """How the suggestions of a district differ between two versions, by segment and indicator."""
    return changes(_suggested(study, before), _suggested(study, after))


def changes(before: Suggested, after: Suggested) -> list[Change]:
    """before, after: (segment, indicator) → (keyword, status) of the strongest suggestion."""
    found = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, ("", "")), after.get(key, ("", ""))
        what: What | None = "gained" if key not in before else "lost" if key not in after else None
        if what is None and old[1] != new[1]:
            what = "status"
        if what:
            found.append(Change(*key, what, *old, *new))
    return found


def _suggested(study: Study, book: Codebook) -> Suggested:
    strongest: dict[tuple[str, str], tuple[float, str, str]] = {}
    for one in suggest(study.talks(), book):
        key = one.segment, one.indicator
        strongest[key] = max(strongest.get(key, (-1.0, "", "")), (one.score, one.keyword, one.status))
    return {key: (keyword, status) for key, (_, keyword, status) in strongest.items()}


def shown(found: Sequence[Change], codes: Iterable[str], language: str) -> str:
    """The changes counted by indicator, and below them the keywords that make the most of them."""
    lines = []
    for code in codes:
        counted = Counter(one.what for one in found if one.indicator == code)
        if counted:
            told = ", ".join(f"{counted[what]} {word[language]}" for what, word in WHAT.items() if counted[what])
            lines.append(f"{code}: {told}")
    if not lines:
        return text("Usulannya sama.", "The suggestions are the same.")[language]
    made = Counter((one.indicator, one.what, one.keyword_after or one.keyword_before) for one in found)
    lines += ["", text("Kata kunci dengan perubahan terbanyak:", "Keywords with the most changes:")[language]]
    lines += [
        f"  {indicator} {keyword}: {number} {WHAT[what][language]}"
        for (indicator, what, keyword), number in sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:15]
    ]
    return "\n".join(lines)


COLUMNS = (*Change._fields, "text")


def rows(study: Study, found: Iterable[Change]) -> list[dict[str, str]]:
    """The changes as a table for spreadsheets, with the words of each segment."""
    return [{**one._asdict(), "text": study.by_segment[one.segment]["text"]} for one in found]


def on_decided(study: Study, found: Iterable[Change], language: str) -> str:
    """How many changes touch what somebody has coded already: their codings stay as decided."""
    coded = {(one["segment"], one["indicator"]) for one in study.decided}
    number = sum((one.segment, one.indicator) in coded for one in found)
    return text(
        f"{number} di antaranya menyangkut yang sudah dikode orang; pengodean itu tetap seperti diputuskan.",
        f"{number} of them touch what people have coded; their codings stay as decided.",
    )[language]
