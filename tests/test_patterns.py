"""Patterns: which phrases one stands for, and which ones are refused, with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.language.patterns import (
    ELLIPSIS_GAP,
    MAX_ALTERNATIVES,
    MAX_GAP,
    MAX_LENGTH,
    MAX_WORDS,
    Part,
    PatternError,
    compound,
    parse,
)
from coding.language.words import form


def shapes(pattern, **options):
    """(form, shape) of each word of each phrase."""
    return [[(part.form, part.shape) for part in phrase] for phrase in parse(pattern, **options)]


def phrases(pattern):
    return [" ".join(part.form for part in phrase) for phrase in parse(pattern)]


def gaps(pattern):
    (phrase,) = parse(pattern)
    return [part.gap for part in phrase]


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab=*|~()[]{}+?^$\\.…3 -_/'’&,é\u0301\u200bI\n", max_size=14), st.booleans(), st.booleans())
def test_any_text_is_a_pattern_or_a_pattern_error(text, case, inflect):
    try:
        found = parse(text, case=case, inflect=inflect)
    except PatternError as error:
        assert str(error)
        return
    assert found
    for phrase in found:
        assert 1 <= len(phrase) <= MAX_WORDS
        assert phrase[0].gap == 0
        for part in phrase:
            assert part.form == form(part.form)
            assert part.form.isalnum()
            assert 0 <= part.gap <= MAX_GAP


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=14))
def test_no_text_at_all_breaks_the_reader(text):
    try:
        parse(text)
    except PatternError:
        return


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("sanksi", ("sanksi", "lemma")),
        ("SANKSI", ("sanksi", "lemma")),
        ("=rapat", ("rapat", "exact")),
        ("komunikasi*", ("komunikasi", "prefix")),
        ("*asi", ("asi", "suffix")),
        ("*sepakat*", ("sepakat", "infix")),
        ("32", ("32", "lemma")),
        ("No.", ("no", "lemma")),
    ],
)
def test_how_a_word_must_agree(pattern, expected):
    assert shapes(pattern) == [[expected]]


def test_the_words_of_a_phrase_have_their_voices_only():
    assert shapes("surat undangan") == [[("surat", "inflected"), ("undangan", "inflected")]]


def test_a_phrase_may_mix_all_kinds_of_word():
    assert shapes("=surat undang* ~1 *asi *data* kami") == [
        [("surat", "exact"), ("undang", "prefix"), ("asi", "suffix"), ("data", "infix"), ("kami", "inflected")]
    ]


def test_of_alternatives_a_word_alone_is_a_lemma_and_a_phrase_is_not():
    assert shapes("(koordinasi|kerja sama)") == [
        [("koordinasi", "lemma")],
        [("kerja", "inflected"), ("sama", "inflected")],
    ]


def test_cues_stand_as_they_are():
    assert shapes("belum ada", inflect=False) == [[("belum", "plain"), ("ada", "plain")]]
    assert shapes("ada", inflect=False) == [[("ada", "plain")]]
    assert shapes("=ada", inflect=False) == [[("ada", "exact")]]
    assert shapes("sepakat*", inflect=False) == [[("sepakat", "prefix")]]


@pytest.mark.parametrize("pattern", ["rapat-rapat", "rapat rapat", "rapat/rapat", "rapat_rapat"])
def test_what_joins_words_in_writing_parts_them_here(pattern):
    assert phrases(pattern) == ["rapat rapat"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("e-mail", "e mail"), ("a.n.", "a n"), ("jum'at", "jum at"), ("jum’at", "jum at"), ("R&D", "r d"), ("d/a", "d a")],
)
def test_an_abbreviation_or_a_joined_word_is_read_as_its_words(pattern, expected):
    assert phrases(pattern) == [expected]


def test_a_word_with_equals_holds_for_all_that_a_hyphen_joins():
    assert shapes("=rapat-rapat") == [[("rapat", "exact"), ("rapat", "exact")]]


def test_alternatives_are_multiplied_in_their_order():
    assert phrases("(minta|tukar) (data|nama) kami") == [
        "minta data kami",
        "minta nama kami",
        "tukar data kami",
        "tukar nama kami",
    ]


def test_an_alternative_may_hold_several_words_and_spaces_around_it():
    assert phrases("( orang tua | anak ) saya") == ["orang tua saya", "anak saya"]


@pytest.mark.parametrize("pattern", ["umpan … balik", "umpan ... balik", "umpan…balik", f"umpan ~{ELLIPSIS_GAP} balik"])
def test_an_ellipsis_is_a_gap_of_up_to_three_words(pattern):
    assert ELLIPSIS_GAP == 3
    assert gaps(pattern) == [0, 3]


def test_a_gap_stands_before_the_word_it_is_written_before():
    assert gaps("usul ~2 kami diterima ~10 dinas") == [0, 2, 0, 10]


def test_a_gap_before_alternatives_stands_before_the_first_word_of_each():
    assert [[part.gap for part in phrase] for phrase in parse("usul ~2 (di terima|tolak)")] == [[0, 2, 0], [0, 2]]


@pytest.mark.parametrize(
    ("pattern", "case", "expected"),
    [
        ("WA", True, [True]),
        ("WA", False, [False]),
        ("wa", True, [False]),
        ("Wa", True, [False]),
        ("grup WA", True, [False, True]),
        ("BP3TKI", True, [True]),
        ("A", True, [False]),
        ("WA*", True, [True]),
        ("=IT", True, [True]),
    ],
)
def test_with_case_a_word_in_capitals_wants_capitals(pattern, case, expected):
    (phrase,) = parse(pattern, case=case)
    assert [part.capitals for part in phrase] == expected


def test_an_acronym_is_not_inflected():
    assert shapes("WA", case=True) == [[("wa", "plain")]]
    assert shapes("grup WA", case=True) == [[("grup", "inflected"), ("wa", "plain")]]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("()", "no word"),
        ("(minta|tukar data", "bracket"),
        ("minta) data", "bracket"),
        ("((minta|tukar) data)", "bracket"),
        ("(minta|) data", "no word"),
        ("(|minta) data", "no word"),
        ("--", "no word"),
        ("*", "no word"),
        ("=", "no word"),
        ("a*", "nearly every word"),
        ("*a", "nearly every word"),
        ("*a*", "nearly every word"),
        ("...", "beginning"),
        ("… data", "beginning"),
        ("~2 data", "beginning"),
        ("minta ~2", "end"),
        ("minta …", "end"),
        (f"minta ~{MAX_GAP + 1} data", str(MAX_GAP)),
        ("minta ~999999999999 data", str(MAX_GAP)),
        ("(a1|b1|c1|d1|e1|f1|g1) " * 4, str(MAX_ALTERNATIVES)),
        ("(a1|b1) " * 60, str(MAX_ALTERNATIVES)),
        ("kata " * (MAX_WORDS + 1), str(MAX_WORDS)),
        ("(a|" + "kata " * (MAX_WORDS + 1) + ")", str(MAX_WORDS)),
        ("kata" * MAX_LENGTH, str(MAX_LENGTH)),
        ("(minta ~2 tukar|kirim) data", "no word"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern, why):
    with pytest.raises(PatternError, match=why):
        parse(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "rapat|temu",
        "rapat.*",
        ".*rapat",
        "rapat+",
        "rapat?",
        "(rapat)?",
        "(rapat)+",
        "(me|di)?rapat",
        "(?:me|di)rapat",
        "[rp]apat",
        "[^r]apat",
        "rapat{2}",
        "^rapat",
        "rapat$",
        r"\brapat\b",
        r"\w+",
        r"rapat\s+dinas",
        "rap*at",
        "rapat, dinas",
        "100%",
        "@dinas",
        "#rapat",
        "rapat!",
        "“rapat”",
    ],
)
def test_a_regular_expression_or_another_sign_is_refused(pattern):
    with pytest.raises(PatternError):
        parse(pattern)


def test_the_refusal_of_a_regular_expression_names_the_word_and_the_reason():
    with pytest.raises(PatternError, match=r"'rapat\+' is no word \(regular expressions are not patterns\)"):
        parse("jadwal rapat+")


@pytest.mark.parametrize(
    ("pattern", "joined"),
    [("tindak lanjut", "tindaklanjut"), ("kerja sama", "kerjasama"), ("tanggung jawab", "tanggungjawab")],
)
def test_two_words_may_be_written_as_one(pattern, joined):
    assert compound(parse(pattern)[0]) == joined


@pytest.mark.parametrize(
    "pattern",
    [
        "tindak",
        "tindak lanjut kami",
        "tindak ~1 lanjut",
        "=tindak lanjut",
        "tindak lanjut*",
        "surat dari",
        "belum ada",
        "evaluasikan koordinasikan",
    ],
)
def test_other_phrases_are_not_written_as_one(pattern):
    assert compound(parse(pattern)[0]) is None


def test_neither_cues_nor_acronyms_are_written_as_one_word():
    assert compound(parse("tindak lanjut", inflect=False)[0]) is None
    assert compound(parse("grup WA", case=True)[0]) is None


def test_a_part_can_be_told_from_another_by_all_that_it_asks():
    parts = {Part("wa"), Part("wa", "plain"), Part("wa", capitals=True), Part("wa", gap=1), Part("wa")}
    assert len(parts) == 4
