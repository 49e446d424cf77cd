"""The matcher: what patterns find in a text, and at which offsets."""

import random
import time
import tracemalloc
import unicodedata
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.language import morphology, wordlists
from coding.language.keywords import Hit, Matcher, longest
from coding.language.patterns import MAX_GAP, compound, parse
from coding.language.spelling import spellings
from coding.language.words import Words, form

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")

# No form of address or particle: between the words of a phrase these do not count.
STEMS = st.text(alphabet="abdegiklmnprtuéñßABİΩж𝒜𐐀", min_size=2, max_size=6).filter(
    lambda stem: form(stem) not in wordlists.particles()
)
OPTIONS = st.one_of(
    STEMS,
    STEMS.map(lambda stem: "=" + stem),
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


def matcher_of(*names, **options):
    """A matcher whose hits carry the pattern that found them."""
    return Matcher((phrase, name) for name in names for phrase in parse(name, **options))


def found(pattern, text, **options):
    """The parts of the text that a pattern matches."""
    words = Words(text)
    return [words.quote(hit.first, hit.last) for hit in matcher_of(pattern, **options).find(words)]


def spoken(phrase, fill_gaps=False):
    """A text that says the phrase, with its gaps empty or full."""
    words = []
    for part in phrase:
        words += ["zzz"] * (part.gap if fill_gaps else 0)
        words.append(part.form.upper() if part.capitals else part.form)
    return " ".join(words)


def agrees(part, said):
    """Whether a word of a text is what a part of a pattern asks, said without the matcher."""
    if part.shape == "exact":
        return said == part.form
    if part.shape == "prefix":
        return said.startswith(part.form)
    if part.shape == "suffix":
        return any(stem.endswith(part.form) for stem in morphology.bare(said))
    if part.shape == "infix":
        return part.form in said
    once = {said, said.removesuffix("2")}
    return any(morphology.belongs(form, one, part.shape) for form in once for one in spellings(part.form))


# Whatever the pattern


@settings(max_examples=300, deadline=None)
@given(patterns(), st.booleans())
def test_any_pattern_finds_every_phrase_it_stands_for(pattern, fill_gaps):
    for phrase in parse(pattern):
        words = Words(spoken(phrase, fill_gaps))
        last = len(words) - 1
        assert any((hit.first, hit.last) == (0, last) for hit in Matcher([(phrase, pattern)]).find(words))


@settings(max_examples=300, deadline=None)
@given(patterns(), st.data())
def test_a_hit_begins_and_ends_with_words_of_its_phrase(pattern, data):
    phrases = parse(pattern)
    forms = sorted({part.form for phrase in phrases for part in phrase})
    text = " ".join(data.draw(st.lists(st.sampled_from([*forms, "zzz", "...", "anya"]), max_size=12)))
    words = Words(text)
    for hit in Matcher((phrase, phrase) for phrase in phrases).find(words):
        if hit.first == hit.last and len(hit.key) == 2:
            assert compound(hit.key)[1:] in words.forms[hit.first]
            continue
        assert len(hit.key) - 1 <= hit.last - hit.first <= len(hit.key) - 1 + sum(part.gap for part in hit.key)
        assert agrees(hit.key[0], words.forms[hit.first])
        assert agrees(hit.key[-1], words.forms[hit.last])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["sanksi", "rapat", "undang", "koordinasi", "masukan", "belum", "mengundang"]), st.data())
def test_a_word_is_found_where_a_form_of_it_or_of_a_variant_stands(pattern, data):
    beginning = st.sampled_from(["", "di", "me", "men", "meng", "ber", "ny", "ng", "ke", "per", "ku"])
    middle = st.sampled_from([*spellings(pattern), pattern[1:], "kordinasi", "durung", "undang", "masuk"])
    ending = st.sampled_from(["", "kan", "i", "an", "in", "nya", "annya", "lah", "e", "ke", "2", "x"])
    said = "".join(data.draw(part) for part in (beginning, middle, ending))
    assert found(pattern, said) == ([said] if any(agrees(part, said) for (part,) in parse(pattern)) else [])


