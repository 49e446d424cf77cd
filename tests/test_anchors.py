"""A quote is found again in a text that changed, or left to the person: never put in a wrong place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import anchors
from coding.anchors import context, find

TEXT = (
    "P: Sudah pernah rapat?\n\nI: Rapat ada sekali, di kantor dinas. Habis itu belum ada lagi.\n\n"
    "P: Suratnya?\n\nI: Ya. Tidak sampai sini, Pak. Kami tahunya dari tetangga.\n\n"
    "P: Masa?\n\nI: Ya. Betul itu. Tidak pernah ada surat yang sampai ke sini.\n"
)


def place(text: str, quote: str, *, at: int = -1, now: str) -> anchors.Place:
    start = text.index(quote) if at < 0 else at
    prefix, suffix, telling = context(text, start, start + len(quote))
    return find(now, quote, prefix, suffix, telling=telling)


def words(text: str, found: anchors.Place) -> str:
    return text[found.start : found.end]


def test_in_the_same_text_a_quote_is_where_it_was():
    for quote in ("Rapat ada sekali, di kantor dinas.", "Betul itu.", "Ya."):
        found = place(TEXT, quote, now=TEXT)
        assert (found.start, found.how) == (TEXT.index(quote), "same")


def test_a_word_that_stands_twice_is_told_apart_by_its_context():
    second = TEXT.rindex("Ya.")
    assert place(TEXT, "Ya.", at=second, now="Judul\n\n" + TEXT).start == second + len("Judul\n\n")


def test_a_mended_word_beside_the_quote_leaves_it_in_place():
    now = TEXT.replace("Kami tahunya", "Kami taunya")
    found = place(TEXT, "Tidak sampai sini, Pak.", now=now)
    assert (words(now, found), found.how) == ("Tidak sampai sini, Pak.", "context")


def test_a_mended_word_within_the_quote_moves_its_end():
    now = TEXT.replace("kantor dinas", "kantor Dinas Sosial")
    found = place(TEXT, "Rapat ada sekali, di kantor dinas.", now=now)
    assert (words(now, found), found.how) == ("Rapat ada sekali, di kantor Dinas Sosial.", "mended")


def test_a_moved_paragraph_takes_its_quote_with_it():
    one, two = "I: Ya. Tidak sampai sini, Pak. Kami tahunya dari tetangga.\n\n", "P: Masa?\n\n"
    now = one + TEXT.replace(one, "")
    found = place(TEXT, "Tidak sampai sini, Pak.", now=now)
    assert words(now, found) == "Tidak sampai sini, Pak."
    assert two in now


@pytest.mark.parametrize(
    ("quote", "now", "how"),
    [
        ("Betul itu.", TEXT.replace("Betul itu.", ""), "gone"),
        (
            "Rapat ada sekali, di kantor dinas.",
            TEXT.replace("Rapat ada sekali, di kantor dinas.", "Tidak tahu."),
            "gone",
        ),
        ("Tidak sampai sini, Pak.", TEXT + TEXT, "several"),
    ],
)
def test_what_leaves_a_doubt_is_left_to_the_person(quote, now, how):
    found = place(TEXT, quote, now=now)
    assert (found.start, found.end, found.how, found.sure) == (0, 0, how, False)


def test_of_two_that_are_alike_the_one_that_is_left_is_not_taken_for_the_other():
    text = "I: Satu. Ya begitu. Dua.\n" * 2
    second = text.rindex("Ya begitu.")
    assert not place(text, "Ya begitu.", at=second, now="I: Satu. Ya begitu. Dua.\n" + "I: Tiga.\n").sure


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.data())
def test_any_quote_of_any_text_is_found_in_it_or_not_sure(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    prefix, suffix, telling = context(text, start, end)
    found = find(text, text[start:end], prefix, suffix, telling=telling)
    assert (found.start, found.end) == (start, end) or not found.sure


# Random edits of the shipped transcripts, with the true place followed through them


def edited(text: str, rng: random.Random) -> tuple[str, list[int | None]]:
    """The text after one edit, and for each of its characters the one it was (None: a new one)."""
    turns = text.split("\n\n")
    kinds = ["typo", "typo", "typo", "insert", "remove turn", "move turn", "double turn"]
    kind = rng.choice(kinds if len(turns) > 20 else kinds[:4])
    origin: list[int | None] = list(range(len(text)))
    if kind == "typo":
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("aeiou") + text[at + 1 :], [*origin[:at], None, *origin[at + 1 :]]
    if kind == "insert":
        at, new = rng.randrange(len(text)), rng.choice([" itu", " [tidak jelas]", ", Pak", " rapat"])
        return text[:at] + new + text[at:], [*origin[:at], *[None] * len(new), *origin[at:]]
    number = rng.randrange(len(turns))
    begin = sum(len(turn) + 2 for turn in turns[:number])
    end = min(len(text), begin + len(turns[number]) + 2)
    cut, kept = text[begin:end], origin[begin:end]
    if kind == "double turn":
        return text[:end] + cut + text[end:], [*origin[:end], *[None] * len(cut), *origin[end:]]
    rest, left = text[:begin] + text[end:], origin[:begin] + origin[end:]
    if kind == "remove turn":
        return rest, left
    at = rng.choice([0, *(place + 2 for place in range(len(rest)) if rest.startswith("\n\n", place))])
    return rest[:at] + cut + rest[at:], [*left[:at], *kept, *left[at:]]


def test_edits_of_the_shipped_transcripts_put_no_quote_in_a_wrong_place(root: Path):
    rng = random.Random(20_161_104)
    sure = flagged = 0
    for path in sorted((root / "data" / "coded" / "lampung-timur" / "text").glob("*.txt"))[:12]:
        text = path.read_text(encoding="utf-8")
        for _ in range(25 if len(text) > 2_000 else 0):
            now, origin = text, list(range(len(text)))
            for _ in range(rng.randint(1, 12)):
                now, moved = edited(now, rng)
                origin = [None if old is None else origin[old] for old in moved]
            where = {old: new for new, old in enumerate(origin) if old is not None}
            for _ in range(20):
                start = rng.randrange(len(text) - 60)
                end = start + rng.randint(3, 60)
                if "\n" in text[start:end]:  # a coding lies within a turn
                    continue
                prefix, suffix, telling = context(text, start, end)
                found = find(now, text[start:end], prefix, suffix, telling=telling)
                if not found.sure:
                    flagged += 1
                    continue
                sure += 1
                true = [where[old] for old in range(start, end) if old in where]
                assert true, (path.name, text[start:end], words(now, found))
                assert found.start <= min(true) and max(true) < found.end, (
                    path.name,
                    text[start:end],
                    words(now, found),
                )
    print(f"placed {sure}, left to the person {flagged}")
    assert sure / (sure + flagged) > 0.9, (sure, flagged)
