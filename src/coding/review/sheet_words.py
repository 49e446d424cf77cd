"""The words of the review sheet in Indonesian and English, and what a coder's typing in a cell means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coding.codebooks.codes import STATUSES, Codebook
from coding.labels import LANGUAGES, STATUS, Text, text

# The columns in their order: what is shown, what the coder fills in, what is hidden.
SHOWN: dict[str, Text] = {
    "segment": text("Segmen", "Segment"),
    "speaker": text("Penutur", "Speaker"),
    "question": text("Pertanyaan sebelumnya", "Question before it"),
    "before": text("Kalimat sebelumnya", "Sentence before"),
    "sentence": text("Kalimat", "Sentence"),
    "after": text("Kalimat sesudahnya", "Sentence after"),
    "suggested": text("Usulan indikator", "Suggested indicator"),
    "why": text("Kata kunci dan alasan", "Keyword and why"),
    "suggested_status": text("Usulan status", "Suggested status"),
}
FILLED: dict[str, Text] = {
    "decision": text("KEPUTUSAN", "DECISION"),
    "indicator": text("INDIKATOR", "INDICATOR"),
    "status": text("STATUS", "STATUS"),
    "part": text("BAGIAN", "PART"),
    "memo": text("MEMO", "MEMO"),
}
HIDDEN: dict[str, Text] = {
    "row": text("baris asal", "row of origin"),
    "start": text("awal", "start"),
    "end": text("akhir", "end"),
}
COLUMNS = SHOWN | FILLED | HIDDEN

DECISIONS: dict[str, Text] = {
    "accept": text("terima", "accept"),
    "reject": text("tolak", "reject"),
    "change": text("ubah", "change"),
}
ANSWERS: dict[str, Text] = {"yes": text("ya", "yes"), "no": text("belum", "not yet")}
_MORE_ANSWERS = {"sudah": "yes", "y": "yes", "tidak": "no", "no": "no", "n": "no", "": "no"}

READ_TO_END = text("Transkrip sudah dibaca sampai akhir?", "Transcript read to the end?")
ABOUT = text("Keterangan", "About")
CODING = text("Pengodean", "Coding")

INSTRUCTIONS: tuple[Text, ...] = (
    text(
        "Setiap baris adalah satu pertanyaan: berlakukah indikator yang diusulkan untuk kalimat ini? Kalimat tanpa "
        "usulan juga tercantum, sehingga lembar ini dapat dibaca sebagai transkrip utuh.",
        "Each row is one question: does the suggested indicator apply to this sentence? Sentences without a "
        "suggestion are listed too, so that the sheet reads as the whole transcript.",
    ),
    text(
        "Isilah hanya kolom berwarna. “terima”: usulan berlaku; biarkan indikator dan status kosong bila usulannya "
        "tepat. “tolak”: indikator itu tidak berlaku; di baris tanpa usulan: tidak ada indikator yang berlaku. "
        "“ubah”: yang berlaku indikator atau status lain; isilah apa. Kosong: belum diputuskan.",
        "Fill in the tinted columns only. “accept”: the suggestion applies; leave indicator and status empty if they "
        "are right. “reject”: that indicator does not apply; in a row without a suggestion: no indicator applies. "
        "“change”: another indicator or status applies; fill in which. Empty: not decided yet.",
    ),
    text(
        "Untuk mengodekan kalimat tanpa usulan, isilah indikator dan statusnya. Indikator boleh diketik angkanya "
        "saja, misalnya 3.",
        "To code a sentence without a suggestion, fill in indicator and status. For the indicator its number will "
        "do, for example 3.",
    ),
    text(
        "Lebih dari satu indikator untuk satu kalimat: salinlah seluruh barisnya (pilih baris, Ctrl+C, lalu Sisipkan "
        "Sel yang Disalin; atau sisipkan baris kosong di bawahnya, pilih, lalu Ctrl+D) dan isilah indikator lain di "
        "salinan itu. Baris yang disalin tahu kalimatnya, sebab tempatnya tersimpan di kolom tersembunyi.",
        "More than one indicator for a sentence: copy its whole row (select the row, Ctrl+C, Insert Copied Cells; or "
        "insert an empty row below, select it, Ctrl+D) and fill in another indicator in the copy. A copied row knows "
        "its sentence, since the place is kept in hidden columns.",
    ),
    text(
        "Menyaring, mengurutkan (seluruh tabel), menghapus baris, dan mengganti nama berkas tidak merusak apa pun. "
        "Baris yang dihapus berarti: tidak ada yang diputuskan di situ.",
        "Filtering, sorting (the whole table), deleting rows and renaming the file do no harm. A deleted row means: "
        "nothing is decided there.",
    ),
    text(
        "Keputusan Anda yang terdahulu sudah terisi. Mengosongkan keputusan yang terisi membatalkan pengodean itu.",
        "Your earlier decisions are filled in. Clearing one that was filled in takes that coding back.",
    ),
    text(
        "Setelah membaca seluruh transkrip, jawablah “ya” di atas tabel: barulah kalimat yang tidak dikode berarti "
        "memang tidak perlu dikode.",
        "When you have read the whole transcript, answer “yes” above the table: only then does a sentence without a "
        "code mean that none is due.",
    ),
    text(
        "Simpanlah sebagai .xlsx, lalu: coding review-sheet --read NAMABERKAS.xlsx",
        "Save as .xlsx, then: coding review-sheet --read FILENAME.xlsx",
    ),
)
BLIND = text(
    "Lembar ini tanpa usulan mesin (mode buta): kodekanlah menurut bacaan Anda sendiri.",
    "This sheet shows no suggestions of the machine (blind): code by your own reading.",
)
FACTS: dict[str, Text] = {
    "district": text("Kabupaten", "District"),
    "transcript": text("Transkrip", "Transcript"),
    "coder": text("Pengode", "Coder"),
    "mode": text("Mode", "Mode"),
    "text_sha256": text("Teks (SHA-256)", "Text (SHA-256)"),
    "codebook": text("Buku kode (SHA-256)", "Codebook (SHA-256)"),
}
MODES: dict[str, Text] = {"sheet": text("dengan usulan", "with suggestions"), "blind": text("buta", "blind")}
RECONSTRUCTED = text(
    "Transkrip ini rekonstruksi: ditulis untuk kompendium ini, bukan rekaman.",
    "This transcript is a reconstruction: it was written for this compendium and nobody said it.",
)


def indicator_option(book: Codebook, code: str, language: str) -> str:
    """An indicator as the drop-down shows it; "" for none."""
    return f"{code} {book[code].short[language]}" if code else ""


def part_option(book: Codebook, part: str, language: str) -> str:
    """A part of an indicator, given as code:key, as the drop-down shows it; "" for none."""
    code, _, key = part.partition(":")
    return next((f"{code}: {sub.label[language]}" for sub in book[code].subcodes if sub.key == key), "") if key else ""


def parts(book: Codebook) -> list[str]:
    """All parts of indicators as code:key."""
    return [f"{one.code}:{sub.key}" for one in book.indicators for sub in one.subcodes]


def plain(typed: str) -> str:
    """What was typed, without regard to letter case and spaces.

    >>> plain("  Tidak\\u00a0 ADA ")
    'tidak ada'
    """
    return " ".join(typed.split()).casefold()


class Reader:
    """Understands what stands in a coder's cells, in either language, as key; None for what makes no sense."""

    def __init__(self, book: Codebook) -> None:
        self._decisions = _by_word(DECISIONS)
        self._answers = _by_word(ANSWERS) | _MORE_ANSWERS
        self._statuses = _by_word({key: STATUS[key] for key in STATUSES})
        self._indicators: dict[str, str] = {}
        for one in book.indicators:
            for name in {form[language] for form in (one.short, one.label) for language in LANGUAGES}:
                self._indicators[plain(name)] = one.code
        self._codes = set(book.codes)
        self._parts: dict[str, str] = {}
        for part in parts(book):
            key = part.partition(":")[2]
            for language in LANGUAGES:
                option = part_option(book, part, language)
                for name in (option, option.partition(": ")[2], key, part):
                    # A name that two indicators share needs its number.
                    self._parts[plain(name)] = part if self._parts.get(plain(name), part) == part else ""

    def decision(self, typed: str) -> str | None:
        return self._decisions.get(plain(typed)) if plain(typed) else ""

    def status(self, typed: str) -> str | None:
        return self._statuses.get(plain(typed)) if plain(typed) else ""

    def answer(self, typed: str) -> str | None:
        return self._answers.get(plain(typed))

    def part(self, typed: str) -> str | None:
        return self._parts.get(plain(typed)) or None if plain(typed) else ""

    def indicator(self, typed: str) -> str | None:
        """The code of an indicator given by its number, its name, or both, if they agree."""
        said = plain(typed)
        if not said:
            return ""
        if said in self._indicators:
            return self._indicators[said]
        match = re.fullmatch(r"(?:indikator |indicator )?(\w+)(?:\.0+)?[.):]? ?(.*)", said)
        if match is None or match[1] not in self._codes:
            return None
        return match[1] if not match[2] or self._indicators.get(match[2]) == match[1] else None


def _by_word(words: Mapping[str, Text]) -> dict[str, str]:
    return {plain(word): key for key, text in words.items() for word in (key, *text.values())}