def test_every_exception_of_the_shipped_codebook_finds_itself():
    for keyword in CODEBOOK.keywords:
        for phrase in keyword.exceptions:
            hits = CODEBOOK.matcher.find(Words(spoken(phrase)))
            assert any(hit.key == (keyword, False) and hit.first == 0 for hit in hits), spoken(phrase)


def test_every_question_of_the_shipped_codebook_finds_itself():
    for keyword in CODEBOOK.questions:
        for phrase in keyword.phrases:
            hits = CODEBOOK.question_matcher.find(Words(spoken(phrase)))
            assert any(hit.key == (keyword, True) and hit.first == 0 for hit in hits), spoken(phrase)


def test_every_status_cue_of_the_shipped_codebook_finds_itself():
    cues = CODEBOOK.status_cues
    for rule in cues.rules:
        for phrase in rule.phrases:
            hits = cues.matcher.find(Words(spoken(phrase)))
            assert any(hit.key[0] is rule and hit.first == 0 for hit in hits), spoken(phrase)


# A slow matcher to compare with: it tries every run of words


def all_spans(phrase, forms):
    """(first, last) of every way to find a phrase of the simple kinds: words as they are, prefixes, pieces, gaps."""
    spans = {(place, place) for place in range(len(forms)) if agrees(phrase[0], forms[place])}
    for part in phrase[1:]:
        spans = {
            (first, place)
            for first, last in spans
            for place in range(last + 1, len(forms))
            if agrees(part, forms[place]) and counted(forms[last + 1 : place]) <= part.gap
        }
    return spans


def counted(between):
    """How many words between two of a phrase count: particles do not, but for the fifth and more."""
    particles = sum(form in PARTICLES for form in between)
    return len(between) - min(particles, 4)


def shortest(spans):
    """The spans that have no other in them."""
    inside = {(one, other) for one, other in product(spans, spans) if one != other}
    return spans - {one for one, other in inside if one[0] <= other[0] and other[1] <= one[1]}


PARTICLES = ("sih", "itu")
TOKENS = st.one_of(st.text(alphabet="aB", min_size=1, max_size=3), st.sampled_from(PARTICLES))
SIMPLE = st.one_of(
    TOKENS.map(lambda stem: "=" + stem), st.sampled_from(["aa*", "ab*", "ba*", "bb*", "*ab*", "*ba*", "aba*", "bab*"])
)


@st.composite
def simple_patterns(draw):
    pieces = [draw(SIMPLE)]
    for piece in draw(st.lists(SIMPLE, max_size=3)):
        pieces += [draw(st.sampled_from(["", "", "~1", "~2", "…", "~4"])), piece]
    return " ".join(pieces)


@settings(max_examples=600, deadline=None)
@given(st.lists(simple_patterns(), min_size=1, max_size=5, unique=True), st.lists(TOKENS, max_size=14))
def test_the_matcher_agrees_with_a_slow_one_that_tries_every_run_of_words(names, tokens):
    words = Words(" ".join(tokens))
    hits = matcher_of(*names).find(words)
    for name in names:
        (phrase,) = parse(name)
        said = {(hit.first, hit.last) for hit in hits if hit.key == name}
        possible = all_spans(phrase, words.forms)
        assert said <= possible
        assert shortest(possible) <= said


@settings(max_examples=300, deadline=None)
@given(st.lists(simple_patterns(), min_size=2, max_size=6, unique=True), st.lists(TOKENS, max_size=12))
def test_many_patterns_find_what_each_finds_alone(names, tokens):
    words = Words(" ".join(tokens))
    together = sorted(matcher_of(*names).find(words))
    alone = sorted(hit for name in names for hit in matcher_of(name).find(words))
    assert together == alone


# A quick look misses nothing

