"""Reliability of a district with none, one, two, three and more coders, and what is said of it in words."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coding import labels, paths, pipeline
from coding.decisions.decision import as_line, decide
from coding.intercoder import (
    agreement,
    caution,
    confusion,
    double_coding,
    missed,
    missed_words,
    plain_words,
    reliability,
    reliability_plates,
    reliability_tables,
    reliability_views,
    unitizing,
)
from coding.intercoder.double_coding import Given
from coding.statistics import elusion as elusions
from coding.statistics import sentences
from coding.statistics.bootstrap import Estimate

MAIN = "lampung-timur"


def log(coder: str) -> Path:
    return paths.decisions(MAIN) / f"{coder}.jsonl"


def lines(coder: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in log(coder).read_text(encoding="utf-8").splitlines()]


def write(coder: str, decisions: list[dict[str, object]]) -> None:
    log(coder).write_text(
        "".join(json.dumps({**one, "coder": coder}, ensure_ascii=False) + "\n" for one in decisions), encoding="utf-8"
    )


def add_coder(coder: str, like: str, keep: Callable[[dict[str, object]], bool] = lambda one: True) -> None:
    """A further coder, who decided what another did, as far as it is kept."""
    write(coder, [one for one in lines(like) if keep(one)])
    table = paths.coded(MAIN) / "coders.csv"
    table.write_text(table.read_text(encoding="utf-8") + f"{coder},demonstration,a copy\n", encoding="utf-8")


def remove_coder(coder: str) -> None:
    log(coder).unlink()
    table = paths.coded(MAIN) / "coders.csv"
    kept = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith(coder)]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")


def study() -> pipeline.Study:
    return pipeline.write_codings(MAIN)


def show_all(one: pipeline.Study) -> reliability.Reliability:
    """Everything notebook 04 shows, in both languages."""
    found = reliability.analyse(one)
    reliability.table(one, found)
    for table in (reliability_tables.pairs, reliability_tables.transcripts, reliability_tables.together,
                  reliability_tables.confused_indicators, reliability_tables.confused_statuses):  # fmt: skip
        table(one, found)
    drawn = [reliability_plates.agreement(one, found), reliability_plates.confused(one, found)]
    assert drawn == [bool(found.pairs)] * 2
    left_out = missed.estimate(one)
    missed.table(one, left_out)
    for language in labels.LANGUAGES:
        for words in (
            reliability_views.in_words(one, found, language),
            reliability_views.missed_in_words(left_out, language),
        ):
            assert words and "nan" not in words.split() and "{" not in words
        reliability_views.disagreements(one, found, language)
        reliability_views.second_opinion(one, found, language)
    return found


# Any number of coders


def test_without_a_coder_everything_is_empty(compendium: Path) -> None:
    remove_coder("demo-a")
    remove_coder("demo-b")
    found = show_all(study())
    assert not found.pairs and not found.together and found.main is None


def test_one_coder_agrees_with_nobody(compendium: Path) -> None:
    remove_coder("demo-b")
    one = study()
    assert not show_all(one).pairs
    # But what that coder read in full tells what keywords miss.
    assert missed.estimate(one).census is not None


def test_two_coders_without_a_transcript_in_common_are_not_compared(compendium: Path) -> None:
    theirs = {one["transcript"] for one in lines("demo-a")}
    write("demo-b", [one for one in lines("demo-b") if one["transcript"] not in theirs])
    assert not show_all(study()).pairs


def test_two_coders(compendium: Path) -> None:
    one = study()
    found = show_all(one)
    assert [pair.name for pair in found.pairs] == ["demo-a × demo-b"]
    assert list(found.of_main) == [*one.codebook.codes, "any", "all"]
    # Over two coders, alpha of all coders is alpha of the pair.
    for code, together in found.together.items():
        assert together.presence.value == pytest.approx(found.of_main[code].alpha.value)
    assert len(found.talks) == len(found.main.transcripts) if found.main else False
    assert all(figures["any"].kappa.low <= figures["any"].kappa.value for figures in found.talks.values())
    numbers = json.loads(paths.numbers(MAIN).read_text(encoding="utf-8"))
    assert (
        numbers["alpha_status_low"]["value"] < numbers["alpha_status"]["value"] < numbers["alpha_status_high"]["value"]
    )


def test_three_coders_make_three_pairs_and_one_alpha_with_gaps(compendium: Path) -> None:
    shared = sorted(
        {str(one["transcript"]) for one in lines("demo-a")} & {str(one["transcript"]) for one in lines("demo-b")}
    )
    add_coder("third", "demo-b", lambda one: one["transcript"] in shared[:3])
    found = show_all(study())
    assert [pair.coders for pair in found.pairs] == [("demo-a", "demo-b"), ("demo-a", "third"), ("demo-b", "third")]
    copied = next(pair for pair in found.pairs if pair.coders == ("demo-b", "third"))
    assert list(copied.transcripts) == shared[:3]
    assert found.pairs[copied]["all"].kappa.value == pytest.approx(1)
    assert found.alpha_u[copied]["all"].value == pytest.approx(1)
    # A third who repeats the second lifts the agreement of all, where the third was.
    two = agreement_of_two(found)
    assert found.together["any"].presence.value > two
    printed = reliability_tables.pairs(study(), found)["en"]
    assert len(printed) == 3 * len(found.of_main)


def agreement_of_two(found: reliability.Reliability) -> float:
    return found.of_main["any"].alpha.value


def test_the_consensus_is_no_coder(compendium: Path) -> None:
    before = reliability.analyse(study())
    write(double_coding.CONSENSUS, [{**one, "by": "demo-a;demo-b"} for one in lines("demo-a")])
    after = reliability.analyse(study())
    assert after.pairs == before.pairs and after.together == before.together


def test_agreement_counts_only_transcripts_read_to_the_end(compendium: Path) -> None:
    shared = reliability.analyse(study()).main
    assert shared
    write(
        "demo-a",
        [one for one in lines("demo-a") if (one["transcript"], one["action"]) != (shared.transcripts[0], "complete")],
    )
    found = reliability.analyse(study()).main
    assert found and found.transcripts == shared.transcripts[1:]


# Disagreements


def test_a_disputed_segment_stands_with_both_memos(compendium: Path) -> None:
    one = study()
    found = reliability.analyse(one)
    assert found.main
    places = reliability_views.disputes(found, found.main)
    shown = reliability_views.disagreements(one, found, "en", most=len(places))
    assert list(shown.columns) == ["Segment", "Sentence", "Codes of demo-a", "Memo of demo-a", "Codes of demo-b",
                                   "Memo of demo-b"]  # fmt: skip
    assert list(shown["Segment"])[:-1] == places and shown["Sentence"].iloc[-1].startswith(f"{len(places)} of ")
    both = shown[(shown["Memo of demo-a"] != "") & (shown["Memo of demo-b"] != "")]
    assert len(both)
    # A status alone can be disputed.
    only_status = [
        key
        for key in found.double.given["demo-a"].keys() & found.double.given["demo-b"].keys()
        if found.double.given["demo-a"][key].status != found.double.given["demo-b"][key].status
    ]
    assert only_status and {segment for segment, _ in only_status} <= set(places)


def test_confusion_matches_what_is_the_same_first() -> None:
    counts = confusion.indicators(
        [("s1", "1"), ("s1", "2"), ("s2", "1"), ("s3", "5")], [("s1", "1"), ("s1", "4"), ("s2", "1"), ("s4", "6")]
    )
    assert counts == {("1", "1"): 2, ("2", "4"): 1, ("5", "none"): 1, ("none", "6"): 1}


def test_confusion_of_statuses_counts_what_both_gave() -> None:
    first = {("s1", "1"): Given("present", ""), ("s2", "1"): Given("absent", "")}
    second = {("s1", "1"): Given("partial", ""), ("s3", "1"): Given("absent", "")}
    assert confusion.statuses(first, second) == {("present", "partial"): 1}


def test_free_spans_lie_on_the_line_of_the_informants_sentences(compendium: Path) -> None:
    double = double_coding.load(study())
    for (_, transcript, _), spans in double.spans.items():
        assert all(0 <= start < end <= double.lengths[transcript] for start, end in spans)
        assert spans == unitizing.disjoint(spans)


# Words


def compared(*counts: int, transcripts: int = 6) -> agreement.Agreement:
    one = np.array(counts, dtype=float)
    return agreement.summarise({f"t{n}": one for n in range(transcripts)}, draws=50)


def test_a_common_code_that_is_well_agreed_on_needs_no_caution() -> None:
    one = compared(20, 2, 2, 60)
    assert caution.reasons(one) == []
    said = plain_words.agreement(one)
    assert said[0]["en"] == "Of 144 segments to which either coder gave this code, both gave it to 120."
    assert said[0]["id"].startswith("Dari 144 segmen")


def test_a_rare_code_is_called_too_rare_to_tell() -> None:
    rare = agreement.summarise(
        {"a": np.array([2.0, 1, 0, 90]), "b": np.array([1.0, 0, 1, 90]), "c": np.array([0.0, 0, 0, 90])}, draws=200
    )
    assert caution.reasons(rare)[:2] == ["segments", "transcripts"]
    said = plain_words.agreement(rare)[0]
    assert said["en"].startswith("Caution, too rare to tell: only 5 segments") and said["id"].startswith("Hati-hati")


def test_a_wide_interval_is_a_caution_by_itself() -> None:
    split = agreement.summarise({f"t{n}": np.array([9.0, 0, 0, 9] if n < 2 else [0.0, 9, 9, 9]) for n in range(4)})
    assert caution.reasons(split) == ["interval"]


def test_kappa_and_ac1_that_part_company_are_explained() -> None:
    # Tables of Feinstein and Cicchetti (1990); see test_agreement.
    assert plain_words.apart(compared(40, 9, 6, 45))["en"] == ""
    said = plain_words.apart(compared(80, 10, 5, 5))
    assert (
        "87.5%" in said["en"] and "Feinstein" in said["en"] and "87,5%" in said["id"] and "saja, jauh" not in said["id"]
    )
    assert "saja, jauh" in plain_words.apart(compared(2, 3, 3, 200))["id"]


def test_what_cannot_be_computed_is_said_so() -> None:
    nothing = compared(0, 0, 0, 50)
    assert [one["en"] for one in plain_words.agreement(nothing)][-1].startswith("Neither coder gave this code")
    assert "cannot be computed" in plain_words.kappa(compared(50, 0, 0, 0))["en"]
    assert "no more often" in plain_words.kappa(compared(1, 20, 20, 1))["en"]
    nan = Estimate(math.nan, math.nan, math.nan)
    assert "cannot be computed" in plain_words.alpha_u(nan)["en"]


@pytest.mark.parametrize(
    ("low", "word"), [(0.81, "relied on"), (0.7, "tentative conclusions only"), (0.5, "not enough")]
)
def test_the_convention_is_held_against_the_lower_end(low: float, word: str) -> None:
    assert word in plain_words.convention(Estimate(0.95, low, 0.99))["en"]
    assert plain_words.convention(Estimate(0.95, math.nan, math.nan)) == sentences.EMPTY


def test_no_verdict_scale_is_passed_for_truth() -> None:
    said = " ".join(one["en"] for one in plain_words.agreement(compared(20, 2, 2, 60)))
    for verdict in ("substantial", "moderate", "almost perfect", "excellent"):
        assert verdict not in said


def test_elusion_in_words() -> None:
    one = elusions.from_counts(
        without=3_000, judged=200, relevant=20, suggested_relevant=700, passed_over=3, unreviewed=2
    )
    said = [sentence["en"] for sentence in missed_words.elusion(one)]
    assert said[0].startswith("Elusion 10.0 [") and "of 200 segments" in said[0]
    assert "300 [" in said[1] and "Recall 70.0 [" in said[2]
    assert "3 sampled segments" in said[3] and "2 segments with a suggestion" in said[4]
    whole = elusions.from_counts(without=3_000, judged=3_000, relevant=310, suggested_relevant=700)
    assert "inside that interval" in missed_words.census(one, whole)["en"]
    far = elusions.from_counts(without=3_000, judged=3_000, relevant=900, suggested_relevant=700)
    assert "outside that interval" in missed_words.census(one, far)["en"]


# Elusion of a district


def test_what_nobody_read_is_no_part_of_the_estimate(compendium: Path) -> None:
    one = study()
    found = missed.estimate(one)
    read = {row["segment"] for row in one.segments if one.replay.completed.get(row["transcript"])}
    suggested = {row["segment"] for row in one.suggestions}
    assert found.sample.without == len(read - suggested)
    assert found.census and found.census.judged == found.census.without
    assert found.sample.missed.low <= found.census.relevant <= found.sample.missed.high


def judge(one: pipeline.Study, segments: list[str], action: str, mode: str, **fields: str) -> None:
    """Lines of a coder "sampler" who judges segments one by one."""
    rows = {row["segment"]: row for row in one.segments}
    made = [
        decide(
            one.texts[rows[name]["transcript"]], one.hashes[rows[name]["transcript"]], rows[name]["transcript"], "sampler",
            f"2026-12-01T00:{n // 60:02d}:{n % 60:02d}Z", action, start=int(rows[name]["start"]), end=int(rows[name]["end"]),
            mode=mode, **fields,
        )
        for n, name in enumerate(segments)
    ]  # fmt: skip
    with log("sampler").open("a", encoding="utf-8") as file:
        file.writelines(as_line(decision) for decision in made)


def test_judgements_in_elusion_mode_make_the_whole_district_the_population(compendium: Path) -> None:
    remove_coder("demo-a")
    remove_coder("demo-b")
    table = paths.coded(MAIN) / "coders.csv"
    table.write_text(table.read_text(encoding="utf-8") + "sampler,human,\n", encoding="utf-8")
    one = study()
    suggested = {row["segment"] for row in one.suggestions}
    order = elusions.sample({row["segment"] for row in one.segments} - suggested, 50)
    judge(one, order[3:], "none", "elusion")
    judge(one, order[:3], "add", "elusion", indicator="4", status="present")
    found = missed.estimate(study(), size=50)
    assert (found.sample.judged, found.sample.relevant, found.census) == (50, 3, None)
    assert found.sample.without == len({row["segment"] for row in one.segments} - suggested)
    assert found.sample.missed.low <= found.sample.missed.value <= found.sample.missed.high
    assert (found.sample.unreviewed, found.sample.suggested_relevant) == (len(suggested), 0)
    # A suggestion rejected is a suggestion reviewed; a coding made while reading suggestions is no sample.
    judge(one, sorted(suggested)[:5], "reject", "suggestions", indicator="1")
    assert missed.estimate(study(), size=50).sample.unreviewed == len(suggested) - 5


def test_codings_made_while_reading_are_no_sample(compendium: Path) -> None:
    remove_coder("demo-a")
    remove_coder("demo-b")
    table = paths.coded(MAIN) / "coders.csv"
    table.write_text(table.read_text(encoding="utf-8") + "sampler,human,\n", encoding="utf-8")
    one = study()
    judge(one, [row["segment"] for row in one.segments[:40]], "add", "suggestions", indicator="4", status="present")
    assert missed.estimate(study()).sample.judged == 0
