"""What a project says of itself: on what kind of text it rests, who coded it, what consent held back."""

from __future__ import annotations

from collections.abc import Mapping

from coding import labels
from coding.exchange.model import MACHINE
from coding.exchange.released import HELD_BACK, STAND_IN, Released
from coding.labels import Text, text
from coding.pipeline import Study

RECONSTRUCTED: Text = text(
    "TRANSKRIP REKONSTRUKSI: tidak seorang pun mengucapkan kata-kata ini.",
    "RECONSTRUCTED TRANSCRIPTS: nobody said these words.",
)
_TEAM: Text = text(
    "UNTUK TIM SENDIRI: memuat semua kata, juga yang menurut persetujuan peserta tidak boleh keluar. Jangan diteruskan.",
    "FOR THE TEAM ONLY: holds all words, those too that participants did not agree to let out. Do not pass it on.",
)
_CODERS: Text = text(
    f"Nama pengguna mengatakan siapa yang mengode; pengode demonstrasi bukan orang. Usulan mesin, bila ada, tercatat atas "
    f"nama \"{MACHINE}\" dan bukan pengodean.",
    f"The names of users tell who coded; demonstration coders are no persons. Machine suggestions, if any, stand under "
    f"\"{MACHINE}\" and are no codings.",
)  # fmt: skip


def description(study: Study, texts: Mapping[str, Released], team: bool, *, withheld: int) -> str:
    """What whoever opens the project should know, in Indonesian and English. withheld: codings left out."""
    held = sum(one.held for one in texts.values())
    replaced = sum(one.replaced for one in texts.values())
    parts = [study.district.statement]
    if study.district.reconstructed:
        parts.insert(0, RECONSTRUCTED)
    parts += [_CODERS, _TEAM if team else _public(held, withheld)]
    if replaced:
        parts.append(_replaced(replaced))
    return "\n\n".join("\n".join(part[language] for part in parts) for language in labels.LANGUAGES)


def _public(held: int, withheld: int) -> Text:
    return text(
        f"Memuat apa yang boleh keluar menurut persetujuan peserta; {held} tempat diganti \"{HELD_BACK}\", {withheld} "
        "pengodean tidak disertakan.",
        f"Holds what participants agreed to let out; {held} places are replaced by \"{HELD_BACK}\", {withheld} codings are "
        "left out.",
    )  # fmt: skip


def _replaced(number: int) -> Text:
    return text(
        f"{number} karakter di luar U+FFFF (misalnya emoji) diganti {STAND_IN}, agar semua program menghitung sama.",
        f"{number} characters beyond U+FFFF (emoji, for instance) are replaced by {STAND_IN}, so that all programs count "
        "alike.",
    )