PIECES = ["rapat", "Rapat-rapat", "surat undangan", "undangan", "disanksi", "menindaklanjuti", "durung", "WA", "wa"]
PIECES += ["paket data", "data", "paket", "rap\u00adat", "(rapat)", "asi", "koordinasinya", "é", "e\u0301", "\u200b"]
GLUE = st.sampled_from(
    [" ", "  ", "\n", "\t", "\x1c", "\x85", "\u2028", "\u00a0", "-", "_", ",", "", "\ufeff", "\u3000"]
)
NAMES = ["rapat", "surat undangan", "sanksi", "tindak lanjut", "belum", "*asi", "undang*", "data ~2 rapat", "=data"]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), max_size=4, unique=True),
    st.lists(st.sampled_from([*NAMES, "paket data"]), max_size=3, unique=True),
    st.lists(st.tuples(st.sampled_from(PIECES), GLUE), max_size=8),
)
def test_a_quick_look_is_never_false_where_a_phrase_is_found(names, exceptions, pieces):
    text = "".join(piece + glue for piece, glue in pieces)
    listed = [(phrase, (name, True)) for name in names for phrase in parse(name)]
    dropped = [(phrase, (name, False)) for name in exceptions for phrase in parse(name)]
    matcher = Matcher(listed, dropped)
    if any(hit.key[1] for hit in matcher.find(Words(text))):
        assert matcher.touches(text)


@settings(max_examples=300, deadline=None)
@given(patterns(), st.text(alphabet="abdegİΩ \n\u2028\u00ad\u0301-.", max_size=30), st.booleans())
def test_a_quick_look_is_never_false_whatever_the_pattern(pattern, noise, fill_gaps):
    phrases = parse(pattern)
    text = f"{noise} {spoken(phrases[0], fill_gaps)} {noise}"
    matcher = Matcher((phrase, pattern) for phrase in phrases)
    assert matcher.touches(text)
    assert matcher.touches(noise) or not matcher.find(Words(noise))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*NAMES, "WA", "rap*", "*at"]), min_size=1, max_size=4, unique=True),
    st.lists(st.lists(st.sampled_from([*PIECES, "r", "ra", "rap", "rapa", "sura", "surat"]), max_size=3), max_size=8),
)
def test_what_a_matcher_has_read_before_changes_nothing(names, texts):
    used = matcher_of(*names)
    for text in map(" ".join, texts):
        fresh = matcher_of(*names)
        assert used.touches(text) == fresh.touches(text)
        assert used.find(Words(text)) == fresh.find(Words(text))


def test_a_quick_look_is_false_where_no_word_of_a_phrase_stands():
    matcher = matcher_of("rapat", "surat undangan")
    assert not matcher.touches("Kami menunggu di rumah saja.")
    assert not matcher.touches("Ada surat, kami di rumah.")
    assert not matcher.touches("Ada undangan, kami di rumah.")
    assert not matcher.touches("")


def test_a_quick_look_at_the_beginning_of_a_word_already_seen_is_false():
    matcher = matcher_of("rapat", "surat undangan")
    assert [matcher.touches(text) for text in ("rapat", "rap", "rapat", "surat undangan", "sur unda")] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_a_quick_look_sees_two_words_written_as_one():
    matcher = matcher_of("tindak lanjut")
    assert matcher.touches("Sudah ditindaklanjuti.")
    assert matcher.touches("Belum ada tindak lanjutnya.")


def test_exceptions_are_found_but_are_not_worth_a_look():
    matcher = Matcher([(parse("data")[0], "data")], [(parse("paket murah")[0], "dropped")])
    assert [hit.key for hit in matcher.find(Words("paket murah"))] == ["dropped"]
    assert not matcher.touches("Ada paket murah di sana.")
    assert matcher.touches("Ada data di sana.")


def test_a_matcher_of_nothing_finds_nothing():
    matcher = Matcher([])
    assert matcher.find(Words("rapat")) == []
    assert not matcher.touches("rapat")


def test_the_same_is_found_when_the_memory_has_been_emptied(monkeypatch):
    text = "Rapat koordinasi belum ada, surat undangan rapat durung ono, kordinasi kurang, sanksi tidak ada. " * 3
    names = ("rapat", "koordinasi", "belum ada", "surat undangan", "*nksi")
    hits = matcher_of(*names).find(Words(text))
    assert len(hits) > 12
    for module in ("lexicon", "words"):
        monkeypatch.setattr(f"coding.{module}.MAX_REMEMBERED", 3)
    matcher = matcher_of(*names)
    assert matcher.find(Words(text)) == hits
    assert matcher.find(Words(text)) == hits
    assert matcher.touches(text)


# Offsets

