"""Words: their offsets, what belongs to one, and the form in which they are compared."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.language.words import Words, form

MARKS = ["\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301", "e\u0301", "\u0308", "\r\n", "\r", "\n", "\u2028", "😀", "…"]
OTHERS = ["_", "-", "'", "’", "“", "(", "]", "İ", "ß", "ﬁ", "𝒜", "𐐀", "न", "ि", "الم", "rapat", "WA", "3"]
BIDI = ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\x00", "\x07", "\x1f", "\x7f", "\x85"]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS + OTHERS + BIDI), st.text(max_size=4)), max_size=30).map("".join)
INVISIBLE = [
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2060",
    "\u2066",
    "\ufeff",
]


def slices(text):
    return [text[start:end] for start, end in Words(text).spans]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_word_of_any_text_is_its_slice_and_words_stand_in_order(text):
    words, last = Words(text), 0
    for word, written, (start, end) in zip(words.forms, words.written, words.spans, strict=True):
        assert last <= start < end <= len(text)
        assert text[start:end] == written
        assert word == form(written)
        assert any(character.isalnum() for character in written)
        last = end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_letter_and_digit_of_any_text_lies_in_a_word(text):
    covered = {place for start, end in Words(text).spans for place in range(start, end)}
    assert all(place in covered for place, character in enumerate(text) if character.isalnum())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_and_what_stands_between_them_make_up_the_text(text):
    words = Words(text)
    if not len(words):
        return
    middle = "".join(words.between(place) + words.quote(place, place) for place in range(1, len(words)))
    assert words.quote(0, len(words) - 1) == words.quote(0, 0) + middle
    assert words.quote(0, len(words) - 1) in text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40), st.sampled_from([" é", " 😀", "\u00a0"]))
def test_plain_text_has_the_same_words_whether_or_not_other_letters_follow(text, more):
    words, both = Words(text), Words(text + more)
    assert both.forms[: len(words)] == words.forms
    assert both.spans[: len(words)] == words.spans


def test_as_many_forms_as_spans_as_words():
    words = Words("Rapat-rapat itu, Bu.")
    assert len(words) == len(words.forms) == len(words.spans) == len(words.written) == 4


def test_a_quotation_goes_from_the_first_word_to_the_last_with_what_stands_between():
    words = Words("“Surat -- Undangan!” katanya")
    assert words.quote(0, 1) == "Surat -- Undangan"
    assert words.quote(1, 1) == "Undangan"


def test_between_is_what_parts_a_word_from_the_one_before():
    words = Words("belum ada, Pak... tapi")
    assert [words.between(place) for place in (1, 2, 3)] == [" ", ", ", "... "]


def test_punctuation_and_spaces_belong_to_no_word():
    assert slices('Belum ada, Pak! ("Ya," katanya...)') == ["Belum", "ada", "Pak", "Ya", "katanya"]


def test_a_hyphen_parts_words():
    assert slices("rapat-rapat, WA-nya") == ["rapat", "rapat", "WA", "nya"]


def test_an_underscore_parts_words():
    assert slices("data_purna") == ["data", "purna"]
    assert slices("data_purna é") == ["data", "purna", "é"]


def test_digits_are_words():
    assert slices("Perda No. 32 tahun 2016") == ["Perda", "No", "32", "tahun", "2016"]


@pytest.mark.parametrize("text", ["", "... [!] --", "... [!] 😀 —", "\u200b\u0301\ufeff", "\x00\x1f"])
def test_a_text_without_letters_has_no_words(text):
    words = Words(text)
    assert (len(words), words.forms, words.spans) == (0, [], [])


@pytest.mark.parametrize("mark", INVISIBLE)
def test_an_invisible_mark_inside_a_word_does_not_part_it(mark):
    text = f"belum rap{mark}at"
    assert slices(text) == ["belum", f"rap{mark}at"]
    assert Words(text).forms == ["belum", "rapat"]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_an_invisible_mark_before_a_word_is_no_part_of_it(mark):
    assert slices(f"belum {mark}rapat") == ["belum", "rapat"]


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1f", "\x7f", "\x85"])
def test_a_control_character_parts_words(control):
    assert slices(f"rapat{control}jadwal") == ["rapat", "jadwal"]


def test_a_combining_mark_belongs_to_its_letter():
    text = "cafe\u0301s baru"
    assert slices(text) == ["cafe\u0301s", "baru"]
    assert Words(text).forms[0] == unicodedata.normalize("NFC", "cafe\u0301s")


def test_offsets_count_an_astral_character_as_one():
    assert Words("😀😀 rapat 𝒜 jadwal").spans == [(3, 8), (9, 10), (11, 17)]


def test_offsets_are_not_moved_by_a_letter_that_grows_in_lower_case():
    text = "İİİ rapat"
    assert len("İ".lower()) == 2
    assert Words(text).spans == [(0, 3), (4, 9)]
    assert slices(text) == ["İİİ", "rapat"]


def test_line_ends_of_every_system_part_words():
    assert slices("satu\r\ndua\rtiga\nempat\u2028lima") == ["satu", "dua", "tiga", "empat", "lima"]


def test_what_was_written_in_capitals_can_still_be_told():
    words = Words("WA Wa wa")
    assert words.forms == ["wa", "wa", "wa"]
    assert [written.isupper() for written in words.written] == [True, False, False]


@pytest.mark.parametrize("word", ["café", "Señor", "Việt", "ÉTÉ"])
def test_composed_and_decomposed_letters_have_one_form(word):
    decomposed = unicodedata.normalize("NFD", word)
    assert decomposed != word
    assert form(decomposed) == form(word) == word.lower()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("belooom", "belom"),
        ("RAPAAAT", "rapat"),
        ("iyaaaaaaa", "iya"),
        ("nggggak", "ngak"),
        ("sssanksi", "sanksi"),
        ("beluuuummm", "belum"),
    ],
)
def test_a_drawn_out_letter_counts_once(said, meant):
    assert form(said) == meant


@pytest.mark.parametrize("word", ["maaf", "saat", "nggak", "koordinasi", "massa"])
def test_a_letter_written_twice_stays(word):
    assert form(word) == word


@pytest.mark.parametrize("number", ["1000", "500000", "2111"])
def test_the_digits_of_a_number_are_not_drawn_out(number):
    assert form(number) == number


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abimnr2İéE\u0301\u00ad\u200b", max_size=12))
def test_a_form_has_no_other_form(word):
    assert form(form(word)) == form(word)


def test_forms_are_the_same_when_the_memory_has_been_emptied(monkeypatch):
    text = "Belum ada rapat, belooom ada jadwal, Cafe\u0301 itu tutup. " * 3
    before = Words(text).forms
    monkeypatch.setattr("coding.language.words.MAX_REMEMBERED", 2)
    assert Words(text).forms == before == [form(written) for written in Words(text).written]
