import pytest

from coding import paths
from coding.districts import stakeholders
from coding.errors import CodingError
from coding.network.measures import NAN, Range
from coding.network.places import judge
from coding.published import places_file

KNOWN = list(stakeholders.load("lampung-timur").stakeholders)


@pytest.mark.parametrize(
    ("place", "rank", "verdict"),
    [
        ("centre", Range(1, 1, 2), "agrees"),
        ("centre", Range(6, 6, 6), "agrees"),
        ("centre", Range(6, 5, 7), "open"),
        ("centre", Range(8, 7, 9), "differs"),
        ("rim", Range(8, 7, 9), "agrees"),
        ("rim", Range(1, 1, 2), "differs"),
        ("rim", Range(7, 6, 8), "open"),
        ("rim", Range(12, NAN, NAN), "agrees"),
        ("centre", Range(NAN, NAN, NAN), "open"),
        ("rim", Range(NAN, NAN, NAN), "open"),
    ],
)
def test_the_better_half_is_the_centre_if_no_transcript_decides_it(place, rank, verdict):
    assert judge(place, rank, 12) == verdict


def test_of_an_odd_number_the_middle_one_is_the_rim():
    assert judge("rim", Range(2, 2, 2), 3) == "agrees"


def test_the_articles_reading_names_known_bodies_and_claims():
    readings = places_file.load(paths.reference("claims.yml"), KNOWN)
    assert {one.place for one in readings} == {"centre", "rim"}
    assert {"bp3tki", "pemkab", "dinsosnakertrans"} <= {one.actor for one in readings}
    assert all(one.claims and one.reading["id"] and one.reading["en"] for one in readings)


def test_a_district_without_a_reading_has_none(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text("claims: []\n", encoding="utf-8")
    assert places_file.load(path, KNOWN) == []
    assert places_file.load(paths.claims("contoh-kabupaten"), KNOWN) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{actor: bpjs, place: rim, claims: [C1], reading: x}", "the stakeholder 'bpjs' is unknown"),
        ("{actor: desa, place: middle, claims: [C1], reading: x}", "place is 'middle'"),
        ("{actor: desa, place: rim, claims: [C9], reading: x}", "there is no claim 'C9'"),
        ("{actor: desa, place: rim, claims: [C1]}", "the field 'reading' is missing"),
        ("{actor: desa, place: rim, claims: [C1], reading: x, rank: 1}", "the field 'rank' is unknown"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, entry, fault):
    path = tmp_path / "claims.yml"
    path.write_text(f"claims:\n- {{id: C1}}\nnetwork:\n- {entry}\n", encoding="utf-8")
    with pytest.raises(CodingError, match=f"claims.yml, line 4: {fault}"):
        places_file.load(path, KNOWN)
