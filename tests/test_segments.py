"""Sentences of spoken Indonesian: where one ends, where it goes on, what at its edges is not said."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.language.words import Words
from coding.transcripts import formats
from coding.transcripts.segments import MAX_WORDS, sentences, split_segments
from coding.transcripts.turns import split_turns

RAW = Path(__file__).parents[1] / "data" / "raw" / "lampung-timur"

MARKS = [
    "...",
    "…",
    ". ",
    "? ",
    "! ",
    '"',
    "“",
    "”",
    "'",
    "’",
    ", ",
    ", terus ",
    ": ",
    "; ",
    "-",
    "–",
    "\n",
    "\n\n",
    " ",
]
WORDS = ["Ya", "ya", "Belum ada", "Kab. ", "Bpk. ", "dsb. ", "No. ", "e\u0301", "\u0301", "\u00ad", "\u200b", "😀", "𝒜"]
OTHERS = ["P: ", "I: ", "MOD: ", "Peserta: ", "(", ")", "[", "]", "[tertawa]", "[00:01]", "10.30", "1. ", "2) ", "\r"]
TALK = st.lists(st.sampled_from(MARKS + WORDS), max_size=40).map("".join)
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS + WORDS + OTHERS), st.text(max_size=4)), max_size=40).map("".join)


def cut(text):
    """The sentences of one turn."""
    return [text[start:end] for start, end in sentences(text)]


def words(number):
    return " ".join(["kami"] * number)


@settings(max_examples=400, deadline=None)
@given(TEXTS.map(formats.canonical))
def test_segments_of_any_text_stand_in_order_inside_their_turns_and_do_not_overlap(text):
    turns = split_turns(text)
    last = 0
    for turn, start, end in split_segments(text, turns):
        assert turn in turns
        assert turn.start <= start < end <= turn.end
        assert last <= start
        last = end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_sentence_of_any_text_holds_a_letter_and_no_space_at_its_ends_and_no_line_end(text):
    for sentence in cut(text):
        assert sentence == sentence.strip()
        assert re.search(r"[^\W\d_]", sentence)
        assert "\n" not in sentence


@settings(max_examples=300, deadline=None)
@given(TALK)
def test_no_letter_of_talk_without_brackets_is_lost(text):
    covered = {place for start, end in sentences(text) for place in range(start, end)}
    assert [place for place, letter in enumerate(text) if letter.isalpha() and place not in covered] == []


@pytest.mark.parametrize("path", sorted(RAW.rglob("*.txt")), ids=lambda path: path.stem)
def test_of_the_shipped_talk_only_events_are_left_out(path):
    text = formats.read(path)
    turns = split_turns(text)
    segments = split_segments(text, turns)
    assert segments
    for turn in turns:
        if turn.kind not in ("informant", "document"):
            continue
        kept = {place for owner, start, end in segments if owner == turn for place in range(start, end)}
        events = re.finditer(r"\[[^\]]*\]|\([^)]*\)", text[turn.start : turn.end])
        kept |= {turn.start + place for event in events for place in range(*event.span())}
        words = Words(text[turn.start : turn.end])
        spans = zip(words.written, words.spans, strict=True)
        assert [word for word, (start, _) in spans if turn.start + start not in kept and not word.isdigit()] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kami dari Kab. Lampung Timur.",
        "Kantornya di Kec. Sukadana dekat Jl. Merdeka No. 32 itu.",
        "Yang datang Bpk. Ahmad sama Hj. Siti.",
        "Perda No. 32 belum ada.",
        "Ditandatangani a.n. Bupati oleh Drs. Sukarno.",
        "Uangnya Rp. 500.000 per bulan.",
        "Suratnya tgl. 5 bulan lalu.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(sentence):
    assert cut(f"{sentence} Itu saja.") == [sentence, "Itu saja."]


@pytest.mark.parametrize("abbreviation", ["dsb.", "dll.", "dst."])
def test_and_so_on_before_a_capital_ends_a_sentence(abbreviation):
    assert cut(f"Dapat benih, pupuk, {abbreviation} Semua habis.") == [
        f"Dapat benih, pupuk, {abbreviation}",
        "Semua habis.",
    ]


@pytest.mark.parametrize("abbreviation", ["dsb.", "dll.", "dkk."])
def test_and_so_on_before_a_small_letter_goes_on(abbreviation):
    assert len(cut(f"Dapat benih, pupuk, {abbreviation} yang sudah habis.")) == 1


@pytest.mark.parametrize("ellipsis", ["...", "…"])
def test_an_ellipsis_before_a_capital_ends_a_sentence(ellipsis):
    assert cut(f"Ya begitu{ellipsis} Belum ada.") == [f"Ya begitu{ellipsis}", "Belum ada."]


def test_three_dots_before_a_small_letter_go_on():
    assert len(cut("Ya begitu... belum ada.")) == 1


def test_an_ellipsis_before_a_quotation_ends_a_sentence():
    assert cut("Ya begitu... “Nanti,” katanya.") == ["Ya begitu...", "“Nanti,” katanya."]


def test_a_question_and_its_answer_are_two_sentences():
    assert cut("Ada rapat? Ada. Kapan? Kemarin!") == ["Ada rapat?", "Ada.", "Kapan?", "Kemarin!"]


def test_talk_without_any_full_stop_is_one_sentence():
    text = "ya belum ada terus kami menunggu saja di rumah"
    assert cut(text) == [text]


def test_each_line_is_cut_by_itself():
    assert cut("Belum ada\nkami menunggu. Sampai sekarang") == ["Belum ada", "kami menunggu.", "Sampai sekarang"]


def test_a_run_on_without_a_connector_is_kept_whole():
    assert len(cut(words(3 * MAX_WORDS) + ".")) == 1


@pytest.mark.parametrize("connector", ["terus", "lalu", "tapi", "jadi"])
def test_a_sentence_of_up_to_sixty_words_is_not_cut_at_a_connector(connector):
    text = f"{words(MAX_WORDS // 2)}, {connector} {words(MAX_WORDS // 2 - 1)}."
    assert len(text.split()) == MAX_WORDS
    assert cut(text) == [text]


@pytest.mark.parametrize("connector", ["terus", "lalu", "tapi", "jadi", "pokoknya", "Terus"])
def test_a_longer_run_on_is_cut_before_a_connector_and_its_comma_stays(connector):
    first, second = f"{words(40)},", f"{connector} {words(40)}."
    assert cut(f"{first} {second}") == [first, second]


def test_a_run_on_is_cut_once_thirty_words_have_passed_and_not_before():
    early, late = words(MAX_WORDS // 2 - 5), words(MAX_WORDS // 2)
    assert cut(f"{early}, terus {late}, lalu {late}.") == [f"{early}, terus {late},", f"lalu {late}."]


def test_a_run_on_is_not_cut_at_a_word_that_only_begins_like_a_connector():
    assert len(cut(f"{words(40)}, terusan {words(40)}, jadinya {words(40)}.")) == 1


def test_what_is_left_of_a_run_on_is_kept_whole_when_it_is_short():
    rest = f"terus {words(35)}, lalu {words(10)}."
    assert cut(f"{words(40)}, {rest}") == [f"{words(40)},", rest]


@pytest.mark.parametrize("stop", [". ", "? ", "! ", "... "])
def test_a_very_long_line_has_the_sentences_of_a_short_one(monkeypatch, stop):
    text = stop.join(f"Rapat nomor {number} di balai belum ada" for number in range(200)) + "."
    whole = cut(text)
    monkeypatch.setattr("coding.transcripts.segments.MAX_LINE", 1000)
    assert cut(text) == whole
    assert len(whole) == 200


def test_a_long_line_without_any_stop_is_parted_between_words(monkeypatch):
    monkeypatch.setattr("coding.transcripts.segments.MAX_LINE", 100)
    text = words(200)
    assert " ".join(cut(text)) == text


def test_a_line_of_a_million_letters_is_read_in_a_moment():
    text = "kami menunggu, terus " * 50_000
    began = time.perf_counter()
    assert "".join(cut(text)).count("menunggu") == 50_000
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("text", ['"' + "(,)" * 60_000, "Ya " + "(diam) " * 30_000, "[" * 200_000, "a)" * 100_000])
def test_marks_without_end_are_read_in_a_moment(text):
    began = time.perf_counter()
    cut(text)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    "text",
    [
        "[tertawa] Belum ada.",
        "(tertawa) Belum ada.",
        "Belum ada. [telepon berbunyi]",
        "Belum ada. (diam lama) [batuk]",
        "[tertawa] (batuk) Belum ada. (diam)",
        "- Belum ada.",
        "– Belum ada.",
        "• Belum ada.",
        "1. Belum ada.",
        "2) Belum ada.",
        "[00:12] Belum ada.",
        "(00:12:45) Belum ada.",
        "Belum ada. [00:12:45]",
    ],
)
def test_events_time_stamps_and_list_marks_at_the_edges_are_left_out(text):
    assert cut(text) == ["Belum ada."]


def test_an_event_between_two_sentences_belongs_to_neither():
    assert cut("Belum ada. [tertawa] Masih menunggu.") == ["Belum ada.", "Masih menunggu."]


def test_a_word_in_brackets_in_mid_sentence_stays():
    assert cut("Dinas (katanya) belum siap.") == ["Dinas (katanya) belum siap."]


@pytest.mark.parametrize("text", ["[tertawa]", "(diam) ...", "--", "10.30", "3.", "?!", "😀", "", "\n\n"])
def test_what_holds_no_word_is_no_sentence(text):
    assert cut(text) == []


@pytest.mark.parametrize(
    "sentence",
    ['Dia tanya, "Kapan pulang?", lalu diam.', "Dia tanya “Kapan pulang?”, lalu diam.", 'Kata dia "Awas!", lalu lari.'],
)
def test_a_quoted_question_before_a_comma_does_not_end_the_sentence(sentence):
    assert cut(f"{sentence} Begitu.") == [sentence, "Begitu."]


def test_a_quoted_question_before_a_capital_is_a_sentence_with_its_quotes():
    assert cut('"Kapan pulang?" Anak saya tanya begitu.') == ['"Kapan pulang?"', "Anak saya tanya begitu."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Camat (yang lama. Yang sudah pindah itu), orangnya baik.",
        "Ada rapat (di balai desa. Semua datang, ramai) dan semua setuju.",
        "Ada rapat [di balai desa? Atau di sekolah] waktu itu.",
    ],
)
def test_a_bracket_that_holds_several_sentences_does_not_end_the_one_around_it(sentence):
    assert cut(f"{sentence} Begitu.") == [sentence, "Begitu."]


def test_a_bracket_that_is_never_closed_does_not_swallow_the_rest():
    text = "Ada rapat (di balai desa. " + "Kami datang dan kami menunggu lama sekali. " * 20
    assert len(cut(text)) > 5


def test_items_numbered_within_a_sentence_do_not_cut_it():
    assert len(cut("Usul kami tiga: 1. data, 2. jadwal, 3. dana.")) == 1


def test_numbered_sentences_are_cut_and_their_numbers_left_out():
    assert cut("1. Data belum ada. 2. Jadwal belum ada.") == ["Data belum ada.", "Jadwal belum ada."]


def test_a_roman_numeral_belongs_to_its_title():
    assert cut("IV. Penutup") == ["IV. Penutup"]


def test_a_number_at_the_end_ends_a_sentence():
    assert cut("Umurnya 20. Anaknya dua.") == ["Umurnya 20.", "Anaknya dua."]


@pytest.mark.parametrize(
    "sentence", ["Rapatnya jam 10.30 di balai.", "Yang pulang 12.500 orang.", "Sekitar 1.250 orang."]
)
def test_a_point_within_a_number_does_not_cut(sentence):
    assert cut(sentence) == [sentence]


def test_only_informants_and_documents_are_cut_into_segments():
    text = "MOD: Ada usul?\nDSN1: Ada. Satu saja.\nPeserta: Setuju!\nMOD: Terima kasih.\n"
    turns = split_turns(text, {"DSN1": "informant"})
    assert [(turn.speaker, text[start:end]) for turn, start, end in split_segments(text, turns)] == [
        ("DSN1", "Ada."),
        ("DSN1", "Satu saja."),
    ]
    document = "Rapat dibuka. Usul dibahas.\n\nRapat ditutup.\n"
    found = [document[start:end] for _, start, end in split_segments(document, split_turns(document, {}))]
    assert found == ["Rapat dibuka.", "Usul dibahas.", "Rapat ditutup."]
