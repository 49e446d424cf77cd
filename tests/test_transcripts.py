"""Who speaks from where to where: labels of every habit, headings, documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.errors import TranscriptError
from coding.transcripts.formats import canonical
from coding.transcripts.turns import header_end, split_turns

ONE = {"PRN1": "informant"}
GROUP = {"DSN1": "informant", "DSN2": "informant", "MHS1": "interviewer"}
HEADING = "TRANSKRIP WAWANCARA\nKode berkas: PRN1\nPewawancara: Tim\nTanggal: 1 Mei 2016\nDurasi: 34 menit\n"

PIECES = st.sampled_from(
    [
        "P: ",
        "I: ",
        "MOD: ",
        "P1: ",
        "Peserta: ",
        "[00:01] ",
        "10.30 ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        ":",
        "- ",
        "Tanggal: 1\n",
        "-----\n",
        "ya",
        "Belum ada. ",
        "(",
        "]",
        "“",
        '"',
        "\u00ad",
        "\u200b",
        "\u0301",
        "😀",
        "\u2028",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join).map(canonical)


def said(text, speakers=None):
    """(speaker, what was said) of each turn."""
    return [(turn.speaker, text[turn.start : turn.end]) for turn in split_turns(text, speakers)]


def kinds(text, speakers=None):
    """The kind of each speaker."""
    return {turn.speaker: turn.kind for turn in split_turns(text, speakers)}


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_turns_of_any_text_stand_in_order_below_the_heading_and_do_not_overlap(text):
    last = header_end(text)
    for number, turn in enumerate(split_turns(text), start=1):
        assert turn.number == number
        assert last <= turn.start <= turn.end <= len(text)
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        last = turn.end


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20).map(str.strip), min_size=2)
)
def test_whatever_two_people_say_in_turn_is_theirs(answers):
    text = "".join(f"{'PI'[number % 2]}: {canonical(answer)}\n" for number, answer in enumerate(answers))
    expected = [("PI"[number % 2], canonical(answer).strip()) for number, answer in enumerate(answers)]
    assert said(text) == expected


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("P", "I"),
        ("p", "i"),
        ("T", "J"),
        ("PW", "PRN1"),
        ("Tanya", "Jawab"),
        ("Pewawancara", "Informan"),
        ("PEWAWANCARA", "INFORMAN"),
        ("Pewawancara 2", "Informan 1"),
        ("Peneliti", "Narasumber"),
        ("Wartawan", "Narasumber"),
        ("I", "R"),
        ("Q", "A"),
    ],
)
def test_the_asking_label_is_the_interviewer_and_the_answering_one_the_informant(asks, answers):
    text = f"{asks}: Sudah ada jadwal?\n{answers}: Belum.\n{asks}: Kapan?\n{answers}: Nanti.\n"
    assert kinds(text) == {asks: "interviewer", answers: "informant"}


@pytest.mark.parametrize("label", ["I", "J", "Informan", "Narasumber", "PRN1"])
def test_a_generic_label_stands_for_the_only_informant(label):
    assert said(f"P: Sudah?\n{label}: Belum.\n", ONE) == [("P", "Sudah?"), ("PRN1", "Belum.")]


def test_role_codes_speak_as_participants_say():
    text = "MHS1: Mulai ya.\nDSN1: Silakan.\nDSN2: Monggo.\nMHS1: Nggih.\n"
    assert said(text, GROUP) == [("MHS1", "Mulai ya."), ("DSN1", "Silakan."), ("DSN2", "Monggo."), ("MHS1", "Nggih.")]
    assert kinds(text, GROUP) == {"MHS1": "interviewer", "DSN1": "informant", "DSN2": "informant"}


def test_under_a_moderator_p1_to_p3_are_participants():
    text = "Moderator: Mulai.\nP1: Ya.\nP2: Belum.\nP3: Sudah.\nModerator: Cukup.\n"
    assert kinds(text) == {"Moderator": "interviewer", "P1": "informant", "P2": "informant", "P3": "informant"}


def test_without_a_moderator_p1_and_p2_ask():
    text = "P1: Sudah?\nI: Belum.\nP2: Kapan?\nI: Nanti.\n"
    assert kinds(text) == {"P1": "interviewer", "P2": "interviewer", "I": "informant"}


@pytest.mark.parametrize("label", ["Peserta", "PESERTA", "Semua", "Peserta (bersama-sama)"])
def test_a_chorus_is_a_group_and_ends_the_turn_before(label):
    text = f"MOD: Setuju?\n{label}: Setuju!\nDSN1: Saya setuju.\n"
    turns = split_turns(text, GROUP)
    assert [(turn.kind, text[turn.start : turn.end]) for turn in turns] == [
        ("interviewer", "Setuju?"),
        ("group", "Setuju!"),
        ("informant", "Saya setuju."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "I: Belum.",
        "I : Belum.",
        "I:\tBelum.",
        "I:\nBelum.",
        "  I: Belum.",
        "- I: Belum.",
        "I (tertawa): Belum.",
        "[00:12] I: Belum.",
        "[00:12:45] I: Belum.",
        "00.12 - I: Belum.",
        "(00:12) I: Belum.",
        "I [00:12]: Belum.",
        "I (00:12:45): Belum.",
        "I: [00:12] Belum.",
        "I: 00:12:45 - Belum.",
    ],
)
def test_a_label_is_known_in_every_lay_out_and_its_time_stamp_is_not_said(line):
    assert said(f"P: Sudah?\n{line}\nP: Kapan?\n") == [("P", "Sudah?"), ("I", "Belum."), ("P", "Kapan?")]


def test_paragraphs_that_follow_belong_to_the_turn():
    text = "P: Sudah?\n\nI: Satu.\n\nDua.\nTiga.\n\nP: Oh.\n"
    assert said(text) == [("P", "Sudah?"), ("I", "Satu.\n\nDua.\nTiga."), ("P", "Oh.")]


def test_the_same_speaker_twice_in_a_row_has_two_turns():
    assert said("I: Satu.\n\nI: Dua.\nP: Oh.\n") == [("I", "Satu."), ("I", "Dua."), ("P", "Oh.")]


def test_a_label_with_nothing_behind_it_is_an_empty_turn():
    assert said("P: Sudah?\nI:\nP: Bagaimana?\n") == [("P", "Sudah?"), ("I", ""), ("P", "Bagaimana?")]


@pytest.mark.parametrize("speakers", [None, ONE])
@pytest.mark.parametrize("phrase", ["Intinya begini: belum ada.", "Kalau menurut saya: belum.", "Jadwal: belum ada."])
def test_words_before_a_colon_in_talk_are_no_speaker(phrase, speakers):
    text = f"P: Sudah?\nI: Ya.\n{phrase}\nP: Oh.\n"
    assert [words for _, words in said(text, speakers)] == ["Sudah?", f"Ya.\n{phrase}", "Oh."]


def test_a_colon_right_after_the_label_is_talk():
    assert said("P: Sudah?\nI: Intinya begini: belum.\n")[1] == ("I", "Intinya begini: belum.")


def test_a_time_of_day_at_the_beginning_of_a_line_is_no_label():
    assert said("P: Kapan?\nI: Rapatnya jam\n10:30 di balai.\n")[1] == ("I", "Rapatnya jam\n10:30 di balai.")


def test_a_label_that_repeats_is_a_speaker_when_participants_are_unknown():
    text = "Bu Siti: Sudah?\nPak Joko: Belum.\nBu Siti: Oh.\nPak Joko: Ya.\n"
    assert [speaker for speaker, _ in said(text)] == ["Bu Siti", "Pak Joko", "Bu Siti", "Pak Joko"]


def test_an_unknown_role_code_is_refused_with_its_line():
    with pytest.raises(TranscriptError, match="'DSN9' is unknown") as caught:
        split_turns("MOD: Mulai.\n\nDSN1: Ya.\nTerus.\n\nDSN9: Belum.\n", GROUP, file="fgd/FGD1.txt")
    assert (caught.value.file, caught.value.line) == ("fgd/FGD1.txt", 6)
    assert "DSN1" in caught.value.mend


def test_a_mistyped_role_code_is_refused_even_when_it_comes_once_below_a_heading():
    text = HEADING + "\nP: Sudah?\nPRN2: Belum.\nP: Oh.\nPRN1: Ya.\n"
    with pytest.raises(TranscriptError, match="'PRN2'") as caught:
        split_turns(text, ONE)
    assert caught.value.line == text.split("\n").index("PRN2: Belum.") + 1


def test_the_heading_is_no_turn_though_it_names_the_interviewer():
    text = HEADING + "\nPewawancara: Sudah?\nInforman: Belum.\nPewawancara: Oh.\n"
    assert text[: header_end(text)] == HEADING
    assert said(text, ONE) == [("Pewawancara", "Sudah?"), ("PRN1", "Belum."), ("Pewawancara", "Oh.")]


def test_the_names_of_the_participants_in_a_heading_are_no_turns():
    heading = (
        "FGD\nKode berkas: FGD1\nPeserta: DSN1 = Dinas Sosial; DSN2 = Bappeda\nModerator: Tim\nTempat: Aula\n---\n"
    )
    text = heading + "\nMOD: Mulai.\nDSN1: Ya.\nDSN2: Ya.\nPeserta: (tertawa)\n"
    assert said(text, GROUP)[0] == ("MOD", "Mulai.")
    assert len(said(text, GROUP)) == 4


def test_lines_that_name_each_person_once_below_the_keys_are_heading():
    heading = "Tanggal: 1 Mei 2016\nPewawancara: Tim peneliti\nInforman: Staf dinas\n"
    text = heading + "\nPewawancara: Sudah?\nInforman: Belum.\n"
    assert said(text, ONE) == [("Pewawancara", "Sudah?"), ("PRN1", "Belum.")]


@pytest.mark.parametrize(
    "talk",
    [
        "Pewawancara: Sudah?\nInforman: Belum.\n\nPewawancara: Oh.\nInforman: Ya.\n",  # they say something
        "Pewawancara: sudah\nInforman: belum\nPewawancara: oh\n\nInforman: Ya.\n",  # somebody speaks twice
    ],
)
def test_talk_right_below_the_keys_is_talk(talk):
    assert len(said("Tanggal: 1 Mei 2016\n" + talk, ONE)) == 4


def test_a_heading_without_an_empty_line_below_ends_where_the_labels_begin():
    text = "Kode berkas: PRN1\nTanggal: 1 Mei 2016\nP: Sudah?\nI: Belum.\nP: Oh.\nI: Ya.\n"
    assert said(text, ONE)[0] == ("P", "Sudah?")


def test_a_ruled_line_ends_the_heading():
    text = "Tanggal: 1 Mei 2016\n\nInforman bekerja sebagai petani.\n-------\n\nP: Sudah?\nI: Belum.\n"
    assert header_end(text) == text.index("-------\n") + len("-------\n")


def test_a_text_without_keys_at_its_head_has_no_heading():
    assert header_end("P: Sudah?\nI: Belum.\n") == 0


def test_a_document_without_labels_has_one_turn_a_paragraph():
    text = "SURAT EDARAN\n\nSatu alinea\ndalam dua baris.\n \nAlinea kedua.\n"
    turns = split_turns(text, {})
    assert {(turn.kind, turn.speaker) for turn in turns} == {("document", "")}
    assert [text[turn.start : turn.end] for turn in turns] == [
        "SURAT EDARAN",
        "Satu alinea\ndalam dua baris.",
        "Alinea kedua.",
    ]


def test_the_heading_of_a_document_is_no_turn():
    text = "Judul: Notulen\nTanggal: 1 Mei 2016\n\nRapat dibuka.\n\nRapat ditutup.\n"
    assert [words for _, words in said(text, {})] == ["Rapat dibuka.", "Rapat ditutup."]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_text_that_says_nothing_has_no_turns(text):
    assert split_turns(text) == []
