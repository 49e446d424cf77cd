"""Does the informant say that it is there? Sentences invented for these tests, cues of the shipped codebook."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import codebook
from coding.status import judge, prepare
from coding.words import split_words

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
CUES = CODEBOOK.status_cues
SPOKEN_CUES = sorted({" ".join(part.form for part in phrase) for rule in CUES.rules for phrase in rule.phrases})
GLUE = st.sampled_from(
    [" ", ", ", ". ", "? ", "; ", ": ", "... ", "… ", " tapi ", " karena ", ", kan?", "?", " “", "\n"]
)


def verdicts(sentence, indicator=None):
    """{keyword as said: verdict} of a sentence."""
    words = split_words(sentence)
    prepared = prepare(sentence, words, CUES)
    return {
        sentence[words[hit.first].start : words[hit.last].end]: judge(prepared, hit, CUES)
        for hit in CODEBOOK.matcher.find(words)
        if indicator in (None, hit.key.indicator)
    }


def status(sentence, keyword, indicator=None):
    return verdicts(sentence, indicator)[keyword].status


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["MoU", "jadwal", "sanksi", "kami", *SPOKEN_CUES]), GLUE), max_size=12))
def test_any_verdict_is_a_status_and_words_of_the_sentence(pieces):
    sentence = "".join(word + glue for word, glue in pieces)
    for verdict in verdicts(sentence).values():
        assert verdict.status in codebook.STATUSES
        assert verdict.cue in ("", "?") or verdict.cue in sentence
        assert verdict.status == "unclear" or verdict.cue not in ("", "?")


@pytest.mark.parametrize(
    ("sentence", "keyword", "expected"),
    [
        ("Sekarang MoU sudah dibuat.", "MoU", "present"),
        ("Kami selalu diundang.", "diundang", "present"),
        ("Di sini evaluasi rutin.", "evaluasi", "present"),
        ("Notulen rapatnya wonten.", "Notulen", "present"),
        ("Dinas itu komitmen cuma setengah.", "komitmen", "partial"),
        ("Informasi kadang-kadang sampai.", "Informasi", "partial"),
        ("Jadwal belum rutin.", "Jadwal", "partial"),
        ("Belum semua dinas punya komitmen.", "komitmen", "partial"),
        ("Dulu sempat ada evaluasi.", "evaluasi", "partial"),
        ("Sampai hari ini MoU belum ada.", "MoU", "absent"),
        ("Sanksi ora ono.", "Sanksi", "absent"),
        ("Kami ndak pernah diundang.", "diundang", "absent"),
        ("Jalan tanpa kesepakatan.", "kesepakatan", "absent"),
        ("Kami tidak dikabari.", "dikabari", "absent"),
        ("Sekarang sudah tidak ada evaluasi.", "evaluasi", "absent"),
        ("Semoga ada MoU.", "MoU", "unclear"),
        ("Komitmen itu urusan hati.", "Komitmen", "unclear"),
    ],
)
def test_a_plain_sentence_says_whether_it_is_there(sentence, keyword, expected):
    assert status(sentence, keyword) == expected


def test_the_cue_is_quoted_as_the_sentence_has_it():
    assert verdicts("BELUM  ada MoU.")["MoU"].cue == "BELUM  ada"
    assert verdicts("Komitmen itu urusan hati.")["Komitmen"].cue == ""


@pytest.mark.parametrize("border", [".", "?", "!", ";", ":", "…", "..."])
def test_a_mark_ends_the_clause_so_that_its_cue_stays_there(border):
    assert status(f"Hujan belum turun{border} jadwal sudah dibuat.", "jadwal") == "present"


@pytest.mark.parametrize("word", ["tapi", "namun", "padahal", "sedangkan", "karena", "soalnya", "makanya", "meskipun"])
def test_a_word_that_opens_a_clause_keeps_the_cue_before_it_there(word):
    assert status(f"Bupatinya belum datang, {word} jadwal sudah dibuat.", "jadwal") == "present"


@pytest.mark.parametrize("word", ["karena", "soalnya", "makanya", "sehingga", "meskipun"])
def test_a_cue_in_a_clause_that_does_not_turn_leaves_the_first_clause_alone(word):
    assert status(f"Jadwal sudah dibuat, {word} bupati belum datang.", "Jadwal") == "present"


@pytest.mark.parametrize("word", ["tapi", "tetapi", "namun", "nanging", "padahal", "hanya saja"])
def test_a_clause_that_turns_overrules_the_first(word):
    assert status(f"Jadwal sudah dibuat, {word} jarang dipakai.", "Jadwal") == "partial"
    assert status(f"Jadwal sudah dibuat, {word} belum pernah dipakai.", "Jadwal") == "absent"


def test_a_clause_that_turns_without_a_cue_leaves_the_first_its_status():
    assert status("Komitmen sudah kuat, tapi begitulah orangnya.", "Komitmen") == "present"


def test_each_clause_has_its_own_status():
    sentence = "Sanksi belum ada; jadwal sudah dibuat; evaluasi jarang."
    assert {keyword: verdict.status for keyword, verdict in verdicts(sentence).items()} == {
        "Sanksi": "absent",
        "jadwal": "present",
        "evaluasi": "partial",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Bukan tidak ada MoU di sini.",
        "Bukannya nggak ada MoU.",
        "Bukan berarti tidak ada MoU.",
        "Kita tidak mungkin tidak punya MoU.",
        "Ora mungkin ora ono MoU.",
    ],
)
def test_a_double_negation_says_that_it_is_there(sentence):
    assert status(sentence, "MoU") == "present"


def test_a_double_negation_with_a_reservation_is_partial():
    assert status("Bukan tidak pernah ada evaluasi, tapi jarang.", "evaluasi") == "partial"


@pytest.mark.parametrize(
    "phrase", ["tidak hanya", "tidak sekadar", "bukan cuma", "nggak cuma", "ora mung", "Bukan hanya"]
)
def test_a_negated_limiter_says_that_it_is_there(phrase):
    assert status(f"Di sini {phrase} sanksi.", "sanksi") == "present"


@pytest.mark.parametrize("phrase", ["tidak ada kendala", "tidak sedikit", "tidak jarang", "tanpa kendala"])
def test_a_negated_lack_says_that_it_is_there(phrase):
    assert status(f"Di sini {phrase} evaluasi.", "evaluasi") == "present"


@pytest.mark.parametrize(
    "sentence",
    [
        "Mana ada sanksi buat mereka?",
        "Lha kapan pernah ada sanksi?",
        "Apa pernah ada sanksi?",
        "Opo pernah ono sanksi?",
        "Siapa yang mau memberi sanksi?",
    ],
)
def test_a_rhetorical_question_denies(sentence):
    assert status(sentence, "sanksi") == "absent"


@pytest.mark.parametrize(
    "sentence",
    [
        "Apakah sudah ada MoU?",
        "MoU sudah dibuat?",
        "MoU belum ada?",
        "Bagaimana MoU itu?",
        "“Sudah ada MoU?”",
        "Ada MoU? ",
    ],
)
def test_a_question_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"
    assert verdicts(sentence)["MoU"].cue == "?"


@pytest.mark.parametrize("tag", ["kan", "to", "toh", "ya", "nggih", "ya kan"])
def test_a_tag_behind_a_comma_leaves_the_statement_standing(tag):
    assert status(f"MoU sudah dibuat, {tag}?", "MoU") == "present"
    assert status(f"MoU belum ada, {tag}?", "MoU") == "absent"


@pytest.mark.parametrize(
    "sentence",
    [
        "Mudah-mudahan MoU ada.",
        "Semoga MoU sudah dibuat.",
        "Harapan kami ada MoU.",
        "Kami ingin ada MoU.",
        "Insya Allah ada MoU.",
        "Mugi-mugi wonten MoU.",
    ],
)
def test_a_hope_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize(
    "sentence", ["MoU akan dibuat.", "Tahun depan ada MoU.", "Rencananya MoU.", "MoU masih proses."]
)
def test_a_plan_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize(
    "sentence",
    ["Seharusnya sudah ada MoU.", "Sudah waktunya ada MoU.", "MoU harus ada.", "Idealnya ada MoU.", "Kudune ono MoU."],
)
def test_a_norm_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize(
    "sentence", ["Katanya ada MoU.", "Mungkin MoU ada.", "Kurang tahu ada MoU.", "Belum tentu ada MoU."]
)
def test_a_doubt_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize("limit", ["hanya sebatas", "cuma", "sekadar", "mung", "baru sampai", "cuman", "gur"])
def test_a_limit_makes_it_partial(limit):
    assert status(f"Di sini {limit} teguran.", "teguran") == "partial"


@pytest.mark.parametrize(
    ("sentence", "keyword", "wrong"),
    [
        ("Mau tidak mau kami komitmen.", "komitmen", "absent"),
        ("Tidak apa-apa, MoU sudah dibuat.", "MoU", "absent"),
        ("Sebelum ada MoU kami menunggu.", "MoU", "absent"),
        ("Belum lama ini ada evaluasi.", "evaluasi", "absent"),
        ("Ya sudah, komitmen saja.", "komitmen", "present"),
        ("Kami paham akan pentingnya evaluasi yang rutin.", "evaluasi", "unclear"),
    ],
)
def test_an_idiom_is_no_cue(sentence, keyword, wrong):
    assert status(sentence, keyword) != wrong


def test_a_need_is_evidence_of_awareness_only():
    assert status("Kita ini perlu duduk bersama.", "perlu duduk bersama", "2") == "present"
    assert status("Kita ini perlu jadwal.", "jadwal", "3") == "unclear"


def test_an_input_given_is_partial_for_feedback_only():
    assert status("Usulan sudah disampaikan.", "Usulan", "7") == "partial"
    assert status("Undangan sudah disampaikan.", "Undangan", "1") == "present"


def test_a_keyword_that_says_it_by_itself_needs_no_cue():
    verdict = verdicts("Di sana ego sektoral.")["ego sektoral"]
    assert (verdict.status, verdict.cue) == ("absent", "ego sektoral")


def test_a_keyword_that_says_it_by_itself_says_nothing_in_a_question():
    assert status("Di sana ego sektoral?", "ego sektoral") == "unclear"


def test_a_cue_within_a_keyword_of_several_words_is_read():
    assert verdicts("Di kantor belum ada anggaran.")["belum ada anggaran"].cue == "belum ada"


@pytest.mark.parametrize(
    ("between", "expected"), [(0, "absent"), (CUES.window - 1, "absent"), (CUES.window, "unclear")]
)
def test_a_cue_reaches_as_far_as_the_window(between, expected):
    assert status(f"MoU {'kami ' * between}belum ada.", "MoU") == expected
    assert status(f"Belum ada {'kami ' * between}MoU.", "MoU") == expected


def test_a_weaker_cue_reaches_less_far():
    assert status("Tidak MoU.", "MoU") == "absent"
    assert status(f"Tidak {'kami ' * (CUES.window - 1)}MoU.", "MoU") == "unclear"


@pytest.mark.parametrize(
    ("sentence", "keyword"),
    [
        ("MoU sudah dibuat.", "MoU"),
        ("Jadwal jarang.", "Jadwal"),
        ("Belum ada sanksi, kan?", "sanksi"),
        ("Ada SK?", "SK"),
    ],
)
def test_what_is_said_before_in_other_clauses_changes_nothing(sentence, keyword):
    assert verdicts(f"Kemarin tidak hujan; {sentence}")[keyword] == verdicts(sentence)[keyword]