SAID = ["rapat", "café", "señor", "Việt", "undangan"]
MARKS = ["", "", "\u00ad", "\u200b", "\u200d", "\u200f", "\u202e", "\u2066", "\ufeff"]
NOISE = ["😀", "𝒜", "İ", "İİİ", "𐐀𐐀", "ﬁ", "ß", "الم", "न", "\x00", "\x07", "\x1f", "\x7f", "…", "[!]", "_", "zzz"]
NOISE += ["\r\n", "\u0301", "é", "e\u0301"]


@st.composite
def decorated(draw):
    """A word, and how it may be written: other case, decomposed, with invisible marks in it."""
    word = draw(st.sampled_from(SAID))
    written = draw(st.sampled_from([word, word.upper(), word.title()]))
    if draw(st.booleans()):
        written = unicodedata.normalize("NFD", written)
    for place in sorted(draw(st.lists(st.integers(1, len(written) - 1), max_size=3)), reverse=True):
        written = written[:place] + draw(st.sampled_from(MARKS)) + written[place:]
    return word, written


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.one_of(decorated(), st.sampled_from(NOISE).map(lambda noise: ("", noise))), max_size=12),
    st.sampled_from([" ", "\n", " \u200b", " \u0301", "\x00", "-", "—\u202e", "😀"]),
)
def test_a_word_is_found_at_its_very_place_in_any_text(pieces, glue):
    text, expected = "", []
    for word, written in pieces:
        text += glue
        if word:
            expected.append((word, len(text), len(text) + len(written)))
        text += written
    words = Words(text)
    hits = matcher_of(*(f"={word}" for word in SAID)).find(words)
    spans = [(hit.key[1:], words.spans[hit.first][0], words.spans[hit.last][1]) for hit in hits]
    assert spans == expected
    assert all(form(text[start:end]) == word.lower() for word, start, end in spans)


@settings(max_examples=300, deadline=None)
@given(decorated(), decorated(), st.sampled_from(NOISE), st.sampled_from([" ", "-", " — ", "\n", "/", " \u200b"]))
def test_a_phrase_is_quoted_from_its_first_letter_to_its_last(first, second, noise, glue):
    text = f"{noise} {first[1]}{glue}{second[1]} {noise}"
    assert found(f"={first[0]} ={second[0]}", text) == [f"{first[1]}{glue}{second[1]}"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=3), st.sampled_from(["aab", "10", "Rapat ", " rapatnya", "-"]))).map("".join),
    st.lists(st.sampled_from(NOISE), max_size=6).map("".join),
)
def test_of_any_text_every_hit_is_a_slice_that_the_pattern_matches(text, noise):
    words = Words(text + noise + text)
    for hit in matcher_of("aa*", "*ab*", "=10", "rapat").find(words):
        said = words.quote(hit.first, hit.last)
        assert said in words.text
        assert found(hit.key, said) == [said]


def test_a_decomposed_text_is_found_by_a_composed_pattern():
    assert found("café", "cafe\u0301") == ["cafe\u0301"]


def test_offsets_after_a_letter_that_grows_in_lower_case():
    words = Words("İİİ — İ rapat")
    (hit,) = matcher_of("rapat").find(words)
    assert words.spans[hit.first] == (8, 13)


# What a bare word finds


@pytest.mark.parametrize("text", ["sanksi", "Sanksi", "SANKSI", "sanksinya", "sanksi-nya", "sank\u00adsi", "(sanksi)."])
def test_a_bare_word_is_found_in_any_case_and_with_a_clitic(text):
    assert found("sanksi", text)


@pytest.mark.parametrize(
    "said",
    ["disanksi", "sanksinya", "bersanksi", "mensanksi", "menyanksikannya", "disanksiin", "sanksilah", "kusanksi"],
)
def test_a_bare_word_is_found_in_all_its_forms(said):
    assert found("sanksi", f"Katanya {said} juga.") == [said]


