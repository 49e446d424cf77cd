"""Exercises of the course: every right answer is accepted, common wrong ones get their own hint, none gives the solution."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from task_answers import judged, says

from coding.errors import CodingError
from coding.findings import coordination
from coding.labels import LANGUAGES
from coding.teaching import answers, checks, current, exercises, folder, kinds, material, quantities
from coding.teaching.feedback import Feedback

pytestmark = pytest.mark.usefixtures("students_folder")


# Several forms of each right answer: order, capitals, spaces, both languages, numbers as numbers, synonyms.
RIGHT: Mapping[str, list[Any]] = {
    "1.1": [
        {"a": "keterangan", "b": "konteks", "c": "dikode", "d": "keterangan"},
        {"d": " Description ", "c": "CODED", "b": "context", "a": "keterangan."},
    ],
    "1.2": [32, "32", " 32 ", 32.0, "32,0"],
    "1.3": [
        {"a": "kutipan", "b": "kode", "c": "memo", "d": "tafsir", "e": "status"},
        {"a": "Quote", "b": "Code", "c": "Memo", "d": "Interpretation", "e": "Status"},
    ],
    "1.4": [
        "Suratnya datang hari ini, acaranya besok, isinya cuma jam dan tempat.",
        "suratnya datang hari ini",
        "“isinya cuma   jam dan tempat”",
        "I: Sampai, tapi mepet. Suratnya datang hari ini, acaranya besok",
    ],
    "1.5": [
        {"a": "tidak ada", "b": "sebagian", "c": "ada", "d": "tidak jelas"},
        {"a": "absent", "b": "partial", "c": "present", "d": "unclear"},
    ],
    "1.6": [
        {"a": "perlu pertanyaan", "b": "cukup sendiri", "c": "perlu pertanyaan"},
        {"a": "needs its question", "b": "enough alone", "c": "Perlu  Pertanyaan"},
    ],
    "2.1": [
        dict(zip("abcdefg", "4176253", strict=True)),
        {"a": 4, "b": "kode 1", "c": "Indikator 7", "d": "6.", "e": 2.0, "f": "#5", "g": ["3"]},
    ],
    "2.2": [
        dict(zip("abcdefg", "0006070", strict=True)),
        {"a": "-", "b": "tidak ada kode", "c": "none", "d": 6, "e": 0, "f": 7, "g": "0"},
    ],
    "2.3": [dict(zip("abcd", "4554", strict=True)), {"a": 4, "b": 5, "c": 5, "d": 4}],
    "2.4": [
        {"a": "1, 7", "b": "3", "c": "3,6"},
        {"a": "7 dan 1", "b": 3, "c": [6, 3]},
        {"a": "1+7", "b": "3", "c": "6 & 3"},
    ],
    "2.5": ["a, c, d", "D C A".split(), "a dan c dan d", {"a", "c", "d"}],
    "3.2": ["LTH1-0007, LTH1-0012, LTH1-0024, LTH1-0032", [32, 24, 12, 7], "7, 12, 24 dan lth1-0032"],
    "3.3": [
        {"cari": "undang", "kecuali": "undang-undang, undangan mantu"},
        {"match": ["undang"], "not": ["undang undang", "undangan ~1 mantu"]},
        {"find": "undang", "except": ["undang-undang", "undangan mantu"]},
        {"cari": "diundang, undangannya, mengundang"},
    ],
    "3.6": [
        {"a": "pertanyaan balik", "b": "sindiran", "c": "urusan lain", "d": "terbawa pertanyaan"},
        {"a": "sindiran", "b": "sindiran", "c": "urusan lain", "d": "terbawa pertanyaan"},
        {"a": "question in return", "b": "Irony", "c": "another matter", "d": "carried by the question"},
    ],
    "4.6": ["b, d", ["d", "b"], "B dan D"],
    "4.7": [
        {"a": "terlewat", "b": "batas luar", "c": "antar-kode", "d": "status"},
        {"a": "missed", "b": "excluded", "c": "between codes", "d": "Status"},
    ],
    "4.9": ["b", "B."],
    "5.1": [
        {"a": "tidak ada", "b": "campuran", "c": "tidak jelas", "d": "tanpa bukti", "e": "sebagian"},
        {"a": "absent", "b": "mixed", "c": "unclear", "d": "no evidence", "e": "partial"},
    ],
    "5.2": ["b, e", "e;b"],
    "6.1": [
        "transkrip, segmen, usulan, keputusan, pengodean, tabel, naskah",
        "Transcript → segment → suggestion → decision → coding → table → paper",
        ["transkrip", "segmen", "usulan", "keputusan", "pengodean", "tabel", "naskah"],
    ],
    "6.2": [{"a": "interval", "b": "pengode", "c": "versi", "d": "asal data", "e": "satuan"}],
    "6.3": [
        {"a": "decisions", "b": "codebook.yml", "c": "data/raw", "d": "requirements.lock", "e": "codings.csv"},
        {"a": "Decisions", "b": "codebook.yml ", "c": "data/raw", "d": "requirements.lock", "e": "CODINGS.CSV"},
    ],
    "6.5": ["a, c", "c,a"],
}

# (exercise, answer, what its hint must say)
WRONG: list[tuple[str, Any, str]] = [
    ("1.1", {"a": "keterangan", "b": "dikode", "c": "dikode", "d": "keterangan"}, "kata-kata pewawancara"),
    ("1.1", {"a": "keterangan", "b": "konteks", "c": "konteks", "d": "keterangan"}, "Panjang kalimat"),
    ("1.2", "26", "giliran bicara"),
    ("1.2", "13", "giliran informan"),
    ("1.2", 55, "hanya LTH1"),
    ("1.2", "tiga puluh dua", "bukan angka"),
    ("1.3", {"a": "kutipan", "b": "tafsir", "c": "memo", "d": "tafsir", "e": "status"}, "nama laci"),
    ("1.3", {"a": "kutipan", "b": "kode", "c": "memo", "d": "kode", "e": "status"}, "seluruh kabupaten"),
    ("1.4", "Kalau undangan rapat dari kabupaten, sampai ke desa?", "pewawancara"),
    ("1.4", "Suratnya datang terlambat dan isinya tidak rinci", "tidak diringkas"),
    ("1.4", "mepet", "Terlalu pendek"),
    ("1.4", "Sampai, tapi mepet.", "Dekat"),
    ("1.4", "Kami tahunya dari tetangga", "kabar orang pulang"),
    ("1.5", {"a": "tidak ada", "b": "ada", "c": "ada", "d": "ada"}, "sesudah kata 'tapi'"),
    ("1.5", {"a": "tidak jelas", "b": "sebagian", "c": "ada", "d": "ada"}, "katanya"),
    ("1.6", {"a": "cukup sendiri", "b": "cukup sendiri", "c": "perlu pertanyaan"}, "Tutup pertanyaannya"),
    ("2.1", dict(zip("abcdefg", "5176253", strict=True)), "ditandatangani atau disahkan"),
    ("2.2", dict(zip("abcdefg", "1006070", strict=True)), "antara siapa dan siapa"),
    ("2.2", dict(zip("abcdefg", "0036070", strict=True)), "Pihak-pihaknya"),
    ("2.3", dict(zip("abcd", "4454", strict=True)), "Rancangan atau dokumen jadi"),
    ("2.4", {"a": "1", "b": "3", "c": "3,6"}, "satu hal lagi"),
    ("2.4", {"a": "1,7", "b": "1,3", "c": "3,6"}, "hanya pembuka"),
    ("2.5", "a", "masih kurang 2"),
    ("2.5", "a,b,c,d", "memaksa pengode berbohong"),
    ("3.2", "5, 7, 12, 24, 32", "bersandar pada pertanyaan"),
    ("3.2", "7, 12", "masih kurang 2"),
    ("3.3", "undang", "Undangan apa ini"),
    ("3.3", {"cari": "undang", "kecuali": "undang-undang, mantu"}, "memuat juga kata yang dicari"),
    ("3.3", {"cari": "undangan", "kecuali": "mantu, undang-undang"}, "tidak ditemukan"),
    ("3.3", {"cari": "Undangannya datang sehari sebelum rapat"}, "hampir satu kalimat"),
    ("3.3", {"cari": "(undang"}, "tidak dapat dibaca"),
    ("3.6", {"a": "terbawa pertanyaan", "b": "sindiran", "c": "urusan lain", "d": "terbawa pertanyaan"}, "maksud informan"),
    ("4.6", "a, b, d", "bersama-sama salah"),
    ("4.6", "b, c, d", "kelaziman"),
    ("4.7", {"a": "terlewat", "b": "terlewat", "c": "antar-kode", "d": "status"}, "justru B"),
    ("4.9", "a", "dibuat sepakat"),
    ("5.1", {"a": "campuran", "b": "campuran", "c": "tidak jelas", "d": "tanpa bukti", "e": "sebagian"}, "seperempat"),
    ("5.1", {"a": "tidak ada", "b": "campuran", "c": "tidak jelas", "d": "tidak ada", "e": "sebagian"}, "Diam bukan bukti"),
    ("5.2", "b, d, e", "jaringan cerita"),
    ("6.1", "transkrip, usulan, segmen, keputusan, pengodean, tabel, naskah", "usulan sebelum segmen"),
    ("6.1", "transkrip, segmen", "Semua 7 langkah"),
    ("6.2", {"a": "satuan", "b": "pengode", "c": "versi", "d": "asal data", "e": "satuan"}, "angka itu sendiri"),
    ("6.3", {"a": "codings.csv", "b": "codebook.yml", "c": "data/raw"}, "riwayatnya"),
    ("6.5", "a, b, c", "menunjuk satu orang"),
    ("P.2", "latihan", "kabupaten kursus"),
    ("P.2", "../../etc", "Belum ada"),
]  # fmt: skip


def numbers() -> list[str]:
    return [number for number, one in exercises.load().items() if one.kind == "number"]


@pytest.mark.parametrize("number", RIGHT)
def test_every_right_answer_is_accepted(number: str) -> None:
    for answer in RIGHT[number]:
        found = judged(number, answer)
        assert found.right, (answer, says(found))


@pytest.mark.parametrize("number", numbers())
def test_a_figure_is_accepted_however_it_is_written(number: str) -> None:
    body = exercises.of(number).body
    digits, value = int(body.get("digits", 2)), quantities.value(body["value"])
    written = f"{value:.{digits}f}"
    forms = [written, written.replace(".", ","), float(written), value, f" {written} "]
    if digits:
        forms += [f"{100 * value:.{digits}f}%", f"{100 * value:.{digits}f} %".replace(".", ","), f"{value:.6f}"]
    for form in forms:
        assert judged(number, form).right, form


@pytest.mark.parametrize("number", numbers())
def test_each_slip_of_a_figure_has_its_own_hint_and_none_tells_the_figure(number: str) -> None:
    body = exercises.of(number).body
    value, digits = quantities.value(body["value"]), int(body.get("digits", 2))
    hints = set()
    for slip in body["slips"]:
        found = judged(number, quantities.value(slip["value"]))
        assert not found.right
        assert says(found) == slip["say"]["id"], slip["value"]
        hints.add(says(found))
    assert len(hints) == len(body["slips"])
    for answer in (12345, 0.111, *(quantities.value(slip["value"]) for slip in body["slips"])):
        for language in LANGUAGES:
            assert f"{value:.{digits}f}".replace(".", "") not in re.sub(
                r"[.,]", "", says(judged(number, answer), language)
            )


def test_a_share_in_per_cent_and_too_few_decimals_are_told_apart() -> None:
    po = quantities.value("po")
    assert "bagi dengan 100" in says(judged("4.1", f"{100 * po:.1f}"))
    assert "3 angka" in says(judged("4.1", f"{po:.1f}"))


@pytest.mark.parametrize(("number", "answer", "hint"), WRONG)
def test_common_wrong_answers_get_their_own_hint(number: str, answer: Any, hint: str) -> None:
    found = judged(number, answer)
    assert not found.right
    assert hint in says(found)
    assert all(said["en"] for said in found.says)


def test_no_hint_of_a_mapping_gives_the_solution() -> None:
    looked = 0
    for exercise in exercises.load().values():
        if exercise.kind != "mapping":
            continue
        words = kinds.vocabulary(exercise)
        for key, item in exercise.body["items"].items():
            wanted = kinds.accepted(item["accept"])
            for wrong in words:
                if frozenset({wrong}) in wanted:
                    continue
                found = checks.judge(exercise, {key: wrong})
                for language in LANGUAGES:
                    said = next(one[language] for one in found.says if one[language].startswith(f"{key}:"))
                    for codes in wanted:
                        solution = [words[code][language] for code in codes]
                        # "ada" and "present" are words of every sentence.
                        if solution in (["ada"], ["present"], ["0 (tidak ada kode)"], ["0 (no code)"]):
                            continue
                        given_away = all(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said[2:]) for one in solution)
                        assert not given_away, (exercise.number, key, wrong, said)
                        looked += 1
    assert looked > 150


def test_every_exercise_has_right_and_wrong_answers_here() -> None:
    by_work = {"3.1", "3.7", "4.8", "5.3", "P.2"}  # test_teaching_works.py
    every = {number for number, one in exercises.load().items() if one.kind != "form"}  # test_teaching_writing.py
    assert every == set(RIGHT) | set(numbers()) | by_work
    assert every - {number for number, _, _ in WRONG} - set(numbers()) <= by_work


@pytest.mark.parametrize("number", list(exercises.load()))
def test_an_unanswered_exercise_says_what_to_do(number: str) -> None:
    for answer in (None, "", "  ", "…", {}, {"a": "", "b": ""}, [], {"definisi": "\n    "}):
        found = judged(number, answer)
        assert found.state == "empty"
        assert all(len(says(found, language)) > 20 for language in LANGUAGES)


STRANGE = ["x", 7, -1.5, True, ["a", None], {"z": "1"}, {1: 2}, ("a",), {"a": {"b": 1}}, "<b>", "1" * 500, float("nan")]


@pytest.mark.parametrize("number", list(exercises.load()))
def test_strange_answers_are_told_and_do_not_crash(number: str) -> None:
    for answer in STRANGE:
        assert not judged(number, answer).right


@given(st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_no_answer_can_crash_the_plain_kinds(answer: Any) -> None:
    for number in ("1.1", "2.4", "2.5", "2.6", "6.1"):
        assert judged(number, answer).state in ("right", "not_yet", "empty")


def test_cells_of_session_5_follow_the_rule_of_the_matrix() -> None:
    for item in exercises.of("5.1").body["items"].values():
        assert item["accept"] == coordination.cell_status(item["counts"])


def test_what_session_4_says_of_kappa_is_so() -> None:
    assert quantities.value("kappa") == pytest.approx(0.75, abs=0.03)  # "three quarters", task 4.6
    assert quantities.value("po") - quantities.value("kappa") > 0.15  # "much higher"
    both, first, second, neither = quantities.table()
    assert quantities.value("po") == (both + neither) / (both + first + second + neither)


def test_the_wrong_suggestions_of_3_2_are_those_that_the_teacher_does_not_code() -> None:
    exercise = exercises.of("3.2")
    gold = {str(one["segment"]): one["codes"] for one in material.gold()}
    segments = {key: words["id"] for key, words in kinds.vocabulary(exercise).items()}
    suggested = {(row["segment"], row["indicator"]) for row in material.study().suggestions}
    (wrong,) = kinds.accepted(exercise.body["accept"])
    for key, segment in segments.items():
        assert any(name == segment for name, _ in suggested)
        assert (not gold[segment]) == (key in wrong)


def test_feedback_escapes_what_the_student_wrote() -> None:
    found = Feedback("1.3", judged("1.3", {"a": "<script>alert(1)</script>"}), "id")
    assert "<script>" not in found._repr_html_()
    assert "&lt;script&gt;" in found._repr_html_()
    assert found._repr_html_().count("<li>") == len(found.judgement.says)


def test_a_check_answers_in_the_language_of_the_notebook() -> None:
    current.speak("en")
    try:
        assert "Not there yet" in str(checks.check("1.2", 26))
    finally:
        current.speak("id")
    assert "Belum tepat" in str(checks.check(1.2, 26))


def test_an_exercise_that_does_not_exist_is_told() -> None:
    with pytest.raises(CodingError, match=r"no exercise '9\.9'"):
        checks.check("9.9", "a")


@given(st.floats(-1000, 1000).map(lambda value: round(value, 3)))
def test_numbers_are_read_with_comma_or_point(value: float) -> None:
    assert answers.number(f"{value:.3f}") == pytest.approx(value)
    assert answers.number(f"{value:.3f}".replace(".", ",")) == pytest.approx(value)
    assert answers.number(f"{100 * value:.1f}%") == pytest.approx(value, abs=1e-9)


def test_a_check_before_the_first_cell_says_so(course: Path) -> None:
    with folder.inside(course):
        found = checks.check("1.2", 32)
    assert found.judgement.state == "empty"
    assert "sel pertama" in str(found)


def test_a_decimal_comma_without_quotation_marks_is_told_as_such() -> None:
    told = kinds.figure(exercises.load()["1.2"], (12, 5))
    assert "tanda kutip" in str(told)
    assert "(12, 5)" not in str(told)
