"""Does the informant say that it is there? Sentences invented for these tests, cues of the shipped codebook."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.codebooks.codes import STATUSES
from coding.language.words import Words
from coding.suggestions.status import judge, prepare

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
CUES = CODEBOOK.status_cues
EXAMPLES = [(rule, example) for rule in CUES.rules for example in rule.examples]
SPOKEN_CUES = sorted({" ".join(part.form for part in phrase) for rule in CUES.rules for phrase in rule.phrases})
GLUE = st.sampled_from(
    [" ", ", ", ". ", "? ", "; ", ": ", "... ", "… ", " tapi ", " karena ", ", kan?", "?", " “", "\n", "-", "\u200b"]
)
SENTENCES = st.lists(st.tuples(st.sampled_from(["MoU", "jadwal", "kami", *SPOKEN_CUES]), GLUE), min_size=1, max_size=12)


def verdict(sentence, keyword, indicator="", own=""):
    """What is told of the words `keyword` where they stand first in the sentence."""
    words, wanted = Words(sentence), Words(keyword).forms
    first = next(n for n in range(len(words)) if words.forms[n : n + len(wanted)] == wanted)
    return judge(prepare(words, CUES), first, first + len(wanted) - 1, indicator, CUES, own=own)


def status(sentence, keyword, indicator="", own=""):
    return verdict(sentence, keyword, indicator, own).status


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.number} {example.text}" for rule, example in EXAMPLES]
)
def test_the_examples_of_a_rule_have_its_status(rule, example):
    assert status(example.text, example.keyword, example.indicator) == example.status


def test_every_rule_has_an_example():
    assert [rule.name for rule in CUES.rules if not rule.examples] == []


def test_every_status_but_none_is_shown_by_an_example():
    assert {example.status for _, example in EXAMPLES} == set(STATUSES)


@pytest.mark.parametrize(
    ("indicator", "keyword", "expected", "sentence"),
    [
        ("1", "Undangannya", "present", "Undangannya sudah kami terima."),
        ("1", "Undangannya", "absent", "Undangannya ndak pernah sampai ke sini."),
        ("1", "diundang", "partial", "Kalau pas ada acara saja kami diundang."),
        ("1", "rapat", "partial", "Bukan tidak pernah rapat, tapi jarang sekali."),
        ("1", "ditelepon", "present", "Tidak jarang kami ditelepon malam-malam sama orang balai."),
        ("1", "lewat surat", "present", "Tidak hanya lewat surat, kami juga ada grup WA."),
        ("1", "grup WA", "present", "Tidak hanya lewat surat, kami juga ada grup WA."),
        ("1", "Grup WA", "partial", "Grup WA-nya ono, ning sepi."),
        ("1", "pendataan", "absent", "Dulu sempat ada pendataan, sekarang sudah tidak."),
        ("2", "koordinasi", "present", "Semua juga paham kalau ini harus dikerjakan bersama, perlu koordinasi."),
        ("2", "Sinergi", "partial", "Sinergi itu ya sebatas di omongan."),
        ("3", "jadwal", "absent", "Mana ada jadwal tetap, Mbak."),
        ("3", "Jadwale", "absent", "Jadwale durung ono, isih dipikirke."),
        ("3", "Rakor", "present", "Rakor itu setiap triwulan rutin kami adakan."),
        ("3", "Yang datang", "partial", "Yang datang tidak selalu yang berwenang."),
        ("3", "berwenang", "partial", "Yang datang tidak selalu yang berwenang."),
        ("4", "MoU", "unclear", "MoU-nya akan kami susun tahun depan."),
        ("4", "payung hukum", "unclear", "Sudah seharusnya ada payung hukum."),
        ("4", "anggaran khusus", "absent", "Belum ada anggaran khusus, mudah-mudahan di perubahan."),
        ("4", "kesepakatan", "present", "Belum lama ini ada kesepakatan dengan balai soal tempat pelatihan."),
        ("5", "SK", "absent", "SK timnya belum ditandatangani."),
        ("5", "Raperdanya", "absent", "Raperdanya masih proses, belum disahkan."),
        ("5", "juknisnya", "unclear", "Apa sudah ada juknisnya?"),
        ("6", "sanksi apa", "absent", "Sanksi? Ya ndak ada sanksi apa-apa."),
        ("6", "ditegur", "partial", "Yang tidak hadir biasanya ditegur, tapi cuma lisan."),
        ("7", "Usulan", "partial", "Usulan kami selalu ditampung saja."),
        ("7", "Evaluasinya", "present", "Evaluasinya dilakukan bareng-bareng habis kegiatan, rutin."),
    ],
)
def test_what_invented_informants_say(indicator, keyword, expected, sentence):
    assert status(sentence, keyword, indicator) == expected


@settings(max_examples=200, deadline=None)
@given(SENTENCES, st.sampled_from(["", *CODEBOOK.codes]), st.sampled_from(["", "partial"]), st.data())
def test_any_verdict_is_a_status_and_words_of_the_sentence(pieces, indicator, own, data):
    sentence = "".join(word + glue for word, glue in pieces)
    words = Words(sentence)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    found = judge(prepare(words, CUES), first, last, indicator, CUES, own=own)
    assert found.status in STATUSES
    assert found.cue in ("", "?") or found.cue in sentence
    assert found.status == "unclear" or found.cue != "?"
    assert found.status == "present" or found.cue


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_clauses_follow_one_another_and_cover_all_words(pieces):
    words = Words("".join(word + glue for word, glue in pieces))
    prepared = prepare(words, CUES)
    if not prepared.cues and not prepared.clauses:  # without a cue no clause is needed
        assert not CUES.matcher.find(words)
        return
    assert len(prepared.clauses) == len(words)
    assert [after - before for before, after in zip(prepared.clauses, prepared.clauses[1:], strict=False)] == [
        int(after != before) for before, after in zip(prepared.clauses, prepared.clauses[1:], strict=False)
    ]
    assert prepared.turned <= set(prepared.clauses)


def test_an_empty_sentence_can_be_prepared():
    prepared = prepare(Words("… 😀"), CUES)
    assert (list(prepared.clauses), list(prepared.cues), prepared.asks) == ([], [], False)


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
        ("MoU ora tau dibahas.", "MoU", "absent"),
    ],
)
def test_a_plain_sentence_says_whether_it_is_there(sentence, keyword, expected):
    assert status(sentence, keyword) == expected


def test_a_statement_without_a_cue_is_present_and_quotes_nothing():
    found = verdict("Komitmen itu urusan hati.", "Komitmen")
    assert (found.status, found.cue) == ("present", "")


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("BELUM  ada MoU.", "BELUM  ada"),
        ("MoU be\u00adlum ada, Bu.", "be\u00adlum ada"),
        ("MoU beluuuum ada.", "beluuuum ada"),
        ("MoU dereng wonten.", "dereng wonten"),
    ],
)
def test_the_cue_is_quoted_as_the_sentence_has_it(sentence, cue):
    assert verdict(sentence, "MoU").cue == cue


@pytest.mark.parametrize("border", [".", "?", "!", ";", ":", "…", "...", " --", " –"])
def test_a_mark_ends_the_clause_so_that_its_cue_stays_there(border):
    sentence = f"Hujan belum turun{border} jadwal sudah dibuat."
    assert status(sentence, "jadwal") == "present"
    assert status(sentence.replace(border, " dan"), "jadwal") == "absent", "without the mark the cue reaches it"


@pytest.mark.parametrize("word", ["tapi", "namun", "padahal", "sedangkan", "karena", "soalnya", "makanya", "meskipun"])
def test_a_word_that_opens_a_clause_keeps_the_cue_before_it_there(word):
    assert status(f"Bupatinya belum datang, {word} jadwal sudah dibuat.", "jadwal") == "present"
    assert status("Bupatinya belum datang dan jadwal sudah dibuat.", "jadwal") == "absent"


@pytest.mark.parametrize("word", ["karena", "soalnya", "makanya", "sehingga", "malah"])
def test_a_cue_in_a_clause_that_does_not_turn_leaves_the_first_clause_alone(word):
    assert status(f"Jadwal sudah dibuat, {word} bupati belum datang.", "Jadwal") == "present"


def test_a_cue_of_another_clause_counts_when_the_own_clause_holds_none():
    assert status("Soal jadwal ya; hujan belum turun.", "jadwal") == "absent"
    assert verdict("Soal jadwal ya; hujan belum turun.", "jadwal").cue == "belum"


@pytest.mark.parametrize("word", ["tapi", "tetapi", "namun", "nanging", "ning", "padahal", "meskipun"])
def test_a_clause_that_turns_overrules_the_first(word):
    assert status(f"Jadwal akan dibuat, {word} jarang dipakai.", "Jadwal") == "partial"
    assert status(f"Jadwal akan dibuat, {word} belum pernah dipakai.", "Jadwal") == "absent"
    assert status(f"Jadwal belum ada, {word} sudah disusun.", "Jadwal") == "present"


@pytest.mark.parametrize("word", ["tapi", "tetapi", "namun", "nanging", "padahal", "hanya saja"])
def test_what_is_there_and_then_is_not_is_there_in_part(word):
    found = verdict(f"Jadwal sudah dibuat, {word} belum pernah ada lagi.", "Jadwal")
    assert (found.status, found.cue) == ("partial", "belum pernah ada")


def test_a_clause_that_turns_without_a_cue_leaves_the_first_its_status():
    assert status("Komitmen sudah kuat, tapi begitulah orangnya.", "Komitmen") == "present"


def test_a_turn_further_on_does_not_overrule():
    assert status("Jadwal sudah dibuat, karena begitu perintahnya, tapi hujan belum turun.", "Jadwal") == "present"


def test_a_turn_before_the_keyword_does_not_overrule():
    assert status("Hujan belum turun, tapi jadwal sudah dibuat.", "jadwal") == "present"


def test_each_clause_has_its_own_status():
    sentence = "Sanksi belum ada; jadwal sudah dibuat; evaluasi jarang."
    assert [status(sentence, keyword) for keyword in ("Sanksi", "jadwal", "evaluasi")] == [
        "absent",
        "present",
        "partial",
    ]


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
        "MoU belum?",
        "Bagaimana MoU itu?",
        "“Sudah ada MoU?”",
        "(Sudah ada MoU?)",
        "Ada MoU? ",
        "Ada MoU??",
        "Semoga ada MoU?",
        "MoU cuma di kertas?",
        "MoU?",
    ],
)
def test_a_question_tells_nothing(sentence):
    found = verdict(sentence, "MoU")
    assert (found.status, found.cue) == ("unclear", "?")


def test_a_sentence_that_only_holds_a_question_mark_is_no_question():
    assert status("“Ada MoU?” tanya dia, dan sudah dibuat.", "MoU") == "present"


@pytest.mark.parametrize("tag", ["kan", "to", "toh", "ya", "nggih", "ya kan", "ya to", "bukan"])
def test_a_tag_behind_a_comma_leaves_the_statement_standing(tag):
    assert status(f"MoU sudah dibuat, {tag}?", "MoU") == "present"
    assert status(f"MoU akan dibuat, {tag}?", "MoU") == "unclear"
    assert verdict(f"MoU akan dibuat, {tag}?", "MoU").cue == "akan"


@pytest.mark.parametrize("tag", ["kan", "to", "toh", "ya", "nggih", "ya kan"])
def test_what_is_denied_before_a_tag_is_absent(tag):
    assert status(f"MoU belum ada, {tag}?", "MoU") == "absent"


@pytest.mark.parametrize("sentence", ["MoU sudah dibuat kan?", "MoU sudah dibuat, begitu kan?", "Kan?"])
def test_a_tag_without_a_statement_and_a_comma_before_it_is_a_question(sentence):
    assert prepare(Words(sentence), CUES).asks


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
    [
        "Seharusnya sudah ada MoU.",
        "Sudah waktunya ada MoU.",
        "MoU harus dibuat.",
        "Idealnya ada MoU.",
        "Kudune ono MoU.",
    ],
)
def test_a_norm_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize(
    "sentence", ["Katanya ada MoU.", "Mungkin MoU ada.", "Kurang tahu ada MoU.", "Entah ada MoU apa tidak."]
)
def test_a_doubt_tells_nothing(sentence):
    assert status(sentence, "MoU") == "unclear"


@pytest.mark.parametrize("limit", ["hanya sebatas", "cuma", "sekadar", "mung", "baru sampai", "cuman", "gur"])
def test_a_limit_makes_it_partial(limit):
    assert status(f"Di sini {limit} teguran.", "teguran") == "partial"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Paling teguran begitu.", "partial"),
        ("Ya paling teguran.", "partial"),
        ("Kalau itu, paling teguran.", "partial"),
        ("Itu sifatnya rahasia; paling teguran.", "partial"),
        ("Yang paling penting teguran.", "present"),
        ("Dulu ada teguran.", "partial"),
        ("Iya dulu itu teguran.", "partial"),
        ("Ya itu dulu teguran.", "partial"),
        ("Yang dulu itu teguran.", "present"),
    ],
)
def test_some_cues_count_only_where_a_clause_begins(sentence, expected):
    assert status(sentence, "teguran") == expected


@pytest.mark.parametrize(
    ("sentence", "keyword", "wrong"),
    [
        ("Mau tidak mau kami komitmen.", "komitmen", "absent"),
        ("Tidak apa-apa, MoU sudah dibuat.", "MoU", "absent"),
        ("Sebelum ada MoU kami menunggu.", "MoU", "absent"),
        ("Belum lama ini ada evaluasi.", "evaluasi", "absent"),
        ("Ya sudah, komitmen saja, belum lebih.", "komitmen", "present"),
        ("Kami paham akan pentingnya evaluasi yang rutin.", "evaluasi", "unclear"),
    ],
)
def test_an_idiom_is_no_cue(sentence, keyword, wrong):
    assert status(sentence, keyword) != wrong


def test_a_need_is_evidence_of_awareness_only():
    assert status("Kita ini perlu duduk bersama.", "duduk bersama", "2") == "present"
    assert status("Kita ini perlu jadwal.", "jadwal", "3") == "unclear"


def test_an_input_given_is_partial_for_feedback_only():
    assert status("Usulan sudah disampaikan.", "Usulan", "7") == "partial"
    assert status("Undangan sudah disampaikan.", "Undangan", "1") == "present"


def test_a_keyword_that_says_it_by_itself_needs_no_cue():
    found = verdict("Di sana ego sektoral.", "ego sektoral", own="absent")
    assert (found.status, found.cue) == ("absent", "ego sektoral")


def test_a_cue_in_its_clause_overrules_what_a_keyword_says_by_itself():
    assert status("Ego sektoral belum ada.", "Ego sektoral", own="partial") == "absent"


def test_what_a_keyword_says_as_a_whole_overrules_its_single_words():
    assert status("Mereka tidak pernah ada kabar.", "tidak pernah ada kabar", own="partial") == "partial"
    assert status("Mereka tidak pernah ada kabar.", "tidak pernah ada kabar") == "absent"


def test_a_weak_cue_does_not_overrule_what_a_keyword_says_by_itself():
    assert status("Tidak ego sektoral itu.", "ego sektoral", own="partial") == "partial"
    assert status("Tidak ego sektoral itu.", "ego sektoral") == "absent"


def test_what_a_keyword_says_by_itself_overrules_a_cue_of_another_clause():
    assert status("Di sana ego sektoral; jadwal sudah dibuat.", "ego sektoral", own="absent") == "absent"
    assert status("Di sana ego sektoral; jadwal sudah dibuat.", "ego sektoral") == "present"


def test_a_keyword_that_says_it_by_itself_says_nothing_in_a_question():
    assert status("Di sana ego sektoral?", "ego sektoral", own="absent") == "unclear"


def test_a_cue_within_a_keyword_of_several_words_is_read():
    assert verdict("Di kantor belum ada anggaran.", "belum ada anggaran").cue == "belum ada"


def test_a_cue_that_reaches_over_the_edge_of_a_keyword_is_not_read():
    assert verdict("Kami bertemu lima menit.", "bertemu").cue == "lima menit"
    assert verdict("Kami bertemu lima menit.", "bertemu lima").cue == ""


def test_a_cue_that_holds_the_keyword_is_read():
    assert verdict("Selalu ditampung saja.", "ditampung", "7").cue == "ditampung saja"


def test_between_commas_the_strong_cue_beside_the_keyword_goes_first():
    assert status("Suratnya belum sampai, rapatnya sudah jalan.", "rapatnya") == "present"
    assert status("Suratnya belum sampai, rapatnya juga.", "rapatnya") == "absent"


def test_of_a_whole_sentence_every_cue_is_read():
    assert status("Belum ada.", "Belum ada") == "absent"
    assert status("Ya belum pernah sama sekali.", "Ya belum pernah sama sekali") == "absent"


@pytest.mark.parametrize(
    ("between", "expected"), [(0, "absent"), (CUES.window - 1, "absent"), (CUES.window, "partial")]
)
def test_a_cue_reaches_as_far_as_the_window(between, expected):
    assert status(f"MoU {'kami ' * between}belum ada.", "MoU", own="partial") == expected
    assert status(f"Belum ada {'kami ' * between}MoU.", "MoU", own="partial") == expected


@pytest.mark.parametrize(("between", "expected"), [(0, "absent"), (3, "absent"), (4, "present"), (6, "present")])
def test_a_weaker_cue_reaches_less_far(between, expected):
    assert CUES.window == 7, "of which a bare negator, of weight 0.6, reaches four words"
    assert status(f"Tidak {'kami ' * between}MoU sudah.", "MoU") == expected


@pytest.mark.parametrize(
    ("sentence", "keyword"),
    [
        ("MoU sudah dibuat.", "MoU"),
        ("Jadwal jarang.", "Jadwal"),
        ("Belum ada sanksi, kan?", "sanksi"),
    ],
)
def test_what_is_said_before_in_other_clauses_changes_nothing(sentence, keyword):
    assert verdict(f"Kemarin tidak hujan; {sentence}", keyword) == verdict(sentence, keyword)


def test_a_cue_phrase_does_not_reach_over_a_mark_a_comma_or_a_new_clause():
    assert status("Kemarin tidak hujan; ada jadwal.", "jadwal") == "present"
    assert status("Dulu tidak, tapi ada jadwal sekarang.", "jadwal") == "present"


@pytest.mark.parametrize("sentence", ["MoU belum ada?", "Apa MoU belum disahkan?", "MoU belum ada, Bu?", "Ada MoU?!"])
def test_what_a_question_asks_is_open_even_if_it_asks_for_a_lack(sentence):
    assert status(sentence, "MoU") == "unclear"


def test_what_is_denied_before_the_part_that_asks_is_denied():
    assert status("Wong undangan tidak pernah sampai, gimana mau rapat?", "undangan") == "absent"


def test_a_limiter_turns_only_where_a_part_begins():
    assert status("Jadwal sudah dibuat, karena stafnya cuma satu.", "Jadwal") == "present"
    assert status("Jadwal sudah dibuat, cuma jarang dipakai.", "Jadwal") == "partial"


def test_the_words_of_a_conjunction_are_no_cue():
    assert status("Jadwal belum ada, hanya saja sudah disusun.", "Jadwal") == "present"


@pytest.mark.parametrize("word", ["tapi", "tp", "nanging", "krn", "amarga"])
def test_clauses_open_in_every_spelling(word):
    assert status(f"Bupatinya belum datang {word} jadwal sudah dibuat.", "jadwal") == "present"


@pytest.mark.parametrize("cue", ["belum tentu ada", "masih obrolan", "sebatas wacana", "cuma dengar", "harus ada"])
def test_what_is_only_talked_of_is_unclear(cue):
    assert status(f"MoU {cue}.", "MoU") == "unclear"


def test_a_long_sentence_without_marks_is_judged_in_bounded_time():
    words = Words("sanksi belum ada " * 4000)
    prepared = prepare(words, CUES)
    found = {judge(prepared, place, place, "6", CUES).status for place in range(0, len(words), 3)}
    assert found == {"absent"}
