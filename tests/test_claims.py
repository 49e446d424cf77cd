import pytest

from coding import claims, paths
from coding.claims import Claim, bearing, judge, recovered
from coding.errors import CodingError


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
    stated, inconsistencies = claims.load(paths.reference("claims.yml"))
    assert len(stated) == 47 and len({one.id for one in stated}) == 47
    assert inconsistencies


def test_an_unknown_field_of_a_claim_is_named_with_its_line(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text("claims:\n- {id: C1, actor: [dprd], status: absent, evidence: fgd, claim: x}\n")
    with pytest.raises(CodingError, match=r"line 2: the field 'actor' is unknown"):
        claims.load(path)
