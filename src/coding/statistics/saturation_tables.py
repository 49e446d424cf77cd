"""The tables of saturation and of code coverage: what the transcripts brought, and how much of each is coded."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coding import labels
from coding.codebooks.codes import STATUSES
from coding.labels import Text, joined, number, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, source_line
from coding.statistics import basis, saturation
from coding.statistics.saturation import BASE, RUN, Saturation

KINDS: dict[str, Text] = {
    "keywords": text("Kata kunci yang ditemukan", "Keywords matched"),
    "statuses": text("Indikator × status", "Indicator × status"),
    "cells": text("Indikator × pemangku kepentingan", "Indicator × stakeholder"),
    "levels": text("Indikator × tingkat", "Indicator × level"),
}
# Keywords that only reach a sentence from its question or its turn were matched elsewhere already.
_FROM_ELSEWHERE = ("question: ", "turn: ")


@dataclass(frozen=True)
class Kind:
    """One kind of item: what was found, and how many there can be (those of whoever was heard)."""

    found: Saturation
    possible: int

    @property
    def rest(self) -> int:
        """How many more there can be at all."""
        return max(0, self.possible - self.found.items)

    @property
    def unseen(self) -> float:
        """Chao2's lower bound, which knows of no end of what is possible, cut there."""
        return min(self.found.unseen, float(self.rest)) if self.found.transcripts > 1 else math.nan

    @property
    def following(self) -> float:
        """New items in one transcript more, likewise."""
        return min(self.found.following, float(self.rest)) if self.found.transcripts > 1 else math.nan


def found(study: Study) -> dict[str, Kind]:
    """Saturation of each kind, transcripts by date. Keywords: all transcripts; codings: those that count."""
    dates = {row["transcript"]: (row["date"], row["transcript"]) for row in study.transcripts}
    codes = len(study.codebook.codes)
    heard = [person for person in study.people if person["stakeholder"]]
    possible = {
        "keywords": sum(len(one.keywords) for one in study.codebook.indicators),
        "statuses": codes * len(STATUSES),
        "cells": codes * len({person["stakeholder"] for person in heard}),
        "levels": codes * len({person["level"] for person in heard}),
    }
    return {
        kind: Kind(
            saturation.saturation(
                saturation.incidence(
                    sorted(dates if kind == "keywords" else basis.transcripts(study), key=dates.__getitem__),
                    _items(study, kind),
                )
            ),
            possible[kind],
        )
        for kind in KINDS
    }


