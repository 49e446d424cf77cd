"""The review without a browser: what a session keeps in the log, and what it tells the screen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding import paths, pipeline
from coding.decisions import coders, codings
from coding.decisions.replay import replay
from coding.errors import CodingError, DecisionError
from coding.pipeline import Study
from coding.reporting import provenance
from coding.review import items
from coding.review.session import Session

DISTRICT, TRANSCRIPT = "contoh-kabupaten", "CLS1"


@pytest.fixture
def study(small_compendium: Path) -> Study:
    return pipeline.prepare(DISTRICT)


def session(study: Study, coder: str = "ani", mode: str = "suggestions", **more: Any) -> Session:
    return Session(Study(study.name), coder, mode, **more)


def lines(study: Study, coder: str = "ani") -> list[dict[str, Any]]:
    path = paths.decisions(study.name) / f"{coder}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def ask(item: dict[str, Any], action: str = "accept", **more: Any) -> dict[str, Any]:
    return {
        "action": action,
        "start": item["start"],
        "end": item["end"],
        "indicator": item["indicator"],
        "status": "" if action == "reject" else item["status"],
        **more,
    }


def state_of(one: Session, name: str = TRANSCRIPT) -> tuple[list[Any], dict[str, str]]:
    """Codings and item states as a session opened anew shows them."""
    opened = one.open(name)
    return sorted(opened["codings"], key=lambda c: (c["start"], c["end"], c["indicator"])), opened["states"]


def test_a_decision_is_in_the_log_when_the_session_answers_and_tells_what_changed(study: Study) -> None:
    one = session(study)
    opened = one.open(TRANSCRIPT)
    item = opened["items"][0]
    answer = one.decide(TRANSCRIPT, [ask(item, memo="=1+1")])
    (line,) = lines(study)
    assert (line["action"], line["memo"], line["mode"], line["at"]) == ("accept", "=1+1", "suggestions", answer["at"])
    assert line["codebook"] == study.codebook.hash
    (patch,) = answer["patches"]
    assert [coding["indicator"] for coding in patch["codings"]] == [item["indicator"]]
    assert patch["states"] == {f"{item['segment']}:{item['indicator']}": "accepted"}
    assert patch["progress"] == {**opened["progress"], "done": 1, "codings": 1}


def test_what_may_not_be_coded_is_refused_and_nothing_is_written(study: Study) -> None:
    one = session(study)
    opened = one.open(TRANSCRIPT)
    question = next(turn for turn in opened["turns"] if turn["kind"] == "interviewer")
    item = opened["items"][0]
    span = {"start": question["start"], "end": question["start"] + 5}
    over = {"start": item["start"], "end": len(study.texts[TRANSCRIPT])}
    for wrong in (
        {**ask(item), **span},
        {**ask(item), **over},
        ask(item, status="ada"),
        ask(item, indicator="9"),
        ask(item, action="delete"),
        ask(item, end=item["start"]),
    ):
        with pytest.raises(CodingError):
            one.decide(TRANSCRIPT, [ask(item), wrong])
        assert lines(study) == []


def test_undo_goes_back_through_all_acts_also_of_another_day_and_redo_forward_again(study: Study) -> None:
    one = session(study)
    opened = one.open(TRANSCRIPT)
    states = [state_of(one)]
    for number, item in enumerate(opened["items"][:6]):
        one.decide(TRANSCRIPT, [ask(item, action="reject" if number % 3 == 2 else "accept")])
        states.append(state_of(one))
    later = session(study)  # the window was closed in between
    for before in reversed(states[:-1]):
        assert later.undo()["about"]["transcript"] == TRANSCRIPT
        assert state_of(later) == before
    assert "about" not in later.undo()
    for after in states[1:]:
        later.redo()
        assert state_of(later) == after
    assert "about" not in later.redo()
    assert len(lines(study)) == 18


def test_a_split_is_one_act(study: Study) -> None:
    one = session(study)
    item = max(one.open(TRANSCRIPT)["items"], key=lambda item: item["end"] - item["start"])
    one.decide(TRANSCRIPT, [ask(item)])
    middle = (item["start"] + item["end"]) // 2
    target = {"start": item["start"], "end": item["end"], "indicator": item["indicator"]}
    one.decide(
        TRANSCRIPT, [ask(item, action="change", end=middle, target=target), ask(item, action="add", start=middle)]
    )
    assert [(c["start"], c["end"]) for c in state_of(one)[0]] == [(item["start"], middle), (middle, item["end"])]
    one.undo()
    assert [(c["start"], c["end"]) for c in state_of(one)[0]] == [(item["start"], item["end"])]


def test_two_windows_of_one_coder_see_each_others_decisions(study: Study) -> None:
    first, second = session(study), session(study)
    opened = first.open(TRANSCRIPT)
    second.open(TRANSCRIPT)
    first.decide(TRANSCRIPT, [ask(opened["items"][0])])
    answer = second.decide(TRANSCRIPT, [ask(opened["items"][1])])
    assert answer["news"] == 1
    assert state_of(second)[1] == state_of(session(study))[1]
    assert first.refresh()["news"] == 1
    assert state_of(first) == state_of(second)
    second.undo()
    first.undo()
    assert state_of(first)[0] == []


def test_a_log_that_was_replaced_is_read_anew(study: Study) -> None:
    one = session(study)
    item = one.open(TRANSCRIPT)["items"][0]
    one.decide(TRANSCRIPT, [ask(item)])
    copy = one.log.path.with_suffix(".old")
    copy.write_bytes(b"")
    copy.replace(one.log.path)
    assert one.refresh()["news"] == -1
    assert state_of(one)[0] == []


def test_a_blind_session_holds_no_suggestion_and_no_other_coder(study: Study) -> None:
    session(study, "budi").decide(TRANSCRIPT, [ask(session(study).open(TRANSCRIPT)["items"][0])])
    blind = session(study, "ani", "blind")
    opened = blind.open(TRANSCRIPT)
    assert opened["items"] == [] and opened["codings"] == [] and opened["states"] == {}
    assert "keyword" not in json.dumps(opened) and "score" not in json.dumps(opened)


def test_the_sample_is_of_what_no_suggestion_touched_and_the_same_each_time(study: Study) -> None:
    first, again = (session(study, coder, "elusion", sample=12) for coder in ("ani", "budi"))
    touched = {row["segment"] for row in study.suggestions}
    chosen = [item.segment for held in first.items.values() for item in held]
    assert len(chosen) == 12 and not touched & set(chosen)
    assert chosen == [item.segment for held in again.items.values() for item in held]
    name = next(iter(first.items))
    item = first.items[name][0]
    first.decide(name, [{"action": "none", "start": item.start, "end": item.end}])
    assert first.screens[name].states[f"{item.segment}:"] == "rejected"
    # A sample judged is no transcript begun: its machine codings stay.
    assert name not in Study(study.name).__dict__ and name not in session_replay(study).begun


def session_replay(study: Study) -> Any:
    coders.register(study.name, "ani")
    return Study(study.name).replay


def test_a_consensus_replaces_what_coders_hold_and_tells_who_decided_and_why(study: Study) -> None:
    for coder in ("ani", "budi"):
        coders.register(study.name, coder)
        one = session(study, coder, "blind")
        segment = one.segments[TRANSCRIPT][0]
        span = {"start": int(segment["start"]), "end": int(segment["end"])}
        for indicator, status in (
            ("1", "present" if coder == "ani" else "absent"),
            ("2" if coder == "ani" else "3", "present"),
        ):
            one.decide(TRANSCRIPT, [{"action": "add", **span, "indicator": indicator, "status": status}])
        one.decide(TRANSCRIPT, [{"action": "complete"}])
    agreed = session(study, "ani", "consensus")
    found = {item.indicator: item for item in agreed.items[TRANSCRIPT]}
    assert set(found) == {"1", "2", "3"}
    assert [(claim.coder, claim.status) for claim in found["1"].claims] == [("ani", "present"), ("budi", "absent")]
    place = {"start": found["1"].start, "end": found["1"].end}
    agreed.decide(
        TRANSCRIPT, [{"action": "accept", **place, "indicator": "1", "status": "partial", "memo": "sekali saja"}]
    )
    agreed.decide(TRANSCRIPT, [{"action": "reject", **place, "indicator": "2"}])
    rows = {
        row["indicator"]: row for row in pipeline.write_codings(study.name).codings if row["transcript"] == TRANSCRIPT
    }
    assert (rows["1"]["status"], rows["1"]["coders"], rows["1"]["source"]) == ("partial", "ani;budi", "human")
    assert "consensus (ani): sekali saja" in rows["1"]["memo"]
    assert "2" not in rows and rows["3"]["coders"] == "budi"


def test_a_coding_whose_words_changed_is_placed_again_or_given_up(study: Study) -> None:
    coders.register(study.name, "ani")
    one = session(study)
    chosen = one.open(TRANSCRIPT)["items"][:2]
    for item in chosen:
        one.decide(TRANSCRIPT, [ask(item)])
    quotes = [study.texts[TRANSCRIPT][item["start"] : item["end"]] for item in chosen]
    path = paths.raw(study.name) / "interviews" / "CLS1.txt"
    text = path.read_text(encoding="utf-8")
    assert all(text.count(quote) == 1 for quote in set(quotes))
    for quote in set(quotes):
        text = text.replace(quote, "Entahlah.")
    path.write_text(text, encoding="utf-8")
    anew = session(pipeline.prepare(study.name))
    lost = anew.overview()["lost"]
    assert sorted(entry["quote"] for entry in lost) == sorted(quotes)
    assert anew.open(TRANSCRIPT)["codings"] == []
    segment = anew.segments[TRANSCRIPT][0]
    span = {"start": int(segment["start"]), "end": int(segment["end"])}
    anew.decide(TRANSCRIPT, [{"action": "change", "lost": lost[0]["line"], **span}])
    (coding,) = anew.open(TRANSCRIPT)["codings"]
    assert (coding["start"], coding["indicator"]) == (span["start"], lost[0]["indicator"])
    anew.decide(TRANSCRIPT, [{"action": "reject", "lost": lost[1]["line"]}])
    assert anew.overview()["lost"] == []
    anew.undo()
    assert [entry["line"] for entry in anew.overview()["lost"]] == [lost[1]["line"]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_pressed_the_screen_shows_what_the_replay_of_the_log_gives(
    study: Study, data: st.DataObject
) -> None:
    """The screen applies each decision by itself; the codings come from a replay of the whole log."""
    (paths.decisions(study.name) / "acak.jsonl").unlink(missing_ok=True)
    one = session(study, "acak")
    opened = one.open(TRANSCRIPT)
    shown = {f"{c['start']}-{c['end']}-{c['indicator']}": c for c in opened["codings"]}
    states = dict(opened["states"])
    some = opened["items"][:5]
    for _ in range(data.draw(st.integers(1, 15))):
        kind = data.draw(st.sampled_from(["accept", "reject", "change", "add", "none", "undo", "redo"]))
        item = data.draw(st.sampled_from(some))
        if kind in ("undo", "redo"):
            answer = one.undo() if kind == "undo" else one.redo()
        else:
            line = ask(item, action=kind, status="" if kind in ("reject", "none") else "partial")
            line["end"] -= data.draw(st.sampled_from([0, 0, 3]))
            if kind == "none":
                line["indicator"] = ""
            if kind == "change":
                line["indicator"] = data.draw(st.sampled_from(["1", "2", "5"]))
            mine = sorted(shown)
            if kind in ("change", "reject") and mine and data.draw(st.booleans()):
                target = shown[data.draw(st.sampled_from(mine))]
                line["target"] = {name: target[name] for name in ("start", "end", "indicator")}
            answer = one.decide(TRANSCRIPT, [line])
        for patch in answer["patches"]:
            for name in patch["gone"]:
                shown.pop(name, None)
            shown |= {f"{c['start']}-{c['end']}-{c['indicator']}": c for c in patch["codings"]}
            states |= patch["states"]
    replayed = replay(one.made)
    assert shown == {
        f"{c.start}-{c.end}-{c.indicator}": {
            name: getattr(c, name) for name in ("start", "end", "indicator", "status", "subcode", "memo")
        }
        for c in replayed.standing
    }
    segments = one.segments[TRANSCRIPT]
    coded, settled = (codings.in_segments(spans, segments) for spans in (replayed.standing, replayed.settled))
    for item in items.from_suggestions(study.suggestions, study.segments):
        if item.transcript == TRANSCRIPT:
            key = item.segment, item.indicator
            assert states[":".join(key)] == ("accepted" if key in coded else "rejected" if key in settled else "open")
    assert state_of(one) == state_of(session(study, one.coder))


def test_an_unknown_mode_is_refused(study: Study) -> None:
    with pytest.raises(CodingError, match="blind"):
        session(study, "ani", "buta")


def test_a_lost_coding_that_is_not_in_the_log_is_refused(study: Study) -> None:
    with pytest.raises(DecisionError, match="not in the log"):
        session(study).decide(TRANSCRIPT, [{"action": "reject", "lost": "0123456789abcdef"}])


def test_a_measure_of_the_keywords_says_whether_its_coders_saw_the_suggestions(study: Study) -> None:
    assert "No transcript" in provenance.of_decisions([], {TRANSCRIPT})["en"]
    blind = session(study, "ani", "blind")
    segment = blind.segments[TRANSCRIPT][0]
    span = {"start": int(segment["start"]), "end": int(segment["end"]), "indicator": "1", "status": "present"}
    blind.decide(TRANSCRIPT, [{"action": "add", **span}])
    assert "without seeing" in provenance.of_decisions(blind.made, {TRANSCRIPT})["en"]
    shown = session(study, "ani")
    shown.decide(TRANSCRIPT, [ask(shown.open(TRANSCRIPT)["items"][0])])
    assert provenance.of_decisions(shown.made, {TRANSCRIPT})["en"].startswith("50% of the decisions")
    assert "No transcript" in provenance.of_decisions(shown.made, set())["en"]


def test_the_screen_has_all_its_words_in_both_languages() -> None:
    from coding.review import widget

    words = widget._words()
    assert all(one.keys() == {"id", "en"} and all(one.values()) for one in words.values())
    source = widget.front_end()
    asked = set(re.findall(r'(?:this\.t|this\.button|listed|keys)\("([a-z_]+)"', source)) | set(
        re.findall(r'"(k_[a-z_]+)"', source)
    )
    assert len(asked) > 60 and asked <= words.keys(), asked - words.keys()
    assert not re.search(r"^import ", source, re.MULTILINE)
    assert source.count("export ") == 1


@pytest.mark.parametrize("mode", ["elusion", "consensus"])
def test_who_reads_no_transcript_as_a_whole_has_read_none_to_its_end(study: Study, mode: str) -> None:
    one = session(study, "ani", mode)
    with pytest.raises(DecisionError, match="not read to its end"):
        one.decide(TRANSCRIPT, [{"action": "complete"}])
    assert not one.log.path.exists() or not one.log.path.read_bytes()


def test_what_another_window_decided_is_told_also_when_ones_own_decision_is_refused(study: Study) -> None:
    first, second = session(study), session(study)
    opened = first.open(TRANSCRIPT)
    second.open(TRANSCRIPT)
    item = opened["items"][0]
    first.decide(TRANSCRIPT, [ask(item)])
    with pytest.raises(DecisionError):
        second.decide(TRANSCRIPT, [ask(item, status="ada")])
    patches = second.refresh()["patches"]
    assert [patch["states"] for patch in patches] == [{f"{item['segment']}:{item['indicator']}": "accepted"}]
    assert second.refresh()["patches"] == []


def test_a_session_over_a_log_that_holds_much_begins_without_old_news(study: Study) -> None:
    one = session(study)
    one.decide(TRANSCRIPT, [ask(item) for item in one.open(TRANSCRIPT)["items"][:3]])
    assert session(study).refresh()["patches"] == []
