"""The pictures of the network: places by rule, nothing overlapping, nothing empty."""

import hashlib
import io
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from coding.districts import stakeholders
from coding.network import charts
from coding.network.layout import MOST_LINES, circles, curve, lines, stretched, threshold
from coding.network.ties import Telling, tied

DIRECTORY = stakeholders.load("lampung-timur")
ORDER = charts.by_level(DIRECTORY, list(DIRECTORY.stakeholders))
TWELVE = ORDER[:12]


def telling(source, target, status="present", number=0, channels=()):
    name = f"{source}-{target}-{number}"
    coding = {"coding": name, "segment": name, "transcript": "T", "status": status, "coders": "", "quote": "x"}
    return Telling(source, target, coding, {"segment": name, "speaker": source}, channels)


def everyone(keys=TWELVE, times=1):
    return tied(telling(*ends, number=number) for ends in permutations(keys, 2) for number in range(times))


def texts(figure):
    """(text, its box in pixels) of all that is written."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    written = [one for axes in figure.axes for one in axes.texts]
    written += [one for legend in figure.legends for one in legend.get_texts()]
    return [(one.get_text(), one.get_window_extent(renderer)) for one in written if one.get_text()]


def overlapping(figure):
    boxes = [(words, box) for words, box in texts(figure)]
    return [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if min(one[1].x1, other[1].x1) - max(one[1].x0, other[1].x0) > 1
        and min(one[1].y1, other[1].y1) - max(one[1].y0, other[1].y0) > 1
    ]


def cut(figure):
    width, height = figure.get_size_inches() * figure.dpi
    return [w for w, box in texts(figure) if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]


def network(found, language="id"):
    return charts.network(found, DIRECTORY, language, least=threshold(found, ORDER))


# Nothing overlaps, nothing is cut, nothing is empty


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("keys", [ORDER[:2], ORDER[:3], ORDER[:7], TWELVE, ORDER], ids=len)
def test_labels_never_overlap_and_none_is_cut(keys, language):
    figure = network(everyone(keys), language)
    assert overlapping(figure) == [] and cut(figure) == []
    assert len(texts(figure)) > len(keys)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("keys", [ORDER[:2], TWELVE, ORDER], ids=len)
def test_nothing_in_the_matrix_is_cut(keys, language):
    assert cut(charts.matrix(everyone(keys), keys, DIRECTORY, language)) == []


@pytest.mark.parametrize(
    "found",
    [[], tied([telling("desa", "bank", "unclear")])],
    ids=["no tie", "only unclear"],
)
def test_a_network_without_ties_says_so_in_words(found):
    for language, words in charts.NOTHING.items():
        assert [one for one, _ in texts(network(found, language))] == [words]


@pytest.mark.parametrize("people", [[], ["desa"]], ids=["nobody heard", "one heard"])
def test_a_matrix_without_ties_says_so_in_words(people):
    assert [one for one, _ in texts(charts.matrix([], people, DIRECTORY, "en"))] == [charts.NOTHING["en"]]


def test_one_stakeholder_who_tells_of_one_that_was_not_heard():
    found = tied([telling("desa", "bank")])
    assert {"Bank\u00a0(1)", "Desa &\nkecamatan\u00a0(0)"} <= {words for words, _ in texts(network(found))}
    assert {"Bank", "disebut oleh"} <= {words for words, _ in texts(charts.matrix(found, ["desa"], DIRECTORY, "id"))}


def test_a_level_of_a_districts_own_has_a_sign_and_a_colour():
    level = {**DIRECTORY.levels, "own": {"id": "sendiri", "en": "own"}}
    one = stakeholders.Stakeholder("own", "own", {"id": "Kami", "en": "We"}, {"id": "Kami", "en": "We"}, (), ())
    own = stakeholders.Directory(level, {**DIRECTORY.stakeholders, "own": one}, DIRECTORY.channels)
    figure = charts.network(tied([telling("own", "desa")]), own, "id", least=1)
    assert "sendiri" in {words for words, _ in texts(figure)}


# The same in every run


def drawn_bytes(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def test_the_pictures_do_not_depend_on_the_order_of_ties():
    found = everyone(ORDER[:7], 2)
    assert drawn_bytes(network(found)) == drawn_bytes(network(found[::-1]))
    both = [charts.matrix(one, ORDER[:7], DIRECTORY, "id") for one in (found, found[::-1])]
    assert len({drawn_bytes(one) for one in both}) == 1


# Lines


def test_a_pair_is_one_line_with_what_each_side_tells():
    (line,) = lines(tied([telling("bp3tki", "desa"), telling("desa", "bp3tki", "absent")]), ORDER)
    assert (line.first, line.second, line.codings) == ("bp3tki", "desa", 2)
    assert line.forth.told and line.back.status == "absent"


def test_no_more_lines_than_a_page_holds_and_the_strongest_stay():
    found = tied(
        telling(*ends, number=number)
        for size, ends in enumerate(combinations(TWELVE, 2), start=1)
        for number in range(size)
    )
    least = threshold(found, ORDER)
    kept = lines(found, ORDER, least=least)
    assert len(kept) == MOST_LINES
    assert (
        min(one.codings for one in kept) == least > max(one.codings for one in lines(found, ORDER) if one not in kept)
    )


def test_where_all_pairs_are_alike_none_is_picked_out_and_none_left_out():
    assert len(lines(everyone(), ORDER, least=threshold(everyone(), ORDER))) == 66


def test_the_most_named_stand_within():
    named_by = {key: place for place, key in enumerate(TWELVE)}
    places = circles(TWELVE, named_by, lines(everyone(), ORDER))
    within = {key for key in TWELVE if np.hypot(*places[key]) < 0.9}
    assert within == set(TWELVE[-4:])


def test_a_line_bends_around_what_stands_in_its_way():
    straight = curve((0, 0), (4, 0), [], [], clear=0.3)
    assert abs(straight[:, 1]).max() == 0
    bent = curve((0, 0), (4, 0), [(2, 0)], [], clear=0.3)
    assert np.linalg.norm(bent - np.array([2, 0]), axis=1).min() >= 0.3
    assert (bent[0] == straight[0]).all() and (bent[-1] == straight[-1]).all()


def test_a_line_keeps_apart_from_one_that_runs_beside_it():
    before = curve((0, 0.02), (4, 0.02), [], [], clear=0.1)
    assert abs(curve((0, 0), (4, 0), [], [before], clear=0.1)[80, 1]) > 0.1


points = st.tuples(st.floats(-1, 1), st.floats(-1, 1))


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from("abcdef"), points, min_size=1))
def test_places_fill_the_page_and_never_leave_it(places):
    moved = stretched(places, 4.0, 3.0)
    assert all(abs(x) <= 2 + 1e-6 and abs(y) <= 1.5 + 1e-6 for x, y in moved.values())
