"""Keyword patterns: what they stand for, what they find and what cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import codebook
from coding.keywords import Matcher, longest
from coding.patterns import MAX_ALTERNATIVES, MAX_GAP, PatternError, parse
from coding.words import split_words

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")

STEMS = st.text(alphabet="abdegiklmnprtuéñßABİΩж𝒜𐐀", min_size=2, max_size=6)
OPTIONS = st.one_of(
    STEMS,
    STEMS.map(lambda stem: stem + "*"),
    STEMS.map(lambda stem: "*" + stem),
    STEMS.map(lambda stem: f"*{stem}*"),
    st.lists(STEMS, min_size=1, max_size=3).map(lambda stems: f"({'|'.join(stems)})"),
)


@st.composite
def patterns(draw):
    pieces = [draw(OPTIONS)]
    for piece in draw(st.lists(OPTIONS, max_size=3)):
        gap = draw(st.none() | st.integers(0, 3))
        pieces += [piece] if gap is None else [f"~{gap}", piece]
    return " ".join(pieces)


def found(pattern, text, case=False):
    """The parts of the text that a pattern matches."""
    words = split_words(text)
    hits = Matcher((phrase, pattern) for phrase in parse(pattern, case=case)).find(words)
    return [text[words[hit.first].start : words[hit.last].end] for hit in hits]


def spoken(phrase, fill_gaps=False):
    """A text that says the phrase, with its gaps empty or full."""
    words = []
    for part in phrase:
        words += ["zzz"] * (part.gap if fill_gaps else 0)
        words.append(part.form.upper() if part.capitals else part.form)
    return " ".join(words)


@settings(max_examples=300, deadline=None)
@given(patterns(), st.booleans())
def test_any_pattern_finds_every_phrase_it_stands_for(pattern, fill_gaps):
    for phrase in parse(pattern):
        words = split_words(spoken(phrase, fill_gaps))
        assert any(hit.first == 0 for hit in Matcher([(phrase, pattern)]).find(words))


@settings(max_examples=300, deadline=None)
@given(patterns(), st.data())
def test_a_hit_begins_and_ends_with_words_of_its_phrase(pattern, data):
    phrases = parse(pattern)
    forms = sorted({part.form for phrase in phrases for part in phrase})
    text = " ".join(data.draw(st.lists(st.sampled_from([*forms, "zzz", "...", "anya"]), max_size=12)))
    words = split_words(text)
    for hit in Matcher((phrase, phrase) for phrase in phrases).find(words):
        assert len(hit.key) - 1 <= hit.last - hit.first <= len(hit.key) - 1 + sum(part.gap for part in hit.key)
        assert hit.key[0].form in words[hit.first].form
        assert hit.key[-1].form in words[hit.last].form


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab*|~()3 -_é\u0301", max_size=12))
def test_any_text_is_a_pattern_or_a_pattern_error(text):
    try:
        phrases = parse(text)
    except PatternError:
        return
    assert phrases
    assert all(phrase and all(part.form for part in phrase) for phrase in phrases)


def test_every_keyword_of_the_shipped_codebook_finds_itself():
    for keyword in CODEBOOK.keywords:
        for phrase in keyword.phrases:
            hits = list(CODEBOOK.matcher.find(split_words(spoken(phrase))))
            assert any(hit.key is keyword and hit.first == 0 for hit in hits), spoken(phrase)


def test_every_status_cue_of_the_shipped_codebook_finds_itself():
    cues = CODEBOOK.status_cues
    for rule in cues.rules:
        for phrase in rule.phrases:
            hits = list(cues.matcher.find(split_words(spoken(phrase))))
            assert any(hit.key is rule and hit.first == 0 for hit in hits), spoken(phrase)


@pytest.mark.parametrize("text", ["sanksi", "Sanksi", "SANKSI", "sanksinya", "sanksi-nya", "sank\u00adsi", "(sanksi)."])
def test_a_bare_word_is_found_in_any_case_and_with_a_clitic(text):
    assert found("sanksi", text)


@pytest.mark.parametrize("text", ["sangsi", "disanksi", "sanksian", "sank si"])
def test_a_bare_word_is_not_found_in_another_word(text):
    assert found("sanksi", text) == []


def test_a_star_at_the_end_stands_for_any_ending():
    assert found("komunikasi*", "komunikasi komunikasikan dikomunikasikan") == ["komunikasi", "komunikasikan"]


def test_a_star_at_the_beginning_stands_for_any_beginning():
    assert found("*asi", "koordinasi asin sosialisasinya asi") == ["koordinasi", "sosialisasinya", "asi"]


def test_stars_at_both_ends_stand_for_anything_around():
    assert found("*nasi*", "mengkoordinasikan nasi nasib gula") == ["mengkoordinasikan", "nasi", "nasib"]


@pytest.mark.parametrize("text", ["surat undangan", "Surat  Undangan", "surat-undangan", "surat\nundangannya"])
def test_a_phrase_is_found_across_spaces_hyphens_and_lines(text):
    assert found("surat undangan", text) == [text]


@pytest.mark.parametrize("text", ["undangan surat", "surat resmi undangan", "surat"])
def test_a_phrase_wants_its_words_in_a_row(text):
    assert found("surat undangan", text) == []


def test_one_of_the_alternatives_is_enough():
    assert found("(minta|tukar) data", "minta data, tukar data, kirim data") == ["minta data", "tukar data"]


def test_an_alternative_may_hold_several_words():
    assert found("(orang tua|anak) saya", "orang tua saya, anak saya, orang saya") == ["orang tua saya", "anak saya"]


@pytest.mark.parametrize("between", ["", "kami", "kami sudah"])
def test_a_gap_of_two_lets_up_to_two_words_stand_between(between):
    assert found("usul* ~2 diterima", f"usulan {between} diterima") == [f"usulan {between} diterima"]


def test_a_gap_of_two_does_not_reach_over_three_words():
    assert found("usul* ~2 diterima", "usulan kami sudah pernah diterima") == []


def test_a_gap_is_tried_again_when_the_first_fit_leads_nowhere():
    assert found("a ~3 b c", "a b x b c") == ["a b x b c"]


@pytest.mark.parametrize(("text", "expected"), [("lewat WA", ["WA"]), ("lewat wa", []), ("lewat Wa", [])])
def test_with_case_a_word_in_capitals_matches_capitals_only(text, expected):
    assert found("WA", text, case=True) == expected


def test_with_case_the_small_words_of_a_phrase_match_any_case():
    assert found("grup WA", "Grup WA, grup wa", case=True) == ["Grup WA"]


def test_a_decomposed_text_is_found_by_a_composed_pattern():
    assert found("café", "cafe\u0301") == ["cafe\u0301"]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("(minta|tukar data", "bracket"),
        ("minta) data", "bracket"),
        ("((minta|tukar) data)", "bracket"),
        ("(minta|) data", "no word"),
        ("...", "no word"),
        ("*", "no word"),
        ("a*", "nearly every word"),
        ("~2 data", "beginning"),
        ("minta ~2", "end"),
        (f"minta ~{MAX_GAP + 1} data", str(MAX_GAP)),
        ("(a1|b1|c1|d1|e1|f1|g1) " * 4, str(MAX_ALTERNATIVES)),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern, why):
    with pytest.raises(PatternError, match=why):
        parse(pattern)


def test_many_phrases_are_found_at_once_in_the_order_of_their_first_word():
    words = split_words("jadwal rapat belum ada sanksi")
    names = ["sanksi", "rapat", "jadwal rapat", "*wal", "belu*"]
    matcher = Matcher((phrase, name) for name in names for phrase in parse(name))
    hits = list(matcher.find(words))
    assert sorted(hit.key for hit in hits) == sorted(names)
    assert [hit.first for hit in hits] == sorted(hit.first for hit in hits)


def test_of_overlapping_hits_the_longest_is_kept():
    words = split_words("perjanjian kerja sama")
    names = ["perjanjian kerja", "kerja sama", "perjanjian kerja sama", "sama"]
    hits = Matcher((phrase, name) for name in names for phrase in parse(name)).find(words)
    assert [hit.key for hit in longest(hits)] == ["perjanjian kerja sama"]


def test_of_overlapping_hits_of_one_length_the_first_is_kept():
    words = split_words("tukar data purna")
    hits = Matcher((phrase, name) for name in ["data purna", "tukar data"] for phrase in parse(name)).find(words)
    assert [hit.key for hit in longest(hits)] == ["tukar data"]


def test_hits_that_do_not_overlap_are_all_kept_in_the_order_of_the_text():
    words = split_words("sanksi dan jadwal rapat dan sanksi")
    hits = Matcher((phrase, name) for name in ["jadwal rapat", "sanksi"] for phrase in parse(name)).find(words)
    assert [hit.key for hit in longest(hits)] == ["sanksi", "jadwal rapat", "sanksi"]
