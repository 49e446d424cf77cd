"""What can be wrong with a row of a review sheet that came back, and how to mend it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from coding.labels import Text, text

# Name → what is wrong, and how to mend it. {} stands for what was found.
FAULTS: dict[str, tuple[Text, Text]] = {
    "decision": (
        text("keputusan “{}” tidak dikenal", "the decision “{}” is unknown"),
        text("Pilih terima, tolak atau ubah.", "Choose accept, reject or change."),
    ),
    "indicator": (
        text("indikator “{}” tidak dikenal", "the indicator “{}” is unknown"),
        text("Pilih dari daftar, atau ketik nomornya.", "Choose from the list, or type its number."),
    ),
    "status": (
        text("status “{}” tidak dikenal", "the status “{}” is unknown"),
        text("Pilih ada, sebagian, tidak ada atau tidak jelas.", "Choose present, partial, absent or unclear."),
    ),
    "subcode": (
        text("subkode “{}” bukan milik indikator ini", "the subcode “{}” is none of this indicator"),
        text("Kosongkan subkodenya, atau pilih yang sesuai.", "Empty the subcode, or choose one that belongs to it."),
    ),
    "no indicator": (
        text("indikatornya belum diisi", "the indicator is missing"),
        text("Pilih indikatornya.", "Choose the indicator."),
    ),
    "no status": (
        text("statusnya belum diisi", "the status is missing"),
        text("Pilih statusnya.", "Choose the status."),
    ),
    "no change": (
        text("“ubah”, tetapi tidak ada isi barunya", "“change”, but not into what"),
        text("Isilah indikator atau status yang benar.", "Fill in the right indicator or status."),
    ),
    "rejected": (
        text("“tolak”, tetapi indikator lain diisi", "“reject”, yet another indicator is given"),
        text("Pilih “ubah”, atau kosongkan indikatornya.", "Choose “change”, or empty the indicator."),
    ),
    "only memo": (
        text("ada catatan tanpa keputusan", "there is a memo without a decision"),
        text("Isilah keputusannya, atau hapus catatannya.", "Fill in the decision, or remove the memo."),
    ),
    "twice": (
        text(
            "isinya bertentangan dengan baris {} untuk kalimat yang sama", "it contradicts row {} on the same sentence"
        ),
        text("Samakan keduanya, atau kosongkan salah satunya.", "Make them agree, or empty one of the two."),
    ),
    "no row": (
        text("tidak diketahui kalimat mana yang dimaksud", "it does not tell which sentence it is about"),
        text(
            "Salin seluruh baris kalimat itu (klik nomor barisnya), sisipkan salinannya, dan isilah salinan itu.",
            "Copy the whole row of that sentence (click on its row number), insert the copy, and fill in the copy.",
        ),
    ),
    "moved": (
        text(
            "kalimatnya milik baris lain; tampaknya hanya sebagian kolom yang diurutkan",
            "the sentence is that of another row; it seems that only some of the columns were sorted",
        ),
        text(
            "Urutkan lagi seluruh tabel bersama-sama, atau tulis lembar baru dan isilah kembali baris ini.",
            "Sort the whole table together, or write a new sheet and fill in this row again.",
        ),
    ),
    "text": (
        text(
            "transkripnya sudah berubah, dan kalimat ini tidak dapat ditempatkan dengan pasti ({})",
            "the transcript has changed, and this sentence cannot be placed with certainty ({})",
        ),
        text(
            "Tulis lembar baru dari transkrip yang sekarang, dan isilah keputusan ini di sana.",
            "Write a new sheet from the transcript as it is now, and fill in this decision there.",
        ),
    ),
    "conflict": (
        text(
            "sejak lembar ini ditulis, {} sudah memutuskan lain di tempat lain; keputusan itu dibiarkan",
            "since this sheet was written, {} has decided otherwise elsewhere; that decision was left alone",
        ),
        text(
            "Tulis lembar baru untuk melihatnya, lalu putuskan di sana.",
            "Write a new sheet to see it, and decide there.",
        ),
    ),
}
REASON: dict[str, Text] = {
    "gone": text("kata-katanya tidak ada lagi", "its words are gone"),
    "several": text("ada beberapa tempat yang mungkin", "several places would do"),
    "unsure": text("teks di sekitarnya berubah", "what stood around it has changed"),
    "missing": text("transkripnya tidak ada lagi", "the transcript is gone"),
    "interviewer": text("sekarang ucapan pewawancara", "it is an interviewer's now"),
    "damaged": text("kolom tersembunyinya rusak", "the hidden columns are damaged"),
}


class RowError(Exception):
    """A row that cannot be read. Its arguments: a name of FAULTS, and what was found."""

    def __init__(self, name: str, found: str = "") -> None:
        super().__init__(name, found)
        self.name, self.found = name, found


@dataclass(frozen=True)
class Problem:
    """A row that was not read: where it stands, what is wrong and how to mend it."""

    file: str
    row: int
    name: str
    found: str = ""

    def told(self, language: str) -> str:
        wrong, mend = FAULTS[self.name]
        found = REASON[self.found][language] if self.found in REASON else self.found
        place = text("baris", "row")[language]
        return f"{self.file}, {place} {self.row}: {wrong[language].format(found)}. {mend[language]}"
