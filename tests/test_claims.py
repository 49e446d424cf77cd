from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding import paths
from coding.errors import CodingError
from coding.findings import claims
from coding.findings.claims import bearing, judge, recovered
from coding.published import claims_file
from coding.published.claims_file import Claim


def coding(number, **fields):
    row = {
        "coding": f"T-{number}",
        "segment": f"T-{number}",
        "transcript": "T",
        "stakeholder": "dprd",
        "indicator": "3",
        "subcode": "",
        "status": "absent",
        "coders": "a",
        "quote": "kata",
    }
    return {**row, **fields}


def claim(**fields):
    defaults = {
        "id": "C1",
        "indicator": "3",
        "subcode": "",
        "actors": ("dprd",),
        "status": "absent",
        "evidence": "interview",
        "text": {"id": "x", "en": "x"},
    }
    return Claim(**{**defaults, **fields})


@pytest.mark.parametrize(
    ("stated", "found", "verdict"),
    [
        ("absent", "absent", "agrees"),
        ("partial", "absent", "partly"),
        ("present", "absent", "differs"),
        ("absent", "present", "differs"),
        ("present", "mixed", "partly"),
        ("present", "none", "open"),
        ("absent", "unclear", "open"),
        ("unclear", "unclear", "agrees"),
        ("unclear", "mixed", "agrees"),
        ("unclear", "absent", "partly"),
    ],
)
def test_verdicts(stated, found, verdict):
    assert judge(stated, found) == verdict


def test_only_the_claims_actors_and_indicator_bear_on_it():
    codings = [coding(1), coding(2, stakeholder="sebumi"), coding(3, indicator="4")]
    assert bearing(claim(), codings) == codings[:1]
    assert bearing(claim(actors=("all",)), codings) == codings[:2]


def test_a_claim_on_the_calendar_leaves_competence_out():
    codings = [coding(1, subcode="calendar"), coding(2, subcode="competence"), coding(3)]
    assert bearing(claim(subcode="calendar"), codings) == [codings[0], codings[2]]


def test_a_claim_outside_the_indicators_is_not_coded():
    assert claims.test(claim(indicator=""), [coding(1)], {"T-1": "DPR1"}).verdict == "not_coded"


def test_turns_written_for_a_claim_are_recovered_when_its_indicator_is_found_there():
    grounding = [{"transcript": "T", "turn": str(turn), "claim": "C1"} for turn in (2, 4)]
    codings = [coding(1), coding(9, indicator="7")]
    assert recovered(claim(), grounding, codings, {"T-1": 2, "T-9": 4}) == (1, 2)


def test_the_articles_findings_are_all_there():
    stated, inconsistencies = claims_file.load(paths.reference("claims.yml"))
    assert len(stated) == 47 and len({one.id for one in stated}) == 47
    assert inconsistencies


def test_an_unknown_field_of_a_claim_is_named_with_its_line(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text("claims:\n- {id: C1, actor: [dprd], status: absent, evidence: fgd, claim: x}\n")
    with pytest.raises(CodingError, match=r"line 2: the field 'actor' is unknown"):
        claims_file.load(path)


counters = st.dictionaries(st.sampled_from(["present", "partial", "absent", "unclear"]), st.integers(0, 9))
stated_statuses = st.sampled_from(["present", "partial", "absent", "unclear"])


@given(stated_statuses, counters)
def test_every_coding_that_bears_on_a_claim_is_on_one_side(status, counts):
    assert sum(claims.sides(status, counts).values()) == sum(counts.values())


@given(stated_statuses, counters, st.sampled_from(["present", "partial", "absent", "unclear"]))
def test_adding_a_coding_never_lowers_the_evidence_on_any_side(status, counts, added):
    before, after = claims.sides(status, counts), claims.sides(status, {**counts, added: counts.get(added, 0) + 1})
    assert all(after[side] >= before[side] for side in before)


def test_present_and_absent_stand_against_each_other():
    assert claims.sides("present", {"absent": 2})["against"] == 2 == claims.sides("absent", {"present": 2})["against"]
    assert claims.sides("partial", {"absent": 2, "present": 1})["partly"] == 3


def test_an_actor_who_says_nothing_on_the_indicator_is_missing():
    one = claim(actors=("dprd", "sebumi"))
    assert claims.silent(one, [coding(1)], ["dprd", "sebumi"]) == ["sebumi"]
    assert claims.silent(claim(actors=("all",)), [coding(1)], ["dprd", "bp3tki"]) == ["bp3tki"]


def test_claims_at_odds_are_of_one_indicator_and_actor_present_and_absent():
    first, same_actor = claim(id="C1"), claim(id="C2", status="present", actors=("dprd", "sebumi"))
    others = [claim(id="C3", status="present", actors=("sebumi",)), claim(id="C4", status="present", indicator="4"),
              claim(id="C5", status="present", subcode="calendar"), claim(id="C6", status="partial")]  # fmt: skip
    assert claims.at_odds([first, same_actor, *others]) == [(first, same_actor)]


def test_inconsistencies_are_told_in_both_languages_with_the_claims_they_touch(tmp_path):
    path = tmp_path / "claims.yml"
    head = (
        "claims:\n- {id: C1, indicator: 1, actors: [dprd], status: absent, evidence: fgd, claim: x}\ninconsistencies:\n"
    )
    path.write_text(head + "- {claims: [C1], text: {id: satu, en: one}}\n- only a sentence\n")
    first, second = claims_file.load(path)[1]
    assert (first.claims, first.text) == (("C1",), {"id": "satu", "en": "one"})
    assert (second.claims, second.text["id"]) == ((), "only a sentence")
    path.write_text(head + "- {claims: [C9], text: x}\n")
    with pytest.raises(CodingError, match=r"line 4: the claim 'C9' is unknown"):
        claims_file.load(path)


def test_verdicts_by_chance_are_the_mean_over_all_ways_to_deal_the_statuses_out():
    stated = [
        claim(id=f"C{n}", indicator="3", status=status) for n, status in enumerate(["absent", "absent", "partial"])
    ]
    codings = [
        coding(1),
        coding(2, stakeholder="sebumi", status="present"),
        coding(3, stakeholder="balai", status="partial"),
    ]
    actors = [("dprd",), ("sebumi",), ("balai",)]
    speakers = {f"T-{n}": "X1" for n in (1, 2, 3)}
    tested = [
        claims.test(claim(id=one.id, status=one.status, actors=whose), codings, speakers)
        for one, whose in zip(stated, actors, strict=True)
    ]
    tested.append(claims.test(claim(id="C9", indicator=""), codings, speakers))
    dealt = [
        judge(status, one.status)
        for order in permutations([one.status for one in stated])
        for status, one in zip(order, tested, strict=False)
    ]
    expected = claims.by_chance(tested)
    for verdict in ("agrees", "partly", "differs", "open"):
        assert expected[verdict] == pytest.approx(dealt.count(verdict) / 6)
    assert expected["not_coded"] == 1
    assert sum(expected.values()) == pytest.approx(len(tested))
