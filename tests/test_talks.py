"""Turns as the engine reads them: who asks, who answers, what heads, and which sentence is which segment."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.transcripts import talks as module
from coding.transcripts.formats import canonical
from coding.transcripts.segments import split_segments
from coding.transcripts.talks import HEADING_WORDS, Talk, talks
from coding.transcripts.turns import split_turns

PIECES = st.sampled_from(
    [
        *("P: ", "I: ", "Moderator: ", "P1: ", "Peserta: ", "\n", "\n\n", "\r\n", "Judul bab", "Belum ada. ", "Ya? "),
        *("[tertawa] ", "1. ", "a.n. ", "...", "\u200b", "e\u0301", "😀", "\u202e", "\x00"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join).map(canonical)


def talked(text: str, name: str = "PRN1") -> list[Talk]:
    return list(talks(name, ((turn, text[turn.start : turn.end]) for turn in split_turns(text))))


def roles(text: str) -> list[str]:
    return [talk.role for talk in talked(text)]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_segments_are_numbered_and_placed_as_in_segments_csv(text):
    pieces = [piece for talk in talked(text) for piece in talk.pieces if piece.segment]
    spans = [(start, end) for _, start, end in split_segments(text, split_turns(text))]
    assert [piece.segment for piece in pieces] == [f"PRN1-{number:04d}" for number in range(1, len(spans) + 1)]
    assert [(piece.start, piece.start + len(piece.text)) for piece in pieces] == spans


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_piece_is_its_slice_of_the_text(text):
    for talk in talked(text):
        for piece in talk.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text != ""
            assert bool(piece.segment) == (talk.role in ("answers", "heads"))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_turn_is_a_talk_in_its_order(text):
    assert [talk.turn for talk in talked(text)] == [turn.number for turn in split_turns(text)]


def test_who_speaks_has_a_role():
    text = "Moderator: Bagaimana?\nP1: Belum ada.\nPeserta: Betul.\nP2: Ya.\n"
    assert roles(text) == ["asks", "answers", "other", "answers"]


def test_only_what_informants_and_documents_say_are_segments():
    text = "Moderator: Bagaimana? Sudah?\nPeserta: Belum.\nP1: Sudah. Ya.\n"
    assert [[piece.segment for piece in talk.pieces] for talk in talked(text)] == [
        ["", ""],
        [""],
        ["PRN1-0001", "PRN1-0002"],
    ]


def test_a_turn_without_a_sentence_is_a_talk_without_pieces():
    assert [talk.pieces for talk in talked("P: Apa?\nI: [diam]\nP: Ya?\nI: Belum.\n")][1] == ()
    assert [talk.turn for talk in talked("P: Apa?\nI: [diam]\nP: Ya?\nI: Belum.\n")] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("Sanksi bagi yang tidak hadir", "heads"),
        ("BAB 2", "heads"),
        ("5. Penetapan kesepakatan", "heads"),
        (" ".join(["kata"] * HEADING_WORDS), "heads"),
        (" ".join(["kata"] * (HEADING_WORDS + 1)), "answers"),
        ("Sanksi belum ada.", "answers"),
        ("Apakah ada sanksi?", "answers"),
        ("Hasilnya sebagai berikut:", "answers"),
        ("Sanksi\nbagi yang tidak hadir", "answers"),
        ("k" * 199, "heads"),
        ("k" * 200, "answers"),
    ],
)
def test_a_short_line_of_a_document_without_a_full_stop_is_a_heading(paragraph, role):
    assert roles(f"{paragraph}\n\nKalimat yang berikut ini bukan judul lagi.\n") == [role, "answers"]


def test_a_short_answer_of_an_informant_is_no_heading():
    assert roles("P: Ada sanksi?\nI: Belum ada\n") == ["asks", "answers"]


def test_a_long_turn_is_read_in_parts_that_go_on_counting(monkeypatch):
    text = "P: Apa?\nI: Satu. Dua. Tiga. Empat. Lima.\nI: Enam.\n"
    whole = [piece for talk in talked(text) for piece in talk.pieces]
    monkeypatch.setattr(module, "LONGEST", 2)
    parts = talked(text)
    assert [(talk.turn, talk.role, len(talk.pieces)) for talk in parts] == [
        (1, "asks", 1),
        (2, "answers", 2),
        (2, "answers", 2),
        (2, "answers", 1),
        (3, "answers", 1),
    ]
    assert [piece for talk in parts for piece in talk.pieces] == whole
    assert [piece.segment for piece in whole] == ["", *(f"PRN1-000{number}" for number in range(1, 7))]
