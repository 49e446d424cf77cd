import pytest

from coding import network, stakeholders


@pytest.fixture(scope="module")
def directory():
    return stakeholders.load("lampung-timur")


def rows(*texts, source="sebumi", status="present"):
    segments = [{"segment": f"T-{n}", "text": text, "speaker": f"LSM{n}"} for n, text in enumerate(texts)]
    codings = [
        {"coding": f"T-{n}-c1", "segment": f"T-{n}", "stakeholder": source, "status": status} for n in range(len(texts))
    ]
    return codings, segments


def test_stakeholders_are_found_under_their_many_names(directory):
    assert directory.mentions("Suratnya dari Dinsosnakertrans, tembusan ke Bappeda.") == ["dinsosnakertrans", "pemkab"]


def test_the_provincial_union_is_not_the_district_branch(directory):
    assert directory.mentions("Itu urusan SBMI Lampung.") == ["sbmi_lampung"]
    assert directory.mentions("Kami di SBMI Lampung Timur.") == ["sbmi_lamtim"]


def test_a_village_hall_is_not_the_service_office(directory):
    assert directory.mentions("Acaranya di balai desa.") == []
    assert directory.mentions("Yang datang orang balai.") == ["bp3tki"]


def test_another_office_is_not_the_manpower_office(directory):
    assert directory.mentions("Dinas pertanian yang ngasih bibit.") == []


def test_a_coded_segment_ties_its_speaker_to_whom_it_names(directory):
    codings, segments = rows("Orang balai sering telepon.", "Kalau balai undang ya kami datang.")
    (tie,) = network.ties(codings, segments, directory)
    assert (tie.source, tie.target, tie.status) == ("sebumi", "bp3tki", "present")
    assert tie.channels["phone"] == 1 and len(tie.informants) == 2


def test_nobody_is_tied_to_themselves(directory):
    codings, segments = rows("Sebumi ya jalan sendiri.")
    assert network.ties(codings, segments, directory) == []


def test_a_denied_tie_is_no_tie_of_the_graph(directory):
    codings, segments = rows("Dari dinas ndak pernah ada surat.", status="absent")
    found = network.ties(codings, segments, directory)
    assert network.graph(found).number_of_edges() == 0


def test_a_segment_with_two_codes_names_its_channel_once(directory):
    codings, segments = rows("Surat dari balai sudah ada.")
    (tie,) = network.ties([*codings, {**codings[0], "coding": "T-0-c4"}], segments, directory)
    assert tie.channels["letter"] == 1 and sum(tie.counts.values()) == 2


def test_measures_count_ties_as_freeman_does(directory):
    codings, segments = rows("Orang balai.", "Orang dewan.")
    codings[1]["stakeholder"] = "bp3tki"
    told = network.graph(network.ties(codings, segments, directory))
    measured = network.measures(told, ["sebumi", "bp3tki", "dprd"])
    assert measured["bp3tki"] == {"named_by": 1.0, "names": 1.0, "betweenness": 0.5}
    assert network.density(told, ["sebumi", "bp3tki", "dprd"]) == pytest.approx(2 / 6)