@pytest.mark.parametrize("text", ["sangsi", "saksi", "menyaksikan", "sank si", "xsanksi", "sanksix"])
def test_a_bare_word_is_not_found_in_another_word(text):
    assert found("sanksi", text) == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("omong", "ngomong"),
        ("koordinasi", "koordinasiin"),
        ("koordinasi", "kordinasi"),
        ("belum", "durung"),
        ("usul", "diusulke"),
        ("rapat", "rapate"),
        ("rapat", "rapaaaat"),
        ("izin", "diijinkan"),
        ("ngundang", "mengundang"),
    ],
)
def test_a_bare_word_is_found_as_it_is_spoken_and_misspelt(pattern, said):
    assert found(pattern, said) == [said]


@pytest.mark.parametrize(
    ("text", "expected"), [("rapat2", ["rapat2"]), ("rapat-rapat", ["rapat", "rapat"]), ("Rapat2,", ["Rapat2"])]
)
def test_a_word_is_found_when_it_is_doubled(text, expected):
    assert found("rapat", text) == expected


def test_a_doubled_word_can_be_a_pattern_of_its_own():
    assert found("kabar-kabari", "saling kabar-kabari") == ["kabar-kabari"]
    assert found("undang-undang", "undang-undang itu, kami diundang") == ["undang-undang"]


def test_the_very_word_is_that_form_and_no_other():
    assert found("=rapat", "Rapat rapatnya rapat2 dirapatkan rapate RAPAT") == ["Rapat", "RAPAT"]
    assert found("=rapatnya", "rapat rapatnya") == ["rapatnya"]


def test_an_affixed_word_does_not_find_its_root_nor_other_nouns_of_it():
    assert found("masukan", "masuk pemasukan memasukkan dimasukkan memasukan masukannya") == ["masukannya"]


def test_a_cue_is_found_as_it_stands_and_with_clitics():
    assert found("ada", "ada adanya diadakan mengadakan keadaan adakan", inflect=False) == ["ada", "adanya"]
    assert found("rutin", "rutin dirutinkan rutinnya", inflect=False) == ["rutin", "rutinnya"]


# Stars


def test_a_star_at_the_end_stands_for_any_ending():
    assert found("komunikasi*", "komunikasi komunikasikan dikomunikasikan") == ["komunikasi", "komunikasikan"]


def test_a_star_at_the_beginning_stands_for_any_beginning():
    assert found("*asi", "koordinasi asin sosialisasinya asi") == ["koordinasi", "sosialisasinya", "asi"]


def test_stars_at_both_ends_stand_for_anything_around():
    assert found("*nasi*", "mengkoordinasikan nasi nasib gula") == ["mengkoordinasikan", "nasi", "nasib"]


def test_a_very_long_word_is_no_trouble():
    text = "rapat " + "ab" * 50_000 + " sanksi"
    assert found("sanksi", text) == ["sanksi"]
    assert len(found("abab*", text)) == 1
    assert found("*sepakat*", text) == []


# Phrases


@pytest.mark.parametrize(
    "text", ["surat undangan", "Surat  Undangan", "surat-undangan", "surat\nundangannya", "surat, undangan"]
)
def test_a_phrase_is_found_across_spaces_hyphens_and_lines(text):
    assert found("surat undangan", text) == [text]


@pytest.mark.parametrize(
    "text", ["undangan surat", "surat resmi undangan", "surat", "surat undang", "surat undang-undang"]
)
def test_a_phrase_wants_its_words_in_a_row(text):
    assert found("surat undangan", text) == []


@pytest.mark.parametrize("text", ["tukar data", "menukar data", "ditukar datanya", "nukar data", "kutukar data"])
def test_the_words_of_a_phrase_may_stand_in_any_voice(text):
    assert found("tukar data", text) == [text]


@pytest.mark.parametrize(
    "text", ["pertukaran data", "penukaran data", "tukaran data", "bertukar data", "tukar pendataan"]
)
def test_the_words_of_a_phrase_are_not_derived(text):
    assert found("tukar data", text) == []


def test_the_words_of_a_phrase_may_be_made_exact_one_by_one():
    assert found("=tukar data", "tukar datanya, menukar data") == ["tukar datanya"]


@pytest.mark.parametrize(
    "said",
    [
        "tindaklanjut",
        "menindaklanjuti",
        "ditindaklanjuti",
        "ditindaklanjutin",
        "nindaklanjuti",
        "tindaklanjuti",
        "menindaklanjutinya",
    ],
)
def test_two_words_are_found_where_an_affix_makes_them_one(said):
    assert found("tindak lanjut", f"Sudah {said} dinas.") == [said]


