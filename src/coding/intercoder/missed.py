"""What keywords miss in a district: elusion by sample, and by census where coders read in full."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coding.decisions.codings import in_segments
from coding.intercoder.reliability import shown
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, source_line
from coding.statistics import elusion
from coding.statistics.bootstrap import Estimate
from coding.statistics.elusion import Elusion


@dataclass(frozen=True)
class Missed:
    """Elusion as a sample tells it, and as all judged segments tell it (none where nobody read in full)."""

    sample: Elusion
    census: Elusion | None


def estimate(study: Study, *, size: int = elusion.SIZE, seed: int = elusion.SEED) -> Missed:
    """Elusion over the transcripts that somebody read to the end, or over the whole district.

    The whole district it is once somebody judged a sampled segment (review in its elusion mode, with a code or with
    "nothing applies") in a transcript that nobody read to the end. Of the segments there, those judged in that mode
    and those that have a code count as judged. A suggestion counts as reviewed when somebody decided on its segment.
    """
    sampled = _decided(study, "elusion")
    coded = {one["segment"] for one in study.codings if one["source"] != "machine"}
    every = {row["segment"]: row["transcript"] for row in study.segments}
    read = {name for name, transcript in every.items() if study.replay.completed.get(transcript)}
    segments = read if sampled <= read else set(every)
    suggested = {one["segment"] for one in study.suggestions}
    known = read | sampled | coded | (suggested & _decided(study))
    by_sample = elusion.estimate(segments, suggested, known, coded, size=size, seed=seed)
    whole = elusion.estimate(segments, suggested, known, coded, size=len(segments), seed=seed)
    return Missed(by_sample, whole if whole.judged and whole.judged == whole.without else None)


def _decided(study: Study, mode: str = "") -> set[str]:
    """Segments on which somebody decided, in one mode of the review or in any."""
    settled = (one for one in study.replay.settled if mode in ("", one.mode))
    return {segment for segment, _ in in_segments(settled, study.segments)}


def table(study: Study, found: Missed) -> Printed:
    """Sample beside census, so that a reader sees whether the interval holds what full reading gives."""
    lines = [(text("contoh acak", "random sample"), found.sample)]
    if found.census:
        lines.append((text("semua dibaca", "all were read"), found.census))
    rows = [
        {
            "way": way,
            "without": one.without,
            "judged": one.judged,
            "relevant": one.relevant,
            "share": _shown(one, one.share, 100, 1),
            "missed": _shown(one, one.missed, 1, 0),
            "found": one.suggested_relevant,
            "recall": _shown(one, one.recall, 100, 1),
        }
        for way, one in lines
        if one.judged
    ]
    columns = {
        "way": text("Cara", "Way"),
        "without": text("Segmen tanpa usulan", "Segments without a suggestion"),
        "judged": text("Dinilai", "Judged"),
        "relevant": text("Relevan", "Relevant"),
        "share": text("Elusi (%)", "Elusion (%)"),
        "missed": text("Terlewat seluruhnya", "Missed in all"),
        "found": text("Relevan dengan usulan", "Relevant with a suggestion"),
        "recall": text("Recall (%)", "Recall (%)"),
    }
    _write_numbers(study, found)
    caption = Caption(
        text("Berapa segmen relevan yang terlewat kata kunci.", "How many relevant segments the keywords miss."),
        source_line(study, study.codings),
        note=text(
            "Relevan: diberi kode apa pun. Interval 95% yang tepat dari sebaran hipergeometrik (contoh tanpa "
            "pengembalian).",
            "Relevant: given any code. Exact 95% intervals from the hypergeometric distribution (sampling without "
            "replacement).",
        ),
    )
    return outputs.write_table(study.name, "elusion", rows, columns, caption)


def _shown(of: Elusion, figure: Estimate, factor: int, digits: int) -> Text:
    """A figure with its interval; the figure alone where all were judged, so that nothing is left to chance."""
    return shown(Estimate(figure.value, math.nan, math.nan) if of.judged == of.without else figure, factor, digits)


def _write_numbers(study: Study, found: Missed) -> None:
    one, census = found.sample, found.census
    numbers: dict[str, Number | float | int] = {
        "elusion_sample": one.judged,
        "elusion_relevant": one.relevant,
        "elusion_without": one.without,
        "elusion_census": census.relevant if census else math.nan,
        "elusion_census_recall": Number(100 * census.recall.value if census else math.nan, 1, "%"),
    }
    for name, figure, factor, digits, unit in (
        ("elusion", one.share, 100, 1, "%"),
        ("elusion_missed", one.missed, 1, 0, ""),
        ("elusion_recall", one.recall, 100, 1, "%"),
    ):
        for ending, value in (("", figure.value), ("_low", figure.low), ("_high", figure.high)):
            numbers[name + ending] = Number(factor * value, digits, unit)
    outputs.write_numbers(study.name, numbers)
