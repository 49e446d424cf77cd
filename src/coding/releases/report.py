"""What a release tells of itself: its README in both languages, and the words on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from coding import __version__, labels
from coding.files import Row
from coding.labels import Text, text
from coding.pipeline import Study
from coding.publishing.markdown import escape, in_line
from coding.releases.package import licences
from coding.releases.selection import KINDS, Selection
from coding.reporting import provenance

_KIND: dict[str, Text] = {
    "participants": text("orang dalam transkrip, pewawancara termasuk", "people in transcripts, interviewers included"),
    "transcripts": text("transkrip", "transcripts"),
    "turns": text("giliran bicara", "turns"),
    "segments": text("segmen", "segments"),
    "codings": text("pengodean", "codings"),
    "decisions": text("keputusan pengode", "decisions of coders"),
    "memos": text("memo pada pengodean", "memos on codings"),
}
_REASON: dict[str, Text] = {
    "consent": text("peserta tidak mengizinkan", "the participant does not allow it"),
    "quotes": text("peserta hanya mengizinkan kutipan yang dikode", "the participant allows coded quotes only"),
    "interviewer": text(
        "pewawancara atau bersama-sama, dalam percakapan yang tidak disebarkan utuh",
        "interviewer or several at once, in a talk not released whole",
    ),
    "withdrawn": text("peserta mundur", "the participant withdrew"),
    "machine": text(
        "peserta hanya mengizinkan kutipan, dan belum ada orang yang mengodenya",
        "the participant allows quotes only, and nobody has coded it yet",
    ),
    "span": text("tentang kata-kata yang ditahan", "on words that are held back"),
    "place": text("tanpa tempat pasti dalam teksnya sekarang", "without a sure place in the text as it is now"),
    "about": text("tentang keputusan yang ditahan", "about a decision that is held back"),
    "memo": text(
        "mungkin mengutip yang ditahan, atau mengarah ke seseorang",
        "may quote what is held back, or lead to a person",
    ),
}
_NATURE = {
    True: text(
        "Transkripnya rekonstruksi: tidak seorang pun mengucapkannya.",
        "The transcripts are reconstructions: nobody said these words.",
    ),
    False: text("Transkripnya ucapan sungguhan.", "The transcripts are what was said."),
}
_HUMAN: dict[str, Text] = {
    "human": text("manusia", "human"),
    "demonstration": text("demonstrasi, bukan manusia", "demonstration, no human being"),
}


def readme(made: Selection, contents: Sequence[tuple[str, Text, int]], language: str) -> bytes:
    """README of a release. contents: path, what it is, and rows (0 for no table) of each file."""
    study = made.study
    template = (files("coding.releases") / f"readme.{language}.md").read_text(encoding="utf-8")
    told: dict[str, str] = {
        "title": study.district.title[language],
        "nature": _NATURE[study.district.reconstructed][language],
        "statement": study.district.statement[language],
        "source": provenance.of_codings(study.codings, study.transcripts, study.coders)[language],
        "district": study.district.title[language],
        "key": study.name,
        "period": study.district.period[language],
        "collected_by": study.district.collected_by[language],
        "consent": study.district.consent[language],
        "framework": study.codebook.framework[language],
        "version": study.codebook.version,
        "codebook_hash": study.codebook.hash,
        "alone": alone_told(study)[language],
        "licence": "; ".join(f"{one.get('title', one['name'])} ({one.get('path', '')})" for one in licences()),
        "compendium": __version__,
    }
    plain = {key: escape(in_line(value)) for key, value in told.items()}
    blocks = {
        "held": _table(_held(made, language)),
        "files": _table(_files(contents, language)),
        "coders": _coders(study, language),
    }
    # A key stands in code, where nothing is to be escaped.
    return template.format_map(plain | {"key": study.name} | blocks).encode("utf-8")


def _table(lines: Sequence[Sequence[str]]) -> str:
    rows = ["| " + " | ".join(escape(in_line(cell)) for cell in line) + " |" for line in lines]
    return "\n".join([rows[0], "|" + "---|" * len(lines[0]), *rows[1:]])


def _held(made: Selection, language: str) -> list[list[str]]:
    heads = (text("", ""), text("disebarkan", "released"), text("ditahan", "held back"), text("alasan", "reason"))
    lines = [[one[language] for one in heads]]
    for kind in KINDS:
        why = [(reason, number) for (what, reason), number in sorted(made.held.items()) if what == kind and number]
        reasons = "; ".join(f"{_number(number, language)}: {_REASON[reason][language]}" for reason, number in why)
        held = _number(sum(number for _, number in why), language)
        lines.append([_KIND[kind][language], _number(made.released[kind], language), held, reasons])
    return lines


def _number(value: int, language: str) -> str:
    return labels.number(value, 0, language)


def _files(contents: Sequence[tuple[str, Text, int]], language: str) -> list[list[str]]:
    heads = (text("Berkas", "File"), text("Isi", "What"), text("Baris", "Rows"))
    rows = [[path, what[language], _number(rows, language) if rows else ""] for path, what, rows in contents]
    return [[one[language] for one in heads], *rows]


def _coders(study: Study, language: str) -> str:
    names = {name for one in study.codings for name in one["coders"].split(";") if name}
    names |= {one.coder for one in study.decisions if one.coder in study.coders}
    if not names:
        return text(
            "Belum ada orang yang mengode: semua pengodean di sini usulan mesin yang belum ditinjau.",
            "Nobody has coded yet: all codings here are suggestions of the machine that nobody has reviewed.",
        )[language]
    heads = (text("Pengode", "Coder"), text("Jenis", "Kind"), text("Keterangan", "Note"))
    rows = [study.coders[name] for name in sorted(names)]
    lines = [[row["coder"], _HUMAN.get(row["kind"], {language: row["kind"]})[language], row["note"]] for row in rows]
    return _table([[one[language] for one in heads], *lines])


def alone(people: Sequence[Row]) -> list[Row]:
    """Participants who stand alone for their stakeholder: with the role and the date, somebody may know who it was."""
    speaking = [row for row in people if row["level"] != "interviewer"]
    heard: dict[str, set[str]] = {}
    for row in speaking:
        heard.setdefault(row["stakeholder"], set()).add(row["participant"])
    found = {row["participant"]: row for row in speaking if len(heard[row["stakeholder"]]) == 1}
    return [row for _, row in sorted(found.items())]


def alone_told(study: Study) -> Text:
    """One sentence on them; nothing where there are none."""
    codes = [row["participant"] for row in alone(study.people)]
    if not codes:
        return text("", "")
    return {
        "id": f"{labels.listed(codes, 'id')} berdiri sendiri bagi lembaga atau kelompoknya.",
        "en": f"{labels.listed(codes, 'en')} stand alone for their organisation or group.",
    }


def told(made: Selection, folder: str, number: int) -> Text:
    """What stands on the screen when a release was written. number: of its files."""
    heads = {"id": f"{number} berkas → {folder}", "en": f"{number} files → {folder}"}
    return {language: "\n".join([heads[language], *_lines(made, language)]) for language in labels.LANGUAGES}


def _lines(made: Selection, language: str) -> list[str]:
    held = [f"  {row[0]}: {row[1]}" + _behind(row, language) for row in _held(made, language)[1:]]
    lines = [*held, provenance.of_codings(made.study.codings, made.study.transcripts, made.study.coders)[language]]
    people = alone(made.study.people)
    if people:
        lines.append(_WARNING[language])
        role = {"id": "role", "en": "role_en"}[language]
        lines += [f"  {row['participant']}: {row[role] or row['role']} ({row['stakeholder']})" for row in people]
    return [*lines, _NEXT[language]]


def _behind(row: Sequence[str], language: str) -> str:
    word = {"id": "ditahan", "en": "held back"}[language]
    return f"; {word}: {row[2]} ({row[3]})" if row[3] else ""


_WARNING = text(
    "Periksa: peserta berikut satu-satunya bagi lembaganya, sehingga jabatan dan tanggal dapat membuatnya dikenali. Bila "
    "perlu, tulis jabatannya lebih umum dalam participants.csv, lalu jalankan lagi:",
    "Look at these: each is the only one for their organisation, so that role and date may tell who it was. Where needed, "
    "write the role more generally in participants.csv, and run this again:",
)
_NEXT = text(
    "Pemeriksaan kebocoran tidak menemukan apa pun. Nama tanpa gelar tidak dikenalinya: bacalah folder itu sebelum "
    "menyerahkannya.",
    "The leak check found nothing. It does not know names without a title: read the folder before you hand it over.",
)
