"""What an estimate of elusion says, as sentences a student can read."""

from __future__ import annotations

from coding.labels import Text, text
from coding.statistics.elusion import Elusion
from coding.statistics.sentences import count, figure, say


def elusion(one: Elusion) -> list[Text]:
    """What a sample of the segments without a suggestion tells."""
    if not one.judged:
        return [
            text(
                "Belum ada segmen tanpa usulan yang dinilai, jadi belum diketahui berapa yang terlewat.",
                "No segment without a suggestion has been judged yet, so it is not known how many are missed.",
            )
        ]
    share = say(
        "Elusi {share}%: dari {judged} segmen tanpa usulan yang diambil secara acak, {relevant} ternyata relevan.",
        "Elusion {share}%: of {judged} segments without a suggestion, drawn at random, {relevant} proved relevant.",
        share=figure(one.share, 1, 100), judged=count(one.judged), relevant=count(one.relevant),
    )  # fmt: skip
    missed = say(
        "Di antara {without} segmen tanpa usulan diperkirakan ada {missed} segmen relevan yang terlewat.",
        "Among the {without} segments without a suggestion some {missed} relevant ones are missed.",
        without=count(one.without), missed=figure(one.missed, 0),
    )  # fmt: skip
    recall = say(
        "Recall {recall}%: siapa yang hanya membaca usulan menemukan {found} segmen relevan, yaitu bagian sebesar itu dari "
        "semuanya.",
        "Recall {recall}%: whoever reads the suggestions alone finds {found} relevant segments, which is this share of all.",
        recall=figure(one.recall, 1, 100), found=count(one.suggested_relevant),
    )  # fmt: skip
    skipped = say(
        "Hati-hati: {n} segmen contoh dilewati tanpa penilaian, sehingga contohnya mungkin tidak lagi acak.",
        "Caution: {n} sampled segments were passed over without a judgement, so the sample may no longer be random.",
        n=count(one.passed_over),
    )
    unreviewed = say(
        "Hati-hati: {n} segmen dengan usulan belum ditinjau, sehingga recall tampak terlalu rendah.",
        "Caution: {n} segments with a suggestion have not been reviewed, so recall comes out too low.",
        n=count(one.unreviewed),
    )
    cautions = [*([skipped] if one.passed_over else []), *([unreviewed] if one.unreviewed else [])]
    return [share, missed, recall, *cautions]


def census(one: Elusion, whole: Elusion) -> Text:
    """What full reading gives, and whether the sample's interval holds it."""
    held = one.missed.low <= whole.relevant <= one.missed.high
    return say(
        "Pembacaan penuh menemukan {n} segmen relevan tanpa usulan, "
        + (
            "di dalam interval itu."
            if held
            else "di luar interval itu, seperti yang dapat terjadi pada 5 dari 100 contoh."
        ),
        "Full reading finds {n} relevant segments without a suggestion, "
        + ("inside that interval." if held else "outside that interval, as may happen with 5 samples in 100."),
        n=count(whole.relevant),
    )
