"""Other spellings: the list is sound, and a word is found by whichever of its spellings the pattern has."""

from importlib import resources

import pytest

from coding.language.keywords import Matcher
from coding.language.patterns import parse
from coding.language.spelling import spellings
from coding.language.words import Words, form

LINES = (resources.files("coding") / "language" / "variants.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES[1:] if line and not line.startswith("#")]
VARIANTS = [row[0] for row in ROWS]
STANDARDS = {row[1] for row in ROWS}


def found(pattern, text, **options):
    """The parts of the text that a pattern matches."""
    words = Words(text)
    hits = Matcher((phrase, pattern) for phrase in parse(pattern, **options)).find(words)
    return [words.quote(hit.first, hit.last) for hit in hits]


def test_the_list_has_a_head_and_rows_of_three():
    assert LINES[0] == "variant\tstandard\tkind"
    assert len(ROWS) > 100
    assert [row for row in ROWS if len(row) != 3] == []
    assert {row[2] for row in ROWS} == {"abbreviation", "english", "javanese", "misspelling", "spoken"}


def test_every_variant_and_every_standard_is_one_word_as_texts_are_read():
    assert [word for word in (*VARIANTS, *STANDARDS) if Words(word).forms != [word] or form(word) != word] == []


def test_every_variant_has_one_standard():
    assert sorted(VARIANTS) == sorted(set(VARIANTS))


def test_no_variant_is_a_standard_of_another():
    assert set(VARIANTS) & STANDARDS == set()


def test_words_of_one_standard_count_as_one_with_the_standard_first():
    for variant, standard, _ in ROWS:
        assert spellings(variant) == spellings(standard)
        assert spellings(variant)[0] == standard
        assert variant in spellings(variant)
        assert len(set(spellings(variant))) == len(spellings(variant))


def test_words_of_two_standards_do_not_mix():
    assert set(spellings("belum")) & set(spellings("sudah")) == set()


@pytest.mark.parametrize("word", ["rapat", "zzz", "a", ""])
def test_a_word_that_is_not_listed_has_itself_only(word):
    assert spellings(word) == (word,)


def test_a_pattern_with_either_spelling_finds_both():
    words = sorted({*VARIANTS, *STANDARDS})
    matcher = Matcher((phrase, word) for word in words for phrase in parse(word))
    keys = {word: {hit.key for hit in matcher.find(Words(word))} for word in words}
    missed = [(variant, standard) for variant, standard, _ in ROWS if not {variant, standard} <= keys[variant]]
    assert missed == []
    assert [row for row in ROWS if not {row[0], row[1]} <= keys[row[1]]] == []


def test_a_cue_with_either_spelling_finds_both():
    words = sorted({*VARIANTS, *STANDARDS})
    matcher = Matcher((phrase, word) for word in words for phrase in parse(f"{word} zzz", inflect=False))
    keys = {word: {hit.key for hit in matcher.find(Words(f"kami {word} zzz"))} for word in words}
    assert [row for row in ROWS if not {row[0], row[1]} <= keys[row[0]] & keys[row[1]]] == []


@pytest.mark.parametrize("said", ["durung ono", "blm ada", "belom onten", "Dereng wonten", "BLOM ADA"])
def test_a_phrase_is_found_when_all_its_words_are_spelt_otherwise(said):
    assert found("belum ada", said) == [said]
    assert found("belum ada", said, inflect=False) == [said]


@pytest.mark.parametrize("said", ["kordinasi", "kordinasinya", "dikordinasikan", "pengkordinasian"])
def test_the_forms_of_a_misspelling_are_forms_of_the_word(said):
    assert found("koordinasi", said) == [said]


@pytest.mark.parametrize("pattern", ["koordinasi", "kordinasi", "coordinasi"])
def test_a_misspelt_pattern_finds_the_right_spelling(pattern):
    assert found(pattern, "koordinasinya dikordinasikan") == ["koordinasinya", "dikordinasikan"]


def test_a_drawn_out_variant_is_one():
    assert found("belum", "belooom") == ["belooom"]


def test_the_very_word_has_no_other_spelling():
    assert found("=belum", "belum durung blm") == ["belum"]
    assert found("=kordinasi", "koordinasi kordinasi") == ["kordinasi"]


def test_a_piece_of_a_word_has_no_other_spelling():
    assert found("kordin*", "koordinasi kordinasi") == ["kordinasi"]


def test_an_acronym_has_no_other_spelling():
    assert found("FB", "facebook FACEBOOK FB", case=True) == ["FB"]
    assert found("FB", "facebook FB") == ["facebook", "FB"]


def test_a_matcher_without_variants_takes_every_word_as_it_is_spelt():
    words = Words("durung blm belum dikordinasikan dikoordinasikan")
    phrases = [(phrase, word) for word in ("belum", "koordinasi") for phrase in parse(word)]
    assert [hit.first for hit in Matcher(phrases, variants=False).find(words)] == [2, 4]
    assert [hit.first for hit in Matcher(phrases).find(words)] == [0, 1, 2, 3, 4]
