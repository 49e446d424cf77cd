"""The network's figures, each drawn in both languages and written with caption and alt text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coding import labels
from coding.districts import stakeholders
from coding.labels import Text, text
from coding.network import charts
from coding.network.charts import by_level
from coding.network.layout import lines, threshold
from coding.network.measures import heard
from coding.network.ties import Tie, graph
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.reporting.tables import source_line

CAUTION = text(
    "Jaringan kecil dari cerita: menggambarkan, tidak menguji; disebut bukan berarti memimpin. Pihak dan saluran dibaca "
    "mesin dari kata-kata segmen.",
    "A small network from talk: it describes and does not test; being named is not leading. Bodies and channels are read by "
    "machine from the words of a segment.",
)


def network(study: Study, found: Sequence[Tie]) -> None:
    """The stronger ties as lines between stakeholders."""
    directory = study.directory
    order = by_level(directory, list(directory.stakeholders))
    least = threshold(found, order)
    shown, every = len(lines(found, order, least=least)), len(lines(found, order))
    drawn = {one: charts.network(found, directory, one, least=least) for one in labels.LANGUAGES}
    note = text(
        f"Garis: pasangan dengan sedikitnya {least} pengodean dari kedua arah ({shown} dari {every} pasangan); tebalnya: "
        "jumlah pengodean. Kepala panah: pihak di ujung itu diceritakan pihak lain, di kedua ujung: timbal balik; palang: "
        "hubungan dengannya disangkal. Formal: sedikitnya separuh saluran yang disebut. Dalam kurung dan menurut ukuran "
        "tanda: jumlah pihak yang menyebut; yang paling banyak disebut ada di tengah, letak lain tidak bermakna.",
        f"Lines: pairs with at least {least} codings, both directions together ({shown} of {every} pairs); width: number of "
        "codings. A head: the body at that end is told of by the other, at both ends: reciprocal; a bar: the tie to it is "
        "denied. Formal: at least half of the channels named. In brackets and by size of the sign: how many name a body; "
        "those named most stand in the middle, other positions carry no meaning.",
    )
    caption = Caption(
        text(
            "Hubungan antarpihak menurut cerita para informan (yang lebih kuat).",
            "Who deals with whom, as informants tell it (the stronger ties).",
        ),
        source_line(study, study.codings),
        _words(found, order, directory),
        labels.joined(note, CAUTION),
    )
    outputs.write_figure(study.name, "network", drawn, caption)


def _words(found: Sequence[Tie], order: Sequence[str], directory: stakeholders.Directory) -> Text:
    """The network for those who cannot see it: its size, and the bodies that most others name."""
    told = graph(found)
    named_by = {key: told.in_degree(key) for key in order if key in told}
    most = sorted(named_by, key=lambda key: -named_by[key])[:3]
    result = {}
    for language in labels.LANGUAGES:
        names = [f"{directory.stakeholders[key].short[language]} ({named_by[key]})" for key in most if named_by[key]]
        said = text(
            f"Jaringan berarah dengan {told.number_of_nodes()} pemangku kepentingan dan {told.number_of_edges()} hubungan "
            "yang diceritakan ada.",
            f"Directed network of {told.number_of_nodes()} stakeholders and {told.number_of_edges()} ties told to exist.",
        )[language]
        lead = text("Paling banyak disebut: ", "Named by most: ")[language]
        result[language] = f"{said} {lead}{labels.listed(names, language)}." if names else said
    return result


def matrix(study: Study, found: Sequence[Tie]) -> None:
    """All ties: who tells of whom."""
    directory = study.directory
    everyone = heard(study.people, directory.stakeholders)
    drawn = {one: charts.matrix(found, everyone, directory, one) for one in labels.LANGUAGES}
    counted = Counter(tie.status for tie in found)
    alt = {
        language: text(
            f"Matriks {len(everyone)} pihak yang bercerita menurut pihak yang diceritakan. Jumlah sel: ",
            f"Matrix of {len(everyone)} bodies that tell by bodies told of. Numbers of cells: ",
        )[language]
        + ", ".join(f"{labels.STATUS[one][language]} {n}" for one, n in sorted(counted.items()))
        + "."
        for language in labels.LANGUAGES
    }
    note = text(
        "Baris: yang bercerita; kolom: yang diceritakan (miring: tidak didengar). Lingkaran penuh: ada; separuh: sebagian; "
        "kosong: tidak ada; silang: campuran. Angka: pengodean; baris terbawah: jumlah pihak yang menceritakan hubungan itu "
        "ada, sekurang-kurangnya sebagian.",
        "Rows: who tells; columns: of whom (italic: not heard). Full circle: present; half: partial; empty: absent; "
        "crossed: mixed. Numbers: codings; last row: how many tell of a tie, at least in part.",
    )
    caption = Caption(
        text("Siapa bercerita tentang siapa.", "Who tells of whom."),
        source_line(study, study.codings),
        alt,
        labels.joined(note, CAUTION),
    )
    outputs.write_figure(study.name, "network_matrix", drawn, caption)
