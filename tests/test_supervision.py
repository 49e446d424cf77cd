"""Each warning comes where its rule says, and not beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coding.check import periods, personal_data, supervision
from coding.check.notice import THRESHOLDS, Notice, catalogue
from coding.check.supervision import Material
from coding.codebooks import codebook
from coding.districts.districts import Transcript
from coding.districts.stakeholders import Directory, Stakeholder
from coding.labels import LANGUAGES
from coding.transcripts.turns import split_turns

RAW = "data/raw/x"
LONG = "kami sudah rapat dengan dinas dan balai. " * 20


def person(transcript: str, code: str, **cells: str) -> dict[str, str]:
    row = {
        "transcript": transcript,
        "participant": code,
        "role": "Kepala seksi",
        "stakeholder": "dinas",
        "level": "local_government",
        "method": "interview",
        "date": "2016-09-14",
        "consent": "public",
    }
    return row | cells


INTERVIEWER = {"role": "Pewawancara", "stakeholder": "", "level": "interviewer"}


def transcript(name: str, text: str, *informants: str, **cells: str) -> Transcript:
    people = [person(name, code, **cells) for code in informants or ("I",)]
    people.append(person(name, "P", **{**cells, **INTERVIEWER}))
    kinds: Any = {row["participant"]: "interviewer" if row["participant"] == "P" else "informant" for row in people}
    return Transcript(name, Path(f"{name}.txt"), text, split_turns(text, kinds), people)


def material(*transcripts: Transcript, **more: Any) -> Material:
    rows = [row for one in transcripts for row in one.people]
    given: dict[str, Any] = {
        "raw": RAW,
        "transcripts": transcripts,
        "files": {one.name: f"{RAW}/interviews/{one.name}.txt" for one in transcripts},
        "lines": frozenset(one.name for one in transcripts),
        "people": list(enumerate(rows, start=2)),
    }
    return Material(**{**given, **more})


def talk(answer: str, question: str = "Bagaimana?") -> str:
    return f"P: {question}\n\nI: {answer}\n"


def kinds(found: Iterator[Notice]) -> list[str]:
    return [one.kind for one in found]


def fgd(words: int) -> Material:
    text = f"P: Silakan.\n\nA1: {LONG * 20}\n\nB2: {'ya ' * words}\n"
    return material(transcript("FGD1", text, "A1", "B2", method="fgd"))


def test_an_informant_who_hardly_speaks_is_told_with_the_row_of_participants() -> None:
    (one,) = supervision.hardly_speaking(fgd(20))
    assert (one.kind, one.file, one.line) == ("silent", f"{RAW}/participants.csv", 3)
    assert "B2" in one.told("what", "id") and "20" in one.told("what", "en")
    assert kinds(supervision.hardly_speaking(fgd(200))) == []
    few = THRESHOLDS["silent_words"]
    assert kinds(supervision.hardly_speaking(material(transcript("A", talk("ya " * (few - 1)))))) == ["silent"]
    assert kinds(supervision.hardly_speaking(material(transcript("A", talk("ya " * few))))) == []


def test_nobody_waits_for_words_of_a_document_or_of_whoever_withdrew() -> None:
    for cells in ({"method": "document"}, {"consent": "withdrawn"}):
        assert kinds(supervision.hardly_speaking(material(transcript("A", talk("ya."), **cells)))) == []


def test_an_interviewer_who_speaks_more_than_the_informants() -> None:
    assert kinds(supervision.interviewers_dominate(material(transcript("A", talk("Ya, ada.", "Satu dua tiga?"))))) == [
        "interviewer"
    ]
    assert kinds(supervision.interviewers_dominate(material(transcript("A", talk("Ya, ada itu.", "Satu dua?"))))) == []


def directory(**levels: str) -> Directory:
    from coding.language.patterns import parse

    def one(key: str, level: str) -> Stakeholder:
        name = {language: key.capitalize() for language in LANGUAGES}
        return Stakeholder(key, level, name, name, tuple(parse(key, inflect=False)), ())

    labels = {level: dict.fromkeys(LANGUAGES, level) for level in {*levels.values(), "other"}}
    return Directory(labels, {key: one(key, level) for key, level in levels.items()}, ())


def test_stakeholders_and_levels_that_nobody_stands_for_those_named_often_first() -> None:
    known = directory(dinas="local_government", balai="agency", bank="market", koperasi="market", lsm="ngo")
    turns = "\n\n".join(["I: Balai dan bank tahu.", *["I: Balai saja."] * 5, *["I: Bank saja."] * 4])
    found = list(supervision.nobody_stands_for(material(transcript("A", f"P: Ya?\n\n{turns}\n"), directory=known)))
    assert [one.kind for one in found] == ["unheard", "unheard", "unheard_few", *["unheard_level"] * 3]
    assert [one.values["mentions"] for one in found[:2]] == ["6", "5"]
    assert found[2].told("what", "id").count("Koperasi, Lsm") == 1
    assert {one.told("what", "en").split()[-1] for one in found[3:]} == {"agency", "market", "ngo"}


def test_nobody_is_missed_where_everybody_is_heard_or_the_directory_cannot_be_read() -> None:
    heard = material(transcript("A", talk("Dinas dan bank.")), directory=directory(dinas="local_government"))
    assert kinds(supervision.nobody_stands_for(heard)) == []
    assert kinds(supervision.nobody_stands_for(material(transcript("A", talk("Bank."))))) == []
    known = directory(dinas="local_government", bank="market")
    assert kinds(supervision.nobody_stands_for(material(transcript("A", talk("Bank.")), directory=known))) != []
    partly = material(transcript("A", talk("Bank.")), directory=known, complete=False)
    assert kinds(supervision.nobody_stands_for(partly)) == []


NAMES = ["Pak Budi", "pak Budi", "Bu Siti", "Mbak Yuni", "Pak Haji Umar", "Drs. H. Ahmad", "dr. Wati", "Ibu Indah", "Bu Mei",
         "nama saya Slamet", "bernama Sri", "Mas Agus", "H. Umar"]  # fmt: skip
NO_NAMES = ["Pak Kades", "Pak Lurahnya", "Bu Camat", "Bapak Ibu sekalian", "Pak RT", "Pak, Saya kira", "Mas Sebumi", "Pak.",
            "Bulan Maret", "bu bidan", "namanya koordinasi", "Pak Sekretaris Daerah", "Pak Balai", "tahun 2016"]  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
def test_a_likely_name(words: str) -> None:
    text = talk(f"Itu kata {words} kemarin.")
    (one,) = supervision.personal(material(transcript("A", text)))
    assert (one.kind, one.line) == ("name", 3) and one.values["words"] in text
    assert one.values["words"] in one.told("what", "id") and one.values["words"] in one.told("what", "en")


COMMON = (
    "Budi Siti Agus Sri Slamet Wahyu Dewi Eko Rina Yanto Suparman Sutrisno Sumiati Wati Rudi Hendra Dedi Joko Bambang Nur "
    "Fitri Ratna Yuni Tuti Endang Wawan Asep Iwan Ahmad Muhammad Umar Ali Hasan Husin Fatimah Aisyah Khadijah Mariam Zainab "
    "Ridwan Firman Bagus Indah Melati Cahaya Putri Putra Rahmat Hidayat Kurnia Lestari Puspita Made Ketut Wayan Nyoman Gede "
    "Sartono Tukiman Tugiyem Paijo Sukarno Suharto Mega Susilo Aburizal Mei Agung Guruh Yusuf Ismail"
).split()


def test_whoever_was_named_with_a_title_is_found_without_it_too() -> None:
    text = "Ada Bu Wagiyem. Wagiyem itu kader; kata Wagiyem, Wagiyemi lain lagi. Namanya Sekar. Sekar wangi."
    found = [(one.start, one.words) for one in personal_data.traces(text, personal_data.no_names([]))]
    again = [text.index("Wagiyem itu"), text.index("Wagiyem, ")]
    assert found == [
        (4, "Bu Wagiyem"),
        *((start, "Wagiyem") for start in again),
        (text.index("Namanya"), "Namanya Sekar"),
    ]


def test_common_names_are_no_words_of_offices() -> None:
    found = [next(personal_data.traces(f"kata Pak {name} itu", personal_data.no_names([])), None) for name in COMMON]
    assert len(COMMON) == 71 and all(found)


@pytest.mark.parametrize("words", NO_NAMES)
def test_no_name(words: str) -> None:
    known = directory(sebumi="ngo")
    assert kinds(supervision.personal(material(transcript("A", talk(f"Itu {words} juga.")), directory=known))) == []


NUMBERS = {
    "0812-3456-7890": "phone",
    "+62 812 3456 7890": "phone",
    "(0721) 701609": "phone",
    "1871035203900001": "identity",
    "ani.b@contoh.co.id": "email",
    "BE 1234 AB": "plate",
    "Jalan Merdeka No. 12": "address",
    "RT 03/RW 02": "address",
}
NO_NUMBERS = ["2016-09-14", "08.30", "Rp 1.500.000", "1.000.000.000", "BP3TKI", "UU 39 Tahun 2004", "pukul 08 sampai 10",
              "Jalan Merdeka", "RT dan RW", "nomor 12", "9999999999999999", "@dinas", "tahun 2014 2015 2016",
              "Komisi 4"]  # fmt: skip


@pytest.mark.parametrize("words", NUMBERS)
def test_a_likely_number_or_address(words: str) -> None:
    (one,) = supervision.personal(material(transcript("A", talk(f"Itu, {words}, ya."))))
    assert (one.kind, one.values["words"], one.line) == (NUMBERS[words], words, 3)


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_no_number(words: str) -> None:
    assert kinds(supervision.personal(material(transcript("A", talk(f"Itu, {words}, ya."))))) == []


def test_in_a_file_of_a_word_processor_no_line_is_told() -> None:
    (one,) = supervision.personal(material(transcript("A", talk("Kata Pak Budi.")), lines=frozenset()))
    assert one.line is None


@pytest.mark.parametrize(
    ("role", "is_name"),
    [("Siti Aminah", True), ("Drs. H. Ahmad", True), ("Kepala seksi, Pak Budi", True), ("Kepala Desa", False),
     ("Purna TKI Korea", False), ("Petani", False), ("Ketua LSM Sebumi", False), ("Perencana, Bappeda", False)],
)  # fmt: skip
def test_a_role_that_is_a_name(role: str, is_name: bool) -> None:
    assert personal_data.looks_like_name(role, personal_data.no_names(["sebumi"])) == is_name
    found = kinds(supervision.personal(material(transcript("A", talk("Ya."), role=role))))
    assert found == ["role_name"] * is_name


@pytest.mark.parametrize(("code", "is_name"), [("Budi", True), ("DSN1", False), ("PW", False), ("Informan", False)])
def test_a_role_code_that_is_a_name(code: str, is_name: bool) -> None:
    text = f"P: Ya?\n\n{code}: Ya.\n"
    assert kinds(supervision.personal(material(transcript("A", text, code)))) == ["code_name"] * is_name


@pytest.mark.parametrize(
    ("line", "told"),
    [("Staf Komisi: Belum, Bu.", ["Staf Komisi"]), ("cuma satu: dananya.", []), ("Lalu kata Pak Camat Way Jepara: ya.", []),
     ("(tertawa)", [])],
)  # fmt: skip
def test_a_line_that_begins_like_another_speakers_turn(line: str, told: list[str]) -> None:
    given = material(transcript("A", f"P: Sudah?\n\nI: Belum.\n\n{line}\n\nP: Oh.\n"))
    found = list(supervision.stray_labels(given))
    assert [one.values["words"] for one in found] == told
    assert all((one.line, one.values["speaker"]) == (5, "I") for one in found)


@pytest.mark.parametrize(
    ("other", "told"),
    [({"role": "Kepala desa"}, True), ({"stakeholder": "desa"}, True), ({"role": "Kepala seksi "}, False)],
)
def test_one_code_that_stands_for_two_persons(other: dict[str, str], told: bool) -> None:
    both = material(transcript("A", talk("Ya."), "N1"), transcript("B", talk("Ya."), "N1", **other))
    found = list(supervision.one_code_for_two(both))
    assert kinds(found) == ["two_persons"] * told
    assert all(one.values["transcript"] == "B" and one.values["other"] == "A" for one in found)


def test_a_transcript_without_full_stops() -> None:
    assert kinds(supervision.without_full_stops(material(transcript("A", talk("lalu kami rapat " * 20))))) == [
        "no_full_stops"
    ]
    assert kinds(supervision.without_full_stops(material(transcript("A", talk("lalu kami rapat. " * 20))))) == []


@pytest.mark.parametrize(("words", "kind"), [(20, ["short"]), (40, []), (290, []), (320, ["long"])])
def test_a_transcript_far_shorter_or_longer_than_the_others(words: int, kind: list[str]) -> None:
    others = [transcript(f"A{n}", "P: a\n\nI: " + "ya " * 97) for n in range(4)]
    odd = transcript("B", "P: a\n\nI: " + "ya " * (words - 3))
    assert kinds(supervision.odd_lengths(material(*others, odd))) == kind
    assert kinds(supervision.odd_lengths(material(*others[:2], odd))) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("Agustus–November 2016", "2016-08", "2016-11"), ("August to November 2016", "2016-08", "2016-11"),
     ("Nov 2016 – Jan 2017", "2016-11", "2017-01"), ("Mei 2026", "2026-05", "2026-05"), ("2016", "2016-01", "2016-12"),
     ("Februari–April 2017 (fiktif)", "2017-02", "2017-04")],
)  # fmt: skip
def test_a_period_is_read(text: str, first: str, last: str) -> None:
    assert periods.read(text) == periods.Period(text, first, last)


@pytest.mark.parametrize(
    "text", ["", "dua bulan", "ISI: masa kerja lapangan", "Agustus", "Mei 2016 sampai 2017", "Juli–Mei 2016"]
)
def test_a_period_that_cannot_be_read_is_not_guessed(text: str) -> None:
    assert periods.read(text) is None


def test_a_date_outside_the_period() -> None:
    period = periods.read("Agustus–November 2016")
    for date, cells, expected in (("2016-12-01", {}, ["date"]), ("2016-11-30", {}, []),
                                  ("2015-01-01", {"method": "document"}, [])):  # fmt: skip
        one = transcript("A", talk("Ya."), date=date, **cells)
        assert kinds(supervision.dates(material(one, period=period))) == expected
        assert kinds(supervision.dates(material(one))) == []


def test_the_same_text_twice_or_nearly() -> None:
    words = " ".join(f"kata{number}" for number in range(200))
    one, other = transcript("A", talk(words)), transcript("B", talk(words.replace("kata7 ", "lain ")))
    (found,) = supervision.same_texts(material(one, other))
    assert (found.kind, found.file) == ("same_text", f"{RAW}/interviews/B.txt")
    third = transcript("C", talk(" ".join(f"kata{number}" for number in range(100, 300))))
    assert kinds(supervision.same_texts(material(one, third))) == []


def test_words_of_an_internal_participant_in_a_claim() -> None:
    said = "kami tidak pernah diajak rapat oleh dinas sejak dua tahun lalu"
    quoted = material(transcript("A", talk(said), consent="internal"), claims=f"Ia berkata: “{said}”.")
    assert kinds(supervision.internal_words(quoted)) == ["internal_quoted"]
    public = material(transcript("A", talk(said)), claims=said)
    told = material(transcript("A", talk(said), consent="internal"), claims="Dinas tidak pernah mengajak mereka rapat.")
    assert kinds(supervision.internal_words(public)) == kinds(supervision.internal_words(told)) == []


def test_a_coder_without_a_log() -> None:
    given = material(coders={"ani": 2, "budi": 3}, logs=frozenset(["ani"]), coders_file="coders.csv")
    (one,) = supervision.without_log(given)
    assert (one.file, one.line, one.values["coder"]) == ("coders.csv", 3, "budi")


@pytest.mark.parametrize(
    ("line", "number"),
    [('province: "ISI: nama provinsi"', 1), ('period: {id: "ISI: masa", en: "FILL IN: period"}', 2), ("A,I,ISI: peran,", 1),
     ('# "ISI: penjelasan"', 0), ("province: Lampung", 0), ("note: lihat bagian ISI: di bawah", 0), ("x: [ISI: a]", 1)],
)  # fmt: skip
def test_what_is_left_to_be_filled_in(line: str, number: int) -> None:
    found = list(supervision.not_filled_in(material(plain={"district.yml": f"name: x\n{line}\n"})))
    assert [(one.kind, one.line) for one in found] == [("placeholder", 2)] * number


def test_keywords_that_match_nothing_anywhere() -> None:
    book = codebook.parse_codebook(
        "version: 1\nframework: x\nindicators:\n"
        "- {code: 1, label: x, definition: x, keywords: [undangan, siniar], questions: [lewat apa]}\n"
    )
    (one,) = supervision.unmatched_keywords(material(transcript("A", talk("Ada undangannya.")), codebook=book))
    assert one.values["words"] == "siniar, lewat apa" and one.values["number"] == "2"
    elsewhere = material(transcript("A", talk("Undangan.", "Lewat apa?")), codebook=book, elsewhere=["siniar desa"])
    assert kinds(supervision.unmatched_keywords(elsewhere)) == []


def test_warnings_are_in_the_order_of_files_and_lines_each_once() -> None:
    one = transcript("A", talk("Kata Pak Budi dan Pak Budi.\n\nI: Lalu Bu Siti, 0812-3456-7890."), role="Siti Aminah")
    found = supervision.notices(material(one))
    assert [(notice.file.rpartition("/")[2], notice.line, notice.kind) for notice in found] == [
        ("A.txt", 3, "name"),
        ("A.txt", 5, "name"),
        ("A.txt", 5, "phone"),
        ("participants.csv", 2, "silent"),
        ("participants.csv", 2, "role_name"),
    ]


@pytest.mark.parametrize("kind", catalogue())
def test_every_warning_says_rule_reason_and_remedy_in_both_languages(kind: str) -> None:
    one = catalogue()[kind]
    assert list(one) == ["rule", "what", "why", "may"]
    for part in one.values():
        assert list(part) == list(LANGUAGES)
        assert not part["id"] or part["id"] != part["en"] or kind == "log"
    assert "{" not in one["rule"]["id"] + one["rule"]["en"]


def test_every_rule_has_a_warning_and_every_warning_a_rule() -> None:
    source = Path(supervision.__file__).read_text("utf-8") + Path(personal_data.__file__).read_text("utf-8")
    assert {kind for kind in catalogue() if f'"{kind}"' in source} == set(catalogue()) - {"log"}


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_documentation_lists_every_warning_with_its_rule_and_reason(language: str) -> None:
    page = Path(__file__).resolve().parent.parent / "docs" / language / "how-to" / "check.md"
    text = page.read_text(encoding="utf-8")
    for kind, one in catalogue().items():
        assert f"| `{kind}` | {one['rule'][language]} | {one['why'][language]}" in text
        assert one["may"][language] in text or kind == "log"
    assert text.count("\n| `") == len(catalogue())
