"""How much a sentence speaks of the codebook's matter: words of offices against words of fields, schools, families."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.language.words import Words
from coding.suggestions.relevance import NOTHING, Mass, weigh
from coding.suggestions.suggest import VISIBLE, suggest
from coding.transcripts.talks import talks
from coding.transcripts.turns import split_turns

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
SMALL = codebook.parse_codebook(
    """\
version: "1"
framework: F
indicators:
- code: 1
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords:
  - jadwal
  - {match: rapat, near: offices}
  - {match: undang, near: offices, within: 2}
  - {match: dinas luar, near: offices}
relevance:
  groups:
    offices: [dinas, kepala desa]
  about:
  - {match: [dinas, bupati], not: [dinas pertanian]}
  - {match: [program], weight: 0.5}
  other:
  - {match: [padi, sekolah], weight: 0.8, not: [sekolah dinas]}
  - {match: [sawah, padi], weight: 0.6}
  small_talk: [ya, iya, terima kasih, bu, gitu, itu tadi]
"""
)
SAID = sorted(
    {
        " ".join(part.form for part in phrase)
        for matter in CODEBOOK.relevance.matters
        for phrase in (*matter.phrases, *matter.exceptions)
    }
)


def mass(text: str) -> Mass:
    return weigh(Words(text), SMALL.relevance)


def found(text: str, book=CODEBOOK):
    turns = ((turn, text[turn.start : turn.end]) for turn in split_turns(text))
    return list(suggest(talks("T", turns), book, weak=True))


def best(sentence: str, indicator: str, *, before: str = "", after: str = "", question: str = "Bagaimana?") -> float:
    """The score of an indicator's own keyword in one sentence of an answer."""
    text = f"P: {question}\nI: {before}{sentence}{after}\n"
    start = text.index(sentence)
    scores = [
        one.score
        for one in found(text)
        if one.indicator == indicator and not one.source and start <= one.start < start + len(sentence)
    ]
    assert scores, f"no keyword of {indicator} in {sentence!r}"
    return max(scores)


@pytest.mark.parametrize(
    ("text", "about", "other"),
    [
        ("Kami di sini saja.", 0, 0),
        ("", 0, 0),
        ("Dinas dan bupati.", 2, 0),
        ("Dinas dan dinas itu.", 1, 0),
        ("Program bupati.", 2, 0),
        ("Sawah di sana.", 0, 0.6),
        ("Sawah, sawah, sawah.", 0, 0.6),
        ("Padi di sana.", 0, 0.8),
        ("Sawah dan sekolah.", 0, 1.4),
        ("Dinas di sekolah.", 1, 0.8),
    ],
)
def test_each_different_word_weighs_once(text, about, other):
    assert (mass(text).about, mass(text).other) == (about, pytest.approx(other))


@pytest.mark.parametrize(
    ("text", "about", "other"),
    [
        ("Dinas pertanian itu.", 0, 0),
        ("Dinas pertanian dan dinas itu.", 1, 0),
        ("Sekolah dinas itu.", 1, 0),
        ("Sekolah dinas dan sekolah lain.", 1, 0.8),
        ("Padi sekolah dinas.", 1, 0.8),
    ],
)
def test_a_word_in_an_exception_weighs_nothing_there(text, about, other):
    assert (mass(text).about, mass(text).other) == (about, pytest.approx(other))


def test_groups_are_told_with_their_places():
    assert mass("Itu kepala desa dan dinas.").groups == (("offices", 1), ("offices", 4))
    assert mass("Itu bupati.").groups == ()


def test_masses_add_up_and_fade():
    one, other = Mass(1, 2, (("offices", 3),)), Mass(0.5, 1, (("offices", 7),))
    assert one + other == Mass(1.5, 3, (("offices", 3), ("offices", 7)))
    assert one.times(0.5) == Mass(0.5, 1, ())
    assert NOTHING + one == one


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*SAID, "kami", "itu"]), max_size=10))
def test_any_words_have_a_mass_and_more_words_weigh_no_less_without_exceptions(said):
    weighed = weigh(Words(" ".join(said)), CODEBOOK.relevance)
    assert weighed.about >= 0 <= weighed.other
    assert weighed == weigh(Words(" ".join(said).upper()), CODEBOOK.relevance)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ya, terima kasih, Bu.", True),
        ("Ya.", True),
        ("Itu tadi.", True),
        ("", True),
        ("…", True),
        ("Terima.", False),
        ("Itu.", False),
        ("Ya, belum, Bu.", False),
        ("Ya " * 12, True),
        ("Ya " * 13, False),
    ],
)
def test_a_sentence_of_nothing_but_small_talk_is_small_talk(text, expected):
    assert SMALL.relevance.is_small_talk(Words(text)) is expected