@pytest.mark.parametrize("said", ["tindakan lanjutan", "tindakxlanjut", "lanjuttindak", "tindak dan lanjut"])
def test_two_words_are_not_found_where_they_are_not_one(said):
    assert found("tindak lanjut", said) == []


def test_two_words_written_as_one_may_look_affixed():
    text = "menandatangani ditandatangani tandatangannya tanda tangan"
    assert found("tanda tangan", text) == ["menandatangani", "ditandatangani", "tandatangannya", "tanda tangan"]


def test_a_compound_is_found_in_its_other_spelling_too():
    assert found("kerja sama", "kerja sama, kerjasama, kerjasamanya") == ["kerja sama", "kerjasama", "kerjasamanya"]


@pytest.mark.parametrize("between", ["itu", "sih, Pak,", "memang juga", "eh anu", "ya ya ya ya"])
def test_particles_and_address_between_the_words_of_a_phrase_do_not_count(between):
    assert found("surat undangan", f"Ya, surat {between} undangan itu.") == [f"surat {between} undangan"]


@pytest.mark.parametrize("between", ["kami", "itu kami", "kami itu", "dan", "ya ya ya ya ya"])
def test_other_words_between_the_words_of_a_phrase_do_count(between):
    assert found("surat undangan", f"surat {between} undangan") == []


def test_particles_do_not_fill_a_gap():
    assert found("usul ~1 diterima", "usul itu kami sih diterima") == ["usul itu kami sih diterima"]
    assert found("usul ~1 diterima", "usul itu kami sih pernah diterima") == []


def test_a_particle_of_the_pattern_must_be_said():
    assert found("surat itu undangan", "surat undangan, surat itu undangan") == ["surat itu undangan"]
    assert found("ya itu", "ya itu, ya begitu") == ["ya itu"]


def test_one_of_the_alternatives_is_enough():
    assert found("(minta|tukar) data", "minta data, tukar data, kirim data") == ["minta data", "tukar data"]


def test_an_alternative_may_hold_several_words():
    assert found("(orang tua|anak) saya", "orang tua saya, anak saya, orang saya") == ["orang tua saya", "anak saya"]


@pytest.mark.parametrize("between", ["", "kami", "kami sudah"])
def test_a_gap_of_two_lets_up_to_two_words_stand_between(between):
    assert found("usul* ~2 diterima", f"usulan {between} diterima") == [f"usulan {between} diterima"]


def test_a_gap_of_two_does_not_reach_over_three_words():
    assert found("usul* ~2 diterima", "usulan kami sudah pernah diterima") == []


@pytest.mark.parametrize("gap", range(1, MAX_GAP + 1))
def test_a_gap_reaches_over_as_many_words_as_it_says(gap):
    for between in (0, 1, gap - 1, gap):
        text = " ".join(["umpan", *["kata"] * between, "balik"])
        assert found(f"umpan ~{gap} balik", text) == [text]
    assert found(f"umpan ~{gap} balik", " ".join(["umpan", *["kata"] * (gap + 1), "balik"])) == []


@pytest.mark.parametrize("gap", ["…", "..."])
def test_an_ellipsis_reaches_over_three_words_and_not_over_four(gap):
    assert found(f"umpan {gap} balik", "umpan balik") == ["umpan balik"]
    assert found(f"umpan {gap} balik", "umpan satu dua tiga balik") == ["umpan satu dua tiga balik"]
    assert found(f"umpan {gap} balik", "umpan satu dua tiga empat balik") == []


def test_a_gap_is_tried_again_when_the_first_fit_leads_nowhere():
    assert found("=a ~3 =b =c", "a b x b c") == ["a b x b c"]
    assert found("=aa ~3 =bb kalender", "aa bb x bb kalender") == ["aa bb x bb kalender"]


def test_of_several_fits_the_nearest_is_taken():
    hits = matcher_of("usul ~3 diterima").find(Words("usul usul kami diterima diterima"))
    spans = {(hit.first, hit.last) for hit in hits}
    assert (1, 3) in spans
    assert (0, 4) not in spans


# Capitals


