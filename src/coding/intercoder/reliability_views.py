"""What notebook 04 shows beside the tables: figures in plain words, disputed segments, a second opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coding import labels
from coding.findings.views import frame
from coding.intercoder import agreement, missed_words, plain_words
from coding.intercoder.double_coding import Given, Pair
from coding.intercoder.missed import Missed
from coding.intercoder.reliability import Reliability, code_name
from coding.labels import Text, text
from coding.pipeline import Study

if TYPE_CHECKING:
    import pandas as pd

_NOBODY = text(
    "Belum ada transkrip yang dibaca sampai selesai oleh dua pengode, jadi kesepakatan belum dapat dihitung.",
    "No transcript has been read to the end by two coders yet, so agreement cannot be reckoned.",
)


_BRACKETS = text(
    "Dalam kurung siku: interval 95%. Seandainya wawancara lain sejenis yang dikode, angkanya dapat saja berada di mana pun "
    "di dalamnya.",
    "In brackets: the 95% interval. Had other interviews of the same kind been coded, the figure might lie anywhere in it.",
)


def in_words(study: Study, found: Reliability, language: str, pair: Pair | None = None) -> str:
    """Every figure of a pair of coders as sentences, indicator by indicator, as markdown."""
    pair = pair or found.main
    if pair is None:
        return _NOBODY[language]
    parts = [f"**{pair.name}.** {_BRACKETS[language]}"]
    for code, one in found.pairs[pair].items():
        said = plain_words.agreement(one, pooled=code == "all")
        if one.both and code in found.status[pair]:
            said.append(plain_words.status(found.status[pair][code], *_same_status(found, pair, code)))
        if one.either and code in found.alpha_u[pair]:
            said.append(plain_words.alpha_u(found.alpha_u[pair][code]))
        parts.append(f"**{code_name(study, code)[language]}**")
        parts.append("\n".join(f"- {sentence[language]}" for sentence in said))
    return "\n\n".join(parts)


def _same_status(found: Reliability, pair: Pair, code: str) -> tuple[int, int]:
    """Of the segments and indicators that both gave: with the same status, and all."""
    places = {row["segment"] for row in found.double.of(pair.transcripts)}
    first, second = (found.double.given[coder] for coder in pair.coders)
    both = [key for key in first.keys() & second.keys() if key[0] in places and code in ("all", key[1])]
    return sum(first[key].status == second[key].status for key in both), len(both)


def missed_in_words(found: Missed, language: str) -> str:
    """The estimate of elusion as sentences, and what full reading gives beside it."""
    said = [sentence[language] for sentence in missed_words.elusion(found.sample)]
    if found.census and found.sample.judged:
        said.append(missed_words.census(found.sample, found.census)[language])
    return "\n".join(f"- {sentence}" for sentence in said)


def disagreements(
    study: Study, found: Reliability, language: str, pair: Pair | None = None, *, most: int = 15
) -> pd.DataFrame:
    """Segments on which two coders differ, in an indicator or in its status, each with what either gave and noted.

    In the order of the text, `most` at most; the table's last line says how many there are in all.
    """
    pair = pair or found.main
    columns: dict[str, Text] = {"segment": text("Segmen", "Segment"), "text": text("Kalimat", "Sentence")}
    rows: list[dict[str, object]] = []
    if pair:
        for place, coder in zip(("first", "second"), pair.coders, strict=True):
            columns[place] = text(f"Kode {coder}", f"Codes of {coder}")
            columns[f"{place}_memo"] = text(f"Memo {coder}", f"Memo of {coder}")
        disputed = disputes(found, pair)
        words = {row["segment"]: row["text"] for row in study.segments}
        for segment in disputed[:most]:
            row: dict[str, object] = {"segment": segment, "text": words[segment]}
            for place, coder in zip(("first", "second"), pair.coders, strict=True):
                held = {key[1]: one for key, one in found.double.given[coder].items() if key[0] == segment}
                row[place] = _codes(held)
                row[f"{place}_memo"] = "; ".join(
                    f"{code}: {held[code].memo}" for code in sorted(held) if held[code].memo
                )
            rows.append(row)
        shown, total = min(most, len(disputed)), len(disputed)
        rows.append({"segment": "", "text": text(f"{shown} dari {total} segmen", f"{shown} of {total} segments")})
    return frame([{key: row.get(key, "") for key in columns} for row in rows], columns, language)


def disputes(found: Reliability, pair: Pair) -> list[str]:
    """Segments that two coders gave different indicators, or the same with another status."""
    places = [row["segment"] for row in found.double.of(pair.transcripts)]
    first, second = (found.double.given[coder] for coder in pair.coders)
    differ = {
        key[0]
        for key in first.keys() | second.keys()
        if (first[key].status if key in first else None) != (second[key].status if key in second else None)
    }
    return [segment for segment in places if segment in differ]


def _codes(held: dict[str, Given]) -> Text:
    return {
        language: "; ".join(f"{code} {labels.STATUS[held[code].status][language]}" for code in sorted(held)) or "–"
        for language in labels.LANGUAGES
    }


def second_opinion(study: Study, found: Reliability, language: str, pair: Pair | None = None) -> pd.DataFrame:
    """Kappa and alpha of each indicator by our arithmetic and by nltk's."""
    pair = pair or found.main
    rows: list[dict[str, object]] = []
    if pair:
        segments = [row["segment"] for row in found.double.of(pair.transcripts)]
        for code in study.codebook.codes:
            given = [found.double.with_code(coder, code) & set(segments) for coder in pair.coders]
            ours = found.pairs[pair][code]
            if ours.either > 0:
                kappa, alpha = agreement.nltk_kappa_alpha(segments, *given)
                rows.append(
                    {
                        "indicator": code,
                        "kappa": round(ours.kappa.value, 4),
                        "nltk_kappa": round(kappa, 4),
                        "alpha": round(ours.alpha.value, 4),
                        "nltk_alpha": round(alpha, 4),
                    }
                )
    columns = {
        "indicator": text("Indikator", "Indicator"),
        "kappa": text("Kappa", "Kappa"),
        "nltk_kappa": text("Kappa (nltk)", "Kappa (nltk)"),
        "alpha": text("Alpha", "Alpha"),
        "nltk_alpha": text("Alpha (nltk)", "Alpha (nltk)"),
    }
    return frame(rows, columns, language)