@pytest.mark.parametrize(
    "text",
    [
        *("Nggih, monggo, Mas.", "Assalamualaikum, Pak.", "Waduh, gimana ya, Mbak.", "Ya gitu, Bu.", "Terima kasih."),
        *("Hehe, iya betul, Mas.", "Sebentar, anu, apa namanya.", "Mohon maaf, Pak."),
    ],
)
def test_the_shipped_small_talk(text):
    assert CODEBOOK.relevance.is_small_talk(Words(text))


@pytest.mark.parametrize(
    "text", ["Belum ada, Pak.", "Ya tidak pernah.", "Iya, ada sanksinya.", "Cuma lisan saja.", "Nggih, sudah dua kali."]
)
def test_a_short_answer_is_no_small_talk(text):
    assert not CODEBOOK.relevance.is_small_talk(Words(text))


@pytest.mark.parametrize(
    ("sentence", "neutral", "other"),
    [
        ("Kemarin itu usulan kami soal {} dicatat.", "hal begini", "panen singkong"),
        ("Kemarin itu usulan kami soal {} dicatat.", "hal begini", "guru sekolah"),
        ("Kemarin itu usulan kami soal {} dicatat.", "hal begini", "rumah mertua"),
        ("Jadwal itu kami bahas waktu {} kemarin.", "siang sana", "panen padi"),
        ("Jadwal itu kami bahas waktu {} kemarin.", "siang sana", "ujian sekolah"),
        ("Jadwal itu kami bahas waktu {} kemarin.", "siang sana", "anak menikah"),
        ("Kemarin itu usulan kami soal {} dicatat.", "hal begini", "majikan Taiwan"),
        ("Sanksi itu urusannya {} di sana.", "orang lain", "panitia pengajian"),
        ("Sanksi itu urusannya {} di sana.", "orang lain", "pembeli keripik"),
    ],
)
def test_the_words_of_another_matter_lower_the_score(sentence, neutral, other):
    indicator = {"K": "7", "J": "3", "S": "6"}[sentence[0]]
    aside, plain = best(sentence.format(other), indicator), best(sentence.format(neutral), indicator)
    assert aside < plain < best(sentence.format("bupati kabupaten"), indicator)


def test_the_words_of_another_matter_around_lower_the_score():
    sentence = "Jadwal itu kami bahas."
    plain = best(sentence, "3", before="Kemarin begini saja di sana. ", after=" Lalu begitu saja di sana.")
    before = best(sentence, "3", before="Kemarin panen singkong di sana. ", after=" Lalu begitu saja di sana.")
    after = best(sentence, "3", before="Kemarin begini saja di sana. ", after=" Lalu panen singkong di sana.")
    assert before == pytest.approx(after)
    assert before < plain


def test_words_further_off_lower_the_score_less():
    sentence = "Jadwal itu kami bahas."
    near = best(sentence, "3", before="Kemarin begini saja. Kemarin panen singkong. ")
    far = best(sentence, "3", before="Kemarin panen singkong. Kemarin begini saja. ")
    gone = best(sentence, "3", before="Kemarin panen singkong. Kemarin begini saja. Kemarin begini saja. ")
    assert near < far < gone


def test_a_question_on_another_matter_lowers_the_score():
    sentence = "Jadwal itu kami bahas."
    aside = best(sentence, "3", question="Anak Ibu sekolah di mana?")
    assert aside < best(sentence, "3") < best(sentence, "3", question="Di kabupaten?")


