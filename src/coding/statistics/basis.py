"""Which transcripts an analysis of codings may count: what nobody has read to its end proves no absence."""

from __future__ import annotations

from coding.labels import Text, text
from coding.pipeline import Study


def transcripts(study: Study) -> list[str]:
    """Transcripts that a coder read to the end; where nobody has read one, all of them, with what the machine coded."""
    names = [row["transcript"] for row in study.transcripts]
    read = [name for name in names if study.replay.completed.get(name)]
    return read or names


def note(study: Study) -> Text:
    """What the codings of these transcripts are worth, as a sentence of the caption."""
    count = len(transcripts(study))
    if any(study.replay.completed.get(name) for name in transcripts(study)):
        return text(
            f"Dihitung: {count} transkrip yang dibaca sampai selesai oleh sedikitnya satu pengode.",
            f"Counted: {count} transcripts that at least one coder read to the end.",
        )
    return text(
        f"Dihitung: semua transkrip ({count}), tak satu pun dibaca sampai selesai; pengodean mesin hanya menghitung kata "
        "kunci, sehingga yang tampak ialah kata kunci, bukan isi yang dipahami pembaca.",
        f"Counted: all transcripts ({count}), none of them read to the end; machine codings count keywords only, so what "
        "shows is keywords, not meaning as a reader takes it.",
    )
