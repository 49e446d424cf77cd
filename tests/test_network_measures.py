import math
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.network import measures as network_measures
from coding.network.measures import density, heard, measures, pairs, positions, reciprocity
from coding.network.ties import Telling, graph, tied

NAMES = ["a", "b", "c", "d", "e"]


def telling(source, target, status="present", *, number=0, transcript="T"):
    name = f"{transcript}-{source}-{target}-{number}"
    coding = {"coding": name, "segment": name, "transcript": transcript, "status": status, "coders": "", "quote": "x"}
    return Telling(source, target, coding, {"segment": name, "speaker": source})


def person(stakeholder, transcript="T"):
    return {"stakeholder": stakeholder, "transcript": transcript}


def kite():
    """Krackhardt's kite (1990, Administrative Science Quarterly 35(2): 342–369), every tie told by both sides."""
    names = dict(
        enumerate(["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"])
    )
    return nx.relabel_nodes(nx.krackhardt_kite_graph(), names).to_directed()


def between_by_hand(network: nx.DiGraph) -> dict[str, float]:
    """Freeman's index from its definition: every shortest path of every ordered pair, written out."""
    shares = dict.fromkeys(network, 0.0)
    for first, last in permutations(network, 2):
        if nx.has_path(network, first, last):
            paths = list(nx.all_shortest_paths(network, first, last))
            for path in paths:
                for node in path[1:-1]:
                    shares[node] += 1 / len(paths)
    size = len(network)
    return {node: share / ((size - 1) * (size - 2)) for node, share in shares.items()}


def test_in_krackhardts_kite_diane_has_most_ties_and_heather_stands_between():
    people = list(kite())
    found = positions(kite(), people, people)
    assert max(people, key=lambda one: found[one].named_by) == "Diane" and found["Diane"].named_by == 6
    assert max(people, key=lambda one: found[one].betweenness) == "Heather"
    assert found["Heather"].betweenness == pytest.approx(14 / 36)
    assert found["Diane"].rank == 1 and found["Jane"].rank == 10


def test_betweenness_is_that_of_its_definition():
    by_hand = between_by_hand(kite())
    assert {
        key: one.betweenness for key, one in positions(kite(), list(kite()), list(kite())).items()
    } == pytest.approx(by_hand)


def test_the_centre_of_a_star_has_all_there_is():
    """Freeman 1978 (Social Networks 1: 215–239): the star's centre has betweenness 1, its points 0."""
    star = nx.star_graph(6).to_directed()
    found = positions(star, list(star), list(star))
    assert [found[node].betweenness for node in star] == [1.0] + [0.0] * 6
    assert found[0].named_by == found[0].names == 6


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda e: e[0] != e[1])))
def test_measures_are_those_of_networkx_and_of_the_definition(edges):
    network = nx.DiGraph(edges)
    whole = network.copy()
    whole.add_nodes_from(NAMES)
    found = positions(network, NAMES, NAMES)
    assert {key: one.betweenness for key, one in found.items()} == pytest.approx(between_by_hand(whole))
    assert density(network, NAMES) == pytest.approx(nx.density(whole))
    told = tied(telling(*edge, number=number) for number, edge in enumerate(edges))
    share = nx.overall_reciprocity(whole) if edges else math.nan
    assert reciprocity(pairs(told, NAMES)) == pytest.approx(share / (2 - share), nan_ok=True)


def test_who_was_not_heard_has_no_out_degree_and_no_rank_but_may_be_named():
    network = graph(tied([telling("a", "b"), telling("c", "b")]))
    found = positions(network, ["a", "b", "c"], ["a", "c"])
    assert found["b"].named_by == 2
    assert math.isnan(found["b"].names) and math.isnan(found["b"].rank)
    assert density(network, ["a", "c"]) == 0


def test_equals_share_the_better_rank():
    network = graph(tied([telling("a", "b"), telling("b", "a"), telling("c", "a"), telling("c", "b")]))
    found = positions(network, ["a", "b", "c"], ["a", "b", "c"])
    assert [found[key].rank for key in "abc"] == [1, 1, 3]


@pytest.mark.parametrize(
    ("forth", "back", "kind"),
    [
        ("present", "partial", "mutual"),
        ("present", None, "one_sided"),
        (None, "present", "one_sided"),
        ("present", "unclear", "one_sided"),
        ("present", "absent", "contradicted"),
        ("absent", "partial", "contradicted"),
        ("absent", "absent", "denied"),
        ("absent", None, "denied"),
        ("unclear", "absent", "denied"),
        ("unclear", None, "unclear"),
    ],
)
def test_kinds_of_pairs(forth, back, kind):
    told = [telling(*ends, status) for ends, status in ((("a", "b"), forth), (("b", "a"), back)) if status]
    (pair,) = pairs(tied(told), ["a", "b"])
    assert pair.kind == kind


def test_only_pairs_of_those_heard_can_be_reciprocal():
    found = tied([telling("a", "b"), telling("b", "a"), telling("a", "x")])
    assert [(pair.first, pair.second) for pair in pairs(found, ["a", "b"])] == [("a", "b")]
    assert reciprocity(pairs(found, ["a", "b"])) == 1


def test_what_hangs_on_one_transcript_shows_in_the_range():
    told = [telling("a", "b", transcript="T1"), telling("c", "b", transcript="T2"), telling("c", "b", transcript="T3")]
    people = [person("a", "T1"), person("b", "T4"), person("c", "T2"), person("c", "T3")]
    found = measures(told, people, ["a", "b", "c", "x"])
    assert vars(found.positions["b"]["named_by"]) == {"value": 2, "low": 1, "high": 2}
    assert vars(found.positions["c"]["names"]) == {"value": 1, "low": 1, "high": 1}
    # Without T1 nobody speaks for a: its out-degree is then not nought, but undefined.
    assert vars(found.positions["a"]["names"]) == {"value": 1, "low": 1, "high": 1}
    assert found.density.value == pytest.approx(2 / 6) and found.density.high == pytest.approx(1 / 2)
    assert math.isnan(found.positions["x"]["names"].value)


def test_the_ranges_are_those_of_leaving_each_transcript_out_by_hand():
    told = [
        telling(*ends, transcript=f"T{number % 3}", number=number)
        for number, ends in enumerate(permutations("abcd", 2))
    ]
    people = [person(key, f"T{number}") for key in "abcd" for number in range(3)]
    found = measures(told, people, list("abcd"))
    left = [graph(tied(one for one in told if one.coding["transcript"] != name)) for name in ("T0", "T1", "T2")]
    for key in "abcd":
        degrees = [network.in_degree(key) for network in left]
        assert (found.positions[key]["named_by"].low, found.positions[key]["named_by"].high) == (
            min(degrees),
            max(degrees),
        )
    assert found.density.low == min(nx.density(network) for network in left)


def test_nothing_told_gives_no_figure_but_no_fault_either():
    found = measures([], [person("a")], ["a"])
    assert found.positions["a"]["named_by"].value == 0
    assert math.isnan(found.density.value) and math.isnan(found.reciprocity.value)
    assert measures([], [], []).positions == {}


def test_the_heard_are_those_somebody_speaks_for():
    people = [person("b", "T1"), person("a", "T2"), person("", "T1")]
    assert heard(people, ["a", "b", "c"]) == ["a", "b"]
    assert heard(people, ["a", "b", "c"], without="T2") == ["b"]


def test_every_kind_of_pair_has_its_word():
    from coding.network.tables import PAIR

    assert set(PAIR) == set(network_measures.PAIR_KINDS)
