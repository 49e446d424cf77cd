"""The reason a researcher reads, in Indonesian and in English, for each way to a suggestion."""

from itertools import product

import pytest

from coding.codebooks.codes import STATUSES
from coding.suggestions.context import Source
from coding.suggestions.reasons import reason

SOURCES = {
    "own": None,
    "heading": Source("heading", "sanksi", 4, 2),
    "question": Source("question", "sanksi", 4, 2),
    "turn": Source("turn", "sanksi", 4, 2),
    "after": Source("turn", "sanksi", 4, -2),
}


@pytest.mark.parametrize(
    ("kind", "indonesian", "english"),
    [
        ("own", "Memuat “sanksi”, kata kunci indikator 6", "Holds “sanksi”, a keyword of indicator 6"),
        (
            "heading",
            "Berada di bawah judul tentang “sanksi” (indikator 6)",
            "Stands under a heading on “sanksi” (indicator 6)",
        ),
        (
            "question",
            "Menjawab pertanyaan tentang “sanksi” (indikator 6, giliran 4)",
            "Answers a question on “sanksi” (indicator 6, turn 4)",
        ),
        (
            "turn",
            "Melanjutkan pembicaraan tentang “sanksi” (indikator 6, giliran 4)",
            "Goes on from “sanksi” (indicator 6, turn 4)",
        ),
        (
            "after",
            "Mendahului “sanksi” (indikator 6) dalam giliran yang sama",
            "Comes before “sanksi” (indicator 6) in the same turn",
        ),
    ],
)
def test_the_reason_tells_where_the_indicator_comes_from(kind, indonesian, english):
    assert reason("6", "sanksi", "present", "", SOURCES[kind]) == {
        "id": f"{indonesian}; dinyatakan begitu saja.",
        "en": f"{english}; stated plainly.",
    }


@pytest.mark.parametrize(
    ("status", "cue", "indonesian", "english"),
    [
        ("present", "sudah", "“sudah” menyatakan itu ada", "“sudah” tells that it is present"),
        ("partial", "cuma", "“cuma” menyatakan itu ada sebagian", "“cuma” tells that it is there in part"),
        ("absent", "belum ada", "“belum ada” menyatakan itu tidak ada", "“belum ada” tells that it is absent"),
        ("unclear", "semoga", "“semoga” menyatakan itu belum jelas", "“semoga” tells that it is unclear"),
        ("unclear", "?", "sebuah pertanyaan", "a question"),
        ("present", "", "dinyatakan begitu saja", "stated plainly"),
        (
            "absent",
            "… belum ada",
            "“belum ada” dalam kalimat sebelumnya menyatakan itu tidak ada",
            "“belum ada” in a sentence before tells that it is absent",
        ),
    ],
)
def test_the_reason_tells_where_the_status_comes_from(status, cue, indonesian, english):
    assert reason("6", "sanksi", status, cue, None) == {
        "id": f"Memuat “sanksi”, kata kunci indikator 6; {indonesian}.",
        "en": f"Holds “sanksi”, a keyword of indicator 6; {english}.",
    }


def test_the_reason_tells_that_a_sentence_speaks_of_other_matters_too():
    assert reason("6", "sanksi", "present", "sudah", SOURCES["own"], aside=True) == {
        "id": "Memuat “sanksi”, kata kunci indikator 6; “sudah” menyatakan itu ada; "
        "kalimat ini juga berbicara tentang hal lain.",
        "en": "Holds “sanksi”, a keyword of indicator 6; “sudah” tells that it is present; "
        "the sentence speaks of other matters too.",
    }


@pytest.mark.parametrize("kind", SOURCES)
def test_every_reason_is_one_sentence_in_each_language_and_no_two_are_alike(kind):
    reasons = [
        reason("6", "sanksi", status, cue, SOURCES[kind], aside=aside)
        for status, cue, aside in product(STATUSES, ("belum", "… belum"), (False, True))
    ]
    for language in ("id", "en"):
        texts = [one[language] for one in reasons]
        assert len(set(texts)) == len(texts)
        assert all(text.endswith(".") and text.count(".") == 1 and text[0].isupper() for text in texts)
    assert all(one["id"] != one["en"] for one in reasons)
