import random

from hypothesis import given
from hypothesis import strategies as st

from coding.findings import cell_status, matrix, only_held_by_all, rank_quotes

statuses = st.sampled_from(["present", "partial", "absent", "unclear"])
counters = st.dictionaries(statuses, st.integers(0, 30))


def coding(number, *, stakeholder="dprd", indicator="1", status="absent", coders="a", quote="kata"):
    return {
        "coding": f"T-{number:04d}-c{indicator}",
        "segment": f"T-{number:04d}",
        "transcript": "T",
        "stakeholder": stakeholder,
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
