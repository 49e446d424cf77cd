"""A quote is found again in a text that changed, or left to the person: never put in a wrong place."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.decisions import anchors
from coding.decisions.anchors import context, find
from coding.pipeline import Study

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import edits

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


# Look-alikes: each of these was once put in the wrong place


def talk(*answers: str) -> str:
    return "".join(f"P: Pertanyaan ke-{n}, soal nomor {n * 13}?\n\nI: {one}\n\n" for n, one in enumerate(answers))


LONG = "Suratnya tidak sampai sini, Pak, kami tahunya dari tetangga."


def test_the_next_answer_that_moves_up_to_the_question_is_not_taken_for_the_one_removed():
    text = TEXT.replace("Tidak sampai sini, Pak. Kami tahunya dari tetangga.", "Begitu.")
    first, second = text.index("I: Ya."), text.rindex("I: Ya.")
    assert not place(text, "Ya.", at=first + 3, now=text[:first] + text[second:]).sure
    longer = talk(LONG, LONG + " Begitu.", "Tidak ada.")
    first = longer.index(LONG)
    second = longer.rindex(LONG)
    assert not place(longer, LONG, at=first, now=longer[:first] + longer[second:]).sure


def test_of_a_passage_that_stands_twice_the_one_left_is_not_taken_for_the_one_removed():
    passage = talk(*(f"{LONG} Itu tahun {year}." for year in range(2000, 2020)))
    text = passage + "P: Yang lain?\n\n" + passage
    second = text.rindex("Itu tahun 2010.")
    found = place(text, "Itu tahun 2010.", at=second, now=passage + "P: Yang lain?\n\n")
    assert not found.sure


def test_the_first_words_of_a_text_that_are_removed_are_not_found_further_down():
    text = "Ya begitu. Dua.\n" * 30
    assert not place(text, "Ya begitu.", at=0, now=text[16:]).sure


def test_words_put_before_the_quote_which_was_mended_itself_are_not_taken_for_it():
    text = talk("Ada itu surat dari dinas kabupaten waktu itu.", LONG)
    start = text.index("surat dari dinas kabupaten")
    quote = "surat dari dinas kabupaten"
    now = text.replace(quote, quote + " Surat dari Dinas Kabupaten")
    found = place(text, quote, at=start, now=now)
    assert (words(now, found) if found.sure else quote) == quote
    now = text.replace(quote, quote + " surat dari dinas kabupatan")
    assert not place(text, quote, at=start, now=now).sure


def test_an_answer_exchanged_for_one_much_like_it_is_not_a_mended_one():
    one, other = "Suratnya tidak sampai sini, Pak, dari tetangga.", "Suratnya tidak sampai ke sini, Pak, dari tetangga."
    text = talk(one, LONG, other)
    assert not place(text, one, now=talk(other, LONG, one)).sure


def test_what_somebody_else_says_between_the_words_is_no_mended_quote():
    quote = "Suratnya tidak sampai sini, Pak, kami tahunya dari tetangga, bukan dari desa, apalagi dari dinas."
    text = talk("Begini.", quote, "Ya.")
    now = text.replace("Pak, kami", "Pak.\n\nP: Oh?\n\nI: Kami")
    assert not place(text, quote, now=now).sure


def test_a_copy_of_a_turn_whose_original_was_mended_is_not_taken_for_it():
    text = talk("Begini.", LONG + " Begitu ceritanya.", "Ya.")
    turn = text[text.index("P: Pertanyaan ke-1") : text.index("P: Pertanyaan ke-2")]
    mended = turn.replace("tetangga", "tetangge")
    assert not place(text, LONG, now=text.replace(turn, mended + turn)).sure
    assert not place(text, LONG, now=text.replace(turn, turn + mended)).sure


def test_short_words_of_a_doubled_turn_are_left_to_the_person_also_when_the_turn_behind_it_is_gone():
    turn = "I: Nggih mboten. Ya manusia, Bu, repot.\n\n"
    text = "P: Mereka bukan tidak peduli ya?\n\n" + turn + "P: Pernah diajak bicara?\n\nI: Belum.\n\n"
    now = text.replace(turn, turn + turn).replace("P: Pernah diajak bicara?\n\nI: Belum.\n\n", "P: Terima kasih.\n\n")
    assert not place(text, "Nggih mboten.", now=now).sure


def test_a_copy_that_was_mended_is_left_to_the_person_where_the_original_was_mended_too():
    turn = "I: Begini ceritanya, waktu itu musim hujan. " + LONG + " Begitu.\n\n"
    text = "P: Bagaimana?\n\n" + turn + talk("Ya.")
    first = turn.replace("musim ", "musim  ").replace("sini, Pak", "sini,  Pak")
    now = text.replace(turn, first + turn.replace("dari tetangga", "dari  tetangga"))
    found = place(text, LONG, now=now)
    assert (found.sure, found.how) == (False, "several")


def test_a_word_said_twice_one_of_which_was_taken_out_is_left_to_the_person():
    text = (
        "P: Kenapa gajah?\n\nI: Ya pasti, soalnya kelihatan. Gajah kan kelihatan. Orang pulang kan tidak.\n\n"
        "P: Oh, begitu ya, Pak, lalu bagaimana?\n"
    )
    quote = "kelihatan. Orang pulang kan tidak."
    assert not place(text, quote, now=text.replace("kelihatan. Gajah kan kelihatan", "kelihatan")).sure
    text = (
        "P: Lalu bagaimana ceritanya waktu itu, Pak?\n\n"
        "I: Kami datang ke balai desa, lalu rapat. Habis itu rapat. Sudah.\n\nP: Oh.\n"
    )
    quote = "Kami datang ke balai desa, lalu rapat."
    assert not place(text, quote, now=text.replace("rapat. Habis itu rapat.", "rapat.")).sure


def test_old_lines_that_told_little_of_their_surroundings_need_all_of_it():
    start = TEXT.index("Tidak sampai sini, Pak.")
    end = start + len("Tidak sampai sini, Pak.")
    prefix, suffix = TEXT[start - 32 : start], TEXT[end : end + 32]
    assert find("Judul\n\n" + TEXT, TEXT[start:end], prefix, suffix).how == "same"
    assert find(TEXT.replace("tahunya", "taunya"), TEXT[start:end], prefix, suffix).how == "unsure"


def test_a_mended_quote_begins_and_ends_with_words():
    now = TEXT.replace("Rapat ada sekali, di kantor dinas. ", "Rapat  ada sekali, di kantor Dinas.  ")
    assert words(now, place(TEXT, "Rapat ada sekali, di kantor dinas.", now=now)) in (
        "Rapat  ada sekali, di kantor Dinas.",
        "",
    )


# Random edits of the shipped transcripts, with the true place followed through them


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    return Study("lampung-timur")


def spans_of(study: Study, name: str, rng: random.Random) -> list[tuple[int, int]]:
    """All that was coded in a transcript, runs of its sentences, and any few words of it."""
    text = study.texts[name]
    coded = {(one.start, one.end) for one in study.decisions if one.transcript == name and one.end}
    rows = [row for row in study.segments if row["transcript"] == name]
    found = sorted(coded)
    for number, row in enumerate(rows):
        last = rows[min(number + rng.randint(1, 4), len(rows) - 1)]
        if last["turn"] == row["turn"] and last is not row and rng.random() < 0.3:
            found.append((int(row["start"]), int(last["end"])))
    spoken = [word.span() for word in re.finditer(r"[^\s]+", text)]
    for _ in range(40):
        first = rng.randrange(len(spoken) - 12)
        start, end = spoken[first][0], spoken[first + rng.randint(0, 11)][1]
        if "\n" not in text[start:end]:  # a coding lies within a turn
            found.append((start, end))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_edits_of_the_shipped_transcripts_put_no_quote_in_a_wrong_place(study: Study, seed: int):
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    left = placed = 0
    for name, text in study.texts.items():
        spans = spans_of(study, name, rng)
        contexts = [context(text, start, end) for start, end in spans]
        for _ in range(2):
            chosen = [rng.choice(list(edits.EDITS.values())) for _ in range(rng.randint(1, 12))]
            now, origin = edits.several(text, rng, chosen)
            still = Counter(origin)
            for (start, end), (prefix, suffix, telling) in zip(spans, contexts, strict=True):
                found = find(now, text[start:end], prefix, suffix, telling=telling)
                wrong = edits.fault(found, start, end, text, now, origin, still)
                assert not wrong, (wrong, name, text[start:end], words(now, found), [one.__name__ for one in chosen])
                told[found.how] += 1
                if all(at in still for at in range(start, end)):
                    left += 1
                    placed += found.sure
    print(dict(told), f"of those with all their words left {placed / left:.3f}")
    assert told["same"] + told["context"] + told["mended"] > 0.9 * told.total()
    assert placed > 0.95 * left


def test_every_coded_span_is_found_in_its_own_unchanged_text(study: Study):
    for one in study.decisions:
        if one.end:
            text = study.texts[one.transcript]
            prefix, suffix, telling = context(text, one.start, one.end)
            found = find(text, one.quote, prefix, suffix, telling=telling)
            assert (found.start, found.end) == (one.start, one.end), one.quote
            # As the line itself tells them, of less: then it is found too, as nothing else in its text has them.
            assert text.count(one.prefix + one.quote + one.suffix) == 1
            assert find(text, one.quote, one.prefix, one.suffix).start == one.start


def test_a_thousand_decisions_on_a_long_text_cost_few_comparisons(study: Study, monkeypatch: pytest.MonkeyPatch):
    text = "\n\n".join(study.texts.values())[:120_000]
    assert len(text) == 120_000
    rng = random.Random(7)
    spans = [(start, start + rng.choice([3, 8, 20, 40, 80])) for start in (rng.randrange(119_900) for _ in range(1000))]
    contexts = [context(text, start, end) for start, end in spans]
    now, _ = edits.several(text, rng, [edits.word_mended] * 30)
    compared = 0

    class Counted(anchors.SequenceMatcher):
        def ratio(self) -> float:
            nonlocal compared
            compared += 1
            return super().ratio()

        def quick_ratio(self) -> float:
            nonlocal compared
            compared += 1
            return super().quick_ratio()

    monkeypatch.setattr(anchors, "SequenceMatcher", Counted)
    for (start, end), (prefix, suffix, telling) in zip(spans, contexts, strict=True):
        find(now, text[start:end], prefix, suffix, telling=telling)
    print(compared)
    assert compared < 200_000
