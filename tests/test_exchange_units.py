"""Offsets of other programs: each way of counting leads to the same words, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.exchange.model import ORIGIN, Coding, Source
from coding.exchange.units import BY_NAME, WAYS, Counting, Places, decide
from coding.transcripts import formats

# Letters, a combining accent, an emoji, line ends of both kinds.
TEXTS = st.lists(st.sampled_from(["a", "Z", "é", "e\u0301", "😀", " ", "\n", "\r\n", ".", "一"]), min_size=1).map(
    "".join
)
NVIVO, POINTS = Counting("utf16", pairs=True, mark=False), Counting("points", pairs=True, mark=False)


def offset(raw: str, index: int, way: Counting, marked: bool) -> int:
    """How a program that counts in this way would write a place of the text: worked out from the other end."""
    before = raw[:index] if way.pairs else raw[:index].replace("\r\n", "\n")
    length = len(before.encode("utf-16-le")) // 2 if way.unit == "utf16" else len(before)
    return length + (way.mark and marked)


def source(raw: str, spans: list[tuple[int, int]], way: Counting, *, marked: bool = False) -> Source:
    codings = tuple(
        Coding(str(n), offset(raw, start, way, marked), offset(raw, end, way, marked), "c", "u")
        for n, (start, end) in enumerate(spans)
    )
    return Source("s", "s", raw, codings, marked)


@given(TEXTS, st.sampled_from(WAYS), st.booleans(), st.data())
def test_every_way_leads_to_the_place_in_the_canonical_text(
    raw: str, way: Counting, marked: bool, data: st.DataObject
) -> None:
    inner = [n for n in range(len(raw) + 1) if raw[n - 1 : n + 1] != "\r\n"]
    index = data.draw(st.sampled_from(inner))
    one = source(raw, [(index, index)], way, marked=marked)
    assert Places(one, way).canonical(one.codings[0].start) == len(formats.canonical(raw[:index]))


def test_an_offset_outside_or_within_a_character_has_no_place() -> None:
    places = Places(Source("s", "s", "a😀b"), NVIVO)
    assert [places.canonical(n) for n in (-1, 0, 1, 2, 3, 4, 5)] == [None, 0, 1, None, 2, 3, None]


RAW = "P: Halo 😀😀😀 di sana\r\nI: Rapat sudah rutin sekarang\r\nP: Lalu\r\nI: Surat belum pernah datang"
WORDS = ["Rapat", "sudah rutin", "Surat", "belum pernah"]
SPANS = [(RAW.index(word), RAW.index(word) + len(word)) for word in WORDS]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_way_is_found_out_by_where_codings_begin_and_end(way: Counting) -> None:
    """Unknown program; a text in which every way puts the spans elsewhere."""
    one = source(RAW, SPANS, way, marked=True)
    decided = decide([one], "program nobody knows")
    assert decided.way is not None
    places = Places(one, decided.way)
    canonical = formats.canonical(RAW)
    found = [(places.canonical(c.start), places.canonical(c.end)) for c in one.codings]
    assert [canonical[start:end] for start, end in found] == WORDS  # type: ignore[misc]


def test_the_way_is_not_guessed_where_none_fits() -> None:
    spans = [(start + 1, end + 1) for start, end in SPANS]
    assert decide([source(RAW, spans, POINTS)], "NVivo 14").way is None


def test_two_ways_that_fit_alike_are_told_apart_only_by_what_is_known_of_the_program() -> None:
    one = Source("s", "s", "😀😀 a a a a", (Coding("1", 7, 8, "c", "u"),))  # an a, counted in either way
    assert decide([one], "program nobody knows").way is None
    assert decide([one], "NVivo 14.23").way == NVIVO
    assert decide([one], f"{ORIGIN} 0.1").way == POINTS


def test_evidence_outweighs_what_is_known_of_the_program() -> None:
    decided = decide([source(RAW, SPANS, POINTS)], "NVivo 14")
    assert decided.way == POINTS


def test_names_of_the_ways_are_all_different() -> None:
    assert len(BY_NAME) == len(WAYS) == 8
