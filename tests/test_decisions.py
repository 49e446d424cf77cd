"""Decisions: kept line by line, replayed in the order of time, joined into codings."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.decisions import codings, decision, replay
from coding.decisions.decision import Decision
from coding.errors import DecisionError
from coding.files import sha256

TEXT = "P: Sudah pernah rapat?\n\nI: Rapat ada sekali. Habis itu belum ada lagi. Suratnya ya tidak sampai sini, Pak.\n"
NAME, SHA = "ANS9", sha256(TEXT)
FIRST, SECOND, THIRD = "Rapat ada sekali.", "Habis itu belum ada lagi.", "Suratnya ya tidak sampai sini, Pak."


def span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


SEGMENTS = [
    {
        "segment": f"{NAME}-{number:04d}",
        "transcript": NAME,
        "speaker": NAME,
        **{key: str(value) for key, value in span(words).items()},
    }
    for number, words in enumerate((FIRST, SECOND, THIRD), start=1)
]
KINDS = {"ani": "human", "budi": "human", "demo-a": "demonstration"}
PERSON = {"method": "interview", "stakeholder": "sebumi", "level": "ngo"}


def at(second: int) -> str:
    return f"2017-03-04T08:{second // 60:02d}:{second % 60:02d}Z"


def decided(second: int, action: decision.Action, words: str = "", indicator: str = "", **more: Any) -> Decision:
    """A decision by ani, unless `coder` says otherwise, on some words of the text."""
    coder = more.pop("coder", "ani")
    status = more.pop("status", "" if action in ("reject", "complete") else "present")
    place = span(words) if words else {}
    return decision.decide(
        TEXT, SHA, NAME, coder, at(second), action, **place, indicator=indicator, status=status, **more
    )


def standing(*made: Decision) -> set[tuple[str, str, str]]:
    """What stands: (words, indicator, status)."""
    return {(TEXT[one.start : one.end], one.indicator, one.status) for one in replay.replay(made).standing}


def coded(made: Sequence[Decision], suggestions: Sequence[dict[str, str]] = ()) -> list[dict[str, Any]]:
    return codings.coding_rows(
        replay.replay(made),
        SEGMENTS,
        suggestions,
        district="contoh",
        texts={NAME: TEXT},
        kinds=KINDS,
        people={(NAME, NAME): PERSON},
        reconstructed=False,
    )


def suggestion(number: int, segment: int, indicator: str, status: str, score: str, keyword: str) -> dict[str, str]:
    name = SEGMENTS[segment - 1]["segment"]
    return {
        "suggestion": f"{name}-s{number}",
        "segment": name,
        "transcript": NAME,
        "indicator": indicator,
        "status": status,
        "score": score,
        "keyword": keyword,
    }


@pytest.fixture(scope="module")
def book(root: Path) -> codebook.Codebook:
    return codebook.load(root / "data" / "codebook.yml")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "decisions" / "ani.jsonl"


def loaded(path: Path, book: codebook.Codebook, text: str = TEXT) -> list[Decision]:
    return decision.load(path, {NAME: text}, {NAME: sha256(text)}, book)


# The log of one coder


def test_what_is_appended_is_loaded_again_unchanged(log: Path, book: codebook.Codebook) -> None:
    made = [
        decided(1, "add", FIRST, "1", memo='rapat: "sekali", kata dia\nlalu diam…'),
        decided(2, "add", SECOND, "3", status="absent", subcode="calendar"),
        decided(3, "change", FIRST, "5", status="partial", replaces="1"),
        decided(4, "reject", SECOND, "3"),
        decided(5, "accept", THIRD, "7", status="unclear"),
        decided(6, "complete"),
    ]
    decision.append(log, made[:2])
    decision.append(log, made[2:])
    assert loaded(log, book) == made


def test_appending_leaves_every_earlier_byte_in_place(log: Path) -> None:
    decision.append(log, [decided(1, "add", FIRST, "1")])
    before = log.read_bytes()
    decision.append(log, [decided(2, "reject", FIRST, "1"), decided(3, "complete")])
    assert log.read_bytes().startswith(before)
    assert log.read_bytes().count(b"\n") == 3 and log.read_bytes().endswith(b"\n")


def test_a_line_of_the_log_can_be_read_without_the_program(log: Path) -> None:
    decision.append(log, [decided(1, "add", SECOND, "3", status="absent", memo="belum")])
    line = json.loads(log.read_text(encoding="utf-8"))
    assert line["quote"] == SECOND
    assert line["prefix"].endswith("Rapat ada sekali. ") and line["suffix"].startswith(" Suratnya")
    assert line["indicator"] == 3
    assert (line["status"], line["memo"], line["at"], line["coder"]) == ("absent", "belum", at(1), "ani")


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("a quote that stands elsewhere", {"start": span(FIRST)["start"] + 1}, "quote"),
    ("a span behind the end of the text", {"start": 9000, "end": 9001}, "quote"),
    ("a span of nothing", {"end": span(FIRST)["start"], "quote": ""}, "quote"),
    ("a quote longer than its span", {"text_sha256": sha256("another text"), "end": span(FIRST)["end"] + 1}, "quote"),
    ("a mode nobody knows", {"mode": "machine"}, "'machine'"),
    ("an undoing of nothing", {"action": "undo"}, "of which line"),
    ("an undoing of a line that is not there", {"action": "undo", "of": "0123456789abcdef"}, "does not exist"),
    ("an unknown indicator", {"indicator": 8}, "'8'"),
    ("an unknown subcode", {"subcode": "kalender"}, "'kalender'"),
    ("an unknown status", {"status": "ada"}, "'ada'"),
    ("no status", {"status": ""}, "status"),
    ("an unknown action", {"action": "delete"}, "'delete'"),
    ("another coder than the file's name", {"coder": "budi"}, "budi"),
    ("a field nobody knows", {"colour": "red"}, "'colour'"),
    ("a number that is a word", {"start": "tiga"}, "'start'"),
]


@pytest.mark.parametrize(("changed", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_line_that_cannot_be_replayed_is_named_by_file_and_line(
    log: Path, book: codebook.Codebook, changed: dict[str, Any], words: str
) -> None:
    decision.append(log, [decided(1, "add", SECOND, "2"), decided(2, "add", FIRST, "1")])
    lines = log.read_text(encoding="utf-8").splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), **changed})
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DecisionError) as raised:
        loaded(log, book)
    assert raised.value.line == 2 and str(raised.value.file).endswith("ani.jsonl")
    assert words in raised.value.problem


@pytest.mark.parametrize("field", ["at", "coder", "text_sha256", "quote", "indicator", "action", "memo"])
def test_a_line_that_lacks_a_field_is_named(log: Path, book: codebook.Codebook, field: str) -> None:
    decision.append(log, [decided(1, "add", FIRST, "1")])
    line = json.loads(log.read_text(encoding="utf-8"))
    del line[field]
    log.write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(DecisionError, match=f"line 1: the field '{field}' is missing"):
        loaded(log, book)


# Replay


def test_an_added_coding_stands() -> None:
    assert standing(decided(1, "add", FIRST, "1")) == {(FIRST, "1", "present")}


def test_a_rejected_coding_does_not_stand_until_it_is_added_again() -> None:
    add, reject = decided(1, "add", FIRST, "1"), decided(2, "reject", FIRST, "1")
    assert standing(add, reject) == set()
    assert standing(add, reject, decided(3, "add", FIRST, "1", status="absent")) == {(FIRST, "1", "absent")}


def test_rejecting_one_indicator_leaves_the_others_of_the_span() -> None:
    made = decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "5"), decided(3, "reject", FIRST, "1")
    assert standing(*made) == {(FIRST, "5", "present")}


def test_a_change_replaces_the_indicator_it_names_and_no_other() -> None:
    made = decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "2"), decided(3, "add", SECOND, "1")
    change = decided(4, "change", FIRST, "5", status="partial", replaces="1")
    assert standing(*made, change) == {(FIRST, "2", "present"), (FIRST, "5", "partial"), (SECOND, "1", "present")}


def test_a_change_that_names_no_indicator_replaces_all_of_the_span() -> None:
    made = decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "2"), decided(3, "add", SECOND, "1")
    change = decided(4, "change", FIRST, "5", status="absent")
    assert standing(*made, change) == {(FIRST, "5", "absent"), (SECOND, "1", "present")}


def test_a_coder_changes_and_rejects_only_what_is_their_own() -> None:
    made = decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "1", coder="budi", status="absent")
    reject = decided(3, "reject", FIRST, "1", coder="budi")
    change = decided(4, "change", FIRST, "5", coder="budi", status="partial")
    assert standing(*made, reject, change) == {(FIRST, "1", "present"), (FIRST, "5", "partial")}


def test_a_completed_transcript_is_begun_and_completed_by_its_coder_and_codes_nothing() -> None:
    replayed = replay.replay([decided(1, "complete"), decided(2, "add", FIRST, "1", coder="budi")])
    assert replayed.completed == {NAME: {"ani"}}
    assert replayed.begun == {NAME: {"ani", "budi"}}
    assert [one.coder for one in replayed.standing] == ["budi"]


def test_the_order_of_lines_never_matters_where_their_times_differ() -> None:
    made = [
        decided(1, "add", FIRST, "1"),
        decided(2, "change", FIRST, "5", replaces="1"),
        decided(3, "reject", FIRST, "5"),
        decided(4, "add", FIRST, "1", status="absent"),
        decided(5, "complete"),
    ]
    expected = replay.replay(made)
    assert [(one.indicator, one.status) for one in expected.standing] == [("1", "absent")]
    for order in itertools.permutations(made):
        assert replay.replay(order) == expected


def test_two_logs_give_the_same_in_whatever_order_they_are_read_also_at_equal_times() -> None:
    ani = [decided(1, "add", FIRST, "1"), decided(2, "add", SECOND, "3"), decided(3, "reject", FIRST, "1")]
    budi = [dataclasses.replace(one, coder="budi", status="absent" if one.status else "") for one in ani]
    expected = replay.replay([*ani, *budi])
    assert len(expected.standing) == 2
    assert replay.replay([*budi, *ani]) == expected
    assert replay.replay([one for pair in zip(budi, ani, strict=True) for one in pair]) == expected


SPANS = [FIRST, SECOND, THIRD, f"{FIRST} {SECOND}"]


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """Decisions of two coders, each at its own time, in the order of time."""
    made = []
    for second in range(draw(st.integers(1, 14))):
        action = draw(st.sampled_from(["accept", "add", "change", "reject", "complete"]))
        more: dict[str, Any] = {"coder": draw(st.sampled_from(["ani", "budi"]))}
        if action == "change":
            more["replaces"] = draw(st.sampled_from(["", "1", "2", "3"]))
        if action in ("accept", "add", "change"):
            more["status"] = draw(st.sampled_from(["present", "partial", "absent", "unclear"]))
        if action == "complete":
            made.append(decided(second, action, **more))
        else:
            words, indicator = draw(st.sampled_from(SPANS)), draw(st.sampled_from(["1", "2", "3"]))
            made.append(decided(second, action, words, indicator, **more))
    return made


@given(st.data())
def test_decisions_in_any_order_give_the_same_standing_codings(data: st.DataObject) -> None:
    made = data.draw(logs())
    shuffled = data.draw(st.permutations(made))
    assert replay.replay(shuffled) == replay.replay(made)
    assert coded(shuffled) == coded(made)


@given(logs())
def test_what_stands_is_what_a_plain_reading_of_the_log_says(made: list[Decision]) -> None:
    stands: dict[tuple[str, int, int, str], str] = {}
    for one in made:
        key = one.coder, one.start, one.end
        if one.action in ("reject", "change"):
            gone = one.indicator if one.action == "reject" else one.replaces
            stands = {old: kept for old, kept in stands.items() if old[:3] != key or (gone and old[3] != gone)}
        if one.action in ("accept", "add", "change"):
            stands[(*key, one.indicator)] = one.status
    found = {(one.coder, one.start, one.end, one.indicator): one.status for one in replay.replay(made).standing}
    assert found == stands


# Codings


def test_a_coding_carries_its_sentence_its_coder_and_who_speaks() -> None:
    (row,) = coded([decided(1, "add", SECOND, "3", status="absent", subcode="calendar", memo="belum lagi")])
    assert row == {
        "coding": f"{NAME}-0002-c3",
        "district": "contoh",
        "transcript": NAME,
        "method": "interview",
        "stakeholder": "sebumi",
        "level": "ngo",
        "segment": f"{NAME}-0002",
        **span(SECOND),
        "indicator": "3",
        "status": "absent",
        "source": "human",
        "coders": "ani",
        "quote": SECOND,
        "memo": "ani: belum lagi",
        "reconstructed": False,
        "subcode": "calendar",
    }


def test_a_span_over_two_sentences_codes_each_with_its_own_words() -> None:
    rows = coded([decided(1, "add", f"{FIRST} {SECOND}", "3", status="partial")])
    assert [(row["segment"], row["quote"], row["status"]) for row in rows] == [
        (f"{NAME}-0001", FIRST, "partial"),
        (f"{NAME}-0002", SECOND, "partial"),
    ]


def test_a_span_that_barely_touches_the_next_sentence_codes_only_its_own() -> None:
    rows = coded([decided(1, "add", f"{FIRST} Habis", "3")])
    assert [(row["segment"], row["quote"]) for row in rows] == [(f"{NAME}-0001", FIRST)]


def test_a_few_words_of_a_sentence_code_that_sentence_and_are_the_quote() -> None:
    rows = coded([decided(1, "add", "tidak sampai", "1", status="absent")])
    assert [(row["segment"], row["quote"]) for row in rows] == [(f"{NAME}-0003", "tidak sampai")]


def test_one_indicator_on_one_sentence_is_one_coding_however_many_hold_it() -> None:
    made = [decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "1", coder="budi")]
    (row,) = coded(made)
    assert (row["coders"], row["status"], row["memo"]) == ("ani;budi", "present", "")


def test_a_coding_whose_coders_differ_in_status_is_unclear_and_its_memo_names_both() -> None:
    made = [
        decided(1, "add", FIRST, "1", status="present", memo="sekali itu ada"),
        decided(2, "add", FIRST, "1", status="absent", coder="budi"),
    ]
    (row,) = coded(made)
    assert row["status"] == "unclear"
    assert row["coders"] == "ani;budi"
    assert "ani: present" in row["memo"] and "budi: absent" in row["memo"] and "sekali itu ada" in row["memo"]


def test_coders_who_differ_in_the_part_of_an_indicator_leave_the_part_open() -> None:
    made = [
        decided(1, "add", FIRST, "3", subcode="calendar"),
        decided(2, "add", FIRST, "3", subcode="competence", coder="budi"),
    ]
    assert [(row["status"], row["subcode"]) for row in coded(made)] == [("present", "")]


def test_a_coding_is_demonstration_only_where_no_human_holds_it() -> None:
    shown = [decided(1, "add", FIRST, "1", coder="demo-a"), decided(2, "add", SECOND, "1", coder="demo-a")]
    rows = coded([*shown, decided(3, "add", FIRST, "1")])
    assert {row["segment"]: row["source"] for row in rows} == {f"{NAME}-0001": "human", f"{NAME}-0002": "demonstration"}


SUGGESTED = [
    suggestion(1, 1, "1", "unclear", "0.90", "rapat"),
    suggestion(2, 1, "1", "present", "0.40", "sekali"),
    suggestion(1, 3, "1", "absent", "0.80", "surat"),
]


def test_a_transcript_begun_by_nobody_stands_on_the_machines_suggestions() -> None:
    rows = coded([], SUGGESTED)
    assert [(row["coding"], row["status"], row["source"], row["coders"], row["quote"]) for row in rows] == [
        (f"{NAME}-0001-c1", "present", "machine", "", FIRST),
        (f"{NAME}-0003-c1", "absent", "machine", "", THIRD),
    ]
    assert [row["memo"] for row in rows] == ["keyword: sekali", "keyword: surat"]


@pytest.mark.parametrize(
    "first",
    [decided(1, "add", SECOND, "3"), decided(1, "reject", FIRST, "1"), decided(1, "complete")],
    ids=["by a coding", "by a rejection", "by reading it to its end"],
)
def test_a_transcript_that_somebody_has_begun_stands_on_their_decisions_alone(first: Decision) -> None:
    rows = coded([first], SUGGESTED)
    assert "machine" not in {row["source"] for row in rows}
    assert [row["indicator"] for row in rows] == (["3"] if first.action == "add" else [])


def test_a_suggestion_that_a_coder_accepts_is_the_coders() -> None:
    (row,) = coded([decided(1, "accept", FIRST, "1", status="partial")], SUGGESTED)
    assert (row["coding"], row["source"], row["status"]) == (f"{NAME}-0001-c1", "human", "partial")


def test_a_span_belongs_to_the_sentence_it_covers_most_where_it_covers_none_by_half() -> None:
    words = "lagi. Suratnya ya"
    found = codings.in_segments([replay.Standing("ani", NAME, *span(words).values(), "1", "absent", "", "")], SEGMENTS)
    assert list(found) == [(f"{NAME}-0003", "1")]


# What is shipped


def shipped(root: Path, table: str) -> list[Path]:
    found = sorted((root / "data" / "coded").glob(f"*/{table}"))
    assert found
    return found


def test_every_shipped_coding_quotes_the_very_words_at_its_offsets(root: Path) -> None:
    for path in shipped(root, "codings.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        texts = {
            name: (path.parent / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            for name in {row["transcript"] for row in rows}
        }
        assert rows
        for row in rows:
            assert texts[row["transcript"]][int(row["start"]) : int(row["end"])] == row["quote"], row["coding"]


def test_every_shipped_decision_quotes_its_text_with_the_words_around_it(root: Path) -> None:
    logs = shipped(root, "decisions/*.jsonl")
    for path in logs:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            one = json.loads(line)
            if one["action"] == "complete":
                continue
            raw = (path.parent.parent / "text" / f"{one['transcript']}.txt").read_bytes()
            text, start, end = raw.decode("utf-8"), one["start"], one["end"]
            where = f"{path.name}, line {number}"
            assert sha256(raw) == one["text_sha256"], where
            assert text[start:end] == one["quote"], where
            assert text[max(0, start - 32) : start] == one["prefix"], where
            assert text[end : end + 32] == one["suffix"], where