def test_a_sentence_on_other_matters_says_so():
    (one, *_) = found("P: Apa?\nI: Jadwal itu soal padi di sawah.\n", SMALL)
    assert one.aside
    assert one.reason["en"].endswith("; the sentence speaks of other matters too.")
    (one, *_) = found("P: Apa?\nI: Jadwal itu soal dinas.\n", SMALL)
    assert not one.aside


def matched(text: str, book=SMALL) -> list[str]:
    return [one.matched for one in found(text, book) if not one.source]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P: Apa?\nI: Kami rapat kemarin.\n", []),
        ("P: Apa?\nI: Kami rapat dengan dinas kemarin.\n", ["rapat"]),
        ("P: Apa?\nI: Kepala desa yang memimpin, kami semua di sana, lalu rapat.\n", ["rapat"]),
        ("P: Apa?\nI: Kami rapat. Dinas di sana.\n", []),
        ("P: Kalau dinas?\nI: Kami rapat kemarin.\n", ["rapat"]),
        ("P: Kalau dinas?\nI: Ya.\nI: Kami rapat kemarin.\n", ["rapat"]),
        ("P: Kalau dinas?\nP: Kalau tetangga?\nI: Kami rapat kemarin.\n", []),
        ("P: Apa?\nI: Kami dinas luar kemarin.\n", []),
        ("P: Apa?\nI: Kami dinas luar, dinas itu.\n", ["dinas luar"]),
    ],
)
def test_a_keyword_near_a_group_counts_only_with_one_of_its_words(text, expected):
    assert matched(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P: Apa?\nI: Dinas mengundang.\n", ["mengundang"]),
        ("P: Apa?\nI: Dinas itu mengundang.\n", ["mengundang"]),
        ("P: Apa?\nI: Dinas yang itu mengundang.\n", []),
        ("P: Apa?\nI: Diundang oleh dinas.\n", ["Diundang"]),
        ("P: Apa?\nI: Diundang oleh orang dinas.\n", []),
        ("P: Kalau dinas?\nI: Diundang.\n", []),
    ],
)
def test_within_bounds_how_far_away_the_word_may_stand(text, expected):
    assert matched(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P: Apa?\nI: Kami rapat kemarin.\n", []),
        ("P: Apa?\nI: Kami rapat dengan dinas kemarin.\n", ["rapat"]),
        ("P: Kalau dengan BP3TKI bagaimana?\nI: Kami rapat kemarin.\n", ["rapat"]),
        ("P: Apa?\nI: Jarak tanamnya jangan terlalu rapat.\n", []),
        ("P: Apa?\nI: Soal begal itu, rapat RT saja.\n", []),
    ],
)
def test_a_meeting_counts_in_the_shipped_codebook_only_among_offices(text, expected):
    assert [one.matched for one in found(text) if one.keyword == "rapat"] == expected


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("2", "Pemda harusnya koordinasi sama pabrik soal harga singkong, jangan tutup mata."),
        ("1", "Dinas pertanian kemarin sosialisasi gropyokan tikus di balai desa."),
        ("7", "Usulan jalan ke Way Jepara itu sudah tiga kali musrenbang."),
        ("4", "Komitmen kepala sekolah itu penting biar anak-anak ndak putus sekolah."),
        ("3", "Kader posyandu rapat rutin setiap bulan di rumah Bu Kades."),
    ],
)
def test_coordination_on_other_matters_scores_below_that_on_returnees(indicator, sentence):
    """Invented sentences; the other half of each pair is the examples of the codebook."""
    scores = [one.score for one in found(f"P: Apa?\nI: {sentence}\n") if one.indicator == indicator]
    examples = [
        max(one.score for one in found(f"P: Apa?\nI: {example.text['id']}\n") if one.indicator == indicator)
        for example in CODEBOOK[indicator].examples
    ]
    assert max(scores, default=0) < max(examples)


def test_a_text_on_nothing_but_fields_and_school_shows_nothing():
    text = (
        "P: Panennya bagaimana?\nI: Singkong mundur karena hujan. Padi di sawah kena hama tikus.\n"
        "P: Anaknya sekolah?\nI: Anak saya ujian di SMK. Gurunya baik.\n"
    )
    assert [one for one in found(text) if one.score >= VISIBLE] == []
