"""Words: their offsets, what belongs to one, and the form in which they are compared."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.words import bare, form, split_words

MARKS = ["\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301", "e\u0301", "\u0308", "\r\n", "\r", "\n", "\u2028", "😀", "…"]
OTHERS = ["_", "-", "'", "’", "“", "(", "]", "İ", "ß", "ﬁ", "𝒜", "𐐀", "न", "ि", "الم", "rapat", "WA", "3"]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS + OTHERS), st.text(max_size=4)), max_size=30).map("".join)


def slices(text):
    return [text[word.start : word.end] for word in split_words(text)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_word_of_any_text_is_its_slice_and_words_stand_in_order(text):
    last = 0
    for word in split_words(text):
        assert last <= word.start < word.end <= len(text)
        assert word.form == form(text[word.start : word.end])
        assert any(character.isalnum() for character in text[word.start : word.end])
        last = word.end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_letter_and_digit_of_any_text_lies_in_a_word(text):
    covered = {place for word in split_words(text) for place in range(word.start, word.end)}
    assert all(place in covered for place, character in enumerate(text) if character.isalnum())


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_words_of_a_part_lie_in_that_part(text, start, length):
    end = min(len(text), start + length)
    assert all(start <= word.start < word.end <= end for word in split_words(text, start, end))


def test_punctuation_and_spaces_belong_to_no_word():
    assert slices('Belum ada, Pak! ("Ya," katanya...)') == ["Belum", "ada", "Pak", "Ya", "katanya"]


def test_a_hyphen_parts_words():
    assert slices("rapat-rapat, WA-nya") == ["rapat", "rapat", "WA", "nya"]


def test_an_underscore_parts_words():
    assert slices("data_purna") == ["data", "purna"]


def test_digits_are_words():
    assert slices("Perda No. 32 tahun 2016") == ["Perda", "No", "32", "tahun", "2016"]


def test_a_text_without_letters_has_no_words():
    assert split_words("... [!] 😀 —") == []


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_an_invisible_mark_inside_a_word_does_not_part_it(mark):
    text = f"belum rap{mark}at"
    assert slices(text) == ["belum", f"rap{mark}at"]
    assert split_words(text)[1].form == "rapat"


def test_a_combining_mark_belongs_to_its_letter():
    text = "cafe\u0301s baru"
    assert slices(text) == ["cafe\u0301s", "baru"]
    assert split_words(text)[0].form == unicodedata.normalize("NFC", "cafe\u0301s")


def test_offsets_count_an_astral_character_as_one():
    text = "😀😀 rapat 𝒜 jadwal"
    assert [(word.start, word.end) for word in split_words(text)] == [(3, 8), (9, 10), (11, 17)]


def test_line_ends_of_every_system_part_words():
    assert slices("satu\r\ndua\rtiga\nempat") == ["satu", "dua", "tiga", "empat"]


def test_capitals_are_told_from_a_capital_initial():
    assert [(word.form, word.capitals) for word in split_words("WA Wa wa")] == [
        ("wa", True),
        ("wa", False),
        ("wa", False),
    ]


def test_composed_and_decomposed_letters_have_one_form():
    assert form("Café") == form("cafe\u0301")


@pytest.mark.parametrize(
    ("word", "stem"),
    [("datanya", "data"), ("adakah", "ada"), ("apapun", "apa"), ("sudahlah", "sudah"), ("kancamu", "kanca")],
)
def test_a_clitic_can_be_taken_off(word, stem):
    assert bare(word)[0] == word
    assert stem in bare(word)


@pytest.mark.parametrize("word", ["nya", "punya"])
def test_what_would_leave_less_than_three_letters_is_no_clitic(word):
    assert bare(word) == [word]