@pytest.mark.parametrize(
    ("text", "expected"),
    [("lewat WA", ["WA"]), ("lewat wa", []), ("lewat Wa", []), ("WA-nya", ["WA"]), ("W\u00adA", ["W\u00adA"])],
)
def test_with_case_a_word_in_capitals_matches_capitals_only(text, expected):
    assert found("WA", text, case=True) == expected


def test_with_case_the_small_words_of_a_phrase_match_any_case():
    assert found("grup WA", "Grup WA, grup wa", case=True) == ["Grup WA"]


def test_with_case_an_acronym_in_capitals_is_no_english_word():
    assert found("IT", "let it be, It, IT, bagian IT", case=True) == ["IT", "IT"]


def test_without_case_an_acronym_matches_any_case():
    assert found("BP3TKI", "BP3TKI bp3tki Bp3tkinya") == ["BP3TKI", "bp3tki", "Bp3tkinya"]


def test_with_case_digits_do_not_hinder_capitals():
    assert found("BP3TKI", "BP3TKI bp3tki", case=True) == ["BP3TKI"]


@pytest.mark.parametrize(("text", "expected"), [("WA dan FB", 1), ("WA dan fb", 0), ("wa dan FB", 0), ("wa dan fb", 0)])
def test_with_case_both_acronyms_of_a_phrase_must_be_in_capitals(text, expected):
    assert len(found("WA ~2 FB", text, case=True)) == expected


def test_with_case_a_gap_may_lie_before_an_acronym():
    assert found("lewat ~2 SMS", "lewat kiriman SMS, lewat kiriman sms", case=True) == ["lewat kiriman SMS"]


def test_the_same_word_with_and_without_case():
    matcher = Matcher([(parse("WA", case=True)[0], "capitals"), (parse("WA")[0], "any")])
    assert sorted(hit.key for hit in matcher.find(Words("WA"))) == ["any", "capitals"]
    assert [hit.key for hit in matcher.find(Words("wa"))] == ["any"]


# Many at once


def test_many_phrases_are_found_at_once():
    words = Words("jadwal rapat belum ada sanksi")
    names = ["sanksi", "rapat", "jadwal rapat", "*wal", "belu*"]
    hits = matcher_of(*names).find(words)
    assert sorted(hit.key for hit in hits) == sorted(names)
    spans = {hit.key: (hit.first, hit.last) for hit in hits}
    assert spans == {"jadwal rapat": (0, 1), "*wal": (0, 0), "rapat": (1, 1), "belu*": (2, 2), "sanksi": (4, 4)}


def test_single_words_are_found_in_the_order_of_the_text():
    hits = matcher_of("sanksi", "rapat", "jadwal").find(Words("jadwal rapat sanksi rapat"))
    assert [hit.key for hit in hits] == ["jadwal", "rapat", "sanksi", "rapat"]


def test_one_phrase_may_have_two_keys():
    matcher = Matcher([(parse("rapat")[0], 1), (parse("rapat")[0], 2)])
    assert sorted(hit.key for hit in matcher.find(Words("rapat"))) == [1, 2]


def test_of_overlapping_hits_the_longest_is_kept():
    words = Words("perjanjian kerja sama")
    names = ["perjanjian kerja", "kerja sama", "perjanjian kerja sama", "sama"]
    assert [hit.key for hit in longest(matcher_of(*names).find(words))] == ["perjanjian kerja sama"]


def test_of_overlapping_hits_of_one_length_the_first_is_kept():
    words = Words("tukar data purna")
    assert [hit.key for hit in longest(matcher_of("data purna", "tukar data").find(words))] == ["tukar data"]


