"""Tables of positions in the network as told: centrality, and the comparison with the study's reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import labels, paths
from coding.labels import Text, text
from coding.network import places as network_places
from coding.network.measures import Measures, Range, heard
from coding.network.tables import READ_BY_MACHINE, first_steps, short_names
from coding.network.ties import Tie
from coding.pipeline import Study
from coding.published import places_file
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, source_line

PLACE: dict[str, Text] = {"centre": text("pusat", "centre"), "rim": text("tepi", "rim")}
LEFT_OUT = text(
    "Dalam kurung: nilai terendah dan tertinggi bila satu transkrip disisihkan.",
    "In brackets: lowest and highest value when one transcript is left out.",
)


def centrality(study: Study, found: Sequence[Tie], measured: Measures) -> Printed:
    """In- and out-degree, rank and betweenness of each stakeholder heard or named, with the range over transcripts."""
    directory = study.directory
    everyone = heard(study.people, directory.stakeholders)
    position = measured.positions
    shown = [key for key in position if key in everyone or position[key]["named_by"].value]
    shown.sort(
        key=lambda key: (key not in everyone, -position[key]["named_by"].value, -position[key]["names"].value, key)
    )
    columns = {
        "named_by": text("Disebut oleh", "Named by"),
        "rank": text("Peringkat", "Rank"),
        "names": text("Menyebut", "Names"),
        "betweenness": text("Keantaraan", "Betweenness"),
    }
    rows: list[dict[str, Any]] = [
        {"stakeholder": short_names(directory)[key]}
        | {name: _ranged(position[key][name], 2 if name == "betweenness" else 0) for name in columns}
        for key in shown
    ]
    outputs.write_numbers(study.name, _numbers_of_positions(measured, everyone) | _numbers_of_steps(found, shown))
    printed = outputs.write_table(
        study.name,
        "centrality",
        rows,
        {"stakeholder": text("Pemangku kepentingan", "Stakeholder"), **columns},
        Caption(
            text("Kedudukan dalam jaringan yang diceritakan.", "Position in the network as told."),
            source_line(study, study.codings),
            note=labels.joined(
                text(
                    f"Jaringan kecil dari cerita {len(everyone)} pihak: angka ini menggambarkan, tidak menguji; disebut "
                    "bukan berarti memimpin. Hanya yang didengar dapat bercerita (–: tidak didengar).",
                    f"A small network from the talk of {len(everyone)} bodies: the figures describe and do not test; "
                    "being named is not leading. Only those heard can tell (–: not heard).",
                ),
                LEFT_OUT,
            ),
        ),
    )
    data = [
        {"stakeholder": key}
        | {f"{name}{end}": _plain(value) for name in columns for end, value in _ends(position[key][name])}
        for key in shown
    ]
    names = [f"{name}{end}" for name in columns for end in ("", "_low", "_high")]
    outputs.write_rows(study.name, "centrality", data, ["stakeholder", *names])
    return printed


def places(study: Study, found: Sequence[Tie], measured: Measures) -> Printed | None:
    """The study's reading of who stands where, and what the telling gives; None for a district without a reading."""
    directory = study.directory
    readings = places_file.load(paths.claims(study.name), directory.stakeholders)
    if not readings:
        return None
    everyone = heard(study.people, directory.stakeholders)
    rows = [_compared(one, found, measured, len(everyone)) for one in readings]
    verdicts = Counter(row["verdict"] for row in rows)
    outputs.write_numbers(study.name, {f"places_{one}": verdicts[one] for one in ("agrees", "differs", "open")})
    return outputs.write_table(
        study.name,
        "places",
        rows,
        {
            "stakeholder": text("Pihak", "Body"),
            "place": text("Artikel", "Article"),
            "claims": text("Temuan", "Claims"),
            "named_by": text("Disebut oleh", "Named by"),
            "rank": text(f"Peringkat dari {len(everyone)}", f"Rank of {len(everyone)}"),
            "told": text("% ada/sebagian", "% present/partial"),
            "initiative": text("Langkah pertama", "First steps"),
            "verdict": text("Putusan", "Verdict"),
        },
        Caption(
            text("Kedudukan menurut artikel dan menurut cerita.", "Place in the article's reading and in the telling."),
            source_line(study, study.codings),
            note=labels.joined(_RULE, LEFT_OUT, READ_BY_MACHINE),
        ),
        shown={"stakeholder": short_names(directory), "place": PLACE, "verdict": labels.VERDICT},
    )


def _compared(one: places_file.Placement, found: Sequence[Tie], measured: Measures, size: int) -> dict[str, Any]:
    position = measured.positions[one.actor]
    mine = [tie for tie in found if tie.target == one.actor]
    about = sum((tie.counts for tie in mine), Counter[str]())
    return {
        "stakeholder": one.actor,
        "place": one.place,
        "claims": ", ".join(one.claims),
        "named_by": _ranged(position["named_by"], 0),
        "rank": _ranged(position["rank"], 0),
        "told": f"{round(100 * (about['present'] + about['partial']) / about.total())}" if about else "",
        "initiative": first_steps(mine)[one.actor],
        "verdict": network_places.judge(one.place, position["rank"], size),
    }


_RULE = text(
    "Aturan kami: paruh atas peringkat (jumlah pihak yang menyebut) adalah pusat, sisanya tepi; sejalan atau berbeda bila "
    "tetap demikian transkrip mana pun yang disisihkan, selain itu terbuka. Disebut bukan berarti memimpin. % ada/sebagian: "
    "dari pengodean pihak lain tentangnya. Langkah pertama: segmen tempat pihak lain menceritakannya memulai. Untuk "
    "rekonstruksi, kesesuaian ini melingkar.",
    "Our rule: the better half of the ranks (by the number that name a body) is the centre, the rest the rim; agrees or "
    "differs when it stays so whichever transcript is left out, else open. Being named is not leading. % present/partial: "
    "of others' codings about it. First steps: segments in which others tell that it began. For reconstructions agreement "
    "is circular.",
)


def _ranged(one: Range, digits: int) -> Text:
    """A figure with its range, *11 [9; 11]*."""
    return {language: labels.interval(one.value, one.low, one.high, digits, language) for language in labels.LANGUAGES}


def _ends(one: Range) -> tuple[tuple[str, float], ...]:
    return ("", one.value), ("_low", one.low), ("_high", one.high)


def _plain(value: float) -> str:
    return "" if value != value else f"{value:.6g}"


def _numbers_of_positions(measured: Measures, everyone: Sequence[str]) -> dict[str, Number | float | int]:
    numbers: dict[str, Number | float | int] = {}
    for name, one in (("density", measured.density), ("reciprocity", measured.reciprocity)):
        numbers |= {f"{name}{end}": Number(value, 2) for end, value in _ends(one)}
    for key in everyone:
        for name in ("named_by", "names", "rank"):
            for end, value in _ends(measured.positions[key][name]):
                numbers[f"{name}_{key}{end}"] = int(value) if value == value else value
    return numbers


def _numbers_of_steps(found: Sequence[Tie], shown: Sequence[str]) -> dict[str, int]:
    """Segments in which a stakeholder is told to have taken the first step: by others, and by its own informants."""
    told = first_steps(found)
    by_others = {key: first_steps(tie for tie in found if tie.target == key)[key] for key in shown}
    return {f"initiative_by_{key}": by_others[key] for key in shown} | {
        f"initiative_own_{key}": told[key] - by_others[key] for key in shown
    }