def _items(study: Study, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "keywords":
        for one in study.suggestions:
            if not one["keyword"].startswith(_FROM_ELSEWHERE):
                yield one["transcript"], f"{one['indicator']} {one['keyword']}"
        return
    column = {"statuses": "status", "cells": "stakeholder", "levels": "level"}[kind]
    for one in study.codings:
        yield one["transcript"], f"{one['indicator']} {one[column]}"


def table(study: Study, kinds: dict[str, Kind]) -> Printed:
    """Each kind: found, possible, expected in one transcript more, unseen at least, and the rule of new information."""
    rows = [
        {
            "kind": KINDS[name],
            "transcripts": kind.found.transcripts,
            "found": kind.found.items,
            "possible": kind.possible,
            "once": kind.found.once,
            "following": _digits(kind.following),
            "unseen": _digits(kind.unseen),
            "reached": reached(kind.found),
            "typical": typical(kind.found),
        }
        for name, kind in kinds.items()
    ]
    columns = {
        "kind": text("Yang dihitung", "What is counted"),
        "transcripts": text("Transkrip", "Transcripts"),
        "found": text("Ditemukan", "Found"),
        "possible": text("Mungkin", "Possible"),
        "once": text("Hanya dalam satu transkrip", "In one transcript only"),
        "following": text("Harapan baru di transkrip berikut", "Expected new in one transcript more"),
        "unseen": text("Belum terlihat, sedikitnya", "Unseen, at least"),
        "reached": text("Jenuh (urutan tanggal)", "Saturated (by date)"),
        "typical": text("Jenuh (urutan acak)", "Saturated (random orders)"),
    }
    outputs.write_numbers(study.name, numbers(kinds))
    return outputs.write_table(study.name, "saturation", rows, columns, caption(study))


def _digits(value: float) -> Text:
    return {language: number(value, 1, language) for language in labels.LANGUAGES}


def reached(one: Saturation) -> Text:
    """When hardly anything new came, as Guest, Namey and Chen write it: 8+2, after 8 transcripts, borne out by 2 more."""
    if not one.enough:
        return text(f"terlalu sedikit transkrip (perlu {BASE + RUN})", f"too few transcripts ({BASE + RUN} needed)")
    if one.reached is None:
        return text("belum", "not yet")
    return text(f"{one.reached}+{RUN}", f"{one.reached}+{RUN}")


def typical(one: Saturation) -> Text:
    """The same over random orders: median, what 95 % of them span, and the share that gets there at all."""
    if not one.enough:
        return text("–", "–")
    if not one.share_reached:
        return text("belum", "not yet")
    middle, low, high = (round(value) for value in (one.typical.value, one.typical.low, one.typical.high))
    share = round(100 * one.share_reached)
    return text(f"{middle}+{RUN} [{low}; {high}], {share}%", f"{middle}+{RUN} [{low}; {high}], {share}%")


def numbers(kinds: dict[str, Kind]) -> dict[str, Number | float | int]:
    """What the text of the paper names, by kind."""
    named: dict[str, Number | float | int] = {}
    for name, kind in kinds.items():
        one = kind.found
        named |= {
            f"saturation_{name}": one.items,
            f"saturation_{name}_possible": kind.possible,
            f"saturation_{name}_once": one.once,
            f"saturation_{name}_next": Number(round(kind.following, 6), 1),
            f"saturation_{name}_unseen": Number(round(kind.unseen, 6), 1),
            f"saturation_{name}_reached": math.nan if one.reached is None else one.reached,
            f"saturation_{name}_share_reached": Number(round(100 * one.share_reached, 6), 0, "%"),
        }
    return named


def caption(study: Study) -> Caption:
    """The caption of the table."""
    note = text(
        "Belum terlihat: batas bawah Chao2, dipotong pada yang masih mungkin. Jenuh: dua transkrip berturut-turut menambah "
        f"paling banyak 5% dari isi {BASE} transkrip pertama; “8+2” berarti setelah 8 transkrip, dikuatkan oleh 2 "
        "berikutnya; pada urutan acak median, rentang 95%, dan bagian urutan yang mencapainya.",
        "Unseen: Chao2 lower bound, cut at what is still possible. Saturated: two transcripts running add at most 5% of "
        f"what the first {BASE} hold; “8+2”: after 8 transcripts, borne out by the next 2; for random orders the median, "
        "what 95% span, and the share of orders that get there.",
    )
    title = text("Berapa transkrip sampai tak ada lagi yang baru.", "How many transcripts until nothing new appears.")
    return Caption(title, source_line(study, study.codings), note=joined(note, reservations(study)))


def reservations(study: Study) -> Text:
    """What saturation does not say, for the captions of table and figure."""
    chosen = text(
        "Sel pemangku kepentingan dan tingkat bertambah menurut siapa yang diwawancarai: kejenuhannya mencerminkan pilihan "
        "informan, yang tidak ditarik secara acak.",
        "Cells of stakeholders and levels grow with whom one interviews: their saturation reflects the choice of "
        "informants, who were not drawn at random.",
    )
    circular = text(
        "Rekonstruksi ditulis untuk memuat temuan: kejenuhannya tidak menyatakan apa pun tentang lapangan.",
        "Reconstructions were written to carry findings: their saturation says nothing of the field.",
    )
    rebuilt = any(row["reconstructed"] == "true" for row in study.transcripts)
    return joined(chosen, basis.note(study), *([circular] if rebuilt else []))


def coverage(study: Study) -> dict[tuple[str, str], float]:
    """(transcript, indicator or "any") → share of its segments that carry the code; nan where there are no segments."""
    where: dict[str, list[str]] = {row["transcript"]: [] for row in study.transcripts}
    for row in study.segments:
        where[row["transcript"]].append(row["segment"])
    held: dict[str, set[str]] = {code: set() for code in (*study.codebook.codes, "any")}
    for one in study.codings:
        held[one["indicator"]].add(one["segment"])
        held["any"].add(one["segment"])
    return {
        (name, code): sum(one in segments for one in inside) / len(inside) if inside else math.nan
        for name, inside in where.items()
        for code, segments in held.items()
    }


def coverage_table(study: Study, shares: dict[tuple[str, str], float]) -> Printed:
    """Per transcript the share of segments with each indicator, and how many coders read it to the end."""
    codes = [*study.codebook.codes, "any"]
    rows: list[dict[str, Any]] = [
        {
            "transcript": row["transcript"],
            "readers": len(study.replay.completed.get(row["transcript"], ())),
            **{code: _digits(100 * shares[row["transcript"], code]) for code in codes},
        }
        for row in study.transcripts
    ]
    columns = {
        "transcript": text("Transkrip", "Transcript"),
        "readers": text("Pembaca", "Readers"),
        **{code: study.codebook[code].short for code in study.codebook.codes},
        "any": text("Kode apa pun", "Any code"),
    }
    outputs.write_numbers(
        study.name,
        {
            f"coverage_transcripts_{code}": sum(shares[row["transcript"], code] > 0 for row in study.transcripts)
            for code in codes
        },
    )
    return outputs.write_table(study.name, "coverage", rows, columns, coverage_caption(study))


def coverage_caption(study: Study) -> Caption:
    """The caption of the table and the figure of coverage."""
    note = text(
        "Persen segmen yang diberi indikator itu. Pembaca: pengode yang membaca transkrip sampai selesai; bila nol, "
        "pengodeannya dari mesin atau belum lengkap, dan kosong bukan berarti tidak ada.",
        "Per cent of segments given that indicator. Readers: coders who read the transcript to the end; where none did, its "
        "codings are the machine's or unfinished, and nothing there does not mean absence.",
    )
    title = text(
        "Cakupan kode: bagian setiap transkrip yang dikode.", "Code coverage: how much of each transcript is coded."
    )
    return Caption(title, source_line(study, study.codings), note=note)