def test_hits_that_do_not_overlap_are_all_kept_in_the_order_of_the_text():
    words = Words("sanksi dan jadwal rapat dan sanksi")
    hits = matcher_of("jadwal rapat", "sanksi").find(words)
    assert [hit.key for hit in longest(hits)] == ["sanksi", "jadwal rapat", "sanksi"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(lambda first, more: Hit("", first, first + more), st.integers(0, 12), st.integers(0, 4)), max_size=8
    )
)
def test_the_longest_of_any_hits_do_not_overlap_and_leave_no_room(hits):
    kept = longest(hits)
    assert [one.first for one in kept] == sorted(one.first for one in kept)
    assert not any(one.overlaps(other) for one, other in pairwise(kept))
    for hit in hits:
        assert any(hit.overlaps(one) and one.last - one.first >= hit.last - hit.first for one in kept)


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "holds"),
    [
        ((0, 2), (1, 1), True, True),
        ((0, 2), (0, 2), True, False),
        ((0, 2), (2, 3), True, False),
        ((0, 2), (3, 4), False, False),
        ((1, 1), (0, 2), True, False),
    ],
)
def test_overlapping_and_holding(one, other, overlaps, holds):
    assert Hit("", *one).overlaps(Hit("", *other)) is overlaps
    assert Hit("", *one).holds(Hit("", *other)) is holds


def invented_patterns(number, seed):
    """Patterns of all kinds with words that only sound Indonesian."""
    dice = random.Random(seed)

    def root():
        syllables = [dice.choice("bcdghjklmnprst") + dice.choice("aiueo") for _ in range(dice.randint(2, 3))]
        return "".join(syllables) + dice.choice("kntrs")

    roots = [root() for _ in range(number)]
    kinds = ["{0}", "{0}", "{0}", "{0} {1}", "{0} {1}", "{0} ~2 {1}", "{0}*", "*{0}", "={0}", "({0}|{1}) {2}"]
    names = [
        kinds[place % len(kinds)].format(one, roots[place - 1], roots[place - 7]) for place, one in enumerate(roots)
    ]
    return roots, names


def test_twenty_thousand_patterns_are_compiled_and_found_quickly_in_little_memory():
    roots, names = invented_patterns(20_000, seed=1)
    text = " ".join(random.Random(2).sample(roots, 10_000))
    began = time.perf_counter()
    hits = matcher_of(*names).find(Words(text))
    assert time.perf_counter() - began < 60
    assert len({hit.key for hit in hits if hit.key.isalpha()}) > 2_000
    # The memory of a tenth, since it is measured slowly.
    _, some = invented_patterns(2_000, seed=3)
    morphology.table.cache_clear()
    tracemalloc.start()
    try:
        matcher = matcher_of(*some)
        matcher.find(Words(text))
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert used / len(some) < 25_000


# Mended faults


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("SP2", "kena SP2 kemarin", ["SP2"]),
        ("32", "nomor 32", ["32"]),
        ("3", "nomor 32", []),
        ("201", "tahun 2012", []),
        ("rapat", "rapat2 dan rapat2nya", ["rapat2", "rapat2nya"]),
        ("undang", "undang2an", ["undang2an"]),
        ("komisi III", "komisi I, komisi III", ["komisi III"]),
        ("undang", "diulemi", ["diulemi"]),
        ("minta", "dijaluk", ["dijaluk"]),
        ("sepakat", "kesepaktan", ["kesepaktan"]),
        ("café", "cafe\u0301", ["cafe\u0301"]),
    ],
)
def test_digits_twins_roman_numbers_and_variants_of_inflected_forms(pattern, text, expected):
    assert found(pattern, text) == expected


def test_an_acronym_may_have_a_clitic_and_is_sought_behind_a_gap():
    assert found("WA", "lewat WAnya", case=True) == ["WAnya"]
    assert found("grup ~2 WA", "grup wa WA", case=True) == ["grup wa WA"]
    assert found("WA", "wanya", case=True) == []


def test_many_gaps_over_a_text_of_one_word_end_soon():
    pattern = " ~9 ".join(["zzzzzz", *["aa"] * 10, "bb"])
    assert found(pattern, "zzzzzz " + "aa " * 400) == []
    assert found(pattern, "zzzzzz " + "aa " * 40 + "bb") != []


def test_a_long_run_of_particles_ends_soon():
    assert found("surat undangan", "surat " + "ya " * 20_000 + "undangan") == []


def test_every_keyword_of_the_shipped_codebook_finds_itself():
    for keyword in CODEBOOK.keywords:
        for phrase in keyword.phrases:
            hits = CODEBOOK.matcher.find(Words(spoken(phrase)))
            assert any(hit.key == (keyword, True) and hit.first == 0 for hit in hits), spoken(phrase)
