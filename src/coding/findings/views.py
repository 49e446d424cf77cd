"""What notebooks show beside the tables of the paper: small views for reading, written nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coding import labels
from coding.findings import claims, coordination
from coding.labels import Text, text
from coding.language import discover, morphology
from coding.pipeline import Study
from coding.reporting.outputs import show_whole_texts
from coding.transcripts.consent import PLACEHOLDER, WITHDRAWN

if TYPE_CHECKING:
    import pandas as pd

LONG_SENTENCE = 60  # words; longer ones point to a transcript without full stops
QUIET = 0.5  # an informant should hold at least this share of the words of an interview


def frame(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Text], language: str) -> pd.DataFrame:
    """Rows as a table with headings in one language."""
    import pandas as pd

    lines = [
        {
            heading[language]: value[language] if isinstance(value := row.get(key), dict) else value
            for key, heading in columns.items()
        }
        for row in rows
    ]
    show_whole_texts()
    return pd.DataFrame(lines, columns=[heading[language] for heading in columns.values()])


def quality(study: Study, language: str) -> pd.DataFrame:
    """What to know of each transcript before coding it; an empty table when nothing stands out."""
    rows: list[dict[str, object]] = []
    for name, turns in study.turns.items():
        words = Counter[str]()
        for turn in turns:
            words[turn.kind] += len(study.texts[name][turn.start : turn.end].split())
        if words["informant"] < QUIET * words.total() and not words["document"]:
            rows.append(
                {
                    "transcript": name,
                    "what": text("informan bicara kurang dari separuh", "informants say less than half"),
                }
            )
        long = sum(len(s["text"].split()) > LONG_SENTENCE for s in study.segments if s["transcript"] == name)
        if long:
            rows.append(
                {
                    "transcript": name,
                    "what": text(
                        f"{long} kalimat lebih dari {LONG_SENTENCE} kata",
                        f"{long} sentences of more than {LONG_SENTENCE} words",
                    ),
                }
            )
        chorus = sum(turn.kind == "group" for turn in turns)
        if chorus:
            rows.append(
                {
                    "transcript": name,
                    "what": text(
                        f"{chorus} giliran bersama-sama, tidak dikode", f"{chorus} turns in chorus, not coded"
                    ),
                }
            )
    return frame(rows, {"transcript": text("Transkrip", "Transcript"), "what": text("Perhatikan", "Note")}, language)


def consent(study: Study, language: str) -> pd.DataFrame:
    """How many participants agreed to what."""
    counted = Counter(
        (person["consent"], person["note"]) for person in study.people if person["level"] != "interviewer"
    )
    rows = [{"consent": key[0], "note": key[1], "number": n} for key, n in sorted(counted.items())]
    columns = {
        "consent": text("Persetujuan", "Consent"),
        "note": text("Catatan", "Note"),
        "number": text("Peran × transkrip", "Roles × transcripts"),
    }
    return frame(rows, columns, language)


_CONCORDANCE = {
    "segment": text("Segmen", "Segment"),
    "left": text("Sebelum", "Before"),
    "word": text("Kata", "Word"),
    "right": text("Sesudah", "After"),
}


def concordance(study: Study, word: str, language: str) -> pd.DataFrame:
    """Keyword in context."""
    rows = [
        {"segment": one.segment, "left": one.left, "word": one.word, "right": one.right}
        for one in discover.kwic(study.segments, word)
    ]
    return frame(rows, _CONCORDANCE, language)


def try_keyword(
    study: Study, pattern: str, language: str, *, exceptions: Sequence[str] = (), lines: int = 15
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a pattern would find: (forms met with their numbers, the first lines in context)."""
    tried = discover.try_keyword(study.segments, pattern, exceptions=exceptions)
    forms = [{"form": form, "times": times} for form, times in tried.forms]
    found = [
        {"segment": one.segment, "left": one.left, "word": one.word, "right": one.right} for one in tried.lines[:lines]
    ]
    return (
        frame(forms, {"form": text("Bentuk", "Form"), "times": text("Kali", "Times")}, language),
        frame(found, _CONCORDANCE, language),
    )


