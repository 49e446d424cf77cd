"""Words that readers see, in Indonesian and English: one place, so that both languages say the same."""

from __future__ import annotations

from collections.abc import Sequence

LANGUAGES = ("id", "en")
Text = dict[str, str]


def text(indonesian: str, english: str) -> Text:
    return {"id": indonesian, "en": english}


STATUS: dict[str, Text] = {
    "present": text("ada", "present"),
    "partial": text("sebagian", "partial"),
    "absent": text("tidak ada", "absent"),
    "mixed": text("campuran", "mixed"),
    "unclear": text("tidak jelas", "unclear"),
    "none": text("tanpa bukti", "no evidence"),
}
METHOD: dict[str, Text] = {
    "interview": text("wawancara", "interview"),
    "fgd": text("FGD", "FGD"),
    "document": text("dokumen", "document"),
}
VERDICT: dict[str, Text] = {
    "agrees": text("sejalan", "agrees"),
    "partly": text("sebagian sejalan", "partly agrees"),
    "differs": text("berbeda", "differs"),
    "open": text("terbuka", "open"),
    "not_coded": text("di luar indikator", "outside the indicators"),
}
# Why a coding has no place in a text that changed.
LOST: dict[str, Text] = {
    "gone": text("kata-katanya tidak ada lagi", "its words are gone"),
    "several": text("cocok di lebih dari satu tempat", "more than one place would do"),
    "unsure": text("katanya ada, tetapi sekitarnya berbeda", "the words are there, their surroundings are not"),
    "missing": text("transkripnya tidak ada", "the transcript is missing"),
    "interviewer": text("tempatnya kini bukan ucapan informan", "its place is no informant's any more"),
}
RECONSTRUCTED: Text = text("rekonstruksi", "reconstruction")
SOURCE: dict[str, Text] = {
    "human": text("pengodean manusia", "human codings"),
    "demonstration": text("pengodean demonstrasi", "demonstration codings"),
    "machine": text("pengodean mesin", "machine codings"),
}


def number(value: float, digits: int, language: str) -> str:
    """A number as it is printed: 1.234,5 in Indonesian, 1,234.5 in English; an en dash when there is none.

    >>> number(1234.5, 1, "id"), number(1234.5, 1, "en"), number(float("nan"), 1, "en")
    ('1.234,5', '1,234.5', '–')
    """
    if value != value:
        return "–"
    printed = f"{value:,.{digits}f}".replace("-", "−")
    return printed.translate(str.maketrans(",.", ".,")) if language == "id" else printed


def interval(value: float, low: float, high: float, digits: int, language: str) -> str:
    """A figure with its interval, 0,62 [0,51; 0,71]; the figure alone where there is no interval."""
    if value != value or low != low:
        return number(value, digits, language)
    inside = "; ".join(number(bound, digits, language) for bound in (low, high))
    return f"{number(value, digits, language)} [{inside}]"


def joined(*texts: Text) -> Text:
    """Sentences one after the other, in each language.

    >>> joined(text("Satu.", "One."), text("Dua.", "Two."))
    {'id': 'Satu. Dua.', 'en': 'One. Two.'}
    """
    return {language: " ".join(one[language] for one in texts) for language in LANGUAGES}


def listed(words: Sequence[str], language: str) -> str:
    """Words in a row, as a sentence has them.

    >>> listed(["a", "b", "c"], "en")
    'a, b and c'
    """
    joint = (", dan " if len(words) > 2 else " dan ") if language == "id" else " and "
    return joint.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """The text with a full stop where it ends without one: people fill in forms in either way.

    >>> sentence("Tim peneliti"), sentence("Tim peneliti.")
    ('Tim peneliti.', 'Tim peneliti.')
    """
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."
