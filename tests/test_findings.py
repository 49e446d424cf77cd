import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coding.findings.coordination import ALL, cell_status, matrix, only_held_by_all, rank_quotes

statuses = st.sampled_from(["present", "partial", "absent", "unclear"])
counters = st.dictionaries(statuses, st.integers(0, 30))


def coding(number, *, stakeholder="dprd", indicator="1", status="absent", coders="a", quote="kata"):
    return {
        "coding": f"T-{number:04d}-c{indicator}",
        "segment": f"T-{number:04d}",
        "transcript": "T",
        "stakeholder": stakeholder,
        "level": "x",
        "district": "d",
        "indicator": indicator,
        "status": status,
        "coders": coders,
        "quote": quote,
    }


def cells(codings):
    speakers = {one["segment"]: f"P{int(one['segment'][-4:]) % 3}" for one in codings}
    return matrix(codings, speakers, ["dprd", "sebumi"], ["1", "2"])


def test_no_codings_are_no_evidence():
    assert cell_status({}) == "none"


def test_hopes_alone_are_unclear():
    assert cell_status({"unclear": 4}) == "unclear"


def test_one_clear_coding_outweighs_any_number_of_hopes():
    assert cell_status({"unclear": 40, "absent": 1}) == "absent"


def test_present_and_absent_a_quarter_each_are_mixed():
    assert cell_status({"present": 1, "absent": 1, "partial": 2}) == "mixed"
    assert cell_status({"present": 1, "absent": 2, "partial": 2}) == "partial"


def test_between_two_statuses_the_lower_counts():
    assert cell_status({"partial": 2, "present": 2}) == "partial"


@given(counters)
def test_a_status_that_no_coding_has_is_never_given(counts):
    status = cell_status(counts)
    if status in ("present", "partial", "absent", "unclear"):
        assert counts.get(status, 0) > 0


@given(counters, statuses)
def test_adding_a_coding_never_lowers_the_evidence(counts, added):
    # No coding turns a cell back into one without evidence, nor a clear cell into an unclear one.
    before, after = cell_status(counts), cell_status({**counts, added: counts.get(added, 0) + 1})
    assert after != "none"
    assert not (before in ("present", "partial", "absent", "mixed") and after == "unclear")


@given(st.lists(st.tuples(st.sampled_from(["dprd", "sebumi"]), st.sampled_from(["1", "2"]), statuses)), st.randoms())
def test_the_order_of_rows_never_matters(drawn, shuffler: random.Random):
    codings = [coding(n, stakeholder=s, indicator=i, status=t) for n, (s, i, t) in enumerate(drawn)]
    shuffled = list(codings)
    shuffler.shuffle(shuffled)
    assert cells(codings) == cells(shuffled)


def test_a_cell_counts_segments_and_informants_once():
    codings = [coding(0), coding(3), coding(3, status="partial")]
    cell = cells(codings)["dprd", "1"]
    assert (cell.segments, cell.informants, cell.single) == (2, 1, True)


def test_cells_without_codings_are_there_too():
    assert cells([coding(1)])["sebumi", "2"].status == "none"


def test_a_quote_of_the_cells_status_held_by_more_coders_comes_first():
    ranked = rank_quotes(
        [coding(1, status="present", coders="a;b"), coding(2, coders="a"), coding(3, coders="a;b")], "absent"
    )
    assert [one["coding"] for one in ranked] == ["T-0003-c1", "T-0002-c1", "T-0001-c1"]


def test_the_strict_reading_drops_what_a_reader_did_not_code():
    codings = [coding(1, coders="a"), coding(2, coders="a;b")]
    assert only_held_by_all(codings, {"T": {"a", "b"}}) == codings[1:]
    assert only_held_by_all(codings, {"T": {"a"}}) == codings


def test_informants_contradict_each_other_when_one_tells_it_is_there_and_another_that_it_is_not():
    both_ways = [coding(0, status="present"), coding(3, status="absent")]  # one informant, of two minds
    two = [coding(0, status="present"), coding(1, status="absent")]
    assert (cells(both_ways)["dprd", "1"].contradicted, cells(both_ways)["dprd", "1"].marks) == (False, "†")
    assert (cells(two)["dprd", "1"].contradicted, cells(two)["dprd", "1"].marks) == (True, "‡")
    assert cells([coding(0), coding(1)])["dprd", "1"].marks == ""


drawn_codings = st.lists(
    st.tuples(st.sampled_from(["dprd", "sebumi"]), st.sampled_from(["1", "2"]), statuses), max_size=30
)


def made(drawn):
    level = {"dprd": "legislature", "sebumi": "ngo"}
    return [
        {**coding(n, stakeholder=s, indicator=i, status=t), "level": level[s], "district": "d"}
        for n, (s, i, t) in enumerate(drawn)
    ]


@given(drawn_codings)
def test_a_subtotal_is_the_sum_of_its_stakeholders(drawn):
    codings = made(drawn)
    speakers = {one["segment"]: one["segment"] for one in codings}
    apart = matrix(codings, speakers, ["dprd", "sebumi"], ["1", "2"])
    levels = matrix(codings, speakers, ["legislature", "ngo", ALL], ["1", "2"], by="level")
    district = matrix(codings, speakers, ["d"], ["1", "2"], by="district")
    for indicator in ("1", "2"):
        assert replace(levels["legislature", indicator], row="dprd") == apart["dprd", indicator]
        assert replace(levels[ALL, indicator], row="d") == district["d", indicator]
        mine = [apart[key, indicator] for key in ("dprd", "sebumi")]
        assert levels[ALL, indicator].segments == sum(cell.segments for cell in mine)
        assert levels[ALL, indicator].informants == sum(cell.informants for cell in mine)


@given(drawn_codings, st.integers(0, 30), statuses)
def test_adding_a_coding_never_takes_segments_informants_or_quotes_away(drawn, number, status):
    codings = made(drawn)
    added = {**coding(number, status=status), "level": "legislature", "district": "d"}
    before, after = cells(codings), cells([*codings, added])
    for key in before:
        assert after[key].segments >= before[key].segments
        assert set(after[key].told) >= set(before[key].told)
        assert len(after[key].quotes) == len(before[key].quotes) + (key == ("dprd", "1"))
        if key != ("dprd", "1"):
            assert after[key] == before[key]