def word_forms(word: str, language: str) -> pd.DataFrame:
    """Every form that a bare word of the codebook matches, clitics apart."""
    rows = [{"form": form} for form in morphology.forms(word)]
    return frame(rows, {"form": text("Bentuk", "Form")}, language)


def collocations(study: Study, language: str) -> pd.DataFrame:
    """Word pairs that stand together more often than chance has it."""
    rows = [
        {"pair": pair, "times": times, "score": round(score, 1)}
        for pair, times, score in discover.collocations(study.segments)
    ]
    columns = {
        "pair": text("Pasangan", "Pair"),
        "times": text("Kali", "Times"),
        "score": text("Log-likelihood", "Log-likelihood"),
    }
    return frame(rows, columns, language)


def coders(study: Study, language: str) -> pd.DataFrame:
    """Who codes, of what kind, and how much."""
    standing = Counter(one.coder for one in study.replay.standing)
    done = Counter(coder for readers in study.replay.completed.values() for coder in readers)
    rows = [
        {**row, "transcripts": done[coder], "codings": standing[coder]} for coder, row in sorted(study.coders.items())
    ]
    columns = {
        "coder": text("Pengode", "Coder"),
        "kind": text("Jenis", "Kind"),
        "transcripts": text("Transkrip dibaca penuh", "Transcripts read to the end"),
        "codings": text("Pengodean", "Codings"),
        "note": text("Catatan", "Note"),
    }
    return frame(rows, columns, language)


def lost(study: Study, language: str) -> pd.DataFrame:
    """Codings that do not count until their coder places them again: their text changed. Empty when there are none.

    Where somebody withdrew from a transcript, no quote of it is shown: it may be theirs.
    """
    withdrawn = {person["transcript"] for person in study.people if person["consent"] == WITHDRAWN}
    rows = [
        {
            "coder": one.decision.coder,
            "transcript": one.decision.transcript,
            "indicator": one.decision.indicator,
            "quote": PLACEHOLDER if one.decision.transcript in withdrawn else one.decision.quote,
            "why": labels.LOST[one.how],
        }
        for one in study.replay.lost
    ]
    columns = {
        "coder": text("Pengode", "Coder"),
        "transcript": text("Transkrip", "Transcript"),
        "indicator": text("Indikator", "Indicator"),
        "quote": text("Kutipan tanpa tempat", "Quote without a place"),
        "why": text("Sebab", "Why"),
    }
    return frame(rows, columns, language)


def examples(study: Study, language: str, *, each: int = 2) -> pd.DataFrame:
    """A few codings of each indicator."""
    rows: list[dict[str, object]] = []
    for code in study.codebook.codes:
        mine = [one for one in study.codings if one["indicator"] == code]
        for one in coordination.rank_quotes(mine, "absent")[:each]:
            rows.append({**one, "status": labels.STATUS[one["status"]], "source": labels.SOURCE[one["source"]]})
    columns = {
        "indicator": text("Indikator", "Indicator"),
        "quote": text("Kutipan", "Quote"),
        "status": text("Status", "Status"),
        "transcript": text("Transkrip", "Transcript"),
        "coders": text("Pengode", "Coders"),
        "source": text("Asal", "Source"),
    }
    return frame(rows, columns, language)


def verdicts(tests: Sequence[claims.Test], language: str) -> pd.DataFrame:
    """How many claims came to which verdict."""
    counted = Counter(one.verdict for one in tests)
    rows = [{"verdict": labels.VERDICT[verdict], "claims": counted[verdict]} for verdict in claims.VERDICTS]
    columns = {"verdict": text("Putusan", "Verdict"), "claims": text("Temuan", "Claims")}
    return frame(rows, columns, language)
