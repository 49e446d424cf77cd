"""What every caption has to say of its data: made by whom, from what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from coding import labels
from coding.codebooks.codes import Codebook
from coding.decisions.decision import OF_A_CODING, Decision
from coding.decisions.replay import Standing
from coding.files import Row
from coding.labels import Text


def of_transcripts(transcripts: Sequence[Row]) -> Text:
    """The source line of what is counted from transcripts alone."""
    count = len(transcripts)
    rebuilt = sum(row["reconstructed"] == "true" for row in transcripts)
    if rebuilt == count:
        return labels.text(
            f"Sumber: {count} transkrip rekonstruksi, bukan rekaman lapangan.",
            f"Source: {count} reconstructed transcripts, no field recordings.",
        )
    if rebuilt:
        return labels.text(
            f"Sumber: {count} transkrip, {rebuilt} di antaranya rekonstruksi.",
            f"Source: {count} transcripts, {rebuilt} of them reconstructions.",
        )
    return labels.text(f"Sumber: {count} transkrip.", f"Source: {count} transcripts.")


def of_codings(codings: Sequence[Row], transcripts: Sequence[Row], coders: Mapping[str, Row]) -> Text:
    """The source line of what rests on codings: how many, made by whom, on what kind of text."""
    made = Counter(coding["source"] for coding in codings)
    active = {coder for coding in codings for coder in coding["coders"].split(";") if coder}
    kinds = Counter(coders[coder]["kind"] for coder in active)
    result = {}
    for language, transcript_line in of_transcripts(transcripts).items():
        parts = [
            f"{labels.number(made[source], 0, language)} {labels.SOURCE[source][language]}"
            for source in ("human", "demonstration", "machine")
            if made[source]
        ]
        said = labels.listed(parts, language) or labels.text("tanpa pengodean", "no codings")[language]
        notes = _notes(made, kinds, language)
        result[language] = f"{transcript_line} {said[0].upper()}{said[1:]}{notes}."
    return result


SHOWN = ("suggestions", "sheet")  # modes in which a coder sees what the machine suggests


def of_decisions(decisions: Sequence[Decision], read: Collection[str]) -> Text:
    """Whether coders saw the suggestions that their codings are held against. read: transcripts that count."""
    made = [one.mode in SHOWN for one in decisions if one.transcript in read and one.action in OF_A_CODING]
    if not made:
        return labels.text(
            "Belum ada transkrip yang dibaca sampai selesai.", "No transcript has been read to its end yet."
        )
    if any(made):
        share = {language: labels.number(100 * sum(made) / len(made), 0, language) for language in labels.LANGUAGES}
        return labels.text(
            f"{share['id']}% keputusan dibuat dengan usulan di layar; pengode cenderung mengikutinya, sehingga angka ini "
            "bukan ukuran mandiri bagi kata kunci.",
            f"{share['en']}% of the decisions were made with suggestions on the screen; coders tend to follow them, so "
            "these figures are no independent measure of the keywords.",
        )
    return labels.text(
        "Pengode membaca teks penuh tanpa melihat usulan.",
        "The coders read the full text without seeing the suggestions.",
    )


def of_codebook(standing: Sequence[Standing], book: Codebook) -> Text:
    """How many codings were decided on another version of the codebook than this one; nothing where none was, or
    where the logs do not tell."""
    other = sum(bool(one.decision and one.decision.codebook not in ("", book.hash)) for one in standing)
    if not other:
        return labels.text("", "")
    share = {language: labels.number(100 * other / len(standing), 0, language) for language in labels.LANGUAGES}
    return labels.text(
        f" {share['id']}% pengodeannya diputuskan dengan versi buku kode yang lain.",
        f" {share['en']}% of its codings were decided on another version of the codebook.",
    )


def _notes(made: Counter[str], kinds: Counter[str], language: str) -> str:
    notes = []
    if kinds["demonstration"]:
        notes.append(
            labels.text(
                f"oleh {kinds['demonstration']} pengode demonstrasi, bukan pengode manusia",
                f"by {kinds['demonstration']} demonstration coders, which are not human",
            )[language]
        )
    if made["machine"]:
        notes.append(
            labels.text(
                "pengodean mesin adalah usulan kata kunci yang belum ditinjau siapa pun",
                "machine codings are keyword suggestions that nobody has reviewed",
            )[language]
        )
    return " (" + "; ".join(notes) + ")" if notes else ""
