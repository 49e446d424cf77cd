"""What an import came to, for whoever ran it: what was kept, what was not, and what follows."""

from __future__ import annotations

from coding import paths
from coding.exchange.importing import Report, Wish
from coding.labels import Text, text

# More of a kind than this are counted, not listed.
LISTED = 10
# What a project may hold and the compendium does not take: as `reading` names it, and as it is told.
KINDS: dict[str, Text] = {
    "picture": text("gambar", "picture"),
    "audio": text("rekaman suara", "audio"),
    "video": text("rekaman video", "video"),
    "PDF": text("PDF tanpa teks", "PDF without its text"),
    "text that is not in the file": text("teksnya tidak ada dalam berkas", "its text is not in the file"),
    "text without a word": text("teks kosong", "a text without a word"),
    "memos": text("memo", "memos"),
    "links": text("tautan", "links"),
    "sets of codes or sources": text("himpunan kode atau sumber", "sets of codes or sources"),
    "maps and networks": text("peta dan jaringan", "maps and networks"),
    "codings of a whole source": text("pengodean atas satu sumber utuh", "codings of a whole source"),
    "codings of pictures, recordings or places on a page": text(
        "pengodean atas gambar, rekaman, atau bidang halaman", "codings of pictures, recordings or places on a page"
    ),
}


def told(wish: Wish, report: Report) -> Text:
    """The report in both languages."""
    parts = [_texts(report), *([_codings(wish, report)] if wish.coder and not report.waiting else [])]
    parts += [one for one in (_not_kept(report), _next(wish, report)) if one["en"]]
    return {language: _shown("\n".join(part[language] for part in parts)) for language in ("id", "en")}


def _shown(words: str) -> str:
    """Words of a file without signs that would steer a terminal."""
    return "".join(one if one.isprintable() or one == "\n" else "\ufffd" for one in words)


def _texts(report: Report) -> Text:
    known = ", ".join(one.transcript for one in report.matches if one.state == "known")
    new = "".join(f"\n  {paths.shown(path)}" for path in report.written)
    origin = report.project.origin or "?"
    return text(
        f"{report.project.name} ({origin}): {len(report.matches)} teks; sudah ada di kabupaten ini: {known or 'belum ada'}; "
        f"baru ditulis: {len(report.written)}{new}",
        f"{report.project.name} ({origin}): {len(report.matches)} texts; in the district already: {known or 'none'}; "
        f"newly written: {len(report.written)}{new}",
    )


def _codings(wish: Wish, report: Report) -> Text:
    who = report.user.name if report.user else ""
    way = report.way.name if report.way else ""
    share = next((one.share for one in report.evidence if one.way == report.way), None)
    fit = "" if share is None else f" ({share:.0%})"
    missed = len(report.missed)
    return text(
        f"Pengodean {who} → {wish.coder}: {report.added} ditambahkan, {report.there} sudah ada, {report.since} telah "
        f"diputuskan lain sejak itu, {report.left_out} dilewati menurut tabel kode, {missed} tidak mengenai kata-kata "
        f"informan{_listing(report)}\n"
        f"Cara menghitung karakter: {way}; ujung pengodean yang jatuh pada ujung kata{fit}",
        f"Codings of {who} → {wish.coder}: {report.added} added, {report.there} there already, {report.since} decided "
        f"otherwise since, {report.left_out} left out by the table of codes, {missed} not on an informant's words"
        f"{_listing(report)}\n"
        f"Characters counted as: {way}; edges of codings that lie at the edge of a word{fit}",
    )


def _listing(report: Report) -> str:
    lines = [f"\n  {one.transcript}: {one.words[:80]}" for one in report.missed[:LISTED]]
    return "".join(lines) + (f"\n  … {len(report.missed) - LISTED}" if len(report.missed) > LISTED else "")


def _not_kept(report: Report) -> Text:
    lines: dict[str, list[str]] = {"id": [], "en": []}
    for source in report.project.sources:
        if source.text is None:
            for language, found in lines.items():
                found.append(f"{source.name}: {KINDS[source.why][language]}")
    for what, number in report.project.left.items():
        for language, found in lines.items():
            found.append(f"{KINDS[what][language]}: {number}")
    for name, number in sorted(report.others.items()):
        lines["id"].append(f"pengodean pengguna lain, {name}: {number}")
        lines["en"].append(f"codings of another user, {name}: {number}")
    shown = {language: "".join(f"\n  {line}" for line in found) for language, found in lines.items()}
    if not lines["en"]:
        return text("", "")
    return text(f"Tidak diambil:{shown['id']}", f"Not taken:{shown['en']}")


def _next(wish: Wish, report: Report) -> Text:
    if report.form:
        form, people = paths.shown(report.form), paths.shown(paths.raw(wish.district) / "participants.csv")
        again = text(
            ", lalu jalankan perintah ini sekali lagi untuk pengodeannya" if wish.coder else "",
            ", then run this command once more for the codings" if wish.coder else "",
        )
        return text(
            f"Berikutnya: lengkapi {form} (penutur, lembaga, persetujuan), pindahkan barisnya ke {people}{again['id']}.",
            f"Next: complete {form} (speakers, organisations, consent), move its rows into {people}{again['en']}.",
        )
    if report.waiting:
        return text(
            "Pengodean belum diambil: kabupaten ini masih punya kesalahan (di atas). Perbaiki, lalu jalankan lagi.",
            "No codings were taken: the district still has faults (above). Mend them, then run this again.",
        )
    return text(f"Berikutnya: make DISTRICT={wish.district}", f"Next: make DISTRICT={wish.district}")
