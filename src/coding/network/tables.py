"""Tables of the network as told: ties, the quotes behind each, and the pairs that tell of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coding import labels
from coding.districts import stakeholders
from coding.labels import Text, text
from coding.network.measures import PAIR_KINDS, heard, pairs
from coding.network.ties import Telling, Tie
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number
from coding.reporting.tables import Printed, role_name, source_line

PAIR: dict[str, Text] = {
    "contradicted": text("bertentangan", "contradicted"),
    "mutual": text("timbal balik", "reciprocal"),
    "one_sided": text("sepihak", "told by one side"),
    "denied": text("disangkal", "denied"),
    "unclear": text("tidak jelas", "unclear"),
}
READ_BY_MACHINE = text(
    "Pihak, saluran, dan langkah pertama dibaca mesin dari kata-kata segmen, tanpa ditinjau; segmen tanpa kata itu tidak "
    "menyatakan apa-apa tentangnya.",
    "Bodies, channels and first steps are read by machine from the words of a segment, unreviewed; a segment without such "
    "words says nothing of them.",
)
_QUOTED = {
    "source": text("Yang bercerita", "Who tells"),
    "target": text("Tentang", "Of whom"),
    "coding": text("Pengodean", "Coding"),
    "segment": text("Segmen", "Segment"),
    "transcript": text("Transkrip", "Transcript"),
    "speaker": text("Penutur", "Speaker"),
    "role": text("Peran", "Role"),
    "indicator": text("Ind.", "Ind."),
    "status": text("Status", "Status"),
    "channels": text("Saluran", "Channels"),
    "initiative": text("Langkah pertama", "First step"),
    "made": text("Asal", "Made by"),
    "quote": text("Kutipan", "Quote"),
}
_PAIRED = {
    "first": text("Pihak A", "Body A"),
    "second": text("Pihak B", "Body B"),
    "forth": text("A tentang B", "A of B"),
    "back": text("B tentang A", "B of A"),
    "kind": text("Keduanya", "Together"),
    "initiative": text("Langkah pertama (segmen)", "First step (segments)"),
}
_TOGETHER = text(
    "Angka: pengodean; –: tidak menyebut. Timbal balik: keduanya menceritakan hubungan itu, "
    "sekurang-kurangnya sebagian; bertentangan: yang satu menceritakannya, yang lain menyangkal.",
    "Numbers: codings; –: does not name it. Reciprocal: both tell of the tie, at least in part; "
    "contradicted: one tells of it, the other denies it.",
)


def ties(study: Study, found: Sequence[Tie]) -> Printed:
    """One line a tie: who tells of whom, status, channels, whose first step, evidence."""
    directory = study.directory
    rows = []
    for tie in _by_weight(found):
        share = tie.formal_share(directory)
        rows.append(
            {
                "source": tie.source,
                "target": tie.target,
                "status": tie.status,
                "codings": tie.codings,
                "informants": len(tie.informants),
                "channels": _counted(tie.channels, {one.key: one.label for one in directory.channels}),
                "formal": "" if share is None else f"{round(100 * share)}",
                "initiative": _counted(first_steps([tie]), short_names(directory)),
            }
        )
    outputs.write_numbers(study.name, _numbers_of(found))
    return outputs.write_table(
        study.name,
        "ties",
        rows,
        {
            "source": text("Yang bercerita", "Who tells"),
            "target": text("Tentang", "Of whom"),
            "status": text("Status", "Status"),
            "codings": text("Pengodean", "Codings"),
            "informants": text("Informan", "Informants"),
            "channels": text("Saluran (segmen)", "Channels (segments)"),
            "formal": text("% formal", "% formal"),
            "initiative": text("Langkah pertama (segmen)", "First step (segments)"),
        },
        Caption(
            text("Hubungan yang diceritakan para informan.", "Ties as informants tell them."),
            source_line(study, study.codings),
            note=READ_BY_MACHINE,
        ),
        shown={"source": short_names(directory), "target": short_names(directory), "status": labels.STATUS},
    )


def _numbers_of(found: Sequence[Tie]) -> dict[str, Number | float | int]:
    """Numbers of ties, and of the segments that name a channel or a first step; a segment counts once for each body it
    names, and not where only what is absent is told."""
    told = [one for tie in found for one in tie.tellings if one.coding["status"] != "absent"]
    said = {(one.segment["segment"], one.target): one for one in told}
    steps = [one.initiative for one in said.values()]
    known = sum(map(bool, steps))
    return {
        "ties_told": sum(tie.told for tie in found),
        "ties_denied": sum(tie.status == "absent" for tie in found),
        "ties_with_channel": sum(tie.told and bool(tie.channels) for tie in found),
        "mentions_told": len(said),
        "mentions_with_channel": sum(bool(one.channels) for one in said.values()),
        "initiative_known": known,
        "initiative_known_share": Number(100 * known / len(said) if said else float("nan"), 0, "%"),
        "initiative_named": sum("named" in one for one in steps),
        "initiative_teller": sum("teller" in one for one in steps),
    }


def quotes(study: Study, found: Sequence[Tie]) -> Printed:
    """Every coding behind every tie with its quote, those that serve best first; no words of who may not be quoted."""
    directory = study.directory
    channel, free = {one.key: one.label for one in directory.channels}, study.consent.quote
    rows = []
    for tie in _by_weight(found):
        by_coding = {one.coding["coding"]: one for one in tie.tellings}
        for coding in tie.quotes:
            telling = by_coding[coding["coding"]]
            rows.append(
                {
                    **{key: coding[key] for key in ("coding", "segment", "transcript", "indicator", "status")},
                    "source": tie.source,
                    "target": tie.target,
                    "speaker": telling.segment["speaker"],
                    "role": role_name(study, coding["transcript"], telling.segment["speaker"]),
                    "channels": _joined(channel[key] for key in telling.channels),
                    "initiative": _joined(_beginner(telling, by, short_names(directory)) for by in telling.initiative),
                    "made": coding["source"],
                    "quote": coding["quote"] if free(coding["transcript"], telling.segment["speaker"]) else "",
                }
            )
    return outputs.write_table(
        study.name,
        "ties_quotes",
        rows,
        _QUOTED,
        Caption(
            text("Setiap hubungan dengan kutipannya.", "Every tie with its quotes."),
            source_line(study, study.codings),
            note=labels.joined(
                text("Kutipan hanya dari yang boleh dikutip.", "Quotes only of those who may be quoted."),
                READ_BY_MACHINE,
            ),
        ),
        shown={
            **{"source": short_names(directory), "target": short_names(directory)},
            **{"status": labels.STATUS, "made": labels.SOURCE},
        },
    )


def pairs_of(study: Study, found: Sequence[Tie]) -> Printed:
    """Pairs of stakeholders who were both heard: whether each tells of the other, and whether they agree."""
    directory = study.directory
    short, everyone = short_names(directory), heard(study.people, directory.stakeholders)
    between = pairs(found, everyone)
    kinds = Counter(pair.kind for pair in between)
    rows = [
        {
            "first": pair.first,
            "second": pair.second,
            "forth": _told(pair.forth),
            "back": _told(pair.back),
            "kind": pair.kind,
            "initiative": _counted(first_steps([tie for tie in (pair.forth, pair.back) if tie]), short),
        }
        for pair in sorted(between, key=lambda pair: PAIR_KINDS.index(pair.kind))
    ]
    outputs.write_numbers(
        study.name,
        {
            "pairs_heard": len(everyone) * (len(everyone) - 1) // 2,
            "pairs_told": sum(kinds[kind] for kind in ("mutual", "one_sided", "contradicted")),
            **{f"pairs_{kind}": kinds[kind] for kind in PAIR_KINDS},
        },
    )
    return outputs.write_table(
        study.name,
        "ties_pairs",
        rows,
        _PAIRED,
        Caption(
            text("Pasangan pihak yang keduanya didengar.", "Pairs of bodies that were both heard."),
            source_line(study, study.codings),
            note=labels.joined(
                _TOGETHER,
                READ_BY_MACHINE,
            ),
        ),
        shown={"first": short, "second": short, "kind": PAIR},
    )


def _by_weight(found: Iterable[Tie]) -> list[Tie]:
    return sorted(found, key=lambda tie: (-tie.codings, tie.source, tie.target))


def short_names(directory: stakeholders.Directory) -> dict[str, Text]:
    return {key: one.short for key, one in directory.stakeholders.items()}


def first_steps(found: Iterable[Tie]) -> Counter[str]:
    """Who is told to have taken the first step, in how many segments."""
    steps = Counter[str]()
    for tie in found:
        for by, number in tie.initiative.items():
            steps[tie.target if by == "named" else tie.source] += number
    return steps


def _counted(numbers: Mapping[str, int], names: Mapping[str, Text]) -> Text:
    """Names with their numbers, the most frequent first: *surat (2), rapat (1)*."""
    order = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return _joined({language: f"{words} ({n})" for language, words in names[key].items()} for key, n in order)


def _joined(texts: Iterable[Text]) -> Text:
    kept = list(texts)
    return {language: ", ".join(one[language] for one in kept) for language in labels.LANGUAGES}


def _beginner(telling: Telling, by: str, short: Mapping[str, Text]) -> Text:
    return short[telling.target if by == "named" else telling.source]


def _told(tie: Tie | None) -> Text:
    """What one side tells of the other: *ada (3)*."""
    if tie is None:
        return text("–", "–")
    return {language: f"{words} ({tie.codings})" for language, words in labels.STATUS[tie.status].items()}
